package file

import (
	"strconv"
	"strings"

	"orpheus/org/ballot"
)

// readPrefLib reads orders as PrefLib writes them (Mattei and Walsh 2013, the layout of
// 2022): "# ALTERNATIVE NAME 3: Ann", "# NUMBER VOTERS: 475", and "12: 1,{2,3}" for twelve
// voters who rank 1 before 2 and 3, which are equal. Whom an order leaves out comes last.
func readPrefLib(text string) (*Election, error) {
	e := &Election{Election: ballot.Election{Kind: ballot.Ranks}, Unlisted: true}
	says := -1
	n := 0
	for line := range strings.Lines(text) {
		n++
		line = strings.TrimSpace(line)
		head, is := strings.CutPrefix(line, "#")
		switch {
		case line == "":
			continue
		case is:
			if err := e.head(head, &says); err != nil {
				err.Line = n
				return nil, err
			}
			continue
		}
		b, err := e.order(line)
		if err := asFault(err); err != nil {
			err.Line = n
			return nil, err
		}
		e.Ballots = append(e.Ballots, b)
	}
	if voters := e.Voters(); says >= 0 && says != voters {
		return nil, &Fault{Why: KeyVoters, Args: []any{voters, says}}
	}
	return e, nil
}

// head reads one line that says something of the file.
func (e *Election) head(line string, voters *int) *Fault {
	name, value, _ := strings.Cut(line, ":")
	name, value = strings.TrimSpace(name), strings.TrimSpace(value)
	number := func(text string) int {
		n, err := strconv.Atoi(text)
		if err != nil {
			return -1
		}
		return n
	}
	switch {
	case name == "TITLE":
		e.Title = value
	case name == "NUMBER VOTERS":
		*voters = number(value)
	case name == "NUMBER ALTERNATIVES":
		if n := number(value); n < 1 || n > mostCandidates {
			return &Fault{Why: KeyTooMany}
		}
		e.Candidates = make([]string, number(value))
	case strings.HasPrefix(name, "ALTERNATIVE NAME "):
		n := number(strings.TrimPrefix(name, "ALTERNATIVE NAME "))
		if n < 1 || n > len(e.Candidates) {
			return &Fault{Why: KeyCandidate, Args: []any{short(strings.TrimPrefix(name, "ALTERNATIVE NAME "))}}
		}
		e.Candidates[n-1] = value
	}
	return nil
}

// order reads how some voters rank.
func (e *Election) order(line string) (ballot.Ballot, error) {
	times, order, found := strings.Cut(line, ":")
	n, err := strconv.Atoi(strings.TrimSpace(times))
	if !found || err != nil || n < 1 {
		return ballot.Ballot{}, &Fault{Why: KeyLine, Args: []any{short(line)}}
	}
	b := e.blank(n)
	order = strings.ReplaceAll(order, " ", "")
	for rank := ballot.Mark(1); order != ""; rank++ {
		var level string
		if in, is := strings.CutPrefix(order, "{"); is {
			if level, order, found = strings.Cut(in, "}"); !found {
				return b, &Fault{Why: KeyLine, Args: []any{short(line)}}
			}
			order = strings.TrimPrefix(order, ",")
		} else {
			level, order, _ = strings.Cut(order, ",")
		}
		for name := range strings.SplitSeq(level, ",") {
			if err := e.mark(&b, name, rank); err != nil {
				return b, err
			}
		}
	}
	return b, nil
}

// blank is a ballot that says nothing of anybody.
func (e *Election) blank(times int) ballot.Ballot {
	b := ballot.Ballot{Times: times, Marks: make([]ballot.Mark, len(e.Candidates))}
	for c := range b.Marks {
		b.Marks[c] = ballot.NoOpinion
	}
	return b
}

// mark puts the candidate of a number at a rank.
func (e *Election) mark(b *ballot.Ballot, number string, rank ballot.Mark) error {
	c, err := strconv.Atoi(number)
	if err != nil || c < 1 || c > len(b.Marks) {
		return &Fault{Why: KeyCandidate, Args: []any{short(number)}}
	}
	if b.Marks[c-1] != ballot.NoOpinion {
		return &Fault{Why: KeyTwice, Args: []any{c}}
	}
	b.Marks[c-1] = rank
	return nil
}

// short is a text of a file as an error repeats it.
func short(text string) string {
	const most = 60
	if r := []rune(text); len(r) > most {
		return string(r[:most]) + "…"
	}
	return text
}
