package form

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"orpheus/org"
)

// Edit is a form that began with how something was, and that somebody sent. Its maps
// have texts by the names of fields, as people write them.
type Edit struct {
	Kind *org.Kind
	Was  map[string][]string // what the form began with, as it carries it
	Sent map[string][]string // what was in it when it was sent
	Now  map[string][]string // what the same form would begin with by now
}

// Fate is what became of one field that a form began with.
type Fate uint8

// The fates.
const (
	Nobodys Fate = iota // nobody changed it
	Theirs              // changed by others alone, meanwhile
	Mine                // changed by whoever sent the form, alone
	Agreed              // changed by both, to the same
	Joined              // lines that both changed, and that fit together
	Clash               // changed by both; a person has to say which
)

// Merged is what a form says of what it began with.
type Merged struct {
	Fields map[string][]string // what is to be done: no field that nobody touched, but those an act cannot do without
	Fates  map[string]Fate     // of the fields that the form began with
	Values map[string][]string // of them: how they are to be; of a clash, how they are now
}

// Merge brings a form together with what others did since it was opened: a field that
// whoever sent it did not touch is never sent, so that it cannot take back what somebody
// else wrote. Fields that the form did not begin with are sent as they are.
func Merge(e Edit) Merged {
	m := Merged{Fields: map[string][]string{}, Fates: map[string]Fate{}, Values: map[string][]string{}}
	for name, texts := range e.Sent {
		if _, began := e.Was[name]; !began {
			m.Fields[name] = texts
		}
	}
	for name, texts := range e.Was {
		if f := e.Kind.Named(name); f != nil && !f.Derived {
			m.field(f, texts, e)
		}
	}
	return m
}

// Clashes are the names of the fields that a person has to decide about, in the order
// of the kind.
func (m Merged) Clashes(k *org.Kind) []string {
	var out []string
	for i := range k.Fields {
		if m.Fates[k.Fields[i].Name] == Clash {
			out = append(out, k.Fields[i].Name)
		}
	}
	return out
}

func (m *Merged) field(f *org.Field, wasTexts []string, e Edit) {
	sent, given := e.Sent[f.Name]
	was, now := canon(f, wasTexts), canon(f, e.Now[f.Name])
	mine := was // what is not sent was not touched
	if given {
		mine = canon(f, sent)
	}
	fate, value := Nobodys, e.Now[f.Name]
	switch {
	case slices.Equal(mine, was) && !slices.Equal(now, was):
		fate = Theirs
	case slices.Equal(mine, was):
	case slices.Equal(now, was):
		fate, value = Mine, sent
	case slices.Equal(mine, now):
		fate = Agreed
	case f.Many && f.Value == org.TextValue:
		fate, value = Joined, JoinLines(was, mine, now)
	default:
		fate = Clash
	}
	m.Fates[f.Name], m.Values[f.Name] = fate, value
	// What stays is sent only of a field that an act has to name.
	if fate == Mine || fate == Joined || fate != Clash && !f.Kept && len(value) > 0 {
		m.Fields[f.Name] = value
	}
}

// canon is how texts of a field compare: one text, or one for each of a list.
func canon(f *org.Field, texts []string) []string {
	if f.Many {
		cut := ","
		if f.Value == org.TextValue {
			cut = "\n"
		}
		out := []string{}
		for _, text := range texts {
			for part := range strings.SplitSeq(text, cut) {
				if part = canonOne(f, part); part != "" {
					out = append(out, part)
				}
			}
		}
		return out
	}
	if len(texts) == 0 {
		return []string{canonOne(f, "")}
	}
	return []string{canonOne(f, texts[len(texts)-1])}
}

func canonOne(f *org.Field, text string) string {
	text = strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n"))
	switch f.Value {
	case org.YesNoValue:
		switch strings.ToLower(text) {
		case "on", "true", "yes", "1":
			return "true"
		}
		return "false"
	case org.NumberValue:
		if n, err := strconv.Atoi(text); err == nil {
			return strconv.Itoa(n)
		}
		if text == "" {
			return "0"
		}
	case org.IDValue:
		if n, ok := id(f.Letter, text); ok && n != 0 {
			return strconv.FormatUint(n, 10)
		} else if ok {
			return ""
		}
	case org.TimeValue:
		return text[:min(len(text), len(time.DateOnly))]
	}
	return text
}

// JoinLines brings two changes of one list together: what either took out is out, what
// either added is in, after the line it was added after. Where only one put the lines
// into another order, that order counts.
func JoinLines(was, mine, theirs []string) []string {
	base, other := theirs, mine
	if reordered(was, mine) && !reordered(was, theirs) {
		base, other = mine, theirs
	}
	var out []string
	for _, line := range base {
		if !slices.Contains(was, line) || slices.Contains(other, line) {
			out = append(out, line)
		}
	}
	at := 0 // after the last line of other that is in out
	for _, line := range other {
		if i := slices.Index(out, line); i >= 0 {
			at = i + 1
		} else if !slices.Contains(was, line) {
			out = slices.Insert(out, at, line)
			at++
		}
	}
	return out
}

// reordered reports whether the lines that both have stand in another order.
func reordered(was, is []string) bool {
	last := -1
	for _, line := range is {
		if i := slices.Index(was, line); i >= 0 {
			if i < last {
				return true
			}
			last = i
		}
	}
	return false
}
