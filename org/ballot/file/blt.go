package file

import (
	"strconv"
	"strings"

	"orpheus/org/ballot"
)

// readBLT reads the format of Hill, Wichmann and Woodall (1987) that counts of STV share:
// candidates and seats, whoever withdrew as negative numbers, ballots ("3 2 1=4 0": three
// voters, 2 first, then 1 and 4 alike), a 0, names in quotes and a title. What follows a #
// is a remark, "-" a place left free, "(a7)" before a ballot its name. Whom a ballot leaves
// out comes last; whoever withdrew is in no ballot and stands no more.
func readBLT(text string) (*Election, error) {
	r := &bltReader{e: &Election{Election: ballot.Election{Kind: ballot.Ranks}, Unlisted: true}}
	for line := range strings.Lines(text) {
		r.line++
		line = strings.TrimSpace(line)
		if !strings.HasPrefix(line, `"`) {
			line, _, _ = strings.Cut(line, "#")
		}
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		if err := r.read(line); err != nil {
			e := asFault(err)
			e.Line = r.line
			return nil, e
		}
	}
	if r.e.Candidates == nil || !r.done || r.names < len(r.e.Candidates) {
		return nil, &Fault{Line: r.line, Why: KeyUnfinished}
	}
	r.leave()
	return r.e, nil
}

type bltReader struct {
	e         *Election
	line      int
	withdrawn []int // from 0
	done      bool  // the 0 after the ballots was read
	names     int   // how many were read
}

func (r *bltReader) read(line string) error {
	wrong := &Fault{Why: KeyLine, Args: []any{short(line)}}
	switch {
	case r.e.Candidates == nil:
		fields := strings.Fields(line)
		if len(fields) != 2 {
			return wrong
		}
		n, err := strconv.Atoi(fields[0])
		seats, err2 := strconv.Atoi(fields[1])
		if err != nil || err2 != nil || n < 1 || seats < 1 {
			return wrong
		}
		if n > mostCandidates {
			return &Fault{Why: KeyTooMany}
		}
		r.e.Candidates, r.e.Seats = make([]string, n), seats
	case r.done:
		return r.name(line, wrong)
	case line == "0":
		r.done = true
	case strings.HasPrefix(line, "-"):
		for _, field := range strings.Fields(line) {
			c, err := strconv.Atoi(field)
			if err != nil || c > -1 || -c > len(r.e.Candidates) {
				return wrong
			}
			r.withdrawn = append(r.withdrawn, -c-1)
		}
	default:
		return r.ballot(line, wrong)
	}
	return nil
}

// name reads that of the next candidate, or the title after them.
func (r *bltReader) name(line string, wrong error) error {
	name, quoted := strings.CutPrefix(line, `"`)
	end := strings.LastIndex(name, `"`)
	if !quoted || end < 0 {
		return wrong
	}
	name = strings.TrimSpace(name[:end])
	if r.names == len(r.e.Candidates) {
		r.e.Title = name
		return nil
	}
	r.e.Candidates[r.names] = name
	r.names++
	return nil
}

func (r *bltReader) ballot(line string, wrong error) error {
	if in, is := strings.CutPrefix(line, "("); is {
		_, rest, found := strings.Cut(in, ")")
		if !found {
			return wrong
		}
		line = rest
	}
	fields := strings.Fields(line)
	if len(fields) < 2 || fields[len(fields)-1] != "0" {
		return wrong
	}
	n, err := strconv.Atoi(fields[0])
	if err != nil || n < 1 {
		return wrong
	}
	b := r.e.blank(n)
	for i, field := range fields[1 : len(fields)-1] {
		if field == "-" {
			continue
		}
		for number := range strings.SplitSeq(field, "=") {
			if err := r.e.mark(&b, number, ballot.Mark(i+1)); err != nil {
				return err
			}
		}
	}
	r.e.Ballots = append(r.e.Ballots, b)
	return nil
}

// leave takes out whoever withdrew.
func (r *bltReader) leave() {
	gone := map[int]bool{}
	for _, c := range r.withdrawn {
		gone[c] = true
	}
	if len(gone) == 0 {
		return
	}
	var names []string
	for c, name := range r.e.Candidates {
		if !gone[c] {
			names = append(names, name)
		}
	}
	for i := range r.e.Ballots {
		var marks []ballot.Mark
		for c, m := range r.e.Ballots[i].Marks {
			if !gone[c] {
				marks = append(marks, m)
			}
		}
		r.e.Ballots[i].Marks = marks
	}
	r.e.Candidates = names
}
