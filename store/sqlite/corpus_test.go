package sqlite_test

import (
	"compress/gzip"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"orpheus/identity"
	"orpheus/ledger"
	"orpheus/service"
	"orpheus/store/sqlite"
)

// oldStore is what testdata/corpus says of a store that an older program made.
type oldStore struct {
	MadeBy string `json:"made_by"`
	Orgs   map[string]struct {
		Version uint64 `json:"version"`
		Digest  string `json:"digest"`
		Head    string `json:"head"`
	} `json:"orgs"`
	Secrets map[string]string `json:"secrets"`
}

// corpusAt is a moment at which the secrets of the corpus let in.
var corpusAt = time.Date(2026, 11, 28, 20, 10, 0, 0, time.UTC)

// corpus unpacks every old store and runs f on it.
func corpus(t *testing.T, f func(t *testing.T, path string, was oldStore)) {
	names, err := filepath.Glob("testdata/corpus/*.db.gz")
	if err != nil || len(names) < 5 {
		t.Fatalf("the corpus has %v, %v", names, err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".db.gz"), func(t *testing.T) {
			var was oldStore
			b, err := os.ReadFile(strings.TrimSuffix(name, ".db.gz") + ".json")
			if err == nil {
				err = json.Unmarshal(b, &was)
			}
			if err != nil {
				t.Fatal(err)
			}
			f(t, unpack(t, name), was)
		})
	}
}

func unpack(t *testing.T, name string) string {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(z)
	path := filepath.Join(t.TempDir(), "o.db")
	if err == nil {
		err = os.WriteFile(path, b, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// Every store there ever was opens in one step and is what it was: the same digests,
// and what let people in still does.
func TestOldStoresOpen(t *testing.T) {
	corpus(t, func(t *testing.T, path string, was oldStore) {
		l := open(t, path)
		for slug, o := range was.Orgs {
			v, err := ledger.Verify(t.Context(), l, slug)
			if err != nil || v.Version != o.Version || v.Digest != o.Digest || v.Head.String() != o.Head {
				t.Errorf("%s is %+v, %v; it was %+v", slug, v, err, o)
			}
		}
		if found, err := l.Check(t.Context()); err != nil || len(found) > 0 {
			t.Error(found, err)
		}
		profiles, err := l.Profiles(t.Context(), "linde")
		if err != nil || len(profiles) != 2 || profiles[1].Name != "Kofi Østergård" {
			t.Errorf("profiles: %+v, %v", profiles, err)
		}
		if places, err := l.ByMail(t.Context(), "FATIMA@linde.example"); err != nil || len(places) != 2 {
			t.Errorf("who has the address: %v, %v", places, err)
		}
		secretsHold(t, l, was.Secrets)
		if err := l.Append(t.Context(), nextBatch(t, l, "linde")); err != nil {
			t.Errorf("nothing can be appended: %v", err)
		}
	})
}

func nextBatch(t *testing.T, l *sqlite.Log, slug string) ledger.Batch {
	t.Helper()
	head, err := l.Head(t.Context(), slug)
	if err != nil {
		t.Fatal(err)
	}
	seq := head.Seq + 1
	return ledger.Batch{Slug: slug, Before: head, Rows: []ledger.Row{{Seq: seq, Line: []byte("{}"), Hash: ledger.Hash{byte(seq)}}}}
}

// lent is a log that somebody else closes.
type lent struct{ *sqlite.Log }

func (lent) Close() error { return nil }

func secretsHold(t *testing.T, l *sqlite.Log, secrets map[string]string) {
	t.Helper()
	if secrets == nil {
		return
	}
	ctx := t.Context()
	d := service.New(lent{l}, ledger.Options{Now: func() time.Time { return corpusAt }})
	defer d.Close()
	s := &identity.Service{Store: l, People: d, Now: func() time.Time { return corpusAt }, URL: "https://o.example"}
	for name, p := range map[string]int{"token": 1, "token2": 2} {
		if k, ok, err := s.Bearer(ctx, secrets[name]); err != nil || !ok || int(k.Person) != p || k.Org != "linde" || k.Ends != 0 || k.Reads {
			t.Errorf("%s stands for %+v, %v, %v", name, k, ok, err)
		}
	}
	if k, err := s.Tokens(ctx, "linde", 1); err != nil || len(k) != 1 || k[0].Name != "Roster" {
		t.Errorf("tokens: %+v, %v", k, err)
	}
	for name, p := range map[string]int{"session": 1, "session2": 2} {
		who, e, in, err := s.Here(ctx, "linde", secrets[name])
		if err != nil || !in || int(who.Person) != p || e.Device != "Firefox, Linux" {
			t.Errorf("%s lets in %+v %+v, %v, %v", name, who, e, in, err)
		}
	}
	if link, err := s.Peek(ctx, secrets["link"]); err != nil || link.Kind != identity.SignIn || link.Person != 2 || link.Next != "/linde/map" || link.Printed || link.Many {
		t.Errorf("the link is %+v, %v", link, err)
	}
	if link, err := s.Peek(ctx, secrets["many"]); err != nil || !link.Many || !link.Printed {
		t.Errorf("the link for many is %+v, %v", link, err)
	}
	if link, err := s.Peek(ctx, secrets["found"]); err != nil || link.Kind != identity.Found || link.Org != "" {
		t.Errorf("the link that founds is %+v, %v", link, err)
	}
	if _, err := s.Peek(ctx, secrets["used"]); !errors.Is(err, identity.ErrUsed) {
		t.Errorf("the link that was used: %v", err)
	}
	if in, err := s.SignIn(ctx, "linde", "kofi@linde.example", secrets["password"], ""); err != nil || len(in) != 1 {
		t.Errorf("the password lets in %v, %v", in, err)
	}
	mails, err := l.Mails(ctx, "linde")
	if err != nil || len(mails) != 2 || mails[0].Next != "/linde/people" || mails[1].Kind != identity.Invite || mails[1].Lang != "da" {
		t.Errorf("mails: %+v, %v", mails, err)
	}
	if _, busy := secrets["busy"]; busy {
		if room, err := s.HasRoom(ctx, "linde", 2); err != nil || room {
			t.Errorf("room: %v, %v", room, err)
		}
	}
}

// A store brought here has the layout of a new one.
func TestOldStoresGetTheLayoutOfNewOnes(t *testing.T) {
	fresh := filepath.Join(t.TempDir(), "o.db")
	open(t, fresh)
	want := layoutOf(t, fresh)
	corpus(t, func(t *testing.T, path string, _ oldStore) {
		open(t, path)
		if got := layoutOf(t, path); !slices.Equal(got, want) {
			t.Errorf("it has\n%s\na new one\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	})
}

// layoutOf lists every table and index with its columns.
func layoutOf(t *testing.T, path string) (out []string) {
	t.Helper()
	query(t, path, `SELECT s.type || ' ' || s.name || ' ' || c.cid || ' ' || c.name || ' ' || c.type || ' ' || c."notnull" || ' ' || c.pk
		FROM sqlite_schema s JOIN pragma_table_info(s.name) c WHERE s.type = 'table'
		UNION ALL SELECT s.type || ' ' || s.name || ' ' || s.tbl_name FROM sqlite_schema s WHERE s.type = 'index'
		UNION ALL SELECT 'format ' || user_version FROM pragma_user_version ORDER BY 1`, func(rows *sql.Rows) error {
		var line string
		err := rows.Scan(&line)
		out = append(out, line)
		return err
	})
	return out
}

func query(t *testing.T, path, q string, each func(*sql.Rows) error) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.Query(q)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := each(rows); err != nil {
			t.Fatal(err)
		}
	}
	if rows.Err() != nil {
		t.Fatal(rows.Err())
	}
}

// Before the layout changes a copy is kept that the program of then can read; an
// erasure takes it away, since it has what is to be gone.
func TestOldStoresAreCopiedBefore(t *testing.T) {
	corpus(t, func(t *testing.T, path string, _ oldStore) {
		var acts, format int
		query(t, path, "SELECT user_version FROM pragma_user_version", func(rows *sql.Rows) error { return rows.Scan(&format) })
		count := func(path string) (n int) {
			query(t, path, "SELECT count(*) FROM acts", func(rows *sql.Rows) error { return rows.Scan(&n) })
			return n
		}
		acts = count(path)
		l := open(t, path)
		copies, err := filepath.Glob(path + ".before-*")
		if err != nil || len(copies) != 1 {
			t.Fatalf("copies: %v, %v", copies, err)
		}
		if got := count(copies[0]); got != acts {
			t.Errorf("the copy has %d acts of %d", got, acts)
		}
		query(t, copies[0], "SELECT user_version FROM pragma_user_version", func(rows *sql.Rows) error {
			var n int
			err := rows.Scan(&n)
			if n != format {
				err = fmt.Errorf("the copy has format %d", n)
			}
			return err
		})
		if info, err := os.Stat(copies[0]); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("the copy is %v, %v", info.Mode(), err)
		}
		erase(t, l, "linde", 2)
		if _, err := os.Stat(copies[0]); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("the copy is there after an erasure: %v", err)
		}
	})
}
