package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"orpheus/internal/test/pgtest"
)

// Every command does with a database what it does with a file, and says what is the matter
// without the password.
func TestADatabase(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("XDG_STATE_HOME", dir)
	t.Setenv("STATE_DIRECTORY", "")
	db, file := pgtest.Database(t), filepath.Join(dir, "o.db")
	run := func(want int, args ...string) (out, said string) {
		t.Helper()
		status, out, said := typed(t, "en", args...)
		if status != want {
			t.Fatalf("%q: status %d, %s", args, status, said)
		}
		return out, said
	}
	in := func(data string, args ...string) (string, string) {
		t.Helper()
		return run(0, append([]string{"--data", data}, args...)...)
	}

	if _, said := run(1, "--data", db, "map", "--org", "linde"); !strings.Contains(said, "There is no store at postgres://") {
		t.Errorf("without a store: %s", said)
	}
	in(db, "org", "create", "linde", "--name", "De Linde", "--person", "Fatima <fatima@linde.example>")
	in(db, "person", "add", "Kofi Mensah <kofi@linde.example>", "--org", "linde")
	in(db, "act", "tension.raise", "circle=C1", "title=Keys", "--org", "linde", "--as", "P1")
	in(db, "person", "link", "P2", "--org", "linde")
	in(db, "person", "token", "P2", "--name", "x", "--org", "linde")
	keys := ""
	out, _ := in(db, "log", "--org", "linde")
	for line := range strings.Lines(out) {
		if strings.Contains(line, "Keys") {
			keys = strings.Fields(line)[0]
		}
	}
	in(db, "map", "--org", "linde")
	in(db, "measure", "--org", "linde")
	in(db, "signals", "--org", "linde")
	verified, _ := in(db, "verify")
	if out, _ := run(0, "migrate", db, file); out != verified {
		t.Errorf("in the file is %s, in the database %s", out, verified)
	}
	if out, _ := in(file, "verify"); out != verified {
		t.Errorf("verified in the file %s, in the database %s", out, verified)
	}
	db2 := pgtest.Database(t)
	if out, said := run(0, "migrate", file, db2); out != verified || !strings.Contains(said, "has all that") {
		t.Errorf("in the other database is %s: %s", out, said)
	}
	export, _ := in(db2, "export", "--org", "linde", "--personal")
	path := filepath.Join(dir, "linde.jsonl")
	if err := os.WriteFile(path, []byte(export), 0o600); err != nil {
		t.Fatal(err)
	}
	db3 := pgtest.Database(t)
	if out, _ := in(db3, "restore", path); strings.Join(strings.Fields(out), " ") != strings.Join(strings.Fields(verified), " ") {
		t.Errorf("restored: %s, verified: %s", out, verified)
	}
	in(db3, "redact", keys, "--yes", "--org", "linde")
	in(db3, "person", "leave", "P2", "--org", "linde")
	in(db3, "person", "erase", "P2", "--yes", "--org", "linde")
	in(db3, "verify")
	for _, args := range [][]string{{"backup", filepath.Join(dir, "copy.db")}, {"restore", "--copy", path}} {
		if _, said := run(1, append([]string{"--data", db3}, args...)...); !strings.Contains(said, "backed up with its own tools") {
			t.Errorf("%q: %s", args, said)
		}
	}
	if _, said := run(1, "migrate", db3, file); !strings.Contains(said, "has something else in it") {
		t.Errorf("into another: %s", said)
	}
	if _, said := run(1, "migrate", db3, db3); !strings.Contains(said, "Both are the same store") {
		t.Errorf("into itself: %s", said)
	}
	if _, said := run(1, "--data", strings.Replace(db, "postgres://postgres@", "postgres://postgres:secret@", 1)+"_none", "verify"); strings.Contains(said, "secret") {
		t.Errorf("the password is said: %s", said)
	}
}
