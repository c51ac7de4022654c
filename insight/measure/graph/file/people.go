package file

import (
	"slices"
	"strings"
)

// People is everybody there is, also who has no ties.
type People struct {
	Names []string
	Unit  []int // which group each is in; nil where no column was named
}

// keyWords are the columns that say who somebody is: the first of these that is there.
var keyWords = [][]string{{"id"}, {"name", "naam", "navn"}}

// ReadPeople reads who there is. By the ending of its name, csv and tsv are tables with a header,
// of which the column id, or else name, has what ties call people; all else has one a
// line. group names the column of groups; empty for none.
func ReadPeople(name string, data []byte, group string) (*People, error) {
	text, err := plain(name, data)
	if err != nil {
		return nil, err
	}
	p := &People{}
	seen := map[string]bool{}
	add := func(who string) error {
		switch {
		case who == "":
			return &Fault{File: name, Why: KeyName}
		case seen[who]:
			return &Fault{File: name, Why: KeyTwice, Args: []any{who}}
		case len(p.Names) == mostPeople:
			return &Fault{File: name, Why: KeyTooMany, Args: []any{mostPeople, mostTies}}
		}
		seen[who] = true
		p.Names = append(p.Names, who)
		return nil
	}
	if tabular(name) {
		err = p.table(name, text, group, add)
	} else if group != "" {
		err = &Fault{File: name, Why: KeyColumn, Args: []any{group, ""}}
	} else {
		err = oneALine(text, add)
	}
	if err != nil {
		return nil, err
	}
	if len(p.Names) == 0 {
		return nil, &Fault{File: name, Why: KeyEmpty}
	}
	return p, nil
}

func oneALine(text string, add func(string) error) error {
	line := 0
	for row := range strings.Lines(text) {
		line++
		who := strings.TrimSpace(row)
		if who == "" || who[0] == '#' || who[0] == '%' {
			continue
		}
		if err := asFault(add(who)); err != nil {
			err.Line = line
			return err
		}
	}
	return nil
}

func (p *People) table(name, text, group string, add func(string) error) error {
	key, in := -1, -1
	units := map[string]int{}
	return eachRow(name, text, func(row int, cells []string) error {
		if row == 0 {
			for _, words := range keyWords {
				if key < 0 {
					key = column(cells, words)
				}
			}
			if key < 0 {
				return &Fault{File: name, Why: KeyColumn, Args: []any{"id", strings.Join(cells, ", ")}}
			}
			if group != "" {
				if in = column(cells, []string{strings.ToLower(group)}); in < 0 {
					return &Fault{File: name, Why: KeyColumn, Args: []any{group, strings.Join(cells, ", ")}}
				}
			}
			return nil
		}
		if len(cells) <= max(key, in) {
			return &Fault{File: name, Why: KeyRow}
		}
		if err := add(cells[key]); err != nil || in < 0 {
			return err
		}
		unit := cells[in]
		if unit == "" {
			return &Fault{File: name, Why: KeyUnit, Args: []any{cells[key]}}
		}
		if _, known := units[unit]; !known {
			units[unit] = len(units)
		}
		p.Unit = append(p.Unit, units[unit])
		return nil
	})
}

// column is which cell of a header is one of words, in any case; -1 for none.
func column(header, words []string) int {
	return slices.IndexFunc(header, func(cell string) bool { return slices.Contains(words, strings.ToLower(cell)) })
}
