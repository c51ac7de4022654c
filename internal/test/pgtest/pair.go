package pgtest

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"orpheus/internal/test/need"
)

// Pair is a primary with a synchronous standby on this machine. Whatever the primary confirms,
// the standby has on its disk.
type Pair struct {
	primary, standby *Server
	host             map[*Server]string // with its port
}

// StartPair starts a pair that is the test's alone.
func StartPair(t testing.TB) *Pair {
	t.Helper()
	p, err := startPair()
	if p != nil {
		t.Cleanup(func() { p.primary.end(); p.standby.end() })
	}
	if err != nil {
		need.Missing(t, fmt.Sprintf("no PostgreSQL with a standby: %v", err))
	}
	return p
}

func startPair() (*Pair, error) {
	p := &Pair{host: map[*Server]string{}}
	for range 2 {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return nil, err
		}
		at := l.Addr().String()
		_, port, _ := net.SplitHostPort(at)
		s, err := place("listen_addresses=127.0.0.1", "port="+port, "wal_level=replica", "hot_standby=on", "max_wal_senders=5", "wal_keep_size=128MB", "wal_retrieve_retry_interval=200ms")
		if err = errors.Join(err, l.Close()); err != nil {
			return nil, err
		}
		s.address = "postgres://postgres@" + at + "/postgres?sslmode=disable"
		p.host[s] = at
		p.primary, p.standby = s, p.primary
	}
	out, err := p.primary.command(filepath.Join(p.primary.bin, "initdb"), "-D", p.primary.data(), "-U", "postgres", "-A", "trust", "--no-sync", "--no-locale", "-E", "UTF8").CombinedOutput()
	if err != nil {
		return p, fmt.Errorf("initdb: %w: %s", err, out)
	}
	if err := p.primary.Start(); err != nil {
		return p, err
	}
	return p, p.Seed()
}

// Database returns the address of a new database, by which whoever of the two is primary is found.
func (p *Pair) Database(t testing.TB) string {
	t.Helper()
	_, address, err := p.primary.create()
	if err != nil {
		t.Fatal(err)
	}
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	u.Host = p.host[p.primary] + "," + p.host[p.standby]
	u.RawQuery = "sslmode=disable&target_session_attrs=read-write&connect_timeout=2"
	return u.String()
}

// Seed makes a standby of the one that is none, from what the primary has, and waits until the
// primary confirms nothing without it.
func (p *Pair) Seed() error {
	if p.standby.runs != nil && !p.standby.stopped() {
		return errors.New("the standby runs")
	}
	if err := os.RemoveAll(p.standby.data()); err != nil {
		return err
	}
	host, port, _ := net.SplitHostPort(p.host[p.primary])
	out, err := p.standby.command(filepath.Join(p.standby.bin, "pg_basebackup"), "-d", "host="+host+" port="+port+" user=postgres application_name=standby",
		"-D", p.standby.data(), "-R", "-X", "stream", "-c", "fast", "--no-sync").CombinedOutput()
	if err != nil {
		return fmt.Errorf("pg_basebackup: %w: %s", err, out)
	}
	if err := p.standby.Start(); err != nil {
		return err
	}
	for _, q := range []string{"ALTER SYSTEM SET synchronous_standby_names = 'standby'", "SELECT pg_reload_conf()"} {
		if err := p.primary.Do(q); err != nil {
			return err
		}
	}
	return p.until("SELECT EXISTS (SELECT FROM pg_stat_replication WHERE application_name = 'standby' AND sync_state = 'sync')")
}

// Fail ends the primary as a machine that goes away and has the standby take its place. It
// returns when the primary ended. The new primary waits for no standby, until Seed.
func (p *Pair) Fail() (time.Time, error) {
	p.primary.Stop("KILL")
	at := time.Now()
	_ = os.Remove(filepath.Join(p.primary.data(), "postmaster.pid"))
	p.primary, p.standby = p.standby, p.primary
	if err := p.primary.Do("SELECT pg_promote(true, 30)"); err != nil {
		return at, err
	}
	return at, p.until("SELECT NOT pg_is_in_recovery()")
}

// until waits until the primary says yes.
func (p *Pair) until(query string) (err error) {
	ctx, cancel := context.WithTimeout(context.Background(), wait)
	defer cancel()
	c, err := pgx.Connect(ctx, p.primary.address)
	if err != nil {
		return err
	}
	defer c.Close(context.Background())
	for yes := false; !yes; time.Sleep(10 * time.Millisecond) {
		if err := c.QueryRow(ctx, query).Scan(&yes); err != nil {
			said, _ := os.ReadFile(filepath.Join(p.standby.dir, "log"))
			return fmt.Errorf("%s: %w: %s", query, err, said[max(0, strings.LastIndex(string(said), "\n")-2000):])
		}
	}
	return nil
}
