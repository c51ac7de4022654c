package sqlite_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// A key is read once: a program goes on with it, whatever becomes of the file. What is no key is
// none, and is looked for again.
func TestTheKeyIsReadOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "o.db")
	l := open(t, path)
	if err := os.WriteFile(path+".key", []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	if key, err := l.SealKey(t.Context()); err == nil {
		t.Fatalf("half a key is %x", key)
	}
	if err := os.Remove(path + ".key"); err != nil {
		t.Fatal(err)
	}
	first, err := l.SealKey(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if lies, err := os.ReadFile(path + ".key"); err != nil || !bytes.Equal(lies, first) {
		t.Fatalf("beside the store lies %x, %v", lies, err)
	}
	if err := os.WriteFile(path+".key", bytes.Repeat([]byte("x"), 32), 0o600); err != nil {
		t.Fatal(err)
	}
	if again, err := l.SealKey(t.Context()); err != nil || !bytes.Equal(again, first) {
		t.Errorf("then the key is %x, %v", again, err)
	}
}
