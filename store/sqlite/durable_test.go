package sqlite

import (
	"path/filepath"
	"testing"
)

// What is confirmed is on the disk: every connection that can write waits for it, and
// what is deleted is overwritten.
func TestEveryConnectionWaitsForTheDisk(t *testing.T) {
	path := filepath.Join(t.TempDir(), "o.db")
	l, err := Open(t.Context(), path, true)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	other, err := connect(path, 1, "deferred", scrubWait)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	for pragma, want := range map[string]string{"synchronous": "2", "journal_mode": "wal", "secure_delete": "1"} {
		var got [3]string
		for i, err := range []error{
			l.write.scan("PRAGMA "+pragma, nil, &got[0]),
			l.read.QueryRowContext(t.Context(), "PRAGMA "+pragma).Scan(&got[1]),
			other.QueryRowContext(t.Context(), "PRAGMA "+pragma).Scan(&got[2]),
		} {
			if err != nil || got[i] != want {
				t.Errorf("connection %d: %s is %s, %v", i, pragma, got[i], err)
			}
		}
	}
}
