package service_test

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"orpheus/org"
	"orpheus/service"
)

// hurt is a store with two organisations, of which one has somebody erased and a line redacted,
// and part of which lies in the write-ahead log.
type hurt struct {
	files map[string][]byte // by ending
	lines map[string][]string
	name  map[string]string
}

const (
	redactedWord = "REDACTEDWORD"
	erasedName   = "ERASEDNAME"
)

func newHurt(t *testing.T) *hurt {
	t.Helper()
	path := filepath.Join(t.TempDir(), "o.db")
	h := &hurt{files: map[string][]byte{}, lines: map[string][]string{}, name: map[string]string{}}
	build := func(acts int, last bool) {
		d, err := service.Open(t.Context(), path, true)
		if err != nil {
			t.Fatal(err)
		}
		for _, slug := range []string{"linde", "anker"} {
			if has, err := d.Has(t.Context(), slug); err != nil {
				t.Fatal(err)
			} else if !has {
				if _, err := d.Found(t.Context(), service.Founding{Slug: slug, Name: "De " + slug, Lang: "nl", Person: service.Profile{Name: "Fatima of " + slug, Mail: "fatima@" + slug + ".example"}}); err != nil {
					t.Fatal(err)
				}
			}
			v, err := d.As(t.Context(), slug, 1)
			if err != nil {
				t.Fatal(err)
			}
			for k := range acts {
				title := fmt.Sprintf("%s %d %s", slug, k, strings.Repeat("long ", 20+k%30))
				if k == 7 && slug == "linde" && !last {
					title = redactedWord
				}
				if _, err := v.Do(t.Context(), service.Asked{Act: &org.RaiseTension{Circle: org.Root, Title: title[:min(len(title), 110)], Body: org.Write(fmt.Sprintf("Words about %d", k))}}); err != nil {
					t.Fatal(err)
				}
			}
		}
		if last { // as somebody finds it who takes the power away
			for _, slug := range []string{"linde", "anker"} {
				var out bytes.Buffer
				if err := d.Export(t.Context(), slug, false, &out, func(uint64) {}); err != nil {
					t.Fatal(err)
				}
				h.lines[slug] = strings.Split(out.String(), "\n")
			}
			for _, end := range []string{"", "-wal"} {
				if h.files[end], err = os.ReadFile(path + end); err != nil {
					t.Fatal(err)
				}
			}
		} else {
			v, err := d.As(t.Context(), "linde", 1)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := v.Do(t.Context(), service.Asked{Act: &org.JoinPerson{}, Profile: &service.Profile{Name: erasedName, Mail: "gone@linde.example"}}); err != nil {
				t.Fatal(err)
			}
			if _, err := v.Do(t.Context(), service.Asked{Act: &org.LeavePerson{Person: 2}}); err != nil {
				t.Fatal(err)
			}
			look, err := v.Look(t.Context(), 0)
			if err != nil {
				t.Fatal(err)
			}
			if err := redactWord(t, d, look); err != nil {
				t.Fatal(err)
			}
			if _, err := v.Do(t.Context(), service.Asked{Act: &org.ErasePerson{Person: 2}}); err != nil {
				t.Fatal(err)
			}
		}
		if err := d.Close(); err != nil {
			t.Fatal(err)
		}
	}
	build(120, false)
	build(25, true)
	if len(h.files["-wal"]) < 20_000 {
		t.Fatalf("only %d bytes lie in the write-ahead log", len(h.files["-wal"]))
	}
	return h
}

// redactWord takes the word out of the log.
func redactWord(t *testing.T, d *service.Service, look *service.Look) error {
	t.Helper()
	for id, tension := range look.State.Tensions() {
		if tension.Title == redactedWord {
			_ = id
			for seq := uint64(1); seq <= look.Version(); seq++ {
				all, err := look.EntriesAt(t.Context(), seq)
				if err != nil {
					return err
				}
				if e, ok := all[seq]; ok {
					if a, is := e.Act.(*org.RaiseTension); is && a.Title == redactedWord {
						return d.Redact(t.Context(), "linde", seq)
					}
				}
			}
		}
	}
	return errors.New("the word is not there")
}

// write writes the files to a folder.
func (h *hurt) write(t *testing.T, change func(files map[string][]byte)) (path string) {
	t.Helper()
	files := map[string][]byte{}
	for end, b := range h.files {
		files[end] = bytes.Clone(b)
	}
	change(files)
	path = filepath.Join(t.TempDir(), "o.db")
	for end, b := range files {
		if err := os.WriteFile(path+end, b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return path
}

// salvage saves what is left, and holds that it is sound, a beginning of what there was, brings
// nothing back that was taken out, and leaves the files alone.
func (h *hurt) salvage(t *testing.T, path string) map[string]service.Salvaged {
	t.Helper()
	was := map[string][]byte{}
	for _, end := range []string{"", "-wal"} {
		was[end], _ = os.ReadFile(path + end)
	}
	to := filepath.Join(filepath.Dir(path), "saved.db")
	all, err := service.Salvage(t.Context(), path, to, func(int) {})
	if err != nil {
		t.Fatal(err)
	}
	for end, b := range was {
		if now, _ := os.ReadFile(path + end); !bytes.Equal(now, b) {
			t.Errorf("o.db%s was touched", end)
		}
	}
	if rest, err := filepath.Glob(filepath.Join(filepath.Dir(path), "*")); err != nil || len(rest) > 3 {
		t.Error("there lies", rest, err)
	}
	if err := service.SoundCopy(t.Context(), to); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(to)
	if err != nil {
		t.Fatal(err)
	}
	for _, word := range []string{redactedWord, erasedName, "gone@linde"} {
		if bytes.Contains(raw, []byte(word)) {
			t.Errorf("%s came back", word)
		}
	}
	d, err := service.OpenToRead(t.Context(), to)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	out := map[string]service.Salvaged{}
	for _, s := range all {
		out[s.Slug] = s
		if s.Version == 0 {
			continue
		}
		var export bytes.Buffer
		if err := d.Export(t.Context(), s.Slug, false, &export, func(uint64) {}); err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(export.String(), "\n")
		for k := 1; k <= int(s.Version); k++ {
			if lines[k] != h.lines[s.Slug][k] {
				t.Fatalf("%s: entry %d is %s, was %s", s.Slug, k, lines[k], h.lines[s.Slug][k])
			}
		}
	}
	return out
}

// acts is how many an organisation had.
func (h *hurt) acts(slug string) (n uint64) {
	for _, l := range h.lines[slug] {
		if strings.Contains(l, `"entry"`) {
			n++
		}
	}
	return n
}

func TestSalvage(t *testing.T) {
	h := newHurt(t)
	whole := func(what string, got map[string]service.Salvaged) {
		t.Helper()
		for _, slug := range []string{"linde", "anker"} {
			if s := got[slug]; s.Version != h.acts(slug) || s.Lost != 0 {
				t.Errorf("%s: of %s %d of %d are saved, %d lost", what, slug, s.Version, h.acts(slug), s.Lost)
			}
		}
	}
	whole("nothing is damaged", h.salvage(t, h.write(t, func(map[string][]byte) {})))
	whole("the first page is gone", h.salvage(t, h.write(t, func(f map[string][]byte) { clear(f[""][:4096]) })))
	got := h.salvage(t, h.write(t, func(f map[string][]byte) { delete(f, "-wal") }))
	for slug, s := range got {
		if s.Version == 0 || s.Version >= h.acts(slug) {
			t.Errorf("without its write-ahead log %d of %d of %s are saved", s.Version, h.acts(slug), slug)
		}
	}
	got = h.salvage(t, h.write(t, func(f map[string][]byte) { w := f["-wal"]; clear(w[len(w)/2 : len(w)/2+100]) }))
	for slug, s := range got {
		if s.Version == 0 {
			t.Errorf("with a hole in its write-ahead log nothing of %s is saved", slug)
		}
	}
	got = h.salvage(t, h.write(t, func(f map[string][]byte) { // the act that says what was redacted is lost
		for end, b := range f {
			f[end] = bytes.ReplaceAll(b, []byte("linde 50 "), []byte("linde 5X "))
		}
	}))
	if s := got["linde"]; s.Version < 40 || s.Lost == 0 {
		t.Errorf("up to what follows a redacted line %d are saved", s.Version)
	}
	path := h.write(t, func(map[string][]byte) {})
	if _, err := service.Salvage(t.Context(), path, path, func(int) {}); !errors.Is(err, fs.ErrExist) {
		t.Error("over the store itself:", err)
	}
}

// Whatever is overwritten, and wherever: what is saved is sound, and a beginning.
func TestSalvageOfDamageAnywhere(t *testing.T) {
	h := newHurt(t)
	seed := rand.Uint64()
	chance := rand.New(rand.NewPCG(seed, 1))
	tries, saved, had := 40, uint64(0), uint64(0)
	if testing.Short() {
		tries = 10
	}
	for k := range tries {
		path := h.write(t, func(f map[string][]byte) {
			for range 1 + chance.IntN(6) {
				end := []string{"", "", "-wal"}[chance.IntN(3)]
				b := f[end]
				at := chance.IntN(len(b))
				part := b[at:min(len(b), at+1+chance.IntN(6000))]
				switch chance.IntN(4) {
				case 0:
					clear(part)
				case 1:
					for i := range part {
						part[i] = byte(chance.Uint32())
					}
				case 2:
					part[0] ^= 1 << chance.IntN(8)
				case 3:
					if k%5 == 0 && at > 8192 {
						f[end] = b[:at] // torn off
					}
				}
			}
		})
		for slug, s := range h.salvage(t, path) {
			if slug != "" {
				saved, had = saved+s.Version, had+h.acts(slug)
			}
		}
		if t.Failed() {
			t.Fatalf("seed %d, try %d", seed, k)
		}
	}
	t.Logf("%d of %d acts are saved", saved, had)
	if saved == 0 || saved == had {
		t.Errorf("%d of %d acts are saved (seed %d)", saved, had, seed)
	}
}
