package web

import (
	"cmp"
	"iter"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"orpheus/face/web/ui"
	"orpheus/org"
	"orpheus/org/form"
	"orpheus/service/search"
)

// pick is one thing to choose, with what tells it apart from others of its name.
type pick struct {
	ref   org.Ref
	name  string
	where string // the circle of it, or of somebody; empty where there is none to name
	near  bool   // of a circle of the one who chooses
	text  string // what names it and nothing else: a field can be filled in with it
}

const (
	mostOptions = 60 // above it a list to choose from is a field to type in
	mostPicks   = 10 // how many are offered while somebody types
)

// many reports whether there are so many things of a kind that nobody reads a list of
// them.
func (pg *place) many(letter byte) bool {
	switch letter {
	case 'P':
		return pg.s.NumPeople() > mostOptions
	case 'C':
		return more(pg.s.Circles())
	case 'R':
		return more(pg.s.Roles())
	}
	return false
}

func more[K, V any](all iter.Seq2[K, V]) bool {
	n := 0
	for range all {
		if n++; n > mostOptions {
			return true
		}
	}
	return false
}

// picks are the people, circles or roles in force that every word of a query fits: by
// their name, or by it and their circle. Those of the reader's own circles come first, each
// part in the order of their language.
func (pg *place) picks(letter byte, query string) []pick {
	var all []pick
	m := search.NewMatch(query)
	both := strings.Contains(strings.TrimSpace(query), " ") // a name and a circle are two words at least
	own := slices.DeleteFunc(pg.circlesOf(pg.me.Person), func(c org.CircleID) bool { return c == org.Root && letter == 'P' })
	near := func(c org.CircleID) bool { return slices.Contains(own, c) }
	add := func(id org.Ref, name, where string, near bool) {
		if name != "" && (m.Fits(name) || both && m.Fits(name+" "+where)) {
			all = append(all, pick{ref: id, name: name, where: where, near: near})
		}
	}
	switch letter {
	case 'P':
		for _, id := range pg.view.Ordered(pg.p.Lang(), pg.view.Sight.Knows) {
			if row := pg.s.Person(id); row != nil && row.Present() && (both || pg.view.Called(id, m)) {
				in := pg.circlesOf(id)
				add(org.RefOf(id), pg.view.Name(id), pg.firstCircles(in), slices.ContainsFunc(in, near))
			}
		}
	case 'C':
		for id, c := range pg.s.Circles() {
			if c.Live() && pg.view.Sight.Knows(org.RefOf(id)) {
				add(org.RefOf(id), c.Name, pg.above(c), near(id))
			}
		}
		pg.inOrder(all)
	case 'R':
		for id, r := range pg.s.Roles() {
			if r.Live() && pg.sees(org.RefOf(id)) {
				add(org.RefOf(id), r.Name, pg.s.Circle(r.Circle).Name, near(r.Circle))
			}
		}
		pg.inOrder(all)
	}
	slices.SortStableFunc(all, func(a, b pick) int { return cmp.Compare(truth(b.near), truth(a.near)) })
	return pg.tellApart(all)
}

func truth(b bool) int {
	if b {
		return 1
	}
	return 0
}

// firstCircles are the names of the first two circles, without the one that all are in.
func (pg *place) firstCircles(in []org.CircleID) string {
	var names []string
	for _, c := range in {
		if c != org.Root && len(names) < 2 {
			names = append(names, pg.s.Circle(c).Name)
		}
	}
	return strings.Join(names, ", ")
}

// inOrder sorts by name, as the reader's language has it.
func (pg *place) inOrder(all []pick) {
	by := alphabetical(pg.p.Lang())
	slices.SortStableFunc(all, func(a, b pick) int { return by.CompareString(a.name, b.name) })
}

// alphabetical compares words as a language orders them.
func alphabetical(lang string) *collate.Collator {
	return collate.New(language.Make(lang), collate.IgnoreCase)
}

// above is the name of the circle that a circle is in; empty where that is not known.
func (pg *place) above(c *org.Circle) string {
	for _, id := range c.Parents {
		if id != org.Root && pg.view.Sight.Knows(org.RefOf(id)) {
			return pg.s.Circle(id).Name
		}
	}
	return ""
}

// tellApart gives each a text of its own: name and circle, what else there is to say
// where another has both, and its number where that is the same too.
func (pg *place) tellApart(all []pick) []pick {
	for i := range all {
		all[i].text = joinedBy(", ", all[i].name, all[i].where)
	}
	toSame(all, func(p *pick) { p.text = joinedBy(", ", p.text, pg.pickMore(*p)) })
	toSame(all, func(p *pick) { p.text += " (" + p.ref.String() + ")" })
	return all
}

// toSame does something to all whose text is that of another.
func toSame(all []pick, do func(*pick)) {
	seen := make(map[string]int, len(all))
	for i := range all {
		seen[all[i].text]++
	}
	for i := range all {
		if seen[all[i].text] > 1 {
			do(&all[i])
		}
	}
}

// joinedBy are the texts there are, with something between them.
func joinedBy(between string, texts ...string) string {
	return strings.Join(slices.DeleteFunc(texts, func(t string) bool { return t == "" }), between)
}

// picked is the text that names a thing in a field to type in; empty for none.
func (pg *place) picked(r org.Ref) string {
	name := pg.called(r)
	if name == "" || !pg.view.Sight.Knows(r) {
		return ""
	}
	for _, p := range pg.picks(r.Letter, name) {
		if p.ref == r {
			return p.text
		}
	}
	return pg.p.T("choose.gone", name)
}

// leftOut leaves a thing out: nobody asks themselves.
func leftOut(all []pick, r org.Ref) []pick {
	return slices.DeleteFunc(all, func(p pick) bool { return p.ref == r })
}

// choices lists what can be chosen while somebody types: of=P, C or R, q=, and but=
// for what is not among them.
func (s *server) choices(v *request) error {
	pg, err := s.placeNow(v)
	if err != nil {
		return err
	}
	q := v.r.URL.Query()
	letter := cut(q.Get("of"), 1)
	if letter == "" || !strings.Contains("PCR", letter) {
		return errNotFound
	}
	all := pg.picks(letter[0], cut(strings.TrimSpace(q.Get("q")), 200))
	but, left := org.ParseRef(q.Get("but"))
	if left {
		all = leftOut(all, but)
	}
	v.w.Header().Set("Cache-Control", "no-store")
	return v.show(http.StatusOK, picksShown(pg, all, left && but == org.RefOf(pg.me.Person)))
}

// pickMore is what else tells a thing apart: the roles of a person, the people of a
// role.
func (pg *place) pickMore(p pick) string {
	switch p.ref.Letter {
	case 'P':
		who := pg.s.Person(org.PersonID(p.ref.N))
		if who.Guest {
			return pg.p.T("person.guest")
		}
		var names []string
		for _, seat := range who.Seats {
			r := pg.s.Seat(seat).Role
			if name := pg.s.Role(r).Name; pg.sees(org.RefOf(r)) && !slices.Contains(names, name) && len(names) < 2 {
				names = append(names, name)
			}
		}
		return strings.Join(names, ", ")
	case 'R':
		var names []string
		for _, seat := range pg.s.Role(org.RoleID(p.ref.N)).Seats {
			if name := pg.view.Name(pg.s.Seat(seat).Person); name != "" && len(names) < 3 {
				names = append(names, name)
			}
		}
		return strings.Join(names, ", ")
	}
	return ""
}

// chooser is a field in which somebody types a part of a name and chooses of what is
// found. Without a script what is typed is looked up when it is sent.
type chooser struct {
	ui.FieldProps
	letter  byte
	but     org.Ref // what is not to be chosen
	several []pick  // what is called as they typed, where that is not one
}

// find is the address that lists what can be chosen.
func (c chooser) find(pg *place) string {
	to := pg.to("/choices") + "?of=" + string(c.letter)
	if c.but != (org.Ref{}) {
		to += "&but=" + c.but.String()
	}
	return to + "&q="
}

// chooser makes the field for a thing.
func (d *actForm) chooser(f *org.Field, out ui.FieldProps, texts []string) chooser {
	c := chooser{FieldProps: out, letter: f.Letter}
	switch {
	case f.Letter == 'P' && f.Name == "to":
		c.but = org.RefOf(d.me.Person)
	case f.Name == "parents": // no circle is in itself
		c.but = ref(d.circleGiven())
	}
	c.Value = d.sent.find[out.Name]
	if r, ok := form.Ref(f, texts); ok && c.Value == "" {
		c.Value = d.picked(r)
	}
	c.several, c.Hint = d.sent.several[out.Name], d.p.T("hint.find")
	return c
}

// spare is how many fields of several things are empty, to choose more.
const spare = 2

// choosers makes the fields for several things: one for each that is chosen, and some more.
func (d *actForm) choosers(f *org.Field, out ui.FieldProps, texts []string) (all []chooser) {
	typed := d.sent.finds(f)
	for i := range max(len(texts), len(typed)) + spare {
		one := out
		one.Name = severalName(f, i)
		one.ID = "f-" + strings.ReplaceAll(one.Name, ".", "-")
		one.Optional = out.Optional || i > 0
		one.Label = d.p.T("choose.also")
		if i == 0 {
			one.Label = d.p.T("choose.first")
		}
		var chosen []string
		if len(typed) == 0 && i < len(texts) {
			chosen = texts[i : i+1]
		}
		all = append(all, d.chooser(f, one, chosen))
	}
	return all
}

// severalName is the name of one of the fields of several things.
func severalName(f *org.Field, i int) string { return f.Name + "." + strconv.Itoa(i) }

// circleGiven is the circle that a form is about; zero for none.
func (d *actForm) circleGiven() org.CircleID {
	if f := d.kind.Named("circle"); f != nil {
		if r, ok := form.Ref(f, d.sent.fields["circle"]); ok {
			return org.CircleID(r.N)
		}
	}
	return 0
}
