package pgtest

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"orpheus/internal/test/need"
)

// PoolerSettings are what the address of a store says where a pooler lends connections for a
// transaction: no statement is prepared, since the next one may come to another connection.
const PoolerSettings = "default_query_exec_mode=exec"

// Pooler starts a pgbouncer in front of the server that tests share, which lends connections for
// a transaction, and returns what makes the address of a database one by the pooler.
func Pooler(t testing.TB) func(address string) string {
	t.Helper()
	s, err := shared()
	path, err2 := exec.LookPath("pgbouncer")
	if err2 != nil { // a folder that not everybody looks in
		path = "/usr/sbin/pgbouncer"
		_, err2 = os.Stat(path)
	}
	if err != nil || err2 != nil || s.dir == "" {
		need.Missing(t, fmt.Sprintf("no pgbouncer before a PostgreSQL of ours (package pgbouncer): %v %v", err, err2))
	}
	dir, err := os.MkdirTemp("", "orpheus-pool")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	if err := s.own(dir); err != nil {
		t.Fatal(err)
	}
	ini := filepath.Join(dir, "ini")
	text := fmt.Sprintf("[databases]\n* = host=%s user=postgres\n[pgbouncer]\nlisten_port = 6432\nunix_socket_dir = %s\nauth_type = any\npool_mode = transaction\ndefault_pool_size = 10\nmax_client_conn = 300\n", s.dir, dir)
	if err := os.WriteFile(ini, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := s.command(path, "-q", ini)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	by := func(address string) string {
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		u.RawQuery = url.Values{"host": {dir}, "port": {"6432"}, "user": {"postgres"}}.Encode() + "&" + PoolerSettings
		u.User = nil
		return u.String()
	}
	for end := time.Now().Add(wait); ; time.Sleep(20 * time.Millisecond) {
		ctx, cancel := context.WithTimeout(context.Background(), wait)
		c, err := pgx.Connect(ctx, by(s.address))
		if err == nil {
			err = c.Close(ctx)
		}
		cancel()
		if err == nil {
			return by
		}
		if time.Now().After(end) {
			t.Fatal(err)
		}
	}
}
