package elsewhere_test

import (
	"bytes"
	"errors"
	"io"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"
	"pgregory.net/rapid"

	"orpheus/service/elsewhere"
)

// bucket is a bucket on loopback, and the place of an organisation in it.
type bucket struct {
	back  *s3mem.Backend
	place *elsewhere.Place
	to    elsewhere.Recipients
	keys  elsewhere.Identities
	dir   string
}

func newBucket(t *testing.T) *bucket {
	t.Helper()
	b := &bucket{back: s3mem.New(), dir: t.TempDir()}
	if err := b.back.CreateBucket("copies"); err != nil {
		t.Fatal(err)
	}
	s := httptest.NewTLSServer(gofakes3.New(b.back).Server())
	t.Cleanup(s.Close)
	var err error
	if b.place, err = elsewhere.Open("s3://copies/linde?region=eu&endpoint="+s.URL, elsewhere.Keys{ID: "id", Secret: "secret"}, s.Client().Transport); err != nil {
		t.Fatal(err)
	}
	key := filepath.Join(b.dir, "key.txt")
	recipient, err := elsewhere.NewIdentity(key)
	if err == nil {
		b.keys, err = elsewhere.ReadIdentities(key)
	}
	if err == nil {
		b.to, err = elsewhere.ParseRecipients(recipient)
	}
	if err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(key); err != nil || info.Mode().Perm() != 0o600 {
		t.Error("others read the key:", info.Mode(), err)
	}
	if _, err := elsewhere.NewIdentity(key); err == nil {
		t.Error("a key was written over")
	}
	return b
}

func (b *bucket) file(t *testing.T, body []byte) string {
	t.Helper()
	path := filepath.Join(b.dir, "copy.db")
	if err := os.WriteFile(path, body, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func (b *bucket) lie(t *testing.T) (names []string) {
	t.Helper()
	all, err := b.place.List(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range all {
		names = append(names, c.Name)
	}
	return names
}

// A copy in several parts comes back as it was, the newest where none is named; the old ones go.
func TestCopiesLieElsewhere(t *testing.T) {
	b := newBucket(t)
	body := bytes.Repeat([]byte("SQLite format 3\x00 linde "), 900_000) // more than a part
	first := time.Date(2026, 11, 1, 3, 0, 0, 0, time.UTC)
	for day := range 5 {
		at := first.Add(time.Duration(day) * 24 * time.Hour)
		what := body[:100*(day+1)]
		if day == 4 {
			what = body
		}
		if err := b.place.Keep(t.Context(), b.file(t, what), elsewhere.Name("/var/o.db", at), b.to, 3*24*time.Hour); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.place.Keep(t.Context(), b.file(t, []byte("other")), elsewhere.Name("other.db", first.Add(40*24*time.Hour)), b.to, time.Hour); err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(b.lie(t), " "); got != "o-20261102-030000.db.age o-20261103-030000.db.age o-20261104-030000.db.age o-20261105-030000.db.age other-20261211-030000.db.age" {
		t.Error(got)
	}
	into := filepath.Join(b.dir, "back.db")
	name, err := b.place.Fetch(t.Context(), "o-20261105-030000.db.age", b.keys, into)
	back, err2 := os.ReadFile(into)
	if err != nil || err2 != nil || !bytes.Equal(back, body) {
		t.Errorf("%s came back with %d bytes: %v %v", name, len(back), err, err2)
	}
	if name, err := b.place.Fetch(t.Context(), "", b.keys, into+"2"); err != nil || name != "other-20261211-030000.db.age" {
		t.Error(name, err)
	}
	if left, err := filepath.Glob(filepath.Join(b.dir, ".sending-*")); err != nil || len(left) > 0 {
		t.Error("it left", left, err)
	}
	o, err := b.back.GetObject("copies", "linde/o-20261105-030000.db.age", nil)
	if err != nil {
		t.Fatal(err)
	}
	there, err := io.ReadAll(o.Contents)
	if err != nil || bytes.Contains(there, []byte("linde")) || bytes.Contains(there, []byte("SQLite")) {
		t.Error("the bucket can be read", err)
	}
}

// Whatever byte of a copy is changed, taken out or added, it is refused, and no file stays.
func TestOneByteChangedIsRefused(t *testing.T) {
	b := newBucket(t)
	name := elsewhere.Name("o.db", time.Date(2026, 11, 1, 3, 0, 0, 0, time.UTC))
	if err := b.place.Keep(t.Context(), b.file(t, bytes.Repeat([]byte("what is kept "), 12_000)), name, b.to, time.Hour); err != nil {
		t.Fatal(err)
	}
	o, err := b.back.GetObject("copies", "linde/"+name, nil)
	if err != nil {
		t.Fatal(err)
	}
	sound, err := io.ReadAll(o.Contents)
	if err != nil {
		t.Fatal(err)
	}
	closed, into := filepath.Join(b.dir, "o.age"), filepath.Join(b.dir, "back.db")
	refused := func(f interface{ Fatalf(string, ...any) }, body []byte, what string, at int) {
		if err := os.WriteFile(closed, body, 0o600); err != nil {
			f.Fatalf("%v", err)
		}
		if err := b.keys.OpenFile(closed, into); !errors.Is(err, elsewhere.ErrChanged) {
			f.Fatalf("%s at %d of %d: %v", what, at, len(sound), err)
		}
		if _, err := os.Stat(into); err == nil {
			f.Fatalf("%s at %d: a file stays", what, at)
		}
	}
	if err := os.WriteFile(closed, sound, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := b.keys.OpenFile(closed, into); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(into); err != nil {
		t.Fatal(err)
	}
	head := bytes.Index(sound, []byte("\n--- ")) + 60 // every byte of who may open it
	for at := range head {
		bad := bytes.Clone(sound)
		bad[at] ^= 1
		refused(t, bad, "changed", at)
	}
	rapid.Check(t, func(r *rapid.T) {
		at := rapid.IntRange(0, len(sound)-1).Draw(r, "at")
		bad := bytes.Clone(sound)
		switch rapid.SampledFrom([]string{"changed", "cut", "out", "in"}).Draw(r, "what") {
		case "changed":
			bad[at] ^= byte(rapid.IntRange(1, 255).Draw(r, "bits"))
			refused(r, bad, "changed", at)
		case "cut":
			refused(r, bad[:at], "cut", at)
		case "out":
			refused(r, append(bad[:at], bad[at+1:]...), "taken out", at)
		case "in":
			refused(r, append(bad[:at:at], append([]byte{byte(at)}, bad[at:]...)...), "added", at)
		}
	})
	other := filepath.Join(b.dir, "other.txt")
	if _, err := elsewhere.NewIdentity(other); err != nil {
		t.Fatal(err)
	}
	keys, err := elsewhere.ReadIdentities(other)
	if err != nil {
		t.Fatal(err)
	}
	b.keys = keys
	refused(t, sound, "opened with another key", 0)
}

func TestAddressesOfPlaces(t *testing.T) {
	for address, want := range map[string]error{
		"s3://copies/linde":                                  nil,
		"s3://copies?endpoint=https://s3.example.org":        nil,
		"s3://copies?endpoint=http://127.0.0.1:9000":         nil,
		"s3://copies?endpoint=http://s3.example.org":         elsewhere.ErrOpen,
		"s3://copies?endpoint=http://127.0.0.1.example.org/": elsewhere.ErrOpen,
		"s3://id:secret@copies":                              elsewhere.ErrAddress,
		"s3:///linde":                                        elsewhere.ErrAddress,
		"https://s3.example.org/copies":                      elsewhere.ErrAddress,
		"s3://copies?endpoint=https://s3.example.org/x":      elsewhere.ErrAddress,
	} {
		if _, err := elsewhere.Open(address, elsewhere.Keys{}, nil); !errors.Is(err, want) || err == nil != (want == nil) {
			t.Errorf("%s: %v, not %v", address, err, want)
		}
	}
	for address, want := range map[string][2]string{
		"s3://c/f/o-20261101-030000.db.age?region=eu": {"s3://c/f/?region=eu", "o-20261101-030000.db.age"},
		"s3://c/f/?region=eu":                         {"s3://c/f/?region=eu", ""},
		"s3://c":                                      {"s3://c", ""},
	} {
		if folder, name := elsewhere.Base(address); folder != want[0] || name != want[1] {
			t.Errorf("%s: %s %s", address, folder, name)
		}
	}
	if _, err := elsewhere.ParseRecipients("AGE-SECRET-KEY-1"); err == nil {
		t.Error("a secret key closes")
	}
}
