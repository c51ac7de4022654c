package api

import (
	"slices"

	"orpheus/face/view"
	"orpheus/org"
)

// collections are the things there are, in the order of the documents.
var collections = []collection{
	collect("circles", "circle", "The circles, those of circles too.", (*org.State).Circles, (*org.Circle).Live, circle),
	collect("roles", "role", "The roles in force.", (*org.State).Roles, (*org.Role).Live, role),
	collect("people", "person", "Those who take part.", (*org.State).People, (*org.Person).Present, person),
	collect("seats", "seat", "Who holds which role.", (*org.State).Seats, (*org.Seat).Held, seat),
	collect("guardrails", "guardrail", "The limits within which everyone decides freely.", (*org.State).Guardrails,
		func(g *org.Guardrail) bool { return g.Until == 0 }, guardrail),
	collect("tensions", "tension", "What is open.", (*org.State).Tensions, (*org.Tension).Open, tension),
	collect("initiatives", "initiative", "Work that is not concluded.", (*org.State).Initiatives, (*org.Initiative).Live, initiative),
	collect("leads", "lead", "Who leads what now.", (*org.State).Leads, func(l *org.Lead) bool { return l.Until == 0 }, lead),
	collect("offers", "offer", "Leads that wait for an answer.", (*org.State).Offers,
		func(o *org.Offer) bool { return o.Answer == org.Unanswered }, offer),
	collect("decisions", "decision", "What is being decided.", (*org.State).Decisions, (*org.Decision).Open, decision),
	collect("agreements", "agreement", "What is in force, as decisions left it.", (*org.State).Agreements, (*org.Agreement).Holds, agreement),
	collect("pulses", "pulse", "Rounds of the pulse that go on.", (*org.State).Pulses, onGoing, pulse),
	collect("learnings", "learning", "What work taught.", (*org.State).Learnings, func(*org.Learning) bool { return true }, learning),
	collect("strengths", "strength", "What people say about themselves: their strengths, what they wish to grow in and what gives them energy.",
		(*org.State).Strengths, (*org.Strength).Named, strength),
	collect("thanks", "thanks", "Thanks for what somebody did, on the thing it is for. Nothing counts them.",
		(*org.State).AllThanks, func(*org.Thanks) bool { return true }, thanks),
	collect("informals", "informal", "What people are to a circle without being appointed. Before they said yes only they and those who recognise it see it.",
		(*org.State).Informals, func(n *org.Informal) bool { return n.Ended == 0 }, informal),
	collect("standins", "standin", "Who is away or will be, and who stands in.", (*org.State).StandIns,
		func(t *org.StandIn) bool { return t.Ended == 0 }, standIn),
	collect("meetings", "meeting", "Meetings and reflections that go on.", (*org.State).Meetings, (*org.Meeting).Open, meeting),
}

func circle(v *naming, id org.CircleID, c *org.Circle) (view.Circle, error) {
	return view.Circle{
		ID: id, Name: c.Name, Purpose: c.Purpose, Parents: known(v, c.Parents), Circles: seen(v, c.Children), Roles: seen(v, c.Roles),
		Members: v.persons(v.State.Members(id)), Guardrails: seen(v, c.Guardrails), Tensions: seen(v, c.Tensions),
		Initiatives: seen(v, c.Initiatives), Formed: view.OrNull(c.Formed), Closed: view.OrNull(c.Closed),
	}, nil
}

func role(v *naming, id org.RoleID, r *org.Role) (view.Role, error) {
	for _, s := range r.Seats {
		v.person(v.State.Seat(s).Person)
	}
	return view.Role{
		ID: id, Circle: r.Circle, Name: r.Name, Purpose: r.Purpose, Accountabilities: r.Accountabilities, Domains: r.Domains,
		Leads: r.Leads, Formal: r.Formal, Vacant: len(r.Seats) == 0, Places: r.Places, TermDays: r.TermDays,
		Seats: r.Seats, Made: view.OrNull(r.Made), Retired: view.OrNull(r.Retired),
	}, nil
}

func person(v *naming, id org.PersonID, p *org.Person) (view.Person, error) {
	circles := slices.Clone(p.Circles)
	for _, s := range p.Seats {
		circles = append(circles, v.State.Role(v.State.Seat(s).Role).Circle)
	}
	slices.Sort(circles)
	v.person(id)
	return view.Person{
		ID: id, Guest: p.Guest, Steward: p.Steward, Circles: seen(v, slices.Compact(circles)), Seats: seen(v, p.Seats),
		Leads: seen(v, p.Leads), Strengths: seen(v, p.Strengths), Since: view.OrNull(p.Since), Until: view.OrNull(p.Until),
	}, nil
}

func seat(v *naming, id org.SeatID, t *org.Seat) (view.Seat, error) {
	return view.Seat{
		ID: id, Role: t.Role, Circle: v.State.Role(t.Role).Circle, Person: v.person(t.Person), Focus: t.Focus, Origin: t.Origin.Origin(),
		Found: t.Origin.Found, Since: view.OrNull(t.Since), Until: view.OrNull(t.Term), Ended: view.OrNull(t.Until),
	}, nil
}

func standIn(v *naming, id org.StandInID, t *org.StandIn) (view.StandIn, error) {
	return view.StandIn{
		ID: id, Person: v.person(t.Person), Who: v.person(t.Who), From: view.OrNull(t.From), Until: view.OrNull(t.Until), Ended: view.OrNull(t.Ended),
	}, nil
}

func guardrail(_ *naming, id org.GuardrailID, g *org.Guardrail) (view.Guardrail, error) {
	return view.Guardrail{
		ID: id, Circle: g.Circle, Text: g.Text, Structure: g.Structure.String(), Since: view.OrNull(g.Since), Ended: view.OrNull(g.Until),
	}, nil
}

func tension(v *naming, id org.TensionID, t *org.Tension) (view.Tension, error) {
	texts := []org.TextID{t.Body, t.How}
	if v.full {
		texts = append(texts, noteTexts(v, t.LastNote)...)
	}
	err := v.load(texts...)
	out := view.Tension{
		ID: id, Circle: t.Circle, Title: t.Title, By: v.person(t.By), Felt: v.persons(t.Felt), Initiative: linked(v, t.Initiative),
		Raised: view.OrNull(t.Raised), Resolved: view.OrNull(t.Resolved), Body: v.text(t.Body), How: v.text(t.How),
	}
	if err == nil && v.full {
		out.Notes, err = notes(v, t.LastNote)
	}
	return out, err
}

func lead(v *naming, id org.LeadID, l *org.Lead) (view.Lead, error) {
	return view.Lead{
		ID: id, Initiative: l.Initiative, Circle: v.State.Initiative(l.Initiative).Circle, Person: v.person(l.Person), Role: linked(v, l.Role),
		Origin: l.Origin.Origin(), Found: l.Origin.Found, From: linked(v, l.From), Since: view.OrNull(l.Since),
		Until: view.OrNull(l.Planned), Ended: view.OrNull(l.Until), End: l.End.String(),
	}, nil
}

// offer shows why somebody is asked only to the two it concerns.
func offer(v *naming, id org.OfferID, o *org.Offer) (view.Offer, error) {
	out := view.Offer{
		ID: id, Tension: linked(v, o.Tension), Initiative: linked(v, o.Initiative), Lead: linked(v, o.Lead), By: v.person(o.By), To: v.person(o.To),
		At: view.OrNull(o.At), Until: view.OrNull(o.Lapses), Answered: view.OrNull(o.Answered), Answer: o.Answer.String(),
	}
	if v.visit.Who() != o.By && v.visit.Who() != o.To {
		return out, nil
	}
	err := v.load(o.Word)
	out.Word = v.text(o.Word)
	return out, err
}

func learning(v *naming, id org.LearningID, k *org.Learning) (view.Learning, error) {
	err := v.load(k.Text)
	return view.Learning{
		ID: id, Circle: k.Circle, Initiative: linked(v, k.Initiative), Decision: linked(v, k.Decision), Meeting: linked(v, k.Meeting), By: v.person(k.By), At: view.OrNull(k.At), Text: v.text(k.Text),
	}, err
}

func strength(v *naming, id org.StrengthID, t *org.Strength) (view.Strength, error) {
	err := v.load(t.Text)
	return view.Strength{
		ID: id, Person: v.person(t.Person), As: t.As, Confirmed: v.persons(t.Confirmed),
		Since: view.OrNull(t.Since), Until: view.OrNull(t.Until), Text: v.text(t.Text),
	}, err
}
