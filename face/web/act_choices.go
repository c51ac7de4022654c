package web

import (
	"slices"
	"strconv"
	"strings"

	"orpheus/face/web/ui"
	"orpheus/org"
	"orpheus/org/form"
)

// choices are what an id, or a list of ids, can be chosen from; nil where there
// is nothing to choose.
func (d *actForm) choices(f *org.Field, chosen []string) []ui.Option {
	none := ui.Option{Text: d.p.T("choose.none")}
	var all []ui.Option
	switch f.Letter {
	case 'C':
		all = d.circleChoices(d.view.Map(), nil)
		if in := d.circleGiven(); in != 0 && f.Name == "parents" { // no circle is in itself
			all = slices.DeleteFunc(all, func(o ui.Option) bool {
				id, err := org.ParseID[org.CircleID](o.Value)
				return err == nil && d.s.Within(id, in)
			})
		}
	case 'P':
		all = d.pickChoices('P')
		all = d.thankable(all)
		if f.Name == "to" { // nobody asks themselves
			all = slices.DeleteFunc(all, func(o ui.Option) bool { return o.Value == d.me.Person.String() })
		}
	case 'R':
		all = d.pickChoices('R')
	default:
		return nil
	}
	all = d.choose(f, all, chosen)
	for i := range all {
		all[i].Value = d.planned(f, all[i].Value)
	}
	return append([]ui.Option{none}, all...)
}

// choose marks what is chosen. What was chosen and went away meanwhile is among the
// options still, and says so: else the form would choose something else in its place.
func (pg *place) choose(f *org.Field, all []ui.Option, chosen []string) []ui.Option {
	for _, text := range chosen {
		ref, ok := form.Ref(f, []string{text})
		if !ok {
			continue
		}
		i := slices.IndexFunc(all, func(o ui.Option) bool { return o.Value == ref.String() })
		if i < 0 {
			name := pg.called(ref)
			if name == "" || !pg.view.Sight.Knows(ref) {
				continue
			}
			i, all = len(all), append(all, ui.Option{Value: ref.String(), Text: pg.p.T("choose.gone", name)})
		}
		all[i].Chosen = true
	}
	return all
}

// hides reports whether a form is about something that the one who looks may not
// see: the form, and why it is refused, would tell of it. What is shown whole they
// must see; of the rest it is enough to know the name.
func (pg *place) hides(k *org.Kind, given map[string][]string) bool {
	for i := range k.Fields {
		f := &k.Fields[i]
		if f.Letter == 0 {
			continue
		}
		may := pg.view.Sight.Knows
		if f.Name == k.Noun() {
			may = pg.sees
		}
		for _, text := range given[f.Name] {
			if r, ok := form.Ref(f, []string{text}); ok && !may(r) && !pg.view.Sight.All() {
				return true
			}
		}
	}
	return false
}

// circleChoices are all circles, each after the one it is in.
func (pg *place) circleChoices(m *org.MapCircle, all []ui.Option) []ui.Option {
	if m == nil || slices.ContainsFunc(all, func(o ui.Option) bool { return o.Value == m.ID.String() }) {
		return all
	}
	all = append(all, ui.Option{Value: m.ID.String(), Text: strings.Repeat("\u2003", m.Depth) + m.Name})
	for _, sub := range m.Circles {
		all = pg.circleChoices(sub, all)
	}
	return all
}

// pickChoices are people or roles as a list has them: each by its name, roles with their
// circles and people of one name with theirs.
func (pg *place) pickChoices(letter byte) []ui.Option {
	all := pg.picks(letter, "")
	names := map[string]int{}
	for _, p := range all {
		names[p.name]++
	}
	var out []ui.Option
	for _, p := range all {
		text := p.name
		switch {
		case letter == 'R':
			text += " (" + p.where + ")"
		case names[p.name] > 1:
			text = p.text
		}
		out = append(out, ui.Option{Value: p.ref.String(), Text: text})
	}
	return out
}

// words are what people may choose for a field, each with its own text, and nothing
// where it may be left out.
func (d *actForm) words(f *org.Field, chosen string) []ui.Option {
	var all []ui.Option
	if f.Optional {
		all = append(all, ui.Option{Text: d.p.T("choose.none"), Chosen: chosen == ""})
	}
	for _, w := range f.Offered {
		all = append(all, ui.Option{Value: w, Text: d.p.T(wordKey(f.Name, w)), Chosen: w == chosen})
	}
	return all
}

// counts are the numbers to choose from where zero means something of its own, which
// nobody has to know: how many may hold a role, and for how long. What is chosen now
// is among them.
func (d *actForm) counts(f *org.Field, chosen string) []ui.Option {
	var offered []int
	var say func(int) string
	switch f.Name {
	case "places":
		offered, say = []int{0, 1, 2, 3, 4, 5, 6, 8, 10, 12}, d.placesText
	case "term_days":
		offered, say = []int{0, 14, 30, 60, 90, 180, 365, 730, 1095}, d.termText
	default:
		return nil
	}
	now, err := strconv.Atoi(strings.TrimSpace(chosen))
	if chosen != "" && (err != nil || now < 0) {
		return nil // as it was typed, with its fault
	}
	if !slices.Contains(offered, now) {
		offered = append(offered, now)
		slices.Sort(offered)
	}
	var all []ui.Option
	for _, n := range offered {
		all = append(all, ui.Option{Value: strconv.Itoa(n), Text: say(n), Chosen: n == now})
	}
	return all
}

func (d *actForm) placesText(n int) string {
	if n == 0 {
		return d.p.T("choose.places.any")
	}
	return d.p.T("choose.places", n)
}

// termText says a number of days in the largest measure that holds it whole.
func (d *actForm) termText(days int) string {
	switch {
	case days == 0:
		return d.p.T("choose.term.none")
	case days%365 == 0:
		return d.p.T("since.years", days/365)
	case days%30 == 0:
		return d.p.T("since.months", days/30)
	}
	return d.p.T("since.days", days)
}

// wordKey is the key of the text for a word of a field.
func wordKey(field, word string) string {
	switch field {
	case "origin":
		return "tell.origin." + word
	case "members", "guests":
		return "inviter." + word
	case "harm", "familiar", "knowable", "reactive", "undoable", "shared":
		return "answer." + word
	case "round":
		return "meeting.round." + word
	case "outcome":
		return "meeting.became." + word
	case "how":
		return "settling." + word
	case "planned":
		return "planning." + word
	case "method", "majority", "turnout":
		return "vote." + field + "." + word
	case "as":
		for _, n := range namings {
			if n.as.String() == word {
				return n.key
			}
		}
		return "informal." + word
	}
	return field + "." + word
}
