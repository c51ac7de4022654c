package web

import (
	"reflect"
	"slices"
	"strconv"
	"strings"

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

// hides reports whether a form is about something that the one who looks may not
// see: the form, and why it is refused, would tell of it.
func (pg *place) hides(k *org.Kind, given map[string][]string) bool {
	if !pg.me.Guest {
		return false
	}
	for i := range k.Fields {
		f := &k.Fields[i]
		t := f.Type
		for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
			t = t.Elem()
		}
		id := reflect.New(t).Elem()
		name, ok := id.Interface().(interface{ String() string })
		if t.Kind() != reflect.Uint32 || !ok {
			continue
		}
		for _, text := range given[f.Name] {
			r := org.Ref{Letter: name.String()[0]}
			n, err := strconv.ParseUint(strings.TrimLeft(strings.TrimSpace(text), string(r.Letter)), 10, 32)
			if err != nil || n == 0 {
				continue // no id, of which nothing is shown
			}
			if r.N = uint32(n); !pg.seesRef(r, strings.HasPrefix(k.Name, "circle.") && f.Name == "circle") {
				return true
			}
		}
	}
	return false
}

// seesRef reports whether the one who looks may see a thing. Of circles above
// theirs they may know the name, which is not enough where all of it is shown.
func (pg *place) seesRef(r org.Ref, whole bool) bool {
	switch r.Letter {
	case 'P':
		return pg.seesPerson(org.PersonID(r.N))
	case 'Z':
		z := pg.s.Strength(org.StrengthID(r.N))
		return z != nil && pg.seesPerson(z.Person)
	case 'A':
		step := pg.s.Step(org.StepID(r.N))
		return step != nil && pg.sees(pg.s.Initiative(step.Initiative).Circle)
	case 'O':
		o := pg.s.Offer(org.OfferID(r.N))
		if o == nil || o.Initiative == 0 && o.Tension == 0 {
			return false
		}
		if i := pg.s.Initiative(o.Initiative); i != nil {
			return pg.sees(i.Circle)
		}
		return pg.sees(pg.s.Tension(o.Tension).Circle)
	case 'C':
		if !whole {
			return findCircle(pg.seen(pg.s.Map()), org.CircleID(r.N)) != nil
		}
	}
	c := pg.circleOf(r)
	return c != 0 && pg.sees(c)
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
	out.Circles, out.RoleCount, out.LeadingCount, out.VacantCount, out.OpenCount = nil, 0, 0, 0, 0
	if s.Sees(me, m.ID) {
		out.Roles = s.Seen(m.Roles, func(c org.CircleID) bool { return s.Sees(me, c) })
		for _, r := range out.Roles {
			out.RoleCount++
			if r.Leading {
				out.LeadingCount++
			}
			if r.Vacant() {
				out.VacantCount++
			}
		}
	} else {
		out.Roles, out.Members, out.Purpose, out.Open = nil, nil, "", 0
	}
	out.OpenCount = out.Open
	for _, c := range m.Circles {
		sub := seenBy(s, me, c)
		if sub == nil {
			continue
		}
		out.Circles = append(out.Circles, sub)
		out.RoleCount += sub.RoleCount
		out.LeadingCount += sub.LeadingCount
		out.VacantCount += sub.VacantCount
		out.OpenCount += sub.OpenCount
	}
	if len(out.Circles) == 0 && m.ID != org.Root && !s.Sees(me, m.ID) {
		return nil
	}
	return &out
}
