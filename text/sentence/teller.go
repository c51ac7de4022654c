package sentence

import (
	"strings"
	"time"

	"orpheus/org"
	"orpheus/text/i18n"
)

// teller makes the pieces of a sentence.
type teller struct {
	p     *i18n.Printer
	names Names
	s     *org.State
	now   time.Time
	zone  *time.Location
}

func newTeller(p *i18n.Printer, names Names, s *org.State, now time.Time, zone *time.Location) *teller {
	if s == nil {
		s = new(org.State)
	}
	if names == nil {
		names = org.PersonID.String
	}
	if zone == nil {
		zone = time.UTC
	}
	return &teller{p: p, names: names, s: s, now: now, zone: zone}
}

// mark is the first of the signs that hold the places of arguments while a text
// is put together. No text of a catalog has them, and titles are put in later.
const mark = '\uE000'

// say returns the text of key with its arguments: parts, or numbers.
func (t *teller) say(key string, args ...any) []Part {
	given := make([]any, len(args))
	for i, a := range args {
		given[i] = a
		if _, ok := a.([]Part); ok {
			given[i] = string(mark + rune(i))
		}
	}
	var out []Part
	var plain strings.Builder
	flush := func() {
		if plain.Len() > 0 {
			out = append(out, Part{Text: plain.String()})
			plain.Reset()
		}
	}
	for _, r := range t.p.T(key, given...) {
		if at := int(r - mark); at >= 0 && at < len(args) {
			flush()
			out = append(out, args[at].([]Part)...)
			continue
		}
		plain.WriteRune(r)
	}
	flush()
	return out
}

func plain(text string) []Part { return []Part{{Text: text}} }

// person names somebody, who may be erased; nobody known for zero.
func (t *teller) person(id org.PersonID) []Part {
	if id == 0 {
		return t.say("tell.somebody")
	}
	name := t.names(id)
	if name == "" {
		name = t.p.T("tell.former")
	}
	return []Part{{Text: name, Ref: org.RefOf(id)}}
}

// redacted is what a redaction puts in place of a title.
const redacted = "[redacted]"

// titled is title as the name of what id is; the id where there is no title.
func titled[ID interface {
	~uint32
	Letter() byte
}](t *teller, id ID, title string,
) []Part {
	return named(t, org.RefOf(id), title)
}

func named(t *teller, ref org.Ref, title string) []Part {
	switch title {
	case "":
		title = ref.String()
	case redacted:
		title = t.p.T("tell.redacted")
	}
	return []Part{{Text: title, Ref: ref}}
}

// list joins things, at least one, as "A, B and C".
func (t *teller) list(things [][]Part) []Part {
	out := things[0]
	for i, next := range things[1:] {
		if i == len(things)-2 {
			return t.say("tell.pair", out, next)
		}
		out = append(append(out, plain(", ")...), next...)
	}
	return out
}

func (t *teller) date(at org.Time) []Part {
	return plain(t.p.Date(at.Std().In(t.zone), t.now))
}

func (t *teller) dateTime(at org.Time) []Part {
	return plain(t.p.DateTime(at.Std().In(t.zone), t.now))
}

// origins are the texts for how a lead or seat came about.
var origins = map[org.Origin]string{
	org.Unknown:      "tell.origin.unknown",
	org.Mandate:      "tell.origin.mandate",
	org.Assigned:     "tell.origin.assigned",
	org.Invited:      "tell.origin.invited",
	org.AnsweredCall: "tell.origin.answered_call",
	org.SelfStarted:  "tell.origin.self_started",
	org.Elected:      "tell.origin.elected",
}

func (t *teller) origin(o org.Origin) []Part { return t.say(origins[o]) }

// longest is how much of a guardrail or of somebody's input is said, in
// characters.
const longest = 120

// excerpt is the beginning of a text, on one line.
func excerpt(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if r := []rune(text); len(r) > longest {
		return strings.TrimSpace(string(r[:longest])) + "…"
	}
	return text
}
