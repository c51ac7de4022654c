package web

import (
	"slices"
	"time"

	"orpheus/org"
)

// sees reports whether the one who looks may see a circle and what hangs on it.
// Where nobody is asked for, everybody may.
func (pg *place) sees(c org.CircleID) bool {
	return !pg.me.Guest || pg.s.Sees(pg.me.Person, c)
}

// mayTell reports whether the one who looks may be told of an act: a guest of those
// about what they see, and of their own.
func (pg *place) mayTell(e *org.Entry) bool {
	if !pg.me.Guest || e.By == pg.me.Person {
		return true
	}
	refs := org.About(e.Act)
	return len(refs) > 0 && !slices.ContainsFunc(refs, func(r org.Ref) bool {
		if r.Letter == 'P' {
			return !pg.seesPerson(org.PersonID(r.N))
		}
		c := pg.circleOf(r)
		return c == 0 || !pg.sees(c)
	})
}

// seesPerson reports whether the one who looks may see a person: guests see the
// people of their circles.
func (pg *place) seesPerson(id org.PersonID) bool {
	if !pg.me.Guest || id == pg.me.Person {
		return true
	}
	for c := range pg.s.Circles() {
		if pg.s.Sees(pg.me.Person, c) && pg.s.Belongs(id, c) {
			return true
		}
	}
	return false
}

// look fetches the map at a moment, as far as the one who looks may see it.
func (s *server) look(v *visit, at time.Time) (*Look, error) {
	look, err := s.Source.Look(v.r.Context(), v.org.Slug, at)
	if err != nil || !v.me.Guest {
		return look, err
	}
	view, err := s.Source.View(v.r.Context(), v.org.Slug, at)
	if err != nil {
		return nil, err
	}
	part := *look
	part.Map = seenBy(view.State, v.me.Person, look.Map)
	part.Led = func(id org.PersonID) []Work {
		return slices.DeleteFunc(look.Led(id), func(w Work) bool { return !view.State.Sees(v.me.Person, w.Circle) })
	}
	part.Place = v.me.Person.String()
	return &part, nil
}

// seen is the part of a map that the one who looks may see: circles of theirs,
// with those above them by name only.
func (pg *place) seen(m *org.MapCircle) *org.MapCircle {
	if !pg.me.Guest || m == nil {
		return m
	}
	return seenBy(pg.s, pg.me.Person, m)
}

func seenBy(s *org.State, me org.PersonID, m *org.MapCircle) *org.MapCircle {
	out := *m
	out.Circles, out.RoleCount, out.LeadingCount, out.VacantCount = nil, 0, 0, 0
	if s.Sees(me, m.ID) {
		for _, r := range m.Roles {
			out.RoleCount++
			if r.Leading {
				out.LeadingCount++
			}
			if r.Vacant() {
				out.VacantCount++
			}
		}
	} else {
		out.Roles, out.Members, out.Purpose = nil, nil, ""
	}
	for _, c := range m.Circles {
		sub := seenBy(s, me, c)
		if sub == nil {
			continue
		}
		out.Circles = append(out.Circles, sub)
		out.RoleCount += sub.RoleCount
		out.LeadingCount += sub.LeadingCount
		out.VacantCount += sub.VacantCount
	}
	if len(out.Circles) == 0 && m.ID != org.Root && !s.Sees(me, m.ID) {
		return nil
	}
	return &out
}
