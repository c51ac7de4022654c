// Package postgres is a log and its records in a PostgreSQL database, for several programs at
// once. What is acknowledged is on the server's disk (synchronous_commit). Each organisation
// is by itself: its head is one row that who appends locks, and no transaction is about two.
package postgres

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"

	"orpheus/store/keyfile"
)

const (
	writers     = 8  // connections that write, at most, unless the address says pool_max_conns
	readers     = 16 // and that read: who writes may read meanwhile
	connectWait = 5 * time.Second
	runWait     = 30 * time.Second // for a transaction, once it began
)

// readWait is for one question: a server that is connected and does not answer is one that
// cannot be reached.
var readWait = 20 * time.Second

// Log is an open store.
type Log struct {
	write, read, call *pgxpool.Pool // call is the one connection that tells other programs
	listener          *pgx.ConnConfig
	keyPath           string // where the key of boxes lies; empty for a place by the number of the store
	number            string // of the store
	secret            []byte
	node              string // this program, among those that have the store open

	edition  edition
	versions known[string, uint64]
	privates known[saidBy, string]
	signals  signals
	ahead    ahead
	news     news
	sealing  keyfile.Once

	mu  sync.Mutex
	has map[string]bool // organisations that are there: they stay

	hurried    atomic.Bool // a server does not wait for its disk by itself
	scrubbing  atomic.Bool
	ctx        context.Context // ends when the store is closed
	end        context.CancelFunc
	background sync.WaitGroup
}

// Options are what a store needs besides its address.
type Options struct {
	Create bool   // lay it out where there is none
	Key    string // the file with the key of boxes; empty for StatePath

	// Age is how late this program may know that another changed what lets people in, or who they
	// are: so long a session goes on here that was ended there. Zero has every question wait for
	// the server.
	Age time.Duration
}

// Open opens the store in the database that an address names (postgres://…).
func Open(ctx context.Context, address string, o Options) (*Log, error) {
	config, err := pgxpool.ParseConfig(address)
	if err != nil {
		return nil, explained(ctx, err)
	}
	if config.ConnConfig.ConnectTimeout == 0 {
		config.ConnConfig.ConnectTimeout = connectWait
	}
	few := int32(0)
	if strings.Contains(address, "pool_max_conns=") {
		few = config.MaxConns
	}
	l := &Log{keyPath: o.Key, has: map[string]bool{}, node: newNode(), listener: config.ConnConfig.Copy()}
	l.ctx, l.end = context.WithCancel(context.Background())
	l.news.call = make(chan struct{}, 1)
	err = errors.Join(
		l.pool(&l.write, config, cmp.Or(few, writers), func(c *pgxpool.Config) { c.AfterConnect = l.durable }),
		l.pool(&l.read, config, cmp.Or(few, readers), nil),
		l.pool(&l.call, config, 1, nil))
	if err == nil {
		err = l.prepare(ctx, o.Create)
	}
	if err != nil {
		return nil, errors.Join(explained(ctx, err), l.Close())
	}
	l.edition.read, l.edition.age = l.readEdition, o.Age
	l.background.Go(l.tellNodes)
	return l, nil
}

func newNode() string {
	b := make([]byte, 8)
	_, _ = rand.Read(b) // never fails
	return hex.EncodeToString(b)
}

// tracer hears of every statement; nil but where a test listens.
var tracer pgx.QueryTracer

// pool makes one pool of connections; none is opened yet.
func (l *Log) pool(into **pgxpool.Pool, config *pgxpool.Config, most int32, more func(*pgxpool.Config)) error {
	c := config.Copy()
	c.ConnConfig.Tracer = tracer
	c.MaxConns, c.MinConns = most, 0
	c.PingTimeout = connectWait
	if more != nil {
		more(c)
	}
	pool, err := pgxpool.NewWithConfig(l.ctx, c)
	*into = pool
	return err
}

// durable makes sure that what a connection commits is on the disk, whatever the server is
// set to by default; where it is set to wait for more, that stays. Behind a pooler that lends
// connections for a transaction this connection may not be the one that commits, so each transaction
// says it again where the server would not wait by itself.
func (l *Log) durable(ctx context.Context, c *pgx.Conn) error {
	var byItself string
	if err := c.QueryRow(ctx, "SELECT reset_val FROM pg_settings WHERE name = 'synchronous_commit'").Scan(&byItself); err != nil || byItself != "off" {
		return err
	}
	l.hurried.Store(true)
	_, err := c.Exec(ctx, "SELECT set_config('synchronous_commit', 'on', false)")
	return err
}

// Close closes the store.
func (l *Log) Close() error {
	l.end()
	l.background.Wait()
	for _, p := range []*pgxpool.Pool{l.write, l.read, l.call} {
		if p != nil {
			p.Close()
		}
	}
	return nil
}

// Ready reports whether acts can be kept now.
func (l *Log) Ready(ctx context.Context) error {
	within, cancel := context.WithTimeout(ctx, connectWait)
	defer cancel()
	var only bool
	err := l.write.QueryRow(within, "SELECT pg_is_in_recovery() OR current_setting('transaction_read_only')::boolean").Scan(&only)
	if err == nil && only {
		err = &pgconn.PgError{Code: "25006", Severity: "ERROR", Message: "the server can be read now, not written"}
	}
	reset(l.write, err)
	return told(ctx, err)
}
