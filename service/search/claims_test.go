package search

import (
	"fmt"
	"iter"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"orpheus/org"
)

// claimsWorld is an organisation with two teams in a circle.
func claimsWorld(t testing.TB) *world {
	w := newWorld(t)
	w.person("Els", false)
	for _, c := range []struct {
		name   string
		parent org.CircleID
	}{{"Thuiszorg", 1}, {"Team Oost", 2}, {"Team West", 2}, {"Nachtteam", 2}} {
		w.do(1, &org.FormCircle{Parents: []org.CircleID{c.parent}, Name: c.name, Apart: true})
	}
	role := func(c org.CircleID, name string, domains, does []string) {
		w.do(0, &org.CreateRole{Circle: c, Name: name, Domains: domains, Accountabilities: does})
	}
	role(3, "Rooster", []string{"Wie wanneer werkt"}, nil)                                      // R1
	role(4, "Rooster", []string{"Wie wanneer werkt"}, nil)                                      // R2
	role(2, "Medicatieveiligheid", []string{"De dubbele controle van medicatie"}, nil)          // R3
	role(1, "Geld", []string{"Contracten tot 50.000 euro"}, []string{"Betaalt de huur"})        // R4
	role(1, "Directeur", []string{"Contracten boven 50.000 euro"}, []string{"Praat over geld"}) // R5
	role(5, "Roosters", []string{"Het nachtrooster"}, nil)                                      // R6
	role(2, "Vagter", []string{"Vagtplanen for natten"}, nil)                                   // R7
	w.do(0, &org.SetGuardrail{Circle: 2, Text: "Medicatie kijken we altijd dubbel na"})
	w.do(0, &org.SetGuardrail{Circle: 1, Text: "Wie bestelt, betaalt niet"})
	return w
}

func claiming(c *Claims, words string, from ...org.CircleID) string {
	var out []string
	for _, one := range c.Ask(Question{Words: words, Circles: from, Sees: all}) {
		out = append(out, fmt.Sprintf("%s %s", one.Ref, one.Why[0].Kind))
	}
	return strings.Join(out, ", ")
}

func TestAskWhoClaims(t *testing.T) {
	c := NewClaims(claimsWorld(t).s)
	for _, q := range []struct {
		words string
		from  []org.CircleID
		want  string
	}{
		{"Wie beslist over contracten?", nil, "R4 domain, R5 domain"},
		{"CONTRACT", nil, "R4 domain, R5 domain"},
		{"medicatie", nil, "R3 domain, G1 guardrail"},
		{"wie betaalt de huur", nil, "R4 accountability"},
		{"nachtrooster", nil, "R6 domain"},
		{"rooster van de nacht", nil, "R6 domain"},             // as two words
		{"rooster", []org.CircleID{3}, "R1 domain, R6 domain"}, // R2 says the same of another team
		{"rooster", []org.CircleID{4}, "R2 domain, R6 domain"},
		{"rooster team west", nil, "R2 domain"},
		{"vagtplan", nil, "R7 domain"},
		{"vagt", nil, "R7 domain"}, // in another language than the organisation's, and as a part
		{"een nieuwe rol", []org.CircleID{3}, "C3 structure"},
		{"een kring in team west", nil, "C4 structure"},
		{"wie beslist er", nil, ""},
		{"zwembad", nil, ""},
		{"zwembad kantine medicatie", nil, ""},
		{"50000", nil, ""},
		{"", nil, ""},
	} {
		if got := claiming(c, q.words, q.from...); got != q.want {
			t.Errorf("%q from %v: %s, want %s", q.words, q.from, got, q.want)
		}
	}
}

// The last word may still be being written, where somebody is at it.
func TestAskWhileWriting(t *testing.T) {
	c := NewClaims(claimsWorld(t).s)
	q := Question{Words: "over contrac", Sees: all}
	if got := c.Ask(q); len(got) != 0 {
		t.Errorf("finished: %v", got)
	}
	q.Unfinished = true
	if got := c.Ask(q); len(got) != 2 {
		t.Errorf("unfinished: %v", got)
	}
}

// What somebody tells is longer than what it is about.
func TestAskOfASentence(t *testing.T) {
	c := NewClaims(claimsWorld(t).s)
	q := Question{Words: "Gisteren vergat Piet bij mevrouw Peeters de dubbele controle van haar medicatie", Sees: all}
	if got := c.Ask(q); len(got) != 0 {
		t.Errorf("as a question: %v", got)
	}
	q.Sentence = true
	if got := c.Ask(q); len(got) == 0 || got[0].Ref.String() != "R3" {
		t.Errorf("as a sentence: %v", got)
	}
}

// some is a text of a few words, so that questions meet them often.
func some(r *rapid.T) string {
	words := strings.Fields("rooster nachtrooster nacht contract contracten huur medicatie geld team oost west rol care cars")
	return strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 1, 3).Draw(r, "words"), " ")
}

// grown does random acts that change what claims.
func (w *world) grown(r *rapid.T) {
	n := func(most int) uint32 { return rapid.Uint32Range(1, uint32(most)).Draw(r, "id") }
	circle, role := org.CircleID(n(5)), org.RoleID(n(7))
	text, list := some(r), []string{some(r)}
	act := rapid.SampledFrom([]org.Act{
		&org.AmendRole{Role: role, Domains: &list}, &org.AmendRole{Role: role, Name: &text, Accountabilities: &list},
		&org.AmendCircle{Circle: circle, Name: &text}, &org.AmendCircle{Circle: circle, Purpose: &text},
		&org.SetGuardrail{Circle: circle, Text: text}, &org.LiftGuardrail{Guardrail: org.GuardrailID(n(4))},
		&org.RetireRole{Role: role}, &org.MoveRole{Role: role, Circle: circle}, &org.CreateRole{Circle: circle, Name: text, Domains: list},
		&org.FormCircle{Parents: []org.CircleID{circle}, Name: text, Purpose: some(r)}, &org.CloseCircle{Circle: org.CircleID(n(8))},
	}).Draw(r, "act")
	w.at++
	if _, err := w.d.Do(act, org.Moment{At: w.at}); err == nil {
		w.s = w.d.Freeze()
	}
}

var sameAnswer = cmp.Options{cmp.AllowUnexported(Reason{}), cmpopts.EquateApprox(0, 1e-9)}

// The index followed act by act answers as the one made of the last state.
func TestClaimsFollow(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		w := claimsWorld(t)
		c := NewClaims(w.s)
		for range 20 {
			w.grown(r)
			c = c.Of(w.s)
		}
		q := Question{Words: some(r), Circles: []org.CircleID{3}, Sees: all, Unfinished: rapid.Bool().Draw(r, "unfinished")}
		if diff := cmp.Diff(NewClaims(w.s).Ask(q), c.Ask(q), sameAnswer); diff != "" {
			r.Fatal(diff)
		}
	})
}

// What somebody may not see counts for nothing: not as an answer, and not in the order or
// the strength of what they do see.
func TestUnseenClaimsDoNotCount(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		w := claimsWorld(t)
		for range 10 {
			w.grown(r)
		}
		hidden := map[org.Ref]bool{}
		for one := range w.s.Claimants() {
			hidden[one.Ref] = rapid.Bool().Draw(r, "hidden")
		}
		sees := func(ref org.Ref) bool { return !hidden[ref] }
		var seen iter.Seq[org.Claimant] = func(yield func(org.Claimant) bool) {
			for one := range w.s.Claimants() {
				if sees(one.Ref) && !yield(one) {
					return
				}
			}
		}
		q := Question{Words: some(r), Circles: []org.CircleID{3}, Sees: sees}
		want := (&Claims{lexicon: newLexicon(w.s.Lang)}).of(w.s, seen).Ask(q)
		if diff := cmp.Diff(want, NewClaims(w.s).Ask(q), sameAnswer); diff != "" {
			r.Fatal(diff)
		}
	})
}
