package search

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"orpheus/org"
)

// everyClaim answers as Ask does, the plain way: each claim that was met is looked at whole.
func everyClaim(c *Claims, q Question) []Claiming {
	a := c.asks(q, new(space))
	if a == nil {
		return nil
	}
	a.rules = a.structure()
	var all []ranked
	for _, i := range a.met {
		if score := a.score(i); score > 0 {
			all = append(all, ranked{rounded(score), i, c.all[i].Ref, true})
		}
	}
	for n, r := range a.rules {
		all = append(all, ranked{rounded(r.Score), int32(-1 - n), r.Ref, true})
	}
	slices.SortFunc(all, func(x, y ranked) int {
		return cmp.Or(cmp.Compare(y.score, x.score), cmp.Compare(x.ref.Letter, y.ref.Letter), cmp.Compare(x.ref.N, y.ref.N), cmp.Compare(y.of, x.of))
	})
	var out []Claiming
	for _, r := range all {
		out = append(out, a.claiming(r))
	}
	return best(slices.Values(out))
}

// What is left out without being looked at would not have been among the answers.
func TestAskLooksAtEnough(t *testing.T) {
	words := strings.Fields("roster keys night day team money cars phone rota swaps role circle")
	rapid.Check(t, func(rt *rapid.T) {
		text := func(most int) string {
			return strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 1, most).Draw(rt, "words"), " ")
		}
		w := newWorld(t)
		circles := rapid.IntRange(1, 30).Draw(rt, "circles")
		for n := range circles {
			in := org.CircleID(1 + rapid.IntRange(0, n).Draw(rt, "in"))
			w.do(0, &org.FormCircle{Parents: []org.CircleID{in}, Name: text(2), Apart: true})
		}
		few := []string{text(3), text(3), text(2)} // the same words in many circles
		for range rapid.IntRange(0, 120).Draw(rt, "roles") {
			r := &org.CreateRole{Circle: org.CircleID(1 + rapid.IntRange(0, circles).Draw(rt, "in")), Name: rapid.SampledFrom(few).Draw(rt, "name")}
			if rapid.Bool().Draw(rt, "domain") {
				r.Domains = []string{rapid.SampledFrom(few).Draw(rt, "domain")}
			} else {
				r.Accountabilities = []string{text(4)}
			}
			w.do(0, r)
		}
		c := NewClaims(w.s)
		for range 5 {
			q := Question{Words: text(4), Sentence: rapid.Bool().Draw(rt, "sentence"), Unfinished: rapid.Bool().Draw(rt, "unfinished")}
			if rapid.Bool().Draw(rt, "from") {
				q.Circles = []org.CircleID{org.CircleID(1 + rapid.IntRange(0, circles).Draw(rt, "from"))}
			}
			if rapid.Bool().Draw(rt, "a part") {
				q.Sees = func(r org.Ref) bool { return r.N%3 != 0 }
			}
			if diff := gocmp.Diff(everyClaim(c, q), c.Ask(q), cmpopts.EquateEmpty(), gocmp.AllowUnexported(Reason{})); diff != "" {
				rt.Fatalf("%+v:\n%s", q, diff)
			}
		}
	})
}

// What many circles say in the same words hides nothing that is weaker.
func TestAskLooksBehindWhatManySay(t *testing.T) {
	w := newWorld(t)
	for n := range 20 * mostClaiming {
		w.do(0, &org.FormCircle{Parents: []org.CircleID{org.Root}, Name: fmt.Sprint("Team ", n), Apart: true})
		w.do(0, &org.CreateRole{Circle: org.CircleID(2 + n), Name: "Planner", Domains: []string{"The roster"}})
	}
	w.do(0, &org.CreateRole{Circle: 2, Name: "Clerk", Accountabilities: []string{"The roster"}})
	want := fmt.Sprintf("R1 domain, R%d accountability", 20*mostClaiming+1)
	if got := claiming(NewClaims(w.s), "roster", 2); got != want {
		t.Errorf("claiming are %s, want %s", got, want)
	}
}
