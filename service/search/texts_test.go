package search

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"iter"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"orpheus/org"
	"orpheus/store/records"
)

// library is a world with the records of what was written in it.
type library struct {
	*world
	written map[org.TextID]records.Text
	asked   int
}

func newLibrary(t testing.TB) *library {
	return &library{world: newWorld(t), written: map[org.TextID]records.Text{}}
}

func (l *library) do(by org.PersonID, act org.Act) {
	l.t.Helper()
	before := len(l.log)
	l.world.do(by, act)
	for _, e := range l.log[before:] {
		for _, p := range org.ProseOf(e.Act) {
			l.written[p.ID] = records.Text{ID: p.ID, By: e.By, At: e.At, Body: p.Text()}
		}
		if a, ok := e.Act.(*org.ErasePerson); ok && !a.KeepTexts {
			for id, x := range l.written {
				if x.By == a.Person {
					delete(l.written, id)
				}
			}
		}
	}
}

func (l *library) source() Source {
	return Source{
		Entries: func(after uint64) iter.Seq2[org.Entry, error] {
			return func(yield func(org.Entry, error) bool) {
				for _, e := range l.log[after:] {
					if !yield(e, nil) {
						return
					}
				}
			}
		},
		Texts: func(_ context.Context, ids ...org.TextID) (map[org.TextID]records.Text, error) {
			out := map[org.TextID]records.Text{}
			for _, id := range ids {
				l.asked++
				if x, ok := l.written[id]; ok {
					out[id] = x
				}
			}
			return out, nil
		},
	}
}

func (l *library) open(path string) *Texts {
	l.t.Helper()
	x, err := OpenTexts(l.t.Context(), path)
	if err != nil {
		l.t.Fatal(err)
	}
	l.t.Cleanup(func() { _ = x.Close() })
	return x
}

// find follows and returns what was found: T1/0 for the body of tension 1.
func (l *library) find(x *Texts, query string, limit int, sees Sees) string {
	l.t.Helper()
	if err := x.Follow(l.t.Context(), l.s, l.source()); err != nil {
		l.t.Fatal(err)
	}
	hits, more, err := x.Find(l.t.Context(), l.s, l.source(), query, limit, sees)
	if err != nil {
		l.t.Fatalf("%q: %v", query, err)
	}
	var out []string
	for _, h := range hits {
		out = append(out, fmt.Sprintf("%v/%d by %v", h.Ref, h.What, h.By))
	}
	if more {
		out = append(out, "more")
	}
	return strings.Join(out, ", ")
}

func TestTextsFollow(t *testing.T) {
	l := newLibrary(t)
	ada, bo, guest := l.person("Ada", false), l.person("Bo", false), l.person("Gast", true)
	x, built := l.open(""), 0
	check := func(query, want string) {
		t.Helper()
		for _, x := range []*Texts{x, l.open("")} { // followed, and made of the last state
			if got := l.find(x, query, 10, all); got != want {
				t.Errorf("%q: %q, want %q", query, got, want)
			}
		}
		built++
	}
	check("vergadering", "")
	l.do(ada, &org.FormCircle{Parents: []org.CircleID{org.Root}, Name: "Een", Purpose: "Goede zorg"})
	check("zorg", "C2/6 by P0")
	l.do(0, &org.SetGuardrail{Circle: 2, Text: "Niet meer dan 500 euro"})
	check("euro", "C2/7 by P0")
	l.do(0, &org.LiftGuardrail{Guardrail: 1})
	check("euro", "")
	l.do(0, &org.CreateRole{Circle: 2, Name: "Rol", Purpose: "Rust", Accountabilities: []string{"Plant de vergaderingen"}, Domains: []string{"agenda"}})
	check("agenda vergadering", "R1/6 by P0")
	l.do(0, &org.AmendRole{Role: 1, Purpose: new("Stilte")})
	check("rust", "")
	check("stilte", "R1/6 by P0")
	l.do(ada, &org.RaiseTension{Circle: 2, Title: "T", Body: org.Write("De overdracht is rommelig"), Lead: true})
	check("overdrachten", "T1/0 by P1")
	l.do(bo, &org.NoteInitiative{Initiative: 1, Text: org.Write("We tried a shorter meeting")})
	check("meetings", "I1/4 by P2")
	l.do(ada, &org.SetStep{Initiative: 1, Text: org.Write("Et møde med børnene")})
	check("børn", "I1/5 by P1")
	l.do(ada, &org.ConcludeInitiative{Initiative: 1, Outcome: org.Write("Het lukte"), Learned: org.Write("Kort is genoeg")})
	check("lukte", "I1/2 by P1")
	check("genoeg", "K1/3 by P1")
	l.do(bo, &org.RaiseTension{Title: "U", Body: org.Write("overdracht weer rommelig")})
	l.do(bo, &org.ResolveTension{Tension: 2, How: org.Write("opgelost met een lijst")})
	check("lijsten", "T2/1 by P2")
	l.do(0, &org.RetireRole{Role: 1})
	check("stilte", "")
	l.do(bo, &org.NoteTension{Tension: 2, Text: org.Write("Vannacht alweer")})
	check("vannacht", "T2/4 by P2")
	l.do(bo, &org.CorrectNote{Note: 2, Text: org.Write("Gisteren alweer")})
	check("vannacht", "")
	check("gisteren", "T2/4 by P2")
	l.do(bo, &org.TakeBackNote{Note: 2})
	check("gisteren", "")

	l.do(0, &org.FormCircle{Parents: []org.CircleID{org.Root}, Name: "Twee"})
	l.do(0, &org.CreateRole{Circle: 2, Name: "G"})
	l.do(0, &org.FillSeat{Role: 2, Person: guest})
	if got := l.find(x, "rommelig", 1, l.s.SightOf(guest, l.s).Sees); got != "T1/0 by P1" {
		t.Error("a guest finds", got) // and no more than that
	}
	if got := l.find(x, "rommelig", 1, all); !strings.HasSuffix(got, ", more") {
		t.Error(got)
	}
	l.do(0, &org.ErasePerson{Person: bo, KeepTexts: true})
	check("meeting", "I1/4 by P2")
	l.do(0, &org.SetSteward{Person: 1, Steward: true})
	l.do(0, &org.AmendCircle{Circle: 2, Purpose: new("Iets anders")})
	check("zorg", "")
	l.do(0, &org.RedactEntry{Entry: 5})
	check("anders", "C2/6 by P0")
}

// What is erased in the records is not shown, also where the index was not told.
func TestErasedInTheRecordsAlone(t *testing.T) {
	l := newLibrary(t)
	ada := l.person("Ada", false)
	l.do(ada, &org.KeepLearning{Text: org.Write("een geheim")})
	x := l.open("")
	if got := l.find(x, "geheim", 10, all); got != "K1/3 by P1" {
		t.Fatal(got)
	}
	clear(l.written)
	if got := l.find(x, "geheim", 10, all); got != "" {
		t.Fatal(got)
	}
}

// word returns an invented word that no other begins like.
func word(i int) string {
	x := uint64(i+1) * 0x9E3779B97F4A7C15
	b := make([]byte, 12)
	for j := range b {
		b[j] = byte('a' + x%26)
		x /= 26
	}
	return string(b)
}

// What was erased or redacted is in none of the bytes of the index.
func TestErasureLeavesNoBytes(t *testing.T) {
	path := filepath.Join(t.TempDir(), "s", "linde.db")
	l := newLibrary(t)
	r := rand.New(rand.NewPCG(1, 2))
	const people = 12
	for range people {
		l.person("x", false)
	}
	x := l.open(path)
	by := map[org.PersonID][]string{}
	for i := range 400 {
		p := org.PersonID(1 + r.IntN(people))
		body := strings.Repeat("de vergadering ", r.IntN(30)) + word(i)
		l.do(p, &org.KeepLearning{Text: org.Write(body)})
		by[p] = append(by[p], word(i))
		if i%50 == 0 {
			l.find(x, "vergadering", 1, all)
		}
	}
	l.do(0, &org.FormCircle{Parents: []org.CircleID{org.Root}, Name: "C", Purpose: word(5000)})
	form := uint64(len(l.log))
	l.find(x, "vergadering", 1, all)
	left := func(words ...string) (n int) {
		for _, name := range []string{path, path + "-journal", path + "-wal"} {
			b, _ := os.ReadFile(name)
			for _, w := range words {
				if bytes.Contains(b, []byte(w[3:10])) { // the beginning is shared with a neighbour
					n++
				}
			}
		}
		return n
	}
	if n := left(by[3]...); n < len(by[3])/2 {
		t.Fatal("the test finds only", n, "before")
	}
	for p := org.PersonID(1); p < 5; p++ {
		l.do(0, &org.ErasePerson{Person: p})
		if p%2 == 0 { // at once, or with the next search
			if err := x.Forget(t.Context(), l.s.Version, []org.PersonID{p}, nil); err != nil {
				t.Fatal(err)
			}
		} else {
			l.find(x, "x", 1, all)
		}
		if n := left(by[p]...); n > 0 {
			t.Errorf("%v: %d of %d words are left", p, n, len(by[p]))
		}
		for _, w := range by[p][:5] {
			if got := l.find(x, w, 10, all); got != "" {
				t.Error(w, "is found:", got)
			}
		}
	}
	l.do(7, &org.RaiseTension{Title: "T"})
	l.do(7, &org.NoteTension{Tension: 1, Text: org.Write(word(6000))})
	l.do(7, &org.NoteTension{Tension: 1, Text: org.Write(word(7000))})
	if l.find(x, word(6000), 1, all) == "" || left(word(6000)) == 0 {
		t.Fatal("what was said is not found")
	}
	l.do(7, &org.CorrectNote{Note: 1, Text: org.Write("iets anders")})
	l.do(7, &org.TakeBackNote{Note: 2})
	if got := l.find(x, word(6000), 1, all) + l.find(x, word(7000), 1, all); got != "" || left(word(6000), word(7000)) > 0 {
		t.Errorf("what was taken back is found (%q), or left", got)
	}
	if got := l.find(x, by[6][0], 10, all); got == "" {
		t.Error("what was not erased is gone")
	}
	l.log[form-1].Act.(*org.FormCircle).Purpose = "[redacted]"
	d := l.s.Edit()
	(&org.AmendCircle{Circle: 2, Purpose: new("[redacted]")}).Apply(d, org.Moment{})
	l.s = d.Freeze()
	l.d = l.s.Edit()
	l.do(0, &org.RedactEntry{Entry: form})
	if err := x.Forget(t.Context(), l.s.Version, nil, []org.Ref{{Letter: 'C', N: 2}}); err != nil || left(word(5000)) > 0 {
		t.Error(err, "the redacted word is left")
	}
	if got := l.find(x, "redacted", 1, all); got != "C2/6 by P0" {
		t.Error(got)
	}
}

// Whatever is wrong with the file, it is made anew.
func TestDamage(t *testing.T) {
	path := filepath.Join(t.TempDir(), "linde.db")
	l := newLibrary(t)
	ada := l.person("Ada", false)
	for i := range 120 {
		l.do(ada, &org.KeepLearning{Text: org.Write("een vergadering over " + word(i))})
	}
	x := l.open(path)
	good := func(when string) {
		t.Helper()
		if got := l.find(x, word(7), 5, all); got != "K8/3 by P1" {
			t.Fatal(when, got)
		}
	}
	good("first")
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	reopen := func(when string, b []byte) {
		t.Helper()
		_ = x.Close()
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		l.asked = 0
		x = l.open(path)
		good(when)
	}
	if reopen("whole", whole); l.asked > 30 {
		t.Error("a good index was made anew")
	}
	reopen("none", nil)
	reopen("something else", []byte(strings.Repeat("no database ", 1000)))
	reopen("cut off", whole[:len(whole)/2])
	r := rand.New(rand.NewPCG(1, 2))
	for i := range 6 {
		b := bytes.Clone(whole)
		for j := range 64 {
			b[4096*r.IntN(len(b)/4096)+j*7] ^= byte(1 + r.IntN(255))
		}
		reopen(fmt.Sprint("garbage ", i), b)
	}
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("DROP TABLE texts"); err != nil { // while it is in use
		t.Fatal(err)
	}
	_ = db.Close()
	if _, _, err := x.Find(t.Context(), l.s, l.source(), word(7), 5, all); err == nil {
		t.Error("no damage is seen")
	}
	good("in use")

	other := newLibrary(t)
	other.at++
	other.person("Zed", false)
	other.at += org.Day
	other.d = new(org.State).Edit()
	other.log = nil
	other.do(0, &org.FoundOrganisation{Slug: "linde", Name: "Andere", Lang: "nl"})
	if got := other.find(x, "vergadering", 5, all); got != "" {
		t.Error("another log: ", got)
	}
}

// No query fails, and what is found has every word of it.
func TestAnyQuery(t *testing.T) {
	l := newLibrary(t)
	ada := l.person("Ada", false)
	for _, body := range []string{"een \"vergadering\" NEAR het water", "AND OR NOT", "stems: 7 * ^ ( ) - + {", "møde ændring å", "x'y; DROP"} {
		l.do(ada, &org.KeepLearning{Text: org.Write(body)})
	}
	x := l.open("")
	l.find(x, "water", 1, all)
	for _, query := range []string{
		"", " ", "a", "\"", "vergadering\" OR \"", "NEAR(een water, 3)", "water*", "-water", "stems:water", "^een", "(een", "{", "een AND", "NOT",
		strings.Repeat("a b ", 125), strings.Repeat("vergadering ", 41), strings.Repeat("é", 250), "\x00\xff", "e\u0301\u0301 ", "½ ﬁn",
	} {
		l.find(x, query, 5, all)
	}
	if got := l.find(x, "near WATER", 5, all); got != "K1/3 by P1" {
		t.Error(got)
	}
	rapid.Check(t, func(r *rapid.T) {
		q := rapid.OneOf(rapid.String(), rapid.StringOf(rapid.RuneFrom([]rune("aeNORTD\"'*()-:^+{}~ \u0301ø")))).Draw(r, "query")
		if _, _, err := x.Find(context.Background(), l.s, l.source(), q, 5, all); err != nil {
			r.Fatal(err)
		}
	})
}

func BenchmarkTexts(b *testing.B) {
	n := 20_000
	if testing.Short() {
		n = 2_000
	}
	l := newLibrary(b)
	ada := l.person("Ada", false)
	r := rand.New(rand.NewPCG(1, 2))
	size := 0
	for range n {
		var body []string
		for range 40 {
			body = append(body, word(int(r.ExpFloat64()*400)))
		}
		l.do(ada, &org.KeepLearning{Text: org.Write(strings.Join(body, " "))})
		size += len(l.written[l.s.Texts].Body)
	}
	for b.Loop() {
		path := filepath.Join(b.TempDir(), "x.db")
		x := l.open(path)
		begin := time.Now()
		l.find(x, "x", 1, all)
		b.ReportMetric(float64(n)/time.Since(begin).Seconds(), "texts/s")
		if f, err := os.Stat(path); err == nil {
			b.ReportMetric(float64(f.Size())/float64(size), "size-ratio")
		}
		for name, query := range map[string]string{"µs/common": word(1), "µs/two": word(300) + " " + word(900), "µs/rare": word(3000)} {
			begin = time.Now()
			for range 20 {
				l.find(x, query, 10, all)
			}
			b.ReportMetric(float64(time.Since(begin).Microseconds())/20, name)
		}
	}
	b.ReportMetric(0, "ns/op")
}
