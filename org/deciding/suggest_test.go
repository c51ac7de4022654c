package deciding

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// placed are answers to the first four that lie in a domain.
var placed = map[Domain]Reading{
	Clear: {n, y, n, n}, Complicated: {n, n, y, n}, Complex: {n, n, n, y}, Chaotic: {y, n, n, n}, Confused: {n, n, n, n},
}

func seen(d Domain, undo, others Answer) Reading {
	r := placed[d]
	r[Undoable], r[TouchesOthers] = undo, others
	return r
}

// Every cell of the table in which the questions choose the process.
func TestTheQuestionChoosesTheProcess(t *testing.T) {
	for _, c := range []struct {
		domain       Domain
		undo, others Answer
		want         Suggestion
	}{
		{Clear, y, n, Suggestion{Process: RoleAuthority, Why: []Reason{"rule", "undo"}}},
		{Clear, n, n, Suggestion{Process: RoleAuthority, Second: true, Why: []Reason{"rule", "no_undo"}}},
		{Complicated, y, n, Suggestion{Process: Advice, Why: []Reason{"expert", "undo"}}},
		{Complicated, n, n, Suggestion{Process: Consent, AdviceFirst: true, Why: []Reason{"expert", "no_undo"}}},
		{Complex, y, n, Suggestion{Process: Probe, Why: []Reason{"react", "undo"}}},
		{Complex, n, n, Suggestion{Process: Consent, Portfolio: true, Why: []Reason{"react", "no_undo"}}},
		{Chaotic, y, n, Suggestion{Process: ActFirst, Why: []Reason{"harm", "undo"}}},
		{Chaotic, n, n, Suggestion{Process: ActFirst, OnlyContain: true, Why: []Reason{"harm", "no_undo"}}},
		{Confused, y, n, Suggestion{Process: Advice, Why: []Reason{"unsure", "undo"}}},
		{Confused, n, n, Suggestion{Process: Consent, AdviceFirst: true, Why: []Reason{"unsure", "no_undo"}}},

		{Clear, y, y, Suggestion{Process: Consent, Why: []Reason{"changes_others", "rule", "undo"}}},
		{Clear, n, y, Suggestion{Process: Consent, Quorum: TwoThirds, Why: []Reason{"changes_others", "rule", "no_undo"}}},
		{Complicated, y, y, Suggestion{Process: Consent, Why: []Reason{"changes_others", "expert", "undo"}}},
		{Complicated, n, y, Suggestion{Process: Consent, AdviceFirst: true, Quorum: TwoThirds, Why: []Reason{"changes_others", "expert", "no_undo"}}},
		{Complex, y, y, Suggestion{Process: Consent, Why: []Reason{"changes_others", "react", "undo"}}},
		{Complex, n, y, Suggestion{Process: Consent, Portfolio: true, Quorum: TwoThirds, Why: []Reason{"changes_others", "react", "no_undo"}}},
		{Chaotic, y, y, Suggestion{Process: ActFirst, Why: []Reason{"harm", "undo"}}},
		{Chaotic, n, y, Suggestion{Process: ActFirst, OnlyContain: true, Why: []Reason{"harm", "no_undo"}}},
		{Confused, y, y, Suggestion{Process: Consent, Why: []Reason{"changes_others", "unsure", "undo"}}},
		{Confused, n, y, Suggestion{Process: Consent, AdviceFirst: true, Quorum: TwoThirds, Why: []Reason{"changes_others", "unsure", "no_undo"}}},
	} {
		got := Suggest([]Reading{seen(c.domain, c.undo, c.others)})
		want := c.want
		want.Domain, want.Reversible, want.ConcernsOthers = c.domain, c.undo == y, c.others == y
		if !sameChoice(got, want) || !slices.Equal(got.Why, want.Why) {
			t.Errorf("%v, undo %v, others %v:\n got %+v\nwant %+v", c.domain, c.undo, c.others, got, want)
		}
	}
}

func sameChoice(a, b Suggestion) bool {
	return a.Domain == b.Domain && a.Process == b.Process && a.AdviceFirst == b.AdviceFirst && a.Second == b.Second &&
		a.Portfolio == b.Portfolio && a.OnlyContain == b.OnlyContain && a.Quorum == b.Quorum &&
		a.Reversible == b.Reversible && a.ConcernsOthers == b.ConcernsOthers
}

func TestSeveralReadings(t *testing.T) {
	in := func(d Domain, times int) []Reading {
		return slices.Repeat([]Reading{seen(d, y, n)}, times)
	}
	for _, c := range []struct {
		is    string
		all   []Reading
		want  Domain
		share Share
		why   Reason
	}{
		{"nobody", nil, NoDomain, Share{}, ""},
		{"empty ones do not count", append(in(Clear, 1), Reading{}, Reading{}), Clear, Share{1, 1}, RuleIsKnown},
		{"three of five are enough", append(in(Complex, 3), in(Clear, 2)...), Complex, Share{3, 5}, PeopleReact},
		{"four of seven are not", append(in(Complex, 4), in(Clear, 3)...), Confused, Share{4, 7}, TheyDiffer},
		{"two of three are", append(in(Complicated, 2), in(Complex, 1)...), Complicated, Share{2, 3}, ExpertKnows},
		{"three who all differ", slices.Concat(in(Clear, 1), in(Complex, 1), in(Chaotic, 1)), Confused, Share{1, 3}, TheyDiffer},
		{"two cannot tell", append(in(Clear, 8), in(Confused, 2)...), Confused, Share{8, 10}, TheyDoNotKnow},
		{"one cannot", append(in(Clear, 8), in(Confused, 1)...), Clear, Share{8, 9}, RuleIsKnown},
		{"harm goes before not knowing", append(in(Chaotic, 3), in(Confused, 2)...), Chaotic, Share{3, 5}, HarmUnderWay},
		{"one of two cannot tell", append(in(Confused, 1), in(Clear, 1)...), Clear, Share{1, 2}, RuleIsKnown},
		{"two: harm first", append(in(Chaotic, 1), in(Complex, 1)...), Chaotic, Share{1, 2}, HarmUnderWay},
		{"two: people before what is known", append(in(Complex, 1), in(Clear, 1)...), Complex, Share{1, 2}, PeopleReact},
		{"two: as the order of the questions", append(in(Complicated, 1), in(Clear, 1)...), Clear, Share{1, 2}, RuleIsKnown},
	} {
		got := Suggest(c.all)
		if got.Domain != c.want || got.Share != c.share || c.why != "" && !slices.Contains(got.Why, c.why) {
			t.Errorf("%s: %v by %v, why %v", c.is, got.Domain, got.Share, got.Why)
		}
	}
}

func TestWhereTheyDifferItIsTakenCarefully(t *testing.T) {
	for _, c := range []struct {
		undo, others    []Answer
		safe, concerned bool
	}{
		{[]Answer{y, y, y}, []Answer{n, n, n}, true, false},
		{[]Answer{y, y, n}, []Answer{n, n, y}, false, true},
		{[]Answer{y, u, u}, []Answer{n, u, u}, true, false},
		{[]Answer{u, u, o}, []Answer{u, u, o}, false, true},
		{[]Answer{o, o, o}, []Answer{o, o, o}, false, false},
	} {
		var all []Reading
		for i := range c.undo {
			all = append(all, seen(Complicated, c.undo[i], c.others[i]))
		}
		if got := Suggest(all); got.Reversible != c.safe || got.ConcernsOthers != c.concerned {
			t.Errorf("undo %v, others %v: safe %v, concerns others %v", c.undo, c.others, got.Reversible, got.ConcernsOthers)
		}
	}
}

func TestWhoDiffersIsKept(t *testing.T) {
	got := Suggest([]Reading{{n, n, n, y, y, y}, {n, n, n, y, y, y}, {n, n, y, u, y, y}})
	if q := got.Questions[Knowable]; !q.Differ() || !slices.Equal(q.Yes, []int{2}) || !slices.Equal(q.No, []int{0, 1}) || q.Unsure != nil {
		t.Errorf("knowable: %+v", q)
	}
	if q := got.Questions[Reactive]; !q.Differ() || !slices.Equal(q.Unsure, []int{2}) {
		t.Errorf("reactive: %+v", q)
	}
	if got.Questions[Harm].Differ() || !got.Differ() || got.Answered != 3 {
		t.Errorf("%+v", got)
	}
	if left := Suggest([]Reading{{n, n, n, y}, {o, o, o, y}}); left.Differ() {
		t.Error("who left a question differs from nobody")
	}
}

func TestSuggestionsHoldTogether(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := rapid.SliceOfN(rapid.Custom(anyReading), 0, 12).Draw(t, "readings")
		s := Suggest(all)

		if (s.Process == NoProcess) != (s.Domain == NoDomain) || (s.Domain == NoDomain) != (len(s.Why) == 0) {
			t.Fatalf("%+v", s)
		}
		if s.Process == Vote || s.Process == Election {
			t.Fatal("no question chooses a vote or an election")
		}
		if !s.Quorum.IsZero() && (s.Process != Consent || s.Reversible || !s.ConcernsOthers) {
			t.Fatalf("a quorum: %+v", s)
		}
		if s.Domain != Chaotic && s.Domain != NoDomain && s.ConcernsOthers && s.Process != Consent {
			t.Fatalf("what changes others is not theirs to consent to: %+v", s)
		}
		if harm := slices.ContainsFunc(all, func(r Reading) bool { return r[Harm] == Yes }); s.Process == ActFirst && !harm {
			t.Fatal("acting first without harm")
		}
		for q, tally := range s.Questions {
			for i, r := range all {
				in := map[Answer]bool{Yes: slices.Contains(tally.Yes, i), No: slices.Contains(tally.No, i), Unsure: slices.Contains(tally.Unsure, i)}
				for a, here := range in {
					if here != (r[q] == a) {
						t.Fatalf("question %d, reading %d: %v is told as %v", q, i, r[q], in)
					}
				}
			}
		}

		mixed := slices.Clone(all)
		for i := len(mixed) - 1; i > 0; i-- {
			j := rapid.IntRange(0, i).Draw(t, "j")
			mixed[i], mixed[j] = mixed[j], mixed[i]
		}
		if other := Suggest(append(mixed, Reading{})); !sameChoice(s, other) || !slices.Equal(s.Why, other.Why) || s.Share != other.Share {
			t.Fatalf("the order of those who answer changes it: %+v, %+v", s, other)
		}

		worse := slices.Clone(all)
		for i := range worse {
			if worse[i][Undoable] == Yes && rapid.Bool().Draw(t, "worse") {
				worse[i][Undoable] = No
			}
		}
		if Suggest(worse).Reversible && !s.Reversible {
			t.Fatal("who says that it cannot be undone makes it undoable")
		}
	})
}
