package web

import (
	"cmp"
	"slices"
	"strings"

	"github.com/a-h/templ"
	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"orpheus/org"
)

// peoplePage is what the list of people shows.
type peoplePage struct {
	*place
	members, guests []org.PersonID
	invites         bool // the one who looks may invite people
}

func (s *server) peoplePage(pg *place) (templ.Component, error) {
	l := peoplePage{place: pg, invites: s.invites(pg)}
	for id, p := range pg.s.People() {
		switch {
		case !p.Present(), !pg.sees(org.RefOf(id)):
		case p.Guest:
			l.guests = append(l.guests, id)
		default:
			l.members = append(l.members, id)
		}
	}
	order := collate.New(language.Make(pg.p.Lang()), collate.IgnoreCase)
	byName := func(a, b org.PersonID) int {
		return cmp.Or(order.CompareString(pg.name(a), pg.name(b)), cmp.Compare(a, b))
	}
	slices.SortFunc(l.members, byName)
	slices.SortFunc(l.guests, byName)
	pg.title = pg.p.T("nav.people")
	return peopleShown(l), nil
}

// invites reports whether the one who looks may invite people.
func (s *server) invites(pg *place) bool {
	guests, members := pg.view.MayInvite()
	return guests || members
}

// circlesOf are the circles somebody is in, by role or joined; none for who was not
// there yet.
func (pg *place) circlesOf(id org.PersonID) []org.CircleID {
	p := pg.s.Person(id)
	if p == nil {
		return nil
	}
	all := slices.Clone(p.Circles)
	for _, seat := range p.Seats {
		all = append(all, pg.s.Role(pg.s.Seat(seat).Role).Circle)
	}
	all = slices.DeleteFunc(all, func(c org.CircleID) bool { return !pg.sees(org.RefOf(c)) })
	slices.Sort(all)
	return slices.Compact(all)
}

// circleNames are the names of a person's circles, in one line.
func (pg *place) circleNames(id org.PersonID) string {
	var names []string
	for _, c := range pg.circlesOf(id) {
		names = append(names, pg.s.Circle(c).Name)
	}
	return strings.Join(names, ", ")
}
