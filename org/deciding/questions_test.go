package deciding

import (
	"encoding"
	"encoding/json"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

const (
	y = Yes
	n = No
	u = Unsure
	o = Unanswered
)

func TestAReadingPlacesAQuestion(t *testing.T) {
	for _, c := range []struct {
		is   string
		r    Reading
		want Domain
	}{
		{"nothing answered", Reading{}, NoDomain},
		{"nothing of the four answered", Reading{o, o, o, o, y, y}, NoDomain},
		{"harm under way", Reading{y, n, n, n, y, n}, Chaotic},
		{"it depends on people", Reading{n, n, n, y, y, n}, Complex},
		{"known", Reading{n, y, n, n, y, n}, Clear},
		{"somebody knows", Reading{n, n, y, n, y, n}, Complicated},
		{"harm goes before all", Reading{y, y, y, y, n, y}, Chaotic},
		{"people go before what is familiar", Reading{n, y, y, y, n, y}, Complex},
		{"familiar goes before knowable", Reading{n, y, y, n, n, y}, Clear},
		{"no is said to all", Reading{n, n, n, n, y, y}, Confused},
		{"one thing is not known", Reading{n, u, n, y, y, n}, Complex},
		{"two things are not known", Reading{n, u, u, y, y, n}, Confused},
		{"two things are not known, but harm is", Reading{y, u, u, u, y, n}, Chaotic},
		{"not knowing of the last two tells nothing of the domain", Reading{n, n, y, n, u, u}, Complicated},
		{"so far", Reading{o, y, o, o, o, o}, Clear},
	} {
		if got := c.r.Domain(); got != c.want {
			t.Errorf("%s: %v, want %v", c.is, got, c.want)
		}
	}
}

// Harm is harm whatever else is answered; and a yes that comes later in the order
// never changes what an earlier one chose.
func TestTheOrderOfTheQuestions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := anyReading(t)
		before := r.Domain()
		if (r[Harm] == Yes) != (before == Chaotic) {
			t.Fatalf("%v is %v", r, before)
		}
		at := slices.IndexFunc(inOrder, func(q struct {
			question int
			domain   Domain
			reason   Reason
		},
		) bool {
			return q.domain == before
		})
		if at < 0 {
			return
		}
		later := inOrder[rapid.IntRange(at, len(inOrder)-1).Draw(t, "later")].question
		r[later] = Yes
		if got := r.Domain(); got != before {
			t.Fatalf("with a later yes %v is %v, was %v", r, got, before)
		}
	})
}

func anyReading(t *rapid.T) (r Reading) {
	for i := range r {
		r[i] = rapid.SampledFrom([]Answer{o, y, y, n, n, u}).Draw(t, "answer")
	}
	return r
}

func TestWordsComeBack(t *testing.T) {
	check := func(words, offered []string, v encoding.TextUnmarshaler, m encoding.TextMarshaler) {
		t.Helper()
		for _, w := range words {
			if err := v.UnmarshalText([]byte(w)); err != nil {
				t.Errorf("%s: %v", w, err)
			}
			if b, _ := m.MarshalText(); string(b) != w {
				t.Errorf("%s became %s", w, b)
			}
		}
		if err := v.UnmarshalText([]byte("nothing")); err == nil {
			t.Errorf("%T knows nothing", v)
		}
		if len(offered) != len(words)-1 || slices.Contains(offered, "") {
			t.Errorf("offered are %v", offered)
		}
	}
	var p Process
	check(p.Words(), p.Offered(), &p, &p)
	var d Domain
	check(d.Words(), d.Offered(), &d, &d)
	var a Answer
	check(a.Words(), a.Offered(), &a, &a)

	if b, err := json.Marshal(Reading{y, n, u, o, y, n}); err != nil || string(b) != `["yes","no","unsure","","yes","no"]` {
		t.Errorf("%s, %v", b, err)
	}
	var r Reading
	if err := json.Unmarshal([]byte(`["yes","no","unsure","","yes","no"]`), &r); err != nil || r != (Reading{y, n, u, o, y, n}) {
		t.Errorf("%v, %v", r, err)
	}
	if r.Complete() || !(Reading{y, n, u, n, y, n}).Complete() {
		t.Error("what is complete")
	}
}

func TestAShareIsExact(t *testing.T) {
	for _, c := range []struct{ n, all, least int }{{2, 3, 2}, {1, 3, 2}, {66, 100, 67}, {67, 100, 67}, {0, 0, 0}, {4, 6, 4}, {4, 7, 5}} {
		if got := TwoThirds.Met(c.n, c.all); got != (c.n >= c.least) {
			t.Errorf("%d of %d met: %v", c.n, c.all, got)
		}
		if got := TwoThirds.Of(c.all); got != c.least {
			t.Errorf("2/3 of %d are %d, want %d", c.all, got, c.least)
		}
	}
	if none := (Share{}); !none.Met(0, 10) || none.Of(10) != 0 {
		t.Error("none asks something")
	}
	for _, bad := range []string{"0/3", "4/3", "2/0", "2/3x", "x", "2", "-1/3", "02/3", "2/3000"} {
		if err := new(Share).UnmarshalText([]byte(bad)); err == nil {
			t.Errorf("%s is read", bad)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		s := Share{rapid.IntRange(1, 10).Draw(t, "num"), 10}
		all := rapid.IntRange(0, 1000).Draw(t, "all")
		if least := s.Of(all); !s.Met(least, all) || least > 0 && s.Met(least-1, all) {
			t.Fatalf("%v of %d is not %d", s, all, least)
		}
		var back Share
		b, _ := s.MarshalText()
		if err := back.UnmarshalText(b); err != nil || back != s {
			t.Fatalf("%v came back as %v: %v", s, back, err)
		}
	})
}
