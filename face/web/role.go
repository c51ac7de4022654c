package web

import (
	"github.com/a-h/templ"

	"orpheus/org"
)

// rolePage is what the page of a role shows.
type rolePage struct {
	*place
	id      org.RoleID
	r       *org.Role
	earlier []org.Seat // ended, the newest first
	hangs   []org.AgreementID
}

func (s *server) rolePage(pg *place) (templ.Component, error) {
	id, err := id[org.RoleID](pg)
	if err != nil {
		return nil, err
	}
	r := rolePage{place: pg, id: id, r: pg.s.Role(id)}
	if r.r == nil || !pg.sees(org.RefOf(r.id)) {
		return nil, errNotFound
	}
	for seat := r.r.LastSeat; seat != 0; seat = pg.s.Seat(seat).PrevOfRole {
		if row := pg.s.Seat(seat); !row.Held() {
			r.earlier = append(r.earlier, *row)
		}
	}
	pg.title, pg.way = r.r.Name, append(pg.wayTo(r.r.Circle), navHere(r.r.Name))
	r.hangs = pg.hangsOn(id)
	if err := pg.loadAgreed(r.hangs); err != nil {
		return nil, err
	}
	return roleShown(r), pg.alsoThanks(pg.thanksFor(org.RefOf(id)))
}

// span says from when until when.
func (pg *place) span(since, until org.Time) string {
	if since == 0 {
		return pg.p.T("span.until", pg.month(until))
	}
	if from, to := pg.month(since), pg.month(until); from != to {
		return pg.p.T("span.both", from, to)
	}
	return pg.p.T("span.in", pg.month(since))
}

// sitting says since when somebody holds a role, until when, and how that came
// about.
func (pg *place) sitting(t *org.Seat) string {
	var since, until string
	if t.Since != 0 {
		since = pg.p.T("seat.since", pg.month(t.Since))
	}
	if t.Term != 0 {
		until = pg.p.T("seat.until", pg.month(t.Term))
	}
	return joined(since, until, pg.origin(t.Origin))
}
