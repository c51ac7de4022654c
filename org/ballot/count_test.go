package ballot_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"orpheus/org/ballot"
)

// The example that textbooks use: where the capital of Tennessee could be.
func tennessee(t testing.TB) *ballot.Election {
	return votes(t, "Memphis Nashville Chattanooga Knoxville",
		"42 Memphis>Nashville>Chattanooga>Knoxville", "26 Nashville>Chattanooga>Knoxville>Memphis",
		"15 Chattanooga>Knoxville>Nashville>Memphis", "17 Knoxville>Chattanooga>Nashville>Memphis")
}

func TestOneElectionByEachMethod(t *testing.T) {
	for method, want := range map[ballot.Method]string{
		ballot.Plurality:   "Memphis > Nashville > Knoxville > Chattanooga",
		ballot.IRV:         "Knoxville > Memphis > Nashville > Chattanooga",
		ballot.Schulze:     "Nashville > Chattanooga > Knoxville > Memphis",
		ballot.RankedPairs: "Nashville > Chattanooga > Knoxville > Memphis",
		ballot.STVScottish: "Knoxville > Memphis > Nashville > Chattanooga",
		ballot.STVMeek:     "Knoxville > Memphis > Nashville > Chattanooga",
	} {
		e := tennessee(t)
		r := count(t, e, method, ballot.Options{})
		if got := ranking(e, r); got != want {
			t.Errorf("%s: %s, and it is %s", method, got, want)
		}
		if e.Candidates[r.Condorcet] != "Nashville" || r.Voters != 100 || len(r.Tied) > 0 || r.Open != 0 {
			t.Errorf("%s: %+v", method, r)
		}
	}
}

// The first example of Schulze's paper of 2011, and the one in which ranked pairs decides
// otherwise.
func TestExamplesOfPapers(t *testing.T) {
	e := votes(t, "A B C D E", "5 A>C>B>E>D", "5 A>D>E>C>B", "8 B>E>D>A>C", "3 C>A>B>E>D", "7 C>A>E>B>D", "2 C>B>A>D>E", "7 D>C>E>B>A", "8 E>B>A>D>C")
	r := count(t, e, ballot.Schulze, ballot.Options{})
	if got := ranking(e, r); got != "E > A > C > B > D" || r.Condorcet != -1 {
		t.Errorf("Schulze ranks %s", got)
	}
	if r.Pairs[0][1] != 20 || r.Pairs[1][0] != 25 || r.Pairs[4][3] != 31 {
		t.Errorf("the pairs are %v", r.Pairs)
	}
	// Locked in this order: B>D 33, E>D 31, A>D 30, C>B 29, E>B 27, A>C 26, C>E 24. D>C 28, B>A
	// 25 and E>A 23 would close a circle.
	if got := ranking(e, count(t, e, ballot.RankedPairs, ballot.Options{})); got != "A > C > E > B > D" {
		t.Errorf("ranked pairs ranks %s", got)
	}
}

// More first choices can cost somebody the seat in instant runoff: of seventeen voters two
// move A up to the first place, and B is elected.
func TestInstantRunoffIsNotMonotone(t *testing.T) {
	before := votes(t, "A B C", "6 A>B>C", "2 B>A>C", "4 B>C>A", "5 C>A>B")
	after := votes(t, "A B C", "6 A>B>C", "2 A>B>C", "4 B>C>A", "5 C>A>B")
	for e, want := range map[*ballot.Election]string{before: "A", after: "C"} {
		if got := names(e, count(t, e, ballot.IRV, ballot.Options{}).Winners); !slices.Equal(got, []string{want}) {
			t.Errorf("%v is elected, and %s should be", got, want)
		}
	}
}

// A tie is shown, however many seats it is about, and an order that was stated breaks it.
func TestTiesAreShown(t *testing.T) {
	e := votes(t, "A B C D", "2 A>B=C>D", "2 D>B=C>A", "1 A>B=C>D")
	for _, m := range []ballot.Method{ballot.Schulze, ballot.RankedPairs} {
		r := count(t, e, m, ballot.Options{Seats: 2})
		if got := fmt.Sprint(names(e, r.Winners), names(e, r.Tied), r.Open); got != "[A] [B C] 1" {
			t.Errorf("%s: %s", m, got)
		}
	}
	even := votes(t, "A B C", "3 A", "3 B", "1 C>A=B")
	for _, m := range []ballot.Method{ballot.IRV, ballot.STVScottish, ballot.STVMeek, ballot.Plurality} {
		r := count(t, even, m, ballot.Options{})
		if got := fmt.Sprint(names(even, r.Winners), names(even, r.Tied), r.Open); got != "[] [A B] 1" {
			t.Errorf("%s: %s", m, got)
		}
		r = count(t, even, m, ballot.Options{Order: []int{1, 0, 2}})
		if !slices.Equal(names(even, r.Winners), []string{"B"}) {
			t.Errorf("%s with B before A: %v, tied %v", m, r.Winners, r.Tied)
		}
	}
	nobody := votes(t, "A B C D E F G H I J K L", "3 A", "1 B")
	if r := count(t, nobody, ballot.IRV, ballot.Options{}); !slices.Equal(r.Winners, []int{0}) || len(r.Lots) > 0 {
		t.Errorf("ten without a vote: %+v", r)
	}
}

// Who was behind in the round before goes first.
func TestEarlierRoundsBreakTies(t *testing.T) {
	e := votes(t, "A B C D", "5 A", "4 B", "3 C", "1 D>C")
	r := count(t, e, ballot.IRV, ballot.Options{})
	if got := ranking(e, r); got != "A > B > C > D" || len(r.Lots) != 0 {
		t.Errorf("%s, by %d lots", got, len(r.Lots))
	}
}

func TestScores(t *testing.T) {
	e := &ballot.Election{Candidates: []string{"A", "B", "C"}, Kind: ballot.Scores, Ballots: []ballot.Ballot{
		{Times: 3, Marks: []ballot.Mark{5, 4, 0}}, {Times: 2, Marks: []ballot.Mark{0, 5, 4}}, {Times: 1, Marks: []ballot.Mark{5, ballot.NoOpinion, ballot.NoOpinion}},
	}}
	for _, c := range []struct {
		m    ballot.Method
		o    ballot.Opinion
		want string
	}{
		{ballot.Score, ballot.OpinionSkip, "B > A > C"}, // 22/5, 20/6, 8/5
		{ballot.Score, ballot.OpinionLast, "B > A > C"}, // 22, 20, 8
		{ballot.Approval, 0, "B > A > C"},               // 5, 4, 2
		{ballot.STAR, ballot.OpinionLast, "A > B > C"},  // of A and B four prefer A
	} {
		if got := ranking(e, count(t, e, c.m, ballot.Options{NoOpinion: c.o})); got != c.want {
			t.Errorf("%s (%d): %s, and it is %s", c.m, c.o, got, c.want)
		}
	}
	few := &ballot.Election{Candidates: []string{"A", "B", "C"}, Kind: ballot.Scores, Ballots: []ballot.Ballot{
		{Times: 3, Marks: []ballot.Mark{3, ballot.NoOpinion, ballot.NoOpinion}}, {Times: 1, Marks: []ballot.Mark{3, 5, ballot.NoOpinion}},
	}}
	for o, want := range map[ballot.Opinion]string{ballot.OpinionSkip: "B > A > C", ballot.OpinionLast: "A > B > C"} { // 5, 3, none; 12, 5, 0
		if got := ranking(few, count(t, few, ballot.Score, ballot.Options{NoOpinion: o})); got != want {
			t.Errorf("where few say something of B (%d): %s, and it is %s", o, got, want)
		}
	}
}

// Where as many prefer the one of the last two as the other, the higher sum decides, then who
// has more of the highest score; else it is a tie.
func TestStarTies(t *testing.T) {
	for _, c := range []struct {
		what    string
		ballots [][]ballot.Mark
		want    string
	}{
		{"by the sum", [][]ballot.Mark{{5, 1, 0}, {1, 2, 0}}, "A > B > C"},
		{"by the highest score", [][]ballot.Mark{{5, 3, 0}, {3, 4, 0}, {0, 1, 0}, {1, 1, 0}, {2, 2, 0}, {1, 1, 0}}, "B > A > C"},
		{"for the last two, by who is preferred", [][]ballot.Mark{{5, 3, 4}, {5, 3, 4}, {5, 3, 1}}, "A > C > B"},
		{"not at all", [][]ballot.Mark{{5, 0, 0}, {0, 5, 0}}, "A = B > C"},
	} {
		e := &ballot.Election{Candidates: []string{"A", "B", "C"}, Kind: ballot.Scores}
		for _, marks := range c.ballots {
			e.Ballots = append(e.Ballots, ballot.Ballot{Times: 1, Marks: marks})
		}
		if got := ranking(e, count(t, e, ballot.STAR, ballot.Options{})); got != c.want {
			t.Errorf("%s: %s, and it is %s", c.what, got, c.want)
		}
	}
}

// A ballot that says nothing of a candidate is left out of comparisons with them, or it has
// them last.
func TestWhatNoOpinionMeans(t *testing.T) {
	e := votes(t, "A B", "2 A", "1 B>A")
	for o, want := range map[ballot.Opinion]string{ballot.OpinionSkip: "B > A", ballot.OpinionLast: "A > B"} {
		for _, m := range []ballot.Method{ballot.Schulze, ballot.RankedPairs} {
			if got := ranking(e, count(t, e, m, ballot.Options{NoOpinion: o})); got != want {
				t.Errorf("%s (%d): %s", m, o, got)
			}
		}
	}
}

// The largest surplus is passed on first, also where another one came earlier: passed on in
// the order in which they came, they would elect E, and not B.
func TestLargestSurplusFirst(t *testing.T) {
	e := votes(t, "A B C D E F G", "9 F>G>E>B", "2 A>B>G>E", "3 G>A>E>D", "1 G>E>A>F", "12 C>G>B>E", "2 C>E>F>B", "12 F>D>G>E")
	r := count(t, e, ballot.STVScottish, ballot.Options{Seats: 4})
	if got := names(e, r.Winners); !slices.Equal(got, []string{"F", "C", "G", "B"}) {
		t.Errorf("elected %v", got)
	}
}

// Under Meek's rule one who is elected may hand all that is too much to another one who is:
// it is handed on from there before anybody is left out. By hand: with A out, C hands on to D,
// D to E, and E has 4.5 when B and E stood at 3 each.
func TestMeekHandsOnThroughSeveral(t *testing.T) {
	e := votes(t, "A B C D E", "9 B=C=E>D", "4 A=C>D", "2 D>E")
	r := count(t, e, ballot.STVMeek, ballot.Options{Seats: 3})
	if got := names(e, r.Winners); !slices.Equal(got, []string{"C", "D", "E"}) {
		t.Errorf("elected %v, tied %v", got, names(e, r.Tied))
	}
}

// What cannot be counted is refused, with the reason.
func TestRefusals(t *testing.T) {
	ranks := tennessee(t)
	gaps := votes(t, "A B", "1 A")
	scores := &ballot.Election{Candidates: []string{"A"}, Kind: ballot.Scores}
	for _, c := range []struct {
		what string
		e    *ballot.Election
		m    ballot.Method
		o    ballot.Options
		want error
	}{
		{"no such method", ranks, "borda", ballot.Options{}, ballot.ErrMethod},
		{"ranks as scores", ranks, ballot.Score, ballot.Options{}, ballot.ErrKind},
		{"scores as ranks", scores, ballot.Schulze, ballot.Options{}, ballot.ErrKind},
		{"more seats than candidates", ranks, ballot.Schulze, ballot.Options{Seats: 5}, ballot.ErrSeats},
		{"two by instant runoff", ranks, ballot.IRV, ballot.Options{Seats: 2}, ballot.ErrSeats},
		{"no opinion unstated", gaps, ballot.Schulze, ballot.Options{}, ballot.ErrNoOpinion},
		{"an order of some", gaps, ballot.IRV, ballot.Options{Order: []int{1}}, ballot.ErrOrder},
		{"an order with one twice", gaps, ballot.IRV, ballot.Options{Order: []int{1, 1}}, ballot.ErrOrder},
		{"nobody stands", &ballot.Election{Kind: ballot.Ranks}, ballot.IRV, ballot.Options{}, ballot.ErrElection},
		{"two of one name", votes(t, "A A", "1 A"), ballot.IRV, ballot.Options{}, ballot.ErrElection},
		{"no kind", &ballot.Election{Candidates: []string{"A"}}, ballot.IRV, ballot.Options{}, ballot.ErrElection},
		{"a ballot of nobody", votes(t, "A B", "0 A"), ballot.IRV, ballot.Options{}, ballot.ErrElection},
		{"too many voters", votes(t, "A B", "4194304 A", "1 B"), ballot.STVMeek, ballot.Options{}, ballot.ErrElection},
	} {
		if r, err := ballot.Count(c.e, c.m, c.o); !errors.Is(err, c.want) || r != nil {
			t.Errorf("%s: %v, %v", c.what, r, err)
		}
	}
	for _, m := range ballot.Methods() {
		many := &ballot.Election{Candidates: strings.Split("ABCDEFGHIJKL", ""), Kind: m.Kind(), Ballots: []ballot.Ballot{{Times: 1, Marks: make([]ballot.Mark, 12)}}}
		for c := range many.Ballots[0].Marks {
			many.Ballots[0].Marks[c] = ballot.NoOpinion
		}
		if r := count(t, many, m, ballot.Options{NoOpinion: ballot.OpinionSkip}); r.Cut || len(r.Winners) > 0 || len(r.Tied) != 12 || r.Open != 1 {
			t.Errorf("%s of a blank ballot: %+v", m, r)
		}
		e := &ballot.Election{Candidates: []string{"A", "B"}, Kind: m.Kind()}
		if r := count(t, e, m, ballot.Options{}); r.Voters != 0 || len(r.Winners) > 0 || len(r.Tied) != 2 {
			t.Errorf("%s without a ballot: %+v", m, r)
		}
	}
}

// A stated order breaks every tie, of each method, and changes nothing where there is none.
func TestAStatedOrderBreaksTies(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := rapid.SampledFrom(ballot.Methods()).Draw(t, "method")
		e := drawn(t, m.Kind())
		o := ballot.Options{NoOpinion: ballot.OpinionLast}
		shown, err := ballot.Count(e, m, o)
		if err != nil {
			t.Fatal(err)
		}
		o.Order = rapid.Permutation(places(len(e.Candidates))).Draw(t, "order")
		broken, err := ballot.Count(e, m, o)
		if err != nil {
			t.Fatal(err)
		}
		if broken.Cut {
			return
		}
		if len(broken.Winners) != 1 || len(broken.Tied) > 0 || broken.Open > 0 {
			t.Fatalf("%s elects %v, tied %v", m, broken.Winners, broken.Tied)
		}
		w := broken.Winners[0]
		if !shown.Cut && len(shown.Winners) == 1 && shown.Winners[0] != w || !shown.Cut && len(shown.Winners) == 0 && !slices.Contains(shown.Tied, w) {
			t.Fatalf("%s elects %d by the order, and %v of %v without", m, w, shown.Winners, shown.Tied)
		}
	})
}
