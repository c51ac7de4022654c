package service_test

import (
	"errors"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"orpheus/identity"
	"orpheus/internal/test/pgtest"
	"orpheus/ledger"
	"orpheus/org"
	"orpheus/service"
	"orpheus/store/hooks"
	"orpheus/store/postgres"
	"orpheus/store/records"
	"orpheus/store/sqlite"
	"orpheus/store/tables"
)

// everything is an organisation with something of all that a store keeps.
func everything(t *testing.T, path string) *service.Service {
	t.Helper()
	d, store := sealing(t, path)
	linde(t, d)
	ctx := t.Context()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, title := range []string{"Keys", "Doors"} {
		_, err := as(t, d, 1).Do(ctx, service.Asked{Act: &org.RaiseTension{Circle: org.Root, Title: title, Body: org.Write("About \x00 " + title)}, Key: "key of " + title})
		must(err)
	}
	look, err := as(t, d, 1).Look(ctx, 0)
	must(err)
	must(d.Redact(ctx, "linde", look.Version()))
	_, err = d.PutSealed(ctx, "linde", "D1", "a word")
	must(err)
	must(store.AddCredential(ctx, identity.Credential{Key: identity.HashOf("a"), Kind: identity.OfSession, Org: "linde", Person: 1, Name: "ø\xff", Ends: 9, Detail: "{}"}))
	must(store.AddCredential(ctx, identity.Credential{Key: identity.HashOf("b"), Kind: identity.OfLink, Made: 3}))
	must(store.SetPrivate(ctx, "linde", 1, "busy", "yes"))
	must(store.Queue(ctx, identity.Mail{Kind: identity.SignIn, Org: "linde", Person: 1, Due: 5, Fault: "no\xff"}))
	_, err = store.Tell(ctx, "linde", identity.Round{Way: "mail", Is: 2, People: map[org.PersonID]uint64{1: 2}})
	must(err)
	_, err = store.AddHook(ctx, hooks.Row{Org: "linde", By: 1, URL: "https://x.example", Detail: "{}", State: "{}", Timed: true, Due: 7})
	must(err)
	must(store.AddFile(ctx, "linde", records.File{Key: "waits", By: 1, Kind: "text/plain", Name: "w.txt", Body: []byte("w\x00")}))
	must(store.PutFile(ctx, "linde", records.File{ID: 3, By: 1, Kind: "text/plain", Name: "n.txt", Body: []byte("n"), Small: []byte("s")}))
	must(store.Amend(ctx, "linde", records.Changes{
		Photos:    []records.Photo{{Person: 1, At: 4, Kind: "image/png", Body: []byte("p")}},
		Forgotten: []records.Forgotten{{Secret: []byte("s"), Mac: make([]byte, 32)}},
	}))
	_, err = store.SecretFor(ctx, "push")
	must(err)
	return d
}

// sums are those of all that a store keeps beside its log, and whether there was something.
func sums(t *testing.T, s tables.Store) (all map[string][32]byte) {
	t.Helper()
	all = map[string][32]byte{}
	for i := range tables.All {
		for _, slug := range []string{"linde", ""} {
			if slug == "" && !tables.All[i].Nobody {
				continue
			}
			sum, err := tables.Sum(s.Rows(t.Context(), &tables.All[i], slug))
			if err != nil {
				t.Fatal(err)
			}
			if none, _ := tables.Sum(func(func(tables.Row, error) bool) {}); sum == none {
				t.Errorf("there is nothing in %s of %q, so nothing is tried", tables.All[i].Name, slug)
			}
			all[tables.All[i].Name+" "+slug] = sum
		}
	}
	return all
}

// A store goes from a file to a database and back with all it has, while it is read.
func TestMigrate(t *testing.T) {
	file, back, db := filepath.Join(t.TempDir(), "o.db"), filepath.Join(t.TempDir(), "back.db"), pgtest.Database(t)
	key := service.KeyFile(filepath.Join(t.TempDir(), "key"))
	d := everything(t, file)
	was, err := d.Verify(t.Context(), "linde")
	if err != nil || was.Problem != nil {
		t.Fatal(err, was.Problem)
	}
	for _, way := range [][2]string{{file, db}, {db, back}} {
		read := 0
		done, err := service.Migrate(t.Context(), way[0], way[1], func(int) {
			if _, err := as(t, d, 1).Look(t.Context(), 0); err != nil {
				t.Error(err)
			}
			read++
		}, key)
		if err != nil || read == 0 {
			t.Fatal(err, read)
		}
		if len(done) != 1 || done[0] != was {
			t.Errorf("%v came, %v was there", done, was)
		}
	}
	a, err := sqlite.Open(t.Context(), file, false)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	b, err := sqlite.Open(t.Context(), back, false)
	if err != nil {
		t.Fatal(err)
	}
	one, two := sums(t, a), sums(t, b)
	for name, sum := range one {
		if two[name] != sum {
			t.Errorf("%s is another one", name)
		}
	}
	if x, err := a.SecretFor(t.Context(), "push"); err != nil {
		t.Fatal(err)
	} else if y, err := b.SecretFor(t.Context(), "push"); err != nil || string(x) != string(y) {
		t.Errorf("a secret is another one: %v", err)
	}
	e := service.New(b, ledger.Options{Follow: -1})
	defer e.Close()
	if text, err := e.Unsealed(t.Context(), "linde", "D1"); err != nil || text != "a word" {
		t.Errorf("the box has %q, %v", text, err)
	}
	if done, err := e.Verify(t.Context(), "linde"); err != nil || done.Digest != was.Digest {
		t.Errorf("%v, %v", done, err)
	}
}

// What is done meanwhile is not lost in silence: it is said, and the next try brings it.
func TestMigrateWhileActsAreDone(t *testing.T) {
	file, db := filepath.Join(t.TempDir(), "o.db"), pgtest.Database(t)
	key := service.KeyFile(filepath.Join(t.TempDir(), "key"))
	d := everything(t, file)
	_, store := sealing(t, file)
	raise := func() error {
		_, err := as(t, d, 1).Do(t.Context(), service.Asked{Act: &org.RaiseTension{Circle: org.Root, Title: "Late"}})
		return err
	}
	for i, change := range []func() error{
		raise,
		func() error { return store.SetPrivate(t.Context(), "anker", 1, "busy", "no") },
		func() error {
			_, err := d.Found(t.Context(), service.Founding{Slug: "zon", Name: "Zon", Lang: "nl", Person: records.Profile{Name: "Ada"}})
			return err
		},
	} {
		if i == 1 { // two organisations: what the first has changes while the second is copied
			if _, err := d.Found(t.Context(), service.Founding{Slug: "anker", Name: "Anker", Lang: "nl", Person: records.Profile{Name: "Ada"}}); err != nil {
				t.Fatal(err)
			}
		}
		if err := raise(); err != nil {
			t.Fatal(err)
		}
		var once sync.Once
		n := 0
		_, err := service.Migrate(t.Context(), file, db, func(int) {
			if n++; i != 1 || n == 2 {
				once.Do(func() {
					if err := change(); err != nil {
						t.Fatal(err)
					}
				})
			}
		}, key)
		if !is[*service.MovedError](err) {
			t.Fatalf("change %d: %v", i, err)
		}
		if _, err := service.Migrate(t.Context(), file, db, func(int) {}, key); err != nil {
			t.Fatalf("change %d, once more: %v", i, err)
		}
	}
	to, err := postgres.Open(t.Context(), db, postgres.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer to.Close()
	if said, err := to.Private(t.Context(), "anker", 1, "busy"); err != nil || said != "no" {
		t.Errorf("it said %q, %v", said, err)
	}
	if mails, err := to.Mails(t.Context(), "linde"); err != nil || len(mails) != 1 {
		t.Errorf("%d mails, %v", len(mails), err)
	}
}

// Another store is left as it is, and none is copied into itself.
func TestMigrateIntoAnother(t *testing.T) {
	dir := t.TempDir()
	file, other := filepath.Join(dir, "o.db"), filepath.Join(dir, "other.db")
	everything(t, file)
	o, err := sqlite.Open(t.Context(), other, true)
	if err != nil {
		t.Fatal(err)
	}
	x := service.New(o, ledger.Options{Follow: -1})
	defer x.Close()
	linde(t, x)
	before := slices.Collect(lines(t, o))
	if _, err := service.Migrate(t.Context(), file, other, func(int) {}); !is[*service.OtherStoreError](err) {
		t.Errorf("into another: %v", err)
	}
	if !slices.Equal(before, slices.Collect(lines(t, o))) {
		t.Error("the other is not as it was")
	}
	if _, err := service.Migrate(t.Context(), file, filepath.Join(dir, ".", "o.db"), func(int) {}); !errors.Is(err, service.ErrSameStore) {
		t.Errorf("into itself: %v", err)
	}
}

func is[E error](err error) bool { _, ok := errors.AsType[E](err); return ok }

func lines(t *testing.T, l ledger.Log) func(func(string) bool) {
	return func(yield func(string) bool) {
		for r, err := range l.Read(t.Context(), "linde", 0) {
			if err != nil {
				t.Fatal(err)
			}
			if !yield(string(r.Line)) {
				return
			}
		}
	}
}
