package ballot_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"orpheus/org/ballot"
)

// votes makes an election of ranks from lines such as "42 A>B=C>D"; whom a line leaves out
// it says nothing of.
func votes(t testing.TB, candidates string, lines ...string) *ballot.Election {
	t.Helper()
	e := &ballot.Election{Candidates: strings.Fields(candidates), Kind: ballot.Ranks}
	number := map[string]int{}
	for c, name := range e.Candidates {
		number[name] = c
	}
	for _, line := range lines {
		var times int
		count, order, _ := strings.Cut(line, " ")
		for _, r := range count {
			times = times*10 + int(r-'0')
		}
		b := ballot.Ballot{Times: times, Marks: make([]ballot.Mark, len(e.Candidates))}
		for c := range b.Marks {
			b.Marks[c] = ballot.NoOpinion
		}
		for rank, level := range strings.Split(order, ">") {
			for _, name := range strings.Split(level, "=") {
				if name = strings.TrimSpace(name); name != "" {
					b.Marks[number[name]] = ballot.Mark(rank + 1)
				}
			}
		}
		e.Ballots = append(e.Ballots, b)
	}
	return e
}

// failing is a test, or one case of a property.
type failing interface {
	Helper()
	Fatal(args ...any)
}

func count(t failing, e *ballot.Election, m ballot.Method, o ballot.Options) *ballot.Result {
	t.Helper()
	r, err := ballot.Count(e, m, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// ranking is how a result reads: "A > B = C".
func ranking(e *ballot.Election, r *ballot.Result) string {
	var sets []string
	for _, set := range r.Ranking {
		sets = append(sets, strings.Join(names(e, set), " = "))
	}
	return strings.Join(sets, " > ")
}

func names(e *ballot.Election, of []int) (out []string) {
	for _, c := range of {
		out = append(out, e.Candidates[c])
	}
	return out
}

// electing draws an election of ranks, with ties and gaps where they are wanted.
func electing(t *rapid.T, candidates, ballots int, loose bool) *ballot.Election {
	n := rapid.IntRange(2, candidates).Draw(t, "candidates")
	e := &ballot.Election{Kind: ballot.Ranks}
	for c := range n {
		e.Candidates = append(e.Candidates, string(rune('A'+c)))
	}
	for range rapid.IntRange(1, ballots).Draw(t, "ballots") {
		b := ballot.Ballot{Times: rapid.IntRange(1, 9).Draw(t, "times")}
		for c, place := range rapid.Permutation(places(n)).Draw(t, "order") {
			b.Marks = append(b.Marks, ballot.Mark(place+1))
			if loose {
				switch rapid.IntRange(0, 9).Draw(t, "loose") {
				case 0, 1:
					b.Marks[c] = ballot.NoOpinion
				case 2:
					b.Marks[c] = 1
				}
			}
		}
		e.Ballots = append(e.Ballots, b)
	}
	return e
}

func places(n int) (out []int) {
	for i := range n {
		out = append(out, i)
	}
	return out
}

// drawn is an election of ranks or of scores.
func drawn(t *rapid.T, kind ballot.Kind) *ballot.Election {
	e := electing(t, 5, 6, true)
	if e.Kind = kind; kind == ballot.Scores {
		for _, b := range e.Ballots {
			for c, m := range b.Marks {
				b.Marks[c] = max(0, 5-m) % 6
				if m == ballot.NoOpinion {
					b.Marks[c] = m
				}
			}
		}
	}
	return e
}
