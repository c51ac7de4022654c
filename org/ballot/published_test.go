package ballot_test

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"orpheus/internal/test/need"
	"orpheus/org/ballot"
	"orpheus/org/ballot/file"
)

// published is what is known of an election of the public data.
type published struct {
	Candidates int                         `json:"candidates"`
	Ballots    int                         `json:"ballots"`
	Voters     int                         `json:"voters"`
	Condorcet  string                      `json:"condorcet_winner"`
	Winner     string                      `json:"condorcet"`
	Skipped    [][]string                  `json:"schulze_noopinion_skipped"`
	Last       [][]string                  `json:"schulze_noopinion_last"`
	Schulze    [][]string                  `json:"schulze"`
	IRV        string                      `json:"irv"`
	Rounds     []map[string]float64        `json:"irv_rounds"`
	Plurality  string                      `json:"plurality"`
	Pairwise   map[string]map[string]int64 `json:"pairwise"`
}

// Every election of the public data comes out as was published.
func TestPublishedElections(t *testing.T) {
	dir := need.Data(t, "elections")
	b, err := os.ReadFile(filepath.Join(dir, "expected.json"))
	if err != nil {
		t.Fatal(err)
	}
	var all map[string]published
	if err := json.Unmarshal(b, &all); err != nil || len(all) < 6 {
		t.Fatal(len(all), err)
	}
	for name, want := range all {
		t.Run(name, func(t *testing.T) {
			data, err := os.ReadFile(filepath.Join(dir, name))
			if err != nil {
				t.Fatal(err)
			}
			f, err := file.Read(name, data, file.Options{Kind: ballot.Ranks, Ranks: file.LowFirst})
			if err != nil {
				t.Fatal(err)
			}
			want.hold(t, &f.Election)
		})
	}
}

func (want *published) hold(t *testing.T, e *ballot.Election) {
	if e.Voters() != max(want.Ballots, want.Voters) || want.Candidates > 0 && want.Candidates != len(e.Candidates) {
		t.Errorf("%d voters, %d candidates", e.Voters(), len(e.Candidates))
	}
	sets := func(m ballot.Method, o ballot.Opinion) (out [][]string) {
		r := count(t, e, m, ballot.Options{NoOpinion: o})
		if top := max(want.Condorcet, want.Winner); r.Condorcet < 0 || e.Candidates[r.Condorcet] != top {
			t.Errorf("%d is preferred to all, and %s is", r.Condorcet, top)
		}
		for _, set := range r.Ranking {
			out = append(out, names(e, set))
		}
		return out
	}
	same := func(what string, got, want [][]string) {
		if want != nil && !slices.EqualFunc(got, want, slices.Equal[[]string]) {
			t.Errorf("%s ranks\n%v\nand it is\n%v", what, got, want)
		}
	}
	if want.Skipped != nil {
		same("Schulze, skipped", sets(ballot.Schulze, ballot.OpinionSkip), want.Skipped)
		same("Schulze, last", sets(ballot.Schulze, ballot.OpinionLast), want.Last)
	}
	same("Schulze", sets(ballot.Schulze, ballot.OpinionLast), want.Schulze)
	if want.Pairwise != nil {
		r := count(t, e, ballot.Schulze, ballot.Options{NoOpinion: ballot.OpinionLast})
		for a, row := range r.Pairs {
			for b, n := range row {
				if a != b && want.Pairwise[e.Candidates[a]][e.Candidates[b]] != n {
					t.Errorf("%d prefer %s to %s", n, e.Candidates[a], e.Candidates[b])
				}
			}
		}
	}
	if want.IRV != "" {
		want.rounds(t, e)
	}
	if want.Plurality != "" {
		if r := count(t, e, ballot.Plurality, ballot.Options{}); e.Candidates[r.Winners[0]] != want.Plurality {
			t.Errorf("most first choices: %v", names(e, r.Winners))
		}
	}
}

func (want *published) rounds(t *testing.T, e *ballot.Election) {
	r := count(t, e, ballot.IRV, ballot.Options{})
	if got := names(e, r.Winners); !slices.Equal(got, []string{want.IRV}) {
		t.Errorf("instant runoff elects %v", got)
	}
	if len(r.Rounds) < len(want.Rounds) || len(want.Rounds) == 0 {
		t.Fatalf("%d rounds of %d", len(r.Rounds), len(want.Rounds))
	}
	for i, round := range want.Rounds {
		got := map[string]float64{}
		for c, v := range r.Rounds[i].Votes {
			if v != nil {
				got[e.Candidates[c]], _ = v.Float64()
			}
		}
		if !maps.Equal(got, round) {
			t.Errorf("round %d is %v, and it is %v", i+1, got, round)
		}
	}
}

// matrix is an election of which only how many prefer one to another is known.
func matrix(candidates []string, wins [][]int) *ballot.Election {
	e := &ballot.Election{Candidates: candidates, Kind: ballot.Ranks}
	for a, row := range wins {
		for b, n := range row {
			if n == 0 {
				continue
			}
			marks := make([]ballot.Mark, len(candidates))
			for c := range marks {
				marks[c] = ballot.NoOpinion
			}
			marks[a], marks[b] = 1, 2
			e.Ballots = append(e.Ballots, ballot.Ballot{Times: n, Marks: marks})
		}
	}
	return e
}

// Debian's leaders of 2002 and 2003, from the pairs that Debian published. In 2003 four voters
// told the first from the second.
func TestDebianMatrices(t *testing.T) {
	for _, c := range []struct {
		year   string
		people []string
		wins   [][]int
		want   string
	}{
		{
			"2002",
			[]string{"Robinson", "Hertzog", "Garbee", "None"},
			[][]int{{0, 255, 178, 385}, {199, 0, 134, 406}, {291, 327, 0, 443}, {68, 50, 18, 0}},
			"Garbee > Robinson > Hertzog > None",
		},
		{
			"2003",
			[]string{"Zadka", "Garbee", "Robinson", "Michlmayr", "None"},
			[][]int{{0, 34, 66, 38, 228}, {428, 0, 238, 224, 449}, {385, 221, 0, 226, 405}, {397, 228, 237, 0, 424}, {202, 29, 65, 39, 0}},
			"Michlmayr > Garbee > Robinson > Zadka > None",
		},
	} {
		e := matrix(c.people, c.wins)
		for _, m := range []ballot.Method{ballot.Schulze, ballot.RankedPairs} {
			r := count(t, e, m, ballot.Options{NoOpinion: ballot.OpinionSkip})
			if got := ranking(e, r); got != c.want {
				t.Errorf("%s by %s: %s", c.year, m, got)
			}
			for a, row := range c.wins {
				for b, n := range row {
					if int(r.Pairs[a][b]) != n {
						t.Errorf("%s: %d prefer %s to %s", c.year, r.Pairs[a][b], c.people[a], c.people[b])
					}
				}
			}
		}
	}
}
