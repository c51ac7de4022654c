package sqlite

import (
	"os"
	"strings"
	"testing"
)

// Who asks for the layout of a store takes nothing away of what is known of its write-ahead log:
// that acts which were confirmed last cannot be read is told afterwards too.
func TestLayoutLeavesDamageToBeFound(t *testing.T) {
	path := begun(t)
	b, err := os.ReadFile(path + "-wal")
	if err != nil {
		t.Fatal(err)
	}
	b[len(b)-100] ^= 1 // of the last frame
	if err := os.WriteFile(path+"-wal", b, 0o600); err != nil {
		t.Fatal(err)
	}
	if have, know, err := Layout(t.Context(), path); err != nil || have != know {
		t.Fatal(have, know, err)
	}
	if got := found(t, path); !strings.Contains(got, "write-ahead log") {
		t.Errorf("found %q", got)
	}
}
