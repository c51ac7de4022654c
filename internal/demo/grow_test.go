package demo

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"orpheus/internal/racetest"
	"orpheus/ledger"
	"orpheus/org"
	"orpheus/service"
	"orpheus/store/memory"
	"orpheus/store/sqlite"
)

// lines returns the log as bytes.
func lines(t *testing.T, log ledger.Log, slug string) []byte {
	t.Helper()
	var out bytes.Buffer
	for r, err := range log.Read(t.Context(), slug, 0) {
		if err != nil {
			t.Fatal(err)
		}
		out.Write(r.Line)
		out.Write(r.Hash[:])
	}
	return out.Bytes()
}

func grown(t *testing.T, o Options) *memory.Log {
	t.Helper()
	log := new(memory.Log)
	if err := grow(t.Context(), log, o, nil); err != nil {
		t.Fatal(err)
	}
	return log
}

func grow(ctx context.Context, log service.Store, o Options, step func(int)) error {
	d := service.New(log, ledger.Options{})
	return errors.Join(Grow(ctx, d, o, step), d.Close())
}

// The same options give the same log, at any hour of the day; others do not.
func TestSameOptionsSameLog(t *testing.T) {
	o := Options{Until: until}
	if racetest.On { // it is one goroutine: size shows nothing more
		o.Size = Small
	}
	first := lines(t, grown(t, o), "linde")
	o.Until = until.Add(5 * time.Hour)
	if !bytes.Equal(first, lines(t, grown(t, o), "linde")) {
		t.Error("another hour of the day gives another log")
	}
	o.Seed = 1
	if bytes.Equal(first, lines(t, grown(t, o), "linde")) {
		t.Error("another seed gives the same log")
	}
}

// What Grow writes is what Deeds tells, with the clock's acts up to the end.
func TestGrowWritesTheDeeds(t *testing.T) {
	o := Options{Until: until, Slug: "de-linde", Lang: "nl", Size: Small}
	log := grown(t, o)
	want := tell(t, o).end
	e := ledger.New(log, ledger.Options{Now: func() time.Time { return o.End().Std() }, Follow: -1})
	defer e.Close()
	got, err := e.State(t.Context(), "de-linde")
	if err != nil {
		t.Fatal(err)
	}
	a, err := got.Digest()
	if err != nil {
		t.Fatal(err)
	}
	if b, err := want.Digest(); err != nil || a != b {
		t.Errorf("version %d with digest %s, want %d with %s (%v)", got.Version, a, want.Version, b, err)
	}
	profiles, err := log.Profiles(t.Context(), "de-linde")
	if err != nil || len(profiles) < 28 || profiles[0].Name != "Els Goossens" {
		t.Errorf("%d profiles, the first %+v (%v)", len(profiles), profiles[0], err)
	}
	dropped := 0 // what people took back is not there any more
	for _, named := range want.Strengths() {
		if !named.Named() {
			dropped++
		}
	}
	texts, err := log.AllTexts(t.Context(), "de-linde")
	if err != nil || len(texts) != int(want.Texts)-dropped || dropped == 0 {
		t.Errorf("%d texts, want %d less %d (%v)", len(texts), want.Texts, dropped, err)
	}
}

func TestGrowRefusesTwice(t *testing.T) {
	log := grown(t, Options{Until: until, Size: Small})
	err := grow(t.Context(), log, Options{Until: until, Size: Small}, nil)
	if org.CodeOf(err) != org.Conflict {
		t.Errorf("grown twice: %v", err)
	}
}

func TestGrowStops(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	err := grow(ctx, new(memory.Log), Options{Until: until}, func(int) { cancel() })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("it did not stop: %v", err)
	}
}

// BenchmarkGrow grows De Linde into a file; set DEMO_LARGE for 10,000 people too.
func BenchmarkGrow(b *testing.B) {
	for _, size := range []Size{Small, Normal, Large} {
		if size == Large && os.Getenv("DEMO_LARGE") == "" {
			continue
		}
		b.Run(string(size), func(b *testing.B) {
			acts := 0
			for b.Loop() {
				log, err := sqlite.Open(b.Context(), filepath.Join(b.TempDir(), "demo.db"), true)
				if err != nil {
					b.Fatal(err)
				}
				if err := grow(b.Context(), log, Options{Until: until, Size: size}, func(n int) { acts = n }); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(acts), "deeds")
		})
	}
}
