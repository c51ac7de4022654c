package cli

import (
	"fmt"
	"math/big"
	"strings"
	"text/tabwriter"

	"orpheus/org/ballot"
	"orpheus/org/ballot/file"
)

// countJSON is what count prints as JSON. A ranking is a list of sets, best first.
type countJSON struct {
	File       string      `json:"file"`
	Title      string      `json:"title,omitzero"`
	Method     string      `json:"method"`
	Seats      int         `json:"seats"`
	Ballots    int         `json:"ballots"`
	Candidates int         `json:"candidates"`
	NoOpinion  *string     `json:"no_opinion"`
	Condorcet  *string     `json:"condorcet_winner"`
	Winners    []string    `json:"winners"`
	Tied       []string    `json:"tied"`      // between whom the seats are open that winners leaves
	Open       int         `json:"open"`      // how many those are
	Undecided  bool        `json:"undecided"` // too many ties to tell who wins in all of them
	Ranking    [][]string  `json:"ranking"`
	Rounds     []roundJSON `json:"rounds"`
	// Pairwise has how many prefer one to another, by their names.
	Pairwise map[string]map[string]int64 `json:"pairwise,omitzero"`
}

type roundJSON struct {
	Votes    map[string]float64 `json:"votes"`
	Quota    *float64           `json:"quota,omitzero"`
	Rest     float64            `json:"exhausted"`
	Elected  []string           `json:"elected,omitzero"`
	Excluded []string           `json:"excluded,omitzero"`
	Passed   []string           `json:"surplus_of,omitzero"`
}

func countedJSON(path string, e *file.Election, r *ballot.Result, o ballot.Options) countJSON {
	names := func(of []int) []string { return namesOf(e, of) }
	out := countJSON{
		File: path, Title: e.Title, Method: string(r.Method), Seats: r.Seats, Ballots: r.Voters, Candidates: len(e.Candidates),
		Winners: names(r.Winners), Tied: names(r.Tied), Open: r.Open, Undecided: r.Cut, Ranking: [][]string{}, Rounds: []roundJSON{},
	}
	for word, opinion := range opinions {
		if opinion == o.NoOpinion && word != "" {
			out.NoOpinion = &word
		}
	}
	if r.Condorcet >= 0 {
		out.Condorcet = &e.Candidates[r.Condorcet]
	}
	for _, set := range r.Ranking {
		out.Ranking = append(out.Ranking, names(set))
	}
	for _, round := range r.Rounds {
		line := roundJSON{Votes: map[string]float64{}, Elected: names(round.Elected), Excluded: names(round.Excluded), Passed: names(round.Passed)}
		for c, v := range round.Votes {
			if v != nil {
				line.Votes[e.Candidates[c]] = float(v)
			}
		}
		if round.Rest != nil {
			line.Rest = float(round.Rest)
		}
		if round.Quota != nil {
			q := float(round.Quota)
			line.Quota = &q
		}
		out.Rounds = append(out.Rounds, line)
	}
	for a, row := range r.Pairs {
		if out.Pairwise == nil {
			out.Pairwise = map[string]map[string]int64{}
		}
		of := map[string]int64{}
		for b, n := range row {
			if a != b {
				of[e.Candidates[b]] = n
			}
		}
		out.Pairwise[e.Candidates[a]] = of
	}
	return out
}

func namesOf(e *file.Election, of []int) []string {
	out := make([]string, len(of))
	for i, c := range of {
		out[i] = e.Candidates[c]
	}
	return out
}

func float(v *big.Rat) float64 {
	f, _ := v.Float64()
	return f
}

// counted prints a result: who is elected, what is tied, the ranking, and the rounds.
func (e *env) counted(el *file.Election, r *ballot.Result) {
	if el.Title != "" {
		fmt.Fprintln(e.out, el.Title)
	}
	fmt.Fprintln(e.out, e.say.T("count.head", string(r.Method), r.Voters, len(el.Candidates), r.Seats))
	names := func(of []int) string { return strings.Join(namesOf(el, of), ", ") }
	switch {
	case r.Cut:
		fmt.Fprintln(e.out, e.say.T("count.cut"))
	case len(r.Winners) > 0:
		fmt.Fprintln(e.out, e.say.T("count.elected", names(r.Winners)))
	default:
		fmt.Fprintln(e.out, e.say.T("count.nobody"))
	}
	if len(r.Tied) > 0 && !r.Cut {
		fmt.Fprintln(e.out, e.say.T("count.tied", r.Open, names(r.Tied)))
	}
	if r.Condorcet >= 0 {
		fmt.Fprintln(e.out, e.say.T("count.condorcet", el.Candidates[r.Condorcet]))
	}
	fmt.Fprintln(e.out)
	place := 1
	for _, set := range r.Ranking {
		fmt.Fprintf(e.out, "%3d  %s\n", place, strings.Join(namesOf(el, set), " = "))
		place += len(set)
	}
	e.rounds(el, r)
}

// rounds prints each round as a column.
func (e *env) rounds(el *file.Election, r *ballot.Result) {
	t := tabwriter.NewWriter(e.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(e.out)
	for i := range r.Rounds {
		fmt.Fprintf(t, "\t%d", i+1)
	}
	fmt.Fprintln(t)
	row := func(name string, of func(*ballot.Round) *big.Rat) {
		fmt.Fprint(t, name)
		for i := range r.Rounds {
			text := ""
			if v := of(&r.Rounds[i]); v != nil {
				text = e.votes(v)
			}
			fmt.Fprint(t, "\t", text)
		}
		fmt.Fprintln(t)
	}
	for c, name := range el.Candidates {
		row(name, func(r *ballot.Round) *big.Rat { return r.Votes[c] })
	}
	if len(r.Rounds) > 0 && r.Rounds[0].Rest != nil {
		row(e.say.T("count.rest"), func(r *ballot.Round) *big.Rat { return r.Rest })
	}
	if len(r.Rounds) > 0 && r.Rounds[0].Quota != nil {
		row(e.say.T("count.quota"), func(r *ballot.Round) *big.Rat { return r.Quota })
	}
	if len(r.Rounds) > 0 {
		_ = t.Flush()
	}
}

// votes is a number of votes, with five decimals at most.
func (e *env) votes(v *big.Rat) string {
	if v.IsInt() {
		return v.Num().String()
	}
	return strings.TrimRight(e.say.Decimal(float(v), 5), "0")
}
