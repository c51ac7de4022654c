package sqlite

import (
	"errors"
	"path/filepath"
	"testing"

	"orpheus/ledger"
	"orpheus/store/storetest"
)

// A file that cannot be written is read as it is; what is written last is never
// left out in silence. Root can write any file, so this opens it for reading only
// by itself.
func TestReadingOnly(t *testing.T) {
	path := filepath.Join(t.TempDir(), "o.db")
	l, err := Open(t.Context(), path, true)
	if err != nil {
		t.Fatal(err)
	}
	first := ledger.Batch{Slug: "linde", Rows: storetest.Rows(ledger.Head{}, 3, "a")}
	if err := l.Append(t.Context(), first); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(l.Scrub(t.Context()), l.Close()); err != nil { // all is in the file itself
		t.Fatal(err)
	}
	for _, how := range []string{"", "&immutable=1"} {
		r, err := readOnly(t.Context(), path, how)
		if err != nil {
			t.Fatal(err)
		}
		if head, err := r.Head(t.Context(), "linde"); err != nil || head != first.Last() {
			t.Errorf("%q: the head is %v, %v", how, head, err)
		}
		n := 0
		for _, err := range r.Read(t.Context(), "linde", 0) {
			if n++; err != nil {
				t.Error(err)
			}
		}
		if n != 3 {
			t.Errorf("%d rows", n)
		}
		if err := r.Append(t.Context(), ledger.Batch{Slug: "other", Rows: storetest.Rows(ledger.Head{}, 1, "b")}); !errors.Is(err, ErrReadOnly) {
			t.Errorf("an append: %v", err)
		}
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	}
}
