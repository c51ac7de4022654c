package web

import (
	"fmt"
	"maps"
	"slices"

	"orpheus/face/web/ui"
	"orpheus/org"
)

// own is what somebody said for themselves about their home: nobody else ever sees it.
type own struct {
	notMe    map[org.Ref]org.Time // what they said no to, and when
	welcomed bool                 // they closed the welcome
}

// mark names what was said, as part of what a page is made from.
func (o own) mark() string {
	refs := slices.SortedFunc(maps.Keys(o.notMe), func(a, b org.Ref) int { return int(a.N) - int(b.N) })
	text := fmt.Sprint(o.welcomed)
	for _, r := range refs {
		text += fmt.Sprint(" ", r, o.notMe[r])
	}
	return text
}

// readOwn reads what the one who looks said about their home.
func (s *server) readOwn(v *request) (err error) {
	if v.own.notMe, err = s.Identity.NotMe(v.r.Context(), v.org.Slug, v.me.Person); err == nil {
		v.own.welcomed, err = s.Identity.Welcomed(v.r.Context(), v.org.Slug, v.me.Person)
	}
	return err
}

// sayNotMe keeps that something is not for the one who asks, or brings all back.
func (s *server) sayNotMe(v *request) error {
	if err := v.read(); err != nil {
		return err
	}
	r, ok := org.ParseRef(v.r.PostForm.Get("thing"))
	if !ok && v.r.PostForm.Get("thing") != "" {
		return errNotFound
	}
	if err := s.Identity.SayNotMe(v.r.Context(), v.org.Slug, v.me.Person, r, org.At(v.now)); err != nil {
		return err
	}
	v.redirect("/" + v.org.Slug)
	return nil
}

// setWelcome closes the welcome, or shows it again.
func (s *server) setWelcome(v *request) error {
	if err := v.read(); err != nil {
		return err
	}
	if err := s.Identity.SetWelcomed(v.r.Context(), v.org.Slug, v.me.Person, v.r.PostForm.Get("show") == ""); err != nil {
		return err
	}
	v.redirect("/" + v.org.Slug)
	return nil
}

// aside reports whether something one said no to stays away: what one raised oneself is
// asked about again after a while, as long as nobody leads it, a suggestion is not.
func (h *homePage) aside(r org.Ref, raised bool) bool {
	at, said := h.own.notMe[r]
	return said && (!raised || h.at-at < org.AskAgain)
}

// setAside leaves out what the one who looks said no to.
func (h *homePage) setAside() {
	h.waits = slices.DeleteFunc(h.waits, func(w org.Wait) bool {
		return w.Tension != 0 && h.puts(h.aside(org.RefOf(w.Tension), true))
	})
	h.calls = slices.DeleteFunc(h.calls, func(c org.Call) bool { return h.puts(h.aside(callRef(c), false)) })
}

// puts counts what is left out.
func (h *homePage) puts(aside bool) bool {
	if aside {
		h.away++
	}
	return aside
}

func callRef(c org.Call) org.Ref {
	if c.Initiative != 0 {
		return org.RefOf(c.Initiative)
	}
	return org.RefOf(c.Tension)
}

// newFor is how long somebody is new: what is suggested to them is near and asks to look,
// not to lead.
const newFor = 30 * org.Day

// fresh reports whether the one who looks came in lately.
func (h homePage) fresh() bool { return h.at-h.s.Person(h.me.Person).Since < newFor }

// suitNew leaves to somebody new what is in their circles, or what they notice too.
func (h *homePage) suitNew() {
	if h.fresh() && !h.me.Steward {
		h.calls = slices.DeleteFunc(h.calls, func(c org.Call) bool { return !c.Near && !c.Felt })
	}
}

// rolesIn are the seats of the one who looks in a circle.
func (h homePage) rolesIn(c org.CircleID) (all []org.SeatID) {
	for _, id := range h.s.Person(h.me.Person).Seats {
		if h.s.Role(h.s.Seat(id).Role).Circle == c {
			all = append(all, id)
		}
	}
	return all
}

// nearCircles are the circles of the one who looks, but the whole.
func (h homePage) nearCircles() []org.CircleID {
	return slices.DeleteFunc(slices.Clone(h.circlesOf(h.me.Person)), func(c org.CircleID) bool { return c == org.Root && len(h.rolesIn(c)) == 0 })
}

// teams are the circles to choose from on the first day.
func (h homePage) teams() []ui.Option {
	all := h.circleChoices(h.view.Map(), nil)
	return append([]ui.Option{{Text: h.p.T("choose.none")}}, slices.DeleteFunc(all, func(o ui.Option) bool { return o.Value == org.Root.String() })...)
}

// welcomes reports whether home begins with the welcome: on the first days, until it is
// closed.
func (h homePage) welcomes() bool { return h.fresh() && !h.own.welcomed }

// suited leaves the button to lead away for somebody new: first one looks along.
func (h homePage) suited(list []actButton) []actButton {
	if !h.fresh() || h.me.Steward {
		return list
	}
	return slices.DeleteFunc(list, func(d actButton) bool { return d.style == ui.Lead })
}
