// Package sentence says in words what happened in an organisation and why something
// could not be done: one sentence for an act, one or two for a refusal.
//
// A sentence is a text of the catalogs under "act.<kind>". Its first argument is
// who did it; the others are those the act is about, in the order in which its kind
// names them (org.Say). Beside that text there may be
//
//   - variants for what the act holds: "act.tension.raise.lead";
//   - ".other", for somebody else than the person it is about;
//   - ".nobody", for the clock, a rule, an import or the operator.
package sentence

import (
	"strings"
	"time"

	"orpheus/org"
	"orpheus/text/i18n"
)

// Names returns what somebody is called today; nothing for who was erased. Where
// it is nil, people are named by their ids.
type Names func(org.PersonID) string

// Part is a piece of a sentence.
type Part struct {
	Text string
	Ref  org.Ref // what the text names; zero for plain words
}

// Act says what e did, with the names and titles of state s.
func Act(p *i18n.Printer, names Names, s *org.State, e org.Entry, now time.Time, zone *time.Location) string {
	return join(Parts(p, names, s, e, now, zone))
}

// Parts says the same in pieces: the names among them can become links.
func Parts(p *i18n.Printer, names Names, s *org.State, e org.Entry, now time.Time, zone *time.Location) []Part {
	t := newTeller(p, names, s, now, zone)
	if org.KindOf(e.Act) == nil {
		return t.say("tell.happened")
	}
	key, named := t.sentence(&e)
	return t.capital(t.say(key, append([]any{t.person(e.By)}, named...)...))
}

// sentence returns the key of the text that says e, and what it names, from %[2]s on.
func (t *teller) sentence(e *org.Entry) (key string, names []any) {
	said := org.Say(t.s, e)
	for _, name := range said.Names {
		names = append(names, t.name(name))
	}
	key = "act." + org.NameOf(e.Act) + said.Variant
	if e.By == 0 && t.p.Has(key+".nobody") {
		key += ".nobody"
	}
	return key, names
}

func join(parts []Part) string {
	var b strings.Builder
	for _, p := range parts {
		b.WriteString(p.Text)
	}
	return b.String()
}

// capital makes the first letter a large one, unless it is that of a name or a
// title: those stay as people wrote them.
func (t *teller) capital(parts []Part) []Part {
	first := &parts[0]
	if first.Ref != (org.Ref{}) && first.Text != t.p.T("tell.former") {
		return parts
	}
	first.Text = i18n.Capital(first.Text)
	return parts
}
