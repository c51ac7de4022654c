package web

import (
	"reflect"
	"slices"
	"strconv"
	"strings"

	"orpheus/face/web/ui"
	"orpheus/org"
)

// choices are what an id, or a list of ids, can be chosen from; nil where there
// is nothing to choose.
func (d *actForm) choices(t reflect.Type, chosen []string) []ui.Option {
	none := ui.Option{Text: d.p.T("choose.none")}
	var all []ui.Option
	switch t {
	case reflect.TypeFor[org.CircleID](), reflect.TypeFor[[]org.CircleID]():
		all = d.circleChoices(d.view.Map(), nil)
	case reflect.TypeFor[org.PersonID]():
		all = d.personChoices()
	case reflect.TypeFor[org.RoleID]():
		all = d.roleChoices()
	default:
		return nil
	}
	for i := range all {
		all[i].Chosen = slices.ContainsFunc(chosen, func(c string) bool { return c == all[i].Value || c == all[i].Value[1:] })
	}
	return append([]ui.Option{none}, all...)
}

// hides reports whether a form is about something that the one who looks may not
// see: the form, and why it is refused, would tell of it. What is shown whole they
// must see; of the rest it is enough to know the name.
func (pg *place) hides(k *org.Kind, given map[string][]string) bool {
	noun, _, _ := strings.Cut(k.Name, ".")
	for i := range k.Fields {
		f := &k.Fields[i]
		letter := letterOf(f.Type)
		if letter == 0 {
			continue
		}
		may := pg.view.Sight.Knows
		if f.Name == noun {
			may = pg.sees
		}
		for _, text := range given[f.Name] {
			n, err := strconv.ParseUint(strings.TrimLeft(strings.TrimSpace(text), string(letter)), 10, 32)
			if r := (org.Ref{Letter: letter, N: uint32(n)}); err == nil && n != 0 && !may(r) && !pg.view.Sight.All() {
				return true
			}
		}
	}
	return false
}

// letterOf is the letter of the ids in a field; zero for a field without any.
func letterOf(t reflect.Type) byte {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	id, ok := reflect.New(t).Elem().Interface().(interface{ String() string })
	if t.Kind() != reflect.Uint32 || !ok {
		return 0
	}
	return id.String()[0]
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

// personChoices are the people who are there, by name.
func (pg *place) personChoices() []ui.Option {
	var all []ui.Option
	for id, p := range pg.s.People() {
		if name := pg.view.Name(id); name != "" && p.Present() && pg.sees(org.RefOf(id)) {
			all = append(all, ui.Option{Value: id.String(), Text: name})
		}
	}
	return byText(all)
}

// roleChoices are the roles in force, with their circles.
func (pg *place) roleChoices() []ui.Option {
	var all []ui.Option
	for id, r := range pg.s.Roles() {
		if r.Retired == 0 && pg.sees(org.RefOf(id)) {
			all = append(all, ui.Option{Value: id.String(), Text: r.Name + " (" + pg.s.Circle(r.Circle).Name + ")"})
		}
	}
	return byText(all)
}

func byText(all []ui.Option) []ui.Option {
	slices.SortFunc(all, func(a, b ui.Option) int { return strings.Compare(strings.ToLower(a.Text), strings.ToLower(b.Text)) })
	return all
}

// words are the values of a type that has few, each with its own text.
func (d *actForm) words(f *org.Field, t reflect.Type, chosen string) []ui.Option {
	switch t {
	case reflect.TypeFor[org.StructureRule]():
		return d.named(chosen, "structure.", "", "free")
	case reflect.TypeFor[org.Naming]():
		var all []ui.Option
		for _, n := range namings {
			all = append(all, ui.Option{Value: n.as.String(), Text: d.p.T(n.key), Chosen: n.as.String() == chosen})
		}
		return all
	case reflect.TypeFor[org.Origin]():
		return d.named(chosen, "tell.origin.", "mandate", "assigned", "invited", "answered_call", "self_started")
	}
	return nil
}

func (d *actForm) named(chosen, prefix string, values ...string) []ui.Option {
	var all []ui.Option
	for _, v := range values {
		text := d.p.T("choose.none")
		if v != "" {
			text = d.p.T(prefix + v)
		}
		all = append(all, ui.Option{Value: v, Text: text, Chosen: v == chosen})
	}
	return all
}
