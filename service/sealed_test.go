package service_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"orpheus/ledger"
	"orpheus/org"
	"orpheus/service"
	"orpheus/store/memory"
	"orpheus/store/sqlite"
)

// sealing is an organisation in a file, with a key beside it.
func sealing(t *testing.T, path string) (*service.Service, *sqlite.Log) {
	t.Helper()
	store, err := sqlite.Open(t.Context(), path, true)
	if err != nil {
		t.Fatal(err)
	}
	d := service.New(store, ledger.Options{Follow: -1})
	t.Cleanup(func() { _ = d.Close() })
	return d, store
}

// Whatever is put into a box comes out of it, and out of no other one; its length is that of
// whole pages.
func TestWhatIsSealedComesBack(t *testing.T) {
	log := new(memory.Log)
	d := service.New(log, ledger.Options{Follow: -1})
	linde(t, d)
	rapid.Check(t, func(r *rapid.T) {
		text := rapid.StringN(1, 6000, 12000).Draw(r, "text")
		name := rapid.StringMatching(`[a-z]{1,8}`).Draw(r, "name")
		if done, err := d.PutSealed(t.Context(), "linde", name, text); err != nil || !done {
			r.Fatal(done, err)
		}
		if got, err := d.Unsealed(t.Context(), "linde", name); err != nil || got != text {
			r.Fatalf("%q came back as %q, %v", text, got, err)
		}
		closed, err := log.Box(t.Context(), "linde", name)
		if err != nil || len(text) > 8 && strings.Contains(closed, text) {
			r.Fatalf("it can be read: %v", err)
		}
		if _, err := log.SwapBox(t.Context(), "linde", "other", "", closed); err != nil {
			r.Fatal(err)
		}
		if got, err := d.Unsealed(t.Context(), "linde", "other"); err == nil {
			r.Fatalf("the box of %s opens as another one: %q", name, got)
		}
		for _, n := range []string{name, "other"} {
			if done, err := log.SwapBox(t.Context(), "linde", n, closed, ""); err != nil || !done {
				r.Fatal(done, err)
			}
		}
	})
	lengths := map[int]bool{}
	for _, text := range []string{"a", strings.Repeat("b", 1000), strings.Repeat("c", 4000)} {
		_, _ = d.PutSealed(t.Context(), "linde", "length", text)
		closed, _ := log.Box(t.Context(), "linde", "length")
		lengths[len(closed)] = true
		_, _ = log.SwapBox(t.Context(), "linde", "length", closed, "")
	}
	if len(lengths) != 1 {
		t.Errorf("the length tells how much is in a box: %v", lengths)
	}
}

// The key lies beside the store and not in it: a copy of the store without it opens nothing,
// and who brings one back begins with empty boxes.
func TestACopyOpensNoBox(t *testing.T) {
	path := filepath.Join(t.TempDir(), "o.db")
	d, _ := sealing(t, path)
	linde(t, d)
	if done, err := d.PutSealed(t.Context(), "linde", "x", "zwaluw"); err != nil || !done {
		t.Fatal(done, err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	key, err := os.ReadFile(path + ".key")
	if err != nil || len(key) != 32 {
		t.Fatalf("the key: %d bytes, %v", len(key), err)
	}
	if info, err := os.Stat(path + ".key"); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the key is %v, %v", info.Mode(), err)
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(whole, key) || bytes.Contains(whole, []byte("zwaluw")) {
		t.Error("the store has its key, or what was sealed")
	}
	copied := filepath.Join(t.TempDir(), "o.db")
	if err := os.WriteFile(copied, whole, 0o600); err != nil {
		t.Fatal(err)
	}
	other, store := sealing(t, copied)
	if text, err := other.Unsealed(t.Context(), "linde", "x"); err != nil || text != "" {
		t.Errorf("without the key the box has %q, %v", text, err)
	}
	again := func(key []byte) { // a program reads its key once
		t.Helper()
		if err := other.Close(); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(copied+".key", key, 0o600); err != nil {
			t.Fatal(err)
		}
		other, store = sealing(t, copied)
	}
	again(key)
	if text, err := other.Unsealed(t.Context(), "linde", "x"); err != nil || text != "zwaluw" {
		t.Errorf("with the key the box has %q, %v", text, err)
	}
	again(key[:7])
	if text, err := other.Unsealed(t.Context(), "linde", "x"); err == nil {
		t.Errorf("with half a key the box has %q", text)
	}
	again(key)
	was, err := store.Box(t.Context(), "linde", "x")
	if err != nil {
		t.Fatal(err)
	}
	changed := was[:len(was)-6] + "AAAAAA"
	if _, err := store.SwapBox(t.Context(), "linde", "x", was, changed); err != nil {
		t.Fatal(err)
	}
	if text, err := other.Unsealed(t.Context(), "linde", "x"); err == nil || strings.Contains(err.Error(), "zwaluw") {
		t.Errorf("a box that was changed has %q, %v", text, err)
	}
}

// Boxes of other things are in no vote's way.
func TestVotesPassOverOtherBoxes(t *testing.T) {
	d, store, _, _ := polling(t)
	if done, err := d.PutSealed(t.Context(), "linde", "something else", "x"); err != nil || !done {
		t.Fatal(done, err)
	}
	for _, p := range []org.PersonID{1, 2, 4} {
		if err := vote(t.Context(), as(t, d, p), "", 1, 0); err != nil {
			t.Fatal(err)
		}
	}
	do(t, d, 1, &org.DropDecision{Decision: 1})
	if err := d.QueueMails(t.Context()); err != nil {
		t.Fatal(err)
	}
	if all, err := store.Boxes(t.Context(), "linde"); err != nil || len(all) != 1 || all[0] != "something else" {
		t.Errorf("the boxes are %q, %v", all, err)
	}
}
