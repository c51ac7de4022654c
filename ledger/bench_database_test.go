package ledger_test

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"testing"

	"github.com/jackc/pgx/v5"

	"orpheus/internal/test/pgtest"
	"orpheus/internal/test/promise"
	"orpheus/store/postgres"
)

// BenchmarkDurableInDatabase is how many acts a second are done and on the disk of a database,
// and the ratio to a program that inserts the same rows under the same lock, and does nothing
// else.
func BenchmarkDurableInDatabase(b *testing.B) {
	asServed(b)
	server := pgtest.Start(b)
	for _, clients := range []int{1, 64} {
		b.Run(fmt.Sprintf("clients=%d", clients), func(b *testing.B) {
			address := server.Database(b)
			store, err := postgres.Open(b.Context(), address, postgres.Options{Create: true, Key: filepath.Join(b.TempDir(), "key")})
			must(b, err)
			b.Cleanup(func() { must(b, store.Close()) })
			do, line := doing(b, store)
			group := min(clients, 64) // so many lie in one row
			bare := newBareDatabase(b, address, bytes.Repeat(append(line, '\n'), group))
			engine, base, ratio := turns(func() float64 { return byMany(clients, do) },
				func() float64 { return rate(func(stop func() bool) int { return group * bare.run(stop) }) })
			b.ReportMetric(engine, "acts/s")
			b.ReportMetric(base, "bare/s")
			promise.Hold(b, map[int]string{1: "durable acts in PostgreSQL, 1 client", 64: "durable acts in PostgreSQL, 64 clients"}[clients], ratio)
			b.ReportMetric(0, "ns/op")
		})
	}
}

// bareDatabase is a table like that of the log, and one with its head.
type bareDatabase struct {
	b     *testing.B
	conn  *pgx.Conn
	lines []byte
	n     int64
}

func newBareDatabase(b *testing.B, address string, lines []byte) *bareDatabase {
	conn, err := pgx.Connect(b.Context(), address)
	must(b, err)
	b.Cleanup(func() { must(b, conn.Close(context.Background())) })
	_, err = conn.Exec(b.Context(), `CREATE TABLE acts (org text, number bigint, lines bytea, hashes bytea, digests bytea, PRIMARY KEY (org, number));
		CREATE TABLE heads (org text PRIMARY KEY, seq bigint NOT NULL, hash bytea NOT NULL);
		INSERT INTO heads VALUES ('load', 0, '')`)
	must(b, err)
	return &bareDatabase{b, conn, lines, 0}
}

// run appends until it is to stop, and returns how many rows there are more.
func (t *bareDatabase) run(stop func() bool) (n int) {
	ctx, hash := context.Background(), make([]byte, 32)
	for ; !stop(); n++ {
		must(t.b, pgx.BeginFunc(ctx, t.conn, func(tx pgx.Tx) error {
			var seq int64
			if err := tx.QueryRow(ctx, "SELECT seq FROM heads WHERE org = $1 FOR UPDATE", "load").Scan(&seq); err != nil {
				return err
			}
			t.n++
			if _, err := tx.Exec(ctx, "INSERT INTO acts (org, number, lines, hashes) VALUES ($1, $2, $3, $4)", "load", t.n, t.lines, hash); err != nil {
				return err
			}
			_, err := tx.Exec(ctx, "UPDATE heads SET seq = $2, hash = $3 WHERE org = $1", "load", t.n, hash)
			return err
		}))
	}
	return n
}
