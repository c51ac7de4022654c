package ledger_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/jackc/pgx/v5"

	"orpheus/internal/test/pgtest"
	"orpheus/ledger"
	"orpheus/store/postgres"
)

// BenchmarkBytes is what an act takes in each store, done one by one as people do.
func BenchmarkBytes(b *testing.B) {
	const acts = 4000
	measure := func(b *testing.B, store ledger.Log, size func() int64) {
		do, _ := doing(b, store)
		before := size()
		for i := range acts {
			do(i)
		}
		b.ReportMetric(float64(size()-before)/acts, "B/act")
		b.ReportMetric(0, "ns/op")
	}
	b.Run("file", func(b *testing.B) {
		path := filepath.Join(b.TempDir(), "o.db")
		store := file(b, path)
		measure(b, store, func() (n int64) {
			copied := filepath.Join(b.TempDir(), "copy.db") // what waits in the log beside it is in it
			must(b, store.Backup(b.Context(), copied))
			info, err := os.Stat(copied)
			must(b, err)
			return info.Size()
		})
	})
	b.Run("database", func(b *testing.B) {
		address := pgtest.Database(b)
		store, err := postgres.Open(b.Context(), address, postgres.Options{Create: true, Key: filepath.Join(b.TempDir(), "key")})
		must(b, err)
		b.Cleanup(func() { must(b, store.Close()) })
		measure(b, store, func() (n int64) {
			conn, err := pgx.Connect(b.Context(), address)
			must(b, err)
			must(b, conn.QueryRow(b.Context(), "SELECT pg_database_size(current_database())").Scan(&n))
			must(b, conn.Close(b.Context()))
			return n
		})
	})
}
