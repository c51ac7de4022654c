package postgres_test

import (
	"testing"

	"orpheus/internal/test/pgtest"
)

// A transaction waits for the disk, whatever the server does by itself, and also where its
// connection comes from a pooler; where the server waits for more, so does it.
func TestTransactionsWaitForTheDisk(t *testing.T) {
	for set, want := range map[string]string{"off": "on", "on": "on", "remote_apply": "remote_apply"} {
		t.Run(set, func(t *testing.T) {
			server := pgtest.Start(t, "synchronous_commit="+set)
			l := open(t, server.Database(t)+"&pool_max_conns=1")
			if got, err := l.Forgetful(t.Context()); got != want || err != nil {
				t.Errorf("it waits for %q, %v; want %q", got, err, want)
			}
		})
	}
}
