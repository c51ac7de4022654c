package compare

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Together brings two changes of one text together, word by word: what either added is
// there, a first and b after it where both wrote at one place, and nothing that both of
// them left out or that one of them took out.
func Together(before, a, b string) string {
	var out strings.Builder
	done := 0
	for _, e := range overlapping(edits(before, a), edits(before, b)) {
		out.WriteString(before[done:e.from])
		add(&out, e.put...)
		done = e.to
	}
	out.WriteString(before[done:])
	return out.String()
}

// edit is a piece of a text that something else takes the place of.
type edit struct {
	from, to int
	put      []string
}

func edits(before, after string) []edit {
	var all []edit
	at := 0
	for _, p := range Words(before, after) {
		n := len(all)
		joins := n > 0 && all[n-1].to == at
		switch p.Op {
		case Kept:
			at += len(p.Text)
		case Deleted:
			if joins {
				all[n-1].to += len(p.Text)
			} else {
				all = append(all, edit{from: at, to: at + len(p.Text)})
			}
			at += len(p.Text)
		case Inserted:
			if joins {
				all[n-1].put = append(all[n-1].put, p.Text)
			} else {
				all = append(all, edit{from: at, to: at, put: []string{p.Text}})
			}
		}
	}
	return all
}

// overlapping makes one edit of those of two people that meet.
func overlapping(a, b []edit) []edit {
	all := slices.Concat(a, b)
	slices.SortStableFunc(all, func(x, y edit) int { return x.from - y.from })
	var out []edit
	for _, e := range all {
		n := len(out)
		if n == 0 || e.from > out[n-1].to || e.from == out[n-1].to && e.from != out[n-1].from && e.from != e.to {
			out = append(out, e)
			continue
		}
		last := &out[n-1]
		last.to = max(last.to, e.to)
		for _, text := range e.put {
			if !slices.Contains(last.put, text) {
				last.put = append(last.put, text)
			}
		}
	}
	return out
}

// add writes pieces, with a space between two words that would run together.
func add(out *strings.Builder, pieces ...string) {
	for i, text := range pieces {
		if i > 0 {
			last, _ := utf8.DecodeLastRuneInString(pieces[i-1])
			first, _ := utf8.DecodeRuneInString(text)
			if !unicode.IsSpace(last) && (unicode.IsLetter(first) || unicode.IsDigit(first)) {
				out.WriteByte(' ')
			}
		}
		out.WriteString(text)
	}
}
