package file

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"

	"orpheus/org/ballot"
)

// noOpinion are the cells that say nothing of a candidate, in any case.
var noOpinion = []string{"", "-", "no opinion", "geen mening", "ingen mening"}

// approves are cells of a table of approvals that are no numbers.
var approves = map[string]ballot.Mark{"x": 1, "yes": 1, "ja": 1, "no": 0, "nee": 0, "nej": 0}

// readTable reads candidates in the first row, and in every other one a mark for each. Cells
// are parted by what the first row has most of: a comma, a semicolon or a tab.
func readTable(data []byte, o Options) (*Election, error) {
	if o.Kind == ballot.Ranks && o.Ranks == Unstated {
		return nil, &Fault{Why: KeyDirection}
	}
	r := csv.NewReader(bytes.NewReader(data))
	r.Comma, r.FieldsPerRecord, r.TrimLeadingSpace = parting(data), -1, true
	e := &Election{Election: ballot.Election{Kind: o.Kind}}
	for {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			return e, nil
		}
		if err != nil {
			line := 0
			var p *csv.ParseError
			if errors.As(err, &p) {
				line = p.StartLine
			}
			return nil, &Fault{Line: line, Why: KeyLine, Args: []any{""}}
		}
		line, _ := r.FieldPos(0)
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		if e.Candidates == nil {
			if len(cells) > mostCandidates {
				return nil, &Fault{Line: line, Why: KeyTooMany}
			}
			e.Candidates = cells
			continue
		}
		b, err := rowOf(e.Candidates, cells, o)
		if err := asFault(err); err != nil {
			err.Line = line
			return nil, err
		}
		e.Ballots = append(e.Ballots, b)
	}
}

func parting(data []byte) rune {
	head, _, _ := bytes.Cut(data, []byte("\n"))
	return slices.MaxFunc([]rune{',', ';', '\t'}, func(a, b rune) int {
		return bytes.Count(head, []byte(string(a))) - bytes.Count(head, []byte(string(b)))
	})
}

func rowOf(candidates, cells []string, o Options) (ballot.Ballot, error) {
	if len(cells) != len(candidates) {
		return ballot.Ballot{}, &Fault{Why: KeyCells, Args: []any{len(cells), len(candidates)}}
	}
	b := ballot.Ballot{Times: 1, Marks: make([]ballot.Mark, len(cells))}
	for c, cell := range cells {
		m, ok := markOf(cell, o)
		if !ok {
			return b, &Fault{Why: KeyCell, Args: []any{cell, candidates[c]}}
		}
		b.Marks[c] = m
	}
	return b, nil
}

func markOf(cell string, o Options) (ballot.Mark, bool) {
	lower := strings.ToLower(cell)
	if slices.Contains(noOpinion, lower) {
		return ballot.NoOpinion, true
	}
	if o.Kind == ballot.Scores {
		if m, is := approves[lower]; is {
			return m, true
		}
	}
	n, err := strconv.ParseInt(cell, 10, 32)
	if err != nil || n < -1_000_000 || n > 1_000_000 {
		return 0, false
	}
	if o.Kind == ballot.Ranks && o.Ranks == HighFirst {
		n = -n
	}
	return ballot.Mark(n), true
}
