package file_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"orpheus/org/ballot"
	"orpheus/org/ballot/file"
)

// said is an election in one line: candidates, then every ballot, "-" for no opinion.
func said(e *file.Election) string {
	out := []string{strings.Join(e.Candidates, ",")}
	for _, b := range e.Ballots {
		var marks []string
		for _, m := range b.Marks {
			if m == ballot.NoOpinion {
				marks = append(marks, "-")
			} else {
				marks = append(marks, fmt.Sprint(m))
			}
		}
		out = append(out, fmt.Sprintf("%dx%s", b.Times, strings.Join(marks, ",")))
	}
	return strings.Join(out, " ")
}

const preflib = `# FILE NAME: x.toi
# TITLE: Chair
# NUMBER ALTERNATIVES: 3
# NUMBER VOTERS: 6
# ALTERNATIVE NAME 1: Ann
# ALTERNATIVE NAME 2: Bo
# ALTERNATIVE NAME 3: Cy: the younger
3: 2,{1,3}
2: {3, 1}
1: 2
`

const blt = `4 2 # four for two
-3
(a1) 3 1 3 4 0
2 2=4 - 1 0
1 0
0
"Ann #1"
"Bo"
"Cy"
"Di"
"Board"
`

func TestFilesAreRead(t *testing.T) {
	low, high := file.Options{Kind: ballot.Ranks, Ranks: file.LowFirst}, file.Options{Kind: ballot.Ranks, Ranks: file.HighFirst}
	scores := file.Options{Kind: ballot.Scores}
	for _, c := range []struct {
		name, text string
		o          file.Options
		want       string
	}{
		{"a.csv", "Ann,Bo\n1,2\n2,No opinion\n\n,\n", low, "Ann,Bo 1x1,2 1x2,- 1x-,-"},
		{"a.csv", "\ufeffAnn;\"Bo; the elder\"\r\n1;geen mening\r\n", low, "Ann,Bo; the elder 1x1,-"},
		{"a.tsv", "Ann\tBo\n1\t5\n", high, "Ann,Bo 1x-1,-5"},
		{"a.csv", "Ann,Bo\n5,0\nx,nee\nJa,ingen mening\n", scores, "Ann,Bo 1x5,0 1x1,0 1x1,-"},
		{"A.TOI", preflib, file.Options{Kind: ballot.Ranks}, "Ann,Bo,Cy: the younger 3x2,1,2 2x1,-,1 1x-,1,-"},
		{"dir/a.blt", blt, file.Options{Kind: ballot.Ranks}, "Ann #1,Bo,Di 3x1,-,3 2x3,1,1 1x-,-,-"},
	} {
		e, err := file.Read(c.name, []byte(c.text), c.o)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if got := said(e); got != c.want {
			t.Errorf("%s is\n%s\nand should be\n%s", c.name, got, c.want)
		}
	}
	if e, err := file.Read("a.blt", []byte(blt), low); err != nil || e.Title != "Board" || e.Seats != 2 || !e.Unlisted {
		t.Errorf("%+v, %v", e, err)
	}
}

// What cannot be read is refused with its line and the reason, and nothing is guessed.
func TestFilesThatCannotBeRead(t *testing.T) {
	low := file.Options{Kind: ballot.Ranks, Ranks: file.LowFirst}
	head := "# NUMBER ALTERNATIVES: 2\n# ALTERNATIVE NAME 1: Ann\n# ALTERNATIVE NAME 2: Bo\n"
	for _, c := range []struct {
		name, text string
		o          file.Options
		line       int
		key        string
	}{
		{"a.csv", "Ann,Bo\n1,2\n", file.Options{Kind: ballot.Ranks}, 0, file.KeyDirection},
		{"a.csv", "Ann,Bo\n1,2\n1\n", low, 3, file.KeyCells},
		{"a.csv", "Ann,Bo\n1,first\n", low, 2, file.KeyCell},
		{"a.csv", "Ann,Bo\n1,1.5\n", low, 2, file.KeyCell},
		{"a.csv", "Ann,Bo\n1,99999999999\n", low, 2, file.KeyCell},
		{"a.csv", "Ann,Bo\nx,1\n", low, 2, file.KeyCell},
		{"a.csv", "Ann,\"Bo\n1,2\n", low, 1, file.KeyLine},
		{"a.csv", "Ann,Ann\n1,2\n", low, 0, file.KeyName},
		{"a.csv", "Ann,\n1,2\n", low, 0, file.KeyName},
		{"a.csv", "", low, 0, file.KeyEmpty},
		{"a.csv", "Ann\xff\n1\n", low, 0, file.KeyText},
		{"a.csv", strings.Repeat("a,", 1000) + "b\n", low, 1, file.KeyTooMany},
		{"a.xls", "", low, 0, file.KeyFormat},
		{"a", "", low, 0, file.KeyFormat},
		{"a.soi", head + "1: 3\n", low, 4, file.KeyCandidate},
		{"a.soi", head + "1: 1,1\n", low, 4, file.KeyTwice},
		{"a.soi", head + "1: {1,2\n", low, 4, file.KeyLine},
		{"a.soi", head + "some: 1\n", low, 4, file.KeyLine},
		{"a.soi", head + "1 1\n", low, 4, file.KeyLine},
		{"a.soi", head + "# NUMBER VOTERS: 3\n2: 1\n", low, 0, file.KeyVoters},
		{"a.soi", "# NUMBER ALTERNATIVES: 1000000000\n", low, 1, file.KeyTooMany},
		{"a.soi", "# ALTERNATIVE NAME 1: Ann\n", low, 1, file.KeyCandidate},
		{"a.soi", "# NUMBER ALTERNATIVES: 2\n1: 1\n", low, 0, file.KeyName},
		{"a.soi", "", low, 0, file.KeyEmpty},
		{"a.soi", head + "1: 1\n", file.Options{Kind: ballot.Scores}, 0, file.KeyRanksOnly},
		{"a.blt", "2 1\n1 1 0\n", low, 2, file.KeyUnfinished},
		{"a.blt", "2 1\n1 1 0\n0\n\"Ann\"\n", low, 4, file.KeyUnfinished},
		{"a.blt", "2\n", low, 1, file.KeyLine},
		{"a.blt", "2 1\n1 1\n", low, 2, file.KeyLine},
		{"a.blt", "2 1\n1 3 0\n", low, 2, file.KeyCandidate},
		{"a.blt", "2 1\n1 1=1 0\n", low, 2, file.KeyTwice},
		{"a.blt", "2 1\n0.5 1 0\n", low, 2, file.KeyLine},
		{"a.blt", "2 1\n-3\n", low, 2, file.KeyLine},
		{"a.blt", "2 1\n(a 1 1 0\n", low, 2, file.KeyLine},
		{"a.blt", "2 1\n0\nAnn\n", low, 3, file.KeyLine},
		{"a.blt", "2000000000 1\n", low, 1, file.KeyTooMany},
	} {
		e, err := file.Read(c.name, []byte(c.text), c.o)
		bad, ok := errors.AsType[*file.Fault](err)
		if !ok || e != nil || bad.Line != c.line || bad.Why != c.key {
			t.Errorf("%s %q: %v, and it should be line %d: %s", c.name, c.text[:min(40, len(c.text))], err, c.line, c.key)
		}
	}
}

// Whatever a file has in it, reading it ends, with an election that can be counted or with an
// error of this package.
func FuzzRead(f *testing.F) {
	for ending, text := range map[string]string{".csv": "Ann,Bo\n1,2\n-,1\n", ".toi": preflib, ".blt": blt} {
		f.Add(ending, []byte(text))
	}
	f.Fuzz(func(t *testing.T, ending string, data []byte) {
		for _, kind := range []ballot.Kind{ballot.Ranks, ballot.Scores} {
			e, err := file.Read("x"+ending, data, file.Options{Kind: kind, Ranks: file.LowFirst})
			if err != nil {
				if _, ok := errors.AsType[*file.Fault](err); !ok {
					t.Fatalf("%T: %v", err, err)
				}
				continue
			}
			if len(e.Candidates) > 8 || e.Voters() > 1000 {
				continue // counting takes its time
			}
			for _, m := range ballot.Methods() {
				if m.Kind() != e.Kind {
					continue
				}
				if _, err := ballot.Count(&e.Election, m, ballot.Options{NoOpinion: ballot.OpinionLast}); err != nil {
					t.Fatalf("%s: %v", m, err)
				}
			}
		}
	})
}
