package sentence

import (
	"time"

	"orpheus/org"
	"orpheus/org/practice"
	"orpheus/text/i18n"
)

// The names and titles of things as they are in the state. What is not there is
// named by its id.

func (t *teller) circle(id org.CircleID) []Part {
	if c := t.s.Circle(id); c != nil {
		return titled(t, id, c.Name)
	}
	return titled(t, id, "")
}

func (t *teller) circles(ids []org.CircleID) []Part {
	if len(ids) == 0 {
		return t.circle(org.Root)
	}
	things := make([][]Part, len(ids))
	for i, id := range ids {
		things[i] = t.circle(id)
	}
	return t.list(things)
}

func (t *teller) role(id org.RoleID) []Part {
	if r := t.s.Role(id); r != nil {
		return titled(t, id, r.Name)
	}
	return titled(t, id, "")
}

// roleIn names a role with the circle it is in: many circles have a role of the
// same name.
func (t *teller) roleIn(id org.RoleID) []Part {
	r := t.s.Role(id)
	if r == nil || r.Circle == org.Root {
		return t.role(id)
	}
	parts := append(t.role(id), Part{Text: " ("})
	return append(append(parts, t.circle(r.Circle)...), Part{Text: ")"})
}

func (t *teller) tension(id org.TensionID) []Part {
	if n := t.s.Tension(id); n != nil {
		return titled(t, id, n.Title)
	}
	return titled(t, id, "")
}

func (t *teller) initiative(id org.InitiativeID) []Part {
	if i := t.s.Initiative(id); i != nil {
		return titled(t, id, i.Title)
	}
	return titled(t, id, "")
}

// title names a thing by a title that it was given; of a guardrail, whose text is its
// title, the beginning.
func (t *teller) title(v org.Titled) []Part {
	if v.Of.Letter == 'G' {
		return named(t, v.Of, excerpt(v.Title))
	}
	return named(t, v.Of, v.Title)
}

func (t *teller) guardrail(id org.GuardrailID) []Part {
	if g := t.s.Guardrail(id); g != nil {
		return titled(t, id, excerpt(g.Text))
	}
	return titled(t, id, "")
}

// work names what is led: an initiative, or a tension that nobody led yet.
func (t *teller) work(i org.InitiativeID, n org.TensionID) []Part {
	if i == 0 && n != 0 {
		return t.tension(n)
	}
	return t.initiative(i)
}

// A seat is named by its role, a lead by what is led, an offer by what is asked, a
// step by the work it belongs to.

func (t *teller) seat(id org.SeatID) []Part {
	if seat := t.s.Seat(id); seat != nil {
		return t.roleIn(seat.Role)
	}
	return titled(t, id, "")
}

func (t *teller) lead(id org.LeadID) []Part {
	if l := t.s.Lead(id); l != nil {
		return t.initiative(l.Initiative)
	}
	return titled(t, id, "")
}

func (t *teller) offer(id org.OfferID) []Part {
	if o := t.s.Offer(id); o != nil {
		return t.work(o.Initiative, o.Tension)
	}
	return titled(t, id, "")
}

func (t *teller) step(id org.StepID) []Part {
	if st := t.s.Step(id); st != nil {
		return t.initiative(st.Initiative)
	}
	return titled(t, id, "")
}

func (t *teller) decision(id org.DecisionID) []Part {
	if x := t.s.Decision(id); x != nil {
		return titled(t, id, x.Title)
	}
	return titled(t, id, "")
}

// objection names what somebody objects to.
func (t *teller) objection(id org.ObjectionID) []Part {
	if o := t.s.Objection(id); o != nil {
		return t.decision(o.Decision)
	}
	return titled(t, id, "")
}

func (t *teller) agreement(id org.AgreementID) []Part {
	if g := t.s.Agreement(id); g != nil {
		return titled(t, id, g.Title)
	}
	return titled(t, id, "")
}

// zone is that of the organisation.
func zone(s *org.State) *time.Location {
	if at, err := time.LoadLocation(s.Zone); err == nil {
		return at
	}
	return time.UTC
}

func (t *teller) meeting(id org.MeetingID) []Part {
	return titled(t, id, meetingTitle(t.p, t.s, id, t.now, t.zone))
}

// meetingTitle names a meeting by its circle and its day: it has no title of its own.
func meetingTitle(p *i18n.Printer, s *org.State, id org.MeetingID, now time.Time, zone *time.Location) string {
	e := s.Meeting(id)
	if e == nil {
		return ""
	}
	day := p.Date(e.Opened.Std().In(zone), now)
	if e.Looks {
		return p.T("tell.reflection", Title(p, s, org.RefOf(e.Circle)), day)
	}
	return p.T("tell.meeting", Title(p, s, org.RefOf(e.Circle)), day)
}

func (t *teller) pulse(id org.PulseID) []Part { return titled(t, id, Title(t.p, t.s, org.RefOf(id))) }

func (t *teller) try(id org.TryID) []Part {
	return titled(t, id, tryTitle(t.p, t.s.Try(id)))
}

// tryTitle is what a small step is called: those of the library in the language of the reader.
func tryTitle(p *i18n.Printer, t *org.Try) string {
	if t == nil {
		return ""
	}
	if small := practice.StepNamed(t.Small); small != nil {
		return small.Title.In(p.Lang())
	}
	return t.Title
}

// Title is what a thing that has a page is called; empty where there is none.
func Title(p *i18n.Printer, s *org.State, r org.Ref) (title string) {
	switch r.Letter {
	case 'C':
		if c := s.Circle(org.CircleID(r.N)); c != nil {
			title = c.Name
		}
	case 'R':
		if role := s.Role(org.RoleID(r.N)); role != nil {
			title = role.Name
		}
	case 'T':
		if t := s.Tension(org.TensionID(r.N)); t != nil {
			title = t.Title
		}
	case 'I':
		if i := s.Initiative(org.InitiativeID(r.N)); i != nil {
			title = i.Title
		}
	case 'D':
		if x := s.Decision(org.DecisionID(r.N)); x != nil {
			title = x.Title
		}
	case 'U':
		if round := s.Pulse(org.PulseID(r.N)); round != nil {
			title = p.T("pulse.title", s.Circle(round.Circle).Name)
		}
	case 'M':
		if g := s.Agreement(org.AgreementID(r.N)); g != nil {
			title = g.Title
		}
	case 'E':
		return meetingTitle(p, s, org.MeetingID(r.N), s.Last.Std().In(zone(s)), zone(s))
	case 'J':
		title = tryTitle(p, s.Try(org.TryID(r.N)))
	}
	if title == redacted {
		return p.T("tell.redacted")
	}
	return title
}
