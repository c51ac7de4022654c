package search

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"orpheus/org"
	"orpheus/org/orgtest"
)

func TestForms(t *testing.T) {
	for word, want := range map[string]string{
		"Fatima": "fatima", "José": "jose", "JOSE\u0301": "jose", "Søren": "soren soeren", "Åse": "ase aase", "A\u030ase": "ase aase",
		"Æbelø": "aebelo aebeloe", "Müller": "muller mueller", "Wijnand": "wijnand wynand", "Ĳsbrand": "ijsbrand ysbrand",
		"Straße": "strasse", "Łukasz": "lukasz", "Coördinator": "coordinator cooerdinator", "2e": "2e", "--": "", "Ямб": "ямб", "ÿ": "y",
	} {
		if got := strings.Join(forms(word), " "); got != want {
			t.Errorf("%s: %q, want %q", word, got, want)
		}
	}
}

func TestFind(t *testing.T) {
	w := newWorld(t)
	for _, name := range []string{"Fatima El Amrani", "Søren Ågård", "Jan D'Hondt", "Elin Fatland", "Anna Annasdatter", "Wijnand Dijk", "Jan", "Gone Fatter"} {
		w.person(name, false)
	}
	w.do(0, &org.LeavePerson{Person: 8})
	w.person("Fat Erased", false)
	w.do(0, &org.ErasePerson{Person: 9})
	w.do(0, &org.FormCircle{Parents: []org.CircleID{org.Root}, Name: "Fatsoen"})
	w.do(0, &org.CreateRole{Circle: 2, Name: "Jan van alles"})
	w.do(0, &org.CreateRole{Circle: 2, Name: "Oud en jan"})
	w.do(0, &org.RetireRole{Role: 2})
	w.do(0, &org.RaiseTension{Title: "Vergadering duurt te lang"})
	w.do(0, &org.RaiseTension{Title: "Vergadering begint te laat"})
	w.do(1, &org.StartInitiative{Title: "Kortere vergaderingen"})
	w.do(0, &org.ResolveTension{Tension: 2})
	n := NewNames(w.s, w.called)
	for _, c := range []struct{ query, want string }{
		{"fat", "P1 P4 P8 C2"},
		{"FÁT", "P1 P4 P8 C2"},
		{"amrani fat", "P1"},
		{"soren", "P2"},
		{"soeren aag", "P2"},
		{"sø å", "P2"},
		{"hondt", "P3"},
		{"dhondt", "P3"},
		{"d'hondt", "P3"},
		{"ann", "P5"},
		{"wynand dyk", "P6"},
		{"jan", "P7 P3 R1"},
		{"vergadering", "T1 T2 I1"},
		{"vergadering lang", "T1"},
		{"linde", "C1"},
		{"de linde", "C1"},
		{"R1", "=R1"},
		{" r2 ", "=R2"}, // retired: by its id only
		{"p9", ""},
		{"P8", "=P8"},
		{"R9", ""},
		{"atima", ""},
		{"", ""},
		{"- * \"", ""},
		{"\xff\x00", ""},
	} {
		if got := strings.Join(n.Find(c.query, 10, all).refs(), " "); got != c.want {
			t.Errorf("%q: %s, want %s", c.query, got, c.want)
		}
	}
	if got := fmt.Sprint(n.Find("fat", 1, all).refs()); got != "[P1 more C2]" {
		t.Error(got)
	}
	notOne := func(r org.Ref) bool { return r.N != 1 }
	if got := fmt.Sprint(n.Find("fat", 1, notOne).refs()); got != "[C2 P4 more]" {
		t.Error("what is not seen counts: ", got)
	}
	if f := n.Find("P1", 1, notOne); f.Thing != nil {
		t.Error("what is not seen is reached by its id")
	}
}

func TestGuestsSeeTheirCircles(t *testing.T) {
	w := newWorld(t)
	w.do(0, &org.FormCircle{Parents: []org.CircleID{org.Root}, Name: "Een"})
	w.do(0, &org.FormCircle{Parents: []org.CircleID{org.Root}, Name: "Twee"})
	guest, in, out := w.person("Xa", true), w.person("Xb", false), w.person("Xc", false)
	w.do(0, &org.CreateRole{Circle: 2, Name: "X rol"})
	w.do(0, &org.CreateRole{Circle: 3, Name: "X rol"})
	w.do(0, &org.FillSeat{Role: 1, Person: guest})
	w.do(in, &org.JoinCircle{Circle: 2, Person: in})
	w.do(0, &org.RaiseTension{Circle: 2, Title: "X"})
	w.do(0, &org.RaiseTension{Circle: 3, Title: "X"})
	w.do(in, &org.StartInitiative{Circle: 2, Title: "X"})
	w.do(in, &org.StartInitiative{Circle: 3, Title: "X"})
	n := NewNames(w.s, w.called)
	for viewer, want := range map[org.PersonID]string{
		guest: "[T1 I1 R1 P1 P2]", in: "[T1 T2 I1 I2 R1 R2 P1 P2 P3]", out: "[T1 T2 I1 I2 R1 R2 P1 P2 P3]", 0: "[]", 99: "[]",
	} {
		var got []string
		for _, g := range n.Find("x", 9, w.s.SightOf(viewer, w.s).Sees).Groups {
			for _, h := range g.Hits {
				got = append(got, h.Ref.String())
			}
		}
		wantAll := strings.Fields(strings.Trim(want, "[]"))
		slices.Sort(got)
		slices.Sort(wantAll)
		if !slices.Equal(got, wantAll) {
			t.Errorf("%v sees %v, want %v", viewer, got, wantAll)
		}
	}
}

// A name is found by every beginning of every word of it.
func TestFoundByEveryBeginning(t *testing.T) {
	letter := rapid.OneOf(rapid.RuneFrom([]rune("aeijnrÅåøØæÆéëïĳßüö'- \u0301\u030a")), rapid.RuneFrom(nil, unicode.Latin), rapid.RuneFrom(nil, unicode.L, unicode.Mn))
	rapid.Check(t, func(r *rapid.T) {
		w := newWorld(t)
		name := rapid.StringOfN(letter, 2, 30, -1).Draw(r, "name")
		w.person(rapid.StringOfN(letter, 2, 30, -1).Draw(r, "other"), false)
		w.person(name, false)
		n := NewNames(w.s, w.called)
		for _, word := range words(name) {
			for i := range word + " " {
				start := word[:min(i, len(word))]
				if utf8.RuneCountInString(start) < 2 || forms(start) == nil {
					continue
				}
				if !slices.Contains(n.Find(start, 10, all).refs(), "P2") {
					r.Fatalf("%q is not found by %q (%q in %q)", name, start, forms(start), forms(word))
				}
			}
		}
	})
}

// The index followed act by act is the one made of the last state.
func TestNamesFollow(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		pick := func(n int) int { return rapid.IntRange(0, n-1).Draw(r, "pick") }
		w := newWorld(t)
		people := func(p org.PersonID) string { return "Name " + p.String() }
		n := NewNames(w.s, people)
		for range 60 {
			act, by, face := orgtest.Act(pick, w.s)
			draft := w.s.Edit()
			done, err := draft.Do(act, org.Moment{At: w.s.Last + 1, By: by, Face: face})
			if err != nil {
				continue
			}
			w.s = draft.Freeze()
			var changed []org.Ref
			for _, one := range done {
				changed = append(changed, Touched(&org.Entry{Act: one.Act})...)
			}
			n = n.Next(w.s, people, changed)
		}
		dump := func(n *Names) (all []string) {
			n.words.Scan(func(p posting) bool {
				all = append(all, fmt.Sprint(p.word, p.e.ref, p.e.name, p.e.past, p.shared, p.head))
				return true
			})
			n.refs.Scan(func(e *entry) bool { all = append(all, fmt.Sprint(e.ref, e.name, e.past, e.hidden)); return true })
			return all
		}
		if diff := cmp.Diff(dump(NewNames(w.s, people)), dump(n)); diff != "" {
			r.Fatal(diff)
		}
	})
}

// large returns an organisation of so many people and roles.
func large(b testing.TB, people int) (*org.State, People) {
	r := rand.New(rand.NewPCG(1, 2))
	syllables := strings.Fields("fa ti ma el am ra ni so ren aa gaard jan ka rin van de ber gen wil lem sen han ne lo tte mo ham med yu suf bo nan")
	name := func() string {
		var out []string
		for range 2 + r.IntN(2) {
			out = append(out, syllables[r.IntN(len(syllables))]+syllables[r.IntN(len(syllables))]+syllables[r.IntN(len(syllables))])
		}
		return strings.Join(out, " ")
	}
	d := new(org.State).Edit()
	at := org.Day
	do := func(act org.Act) {
		at++
		if _, err := d.Do(act, org.Moment{At: at}); err != nil {
			b.Fatal(err)
		}
	}
	do(&org.FoundOrganisation{Slug: "big", Name: "Big", Lang: "en"})
	names := make([]string, people+1)
	for i := range people {
		if i%50 == 0 {
			do(&org.FormCircle{Parents: []org.CircleID{org.Root}, Name: name()})
		}
		do(&org.JoinPerson{})
		do(&org.CreateRole{Circle: org.CircleID(2 + i/50), Name: name()})
		names[i+1] = name()
	}
	return d.Freeze(), func(p org.PersonID) string { return names[p] }
}

func BenchmarkNames(b *testing.B) {
	sizes := []int{10_000, 100_000}
	if testing.Short() {
		sizes = sizes[:1]
	}
	for _, people := range sizes {
		b.Run(fmt.Sprint(people), func(b *testing.B) {
			s, called := large(b, people)
			for b.Loop() {
				begin := time.Now()
				n := NewNames(s, called)
				b.ReportMetric(float64(time.Since(begin).Microseconds())/1000, "ms/index")
				begin = time.Now()
				const steps = 200
				for i := range steps {
					n = n.Next(s, called, []org.Ref{{Letter: 'P', N: uint32(1 + i)}, {Letter: 'R', N: uint32(1 + i)}})
				}
				b.ReportMetric(float64(time.Since(begin).Microseconds())/steps, "µs/next")
				for _, query := range []string{"a", "fa", "fat", "fatima jan", "s r k"} {
					begin = time.Now()
					const times = 50
					for range times {
						n.Find(query, 10, all)
					}
					b.ReportMetric(float64(time.Since(begin).Microseconds())/times, "µs/"+strings.ReplaceAll(query, " ", "_"))
				}
			}
			b.ReportMetric(0, "ns/op")
		})
	}
}
