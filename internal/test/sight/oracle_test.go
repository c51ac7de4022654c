package sight_test

import (
	"slices"

	"orpheus/org"
	"orpheus/org/deciding"
)

// oracle says who sees what, in the plainest way there is: it goes through
// everything for every question.
type oracle struct {
	now, s *org.State // whose rights hold; what is looked at
	who    org.PersonID
}

func (o oracle) guest() bool  { return o.now.Person(o.who).Guest }
func (o oracle) absent() bool { return o.now.Person(o.who).Until != 0 }

// mine reports whether a circle is one of the guest's: they joined it, or hold a role
// in it, today.
func (o oracle) mine(c org.CircleID) bool {
	for id, row := range o.now.Circles() {
		if id == c && slices.Contains(row.Joined, o.who) {
			return true
		}
	}
	for _, t := range o.now.Seats() {
		if t.Person == o.who && t.Until == 0 && o.now.Role(t.Role).Circle == c {
			return true
		}
	}
	return false
}

// in is the circle that a thing hangs on; zero for none.
func (o oracle) in(r org.Ref) (c org.CircleID) {
	s, n := o.s, r.N
	work := func(i org.InitiativeID) org.CircleID { return s.Initiative(i).Circle }
	switch {
	case r.Letter == 'C' && s.Circle(org.CircleID(n)) != nil:
		return org.CircleID(n)
	case r.Letter == 'R' && s.Role(org.RoleID(n)) != nil:
		return s.Role(org.RoleID(n)).Circle
	case r.Letter == 'S' && s.Seat(org.SeatID(n)) != nil:
		return s.Role(s.Seat(org.SeatID(n)).Role).Circle
	case r.Letter == 'G' && s.Guardrail(org.GuardrailID(n)) != nil:
		return s.Guardrail(org.GuardrailID(n)).Circle
	case r.Letter == 'T' && s.Tension(org.TensionID(n)) != nil:
		return s.Tension(org.TensionID(n)).Circle
	case r.Letter == 'I' && s.Initiative(org.InitiativeID(n)) != nil:
		return work(org.InitiativeID(n))
	case r.Letter == 'L' && s.Lead(org.LeadID(n)) != nil:
		return work(s.Lead(org.LeadID(n)).Initiative)
	case r.Letter == 'A' && s.Step(org.StepID(n)) != nil:
		return work(s.Step(org.StepID(n)).Initiative)
	case r.Letter == 'N' && s.Note(org.NoteID(n)) != nil && s.Note(org.NoteID(n)).Tension != 0:
		return s.Tension(s.Note(org.NoteID(n)).Tension).Circle
	case r.Letter == 'N' && s.Note(org.NoteID(n)) != nil:
		return work(s.Note(org.NoteID(n)).Initiative)
	case r.Letter == 'W' && s.Thanks(org.ThanksID(n)) != nil:
		return o.in(s.Thanks(org.ThanksID(n)).About)
	case r.Letter == 'Y' && s.Informal(org.InformalID(n)) != nil:
		return s.Informal(org.InformalID(n)).Circle
	case r.Letter == 'K' && s.Learning(org.LearningID(n)) != nil:
		return s.Learning(org.LearningID(n)).Circle
	case r.Letter == 'D' && s.Decision(org.DecisionID(n)) != nil:
		return s.Decision(org.DecisionID(n)).Circle
	case r.Letter == 'B' && s.Objection(org.ObjectionID(n)) != nil:
		return s.Decision(s.Objection(org.ObjectionID(n)).Decision).Circle
	case r.Letter == 'E' && s.Meeting(org.MeetingID(n)) != nil:
		return s.Meeting(org.MeetingID(n)).Circle
	case r.Letter == 'J' && s.Try(org.TryID(n)) != nil:
		return s.Try(org.TryID(n)).Circle
	case r.Letter == 'U' && s.Pulse(org.PulseID(n)) != nil:
		return s.Pulse(org.PulseID(n)).Circle
	case r.Letter == 'M' && s.Agreement(org.AgreementID(n)) != nil:
		return s.Agreement(org.AgreementID(n)).Circle
	case r.Letter == 'O' && s.Offer(org.OfferID(n)) != nil:
		offer := s.Offer(org.OfferID(n))
		if offer.Initiative != 0 {
			return work(offer.Initiative)
		}
		return s.Tension(offer.Tension).Circle
	}
	return 0
}

// sees reports whether they see a thing whole.
func (o oracle) sees(r org.Ref) bool {
	if o.absent() {
		return false
	}
	switch r.Letter {
	case 'P':
		return o.s.Person(org.PersonID(r.N)) != nil && (!o.guest() || o.meets(org.PersonID(r.N)))
	case 'Z':
		z := o.s.Strength(org.StrengthID(r.N))
		return z != nil && (!o.guest() || o.meets(z.Person))
	case 'V':
		v := o.s.StandIn(org.StandInID(r.N))
		return v != nil && (!o.guest() || o.meets(v.Person))
	case 'W':
		t := o.s.Thanks(org.ThanksID(r.N))
		if t == nil || o.hidden(org.ThanksID(r.N)) {
			return false
		}
		if t.By == o.who || t.To == o.who {
			return true
		}
	case 'Y':
		n := o.s.Informal(org.InformalID(r.N))
		if n == nil || !o.asked(n) {
			return false
		}
		if n.Person == o.who {
			return true
		}
	case 'O':
		if f := o.s.Offer(org.OfferID(r.N)); f != nil && (f.By == o.who || f.To == o.who) {
			return true
		} else if f != nil && (f.Answer == org.Declined || f.Answer == org.Lapsed) {
			return false
		}
	}
	c := o.in(r)
	return c != 0 && (!o.guest() || o.mine(c))
}

// hidden reports whether thanks was taken back, or is hidden from them, then or now.
func (o oracle) hidden(id org.ThanksID) bool {
	for _, s := range []*org.State{o.s, o.now} {
		if t := s.Thanks(id); t != nil && (t.Dropped != 0 || t.Hidden != 0 && t.By != o.who && t.To != o.who) {
			return true
		}
	}
	return false
}

// asked reports whether they may know of an informal role: before a yes, and after a no, who
// recognised it and whom it is about.
func (o oracle) asked(n *org.Informal) bool {
	if n.Person == o.who || slices.Contains(n.By, o.who) {
		return true
	}
	p := o.s.Person(n.Person)
	if n.Accepted == 0 || n.Ended != 0 || p.Until != 0 || o.s.Circle(n.Circle).Closed != 0 {
		return false
	}
	if n.Circle == org.Root && !p.Guest || slices.Contains(o.s.Circle(n.Circle).Joined, n.Person) {
		return true
	}
	for _, t := range o.s.Seats() {
		if t.Person == n.Person && t.Until == 0 && o.s.Role(t.Role).Circle == n.Circle {
			return true
		}
	}
	return false
}

// meets reports whether somebody is in a circle of the guest's.
func (o oracle) meets(p org.PersonID) bool {
	if p == o.who {
		return true
	}
	for c, row := range o.s.Circles() {
		if !o.mine(c) {
			continue
		}
		if slices.Contains(row.Joined, p) || c == org.Root && o.s.Person(p).Until == 0 && !o.s.Person(p).Guest {
			return true
		}
		for _, t := range o.s.Seats() {
			if t.Person == p && t.Until == 0 && o.s.Role(t.Role).Circle == c {
				return true
			}
		}
	}
	return false
}

// knows reports whether they may know what a thing is called.
func (o oracle) knows(r org.Ref) bool {
	if o.sees(r) {
		return true
	}
	if o.absent() {
		return false
	}
	switch r.Letter {
	case 'C':
		return r.N == uint32(org.Root) || o.above(org.CircleID(r.N))
	case 'P':
		return slices.Contains(o.named(), org.PersonID(r.N))
	}
	return false
}

// above reports whether a circle of the guest's is inside c.
func (o oracle) above(c org.CircleID) bool {
	for id, row := range o.s.Circles() {
		for up := row; o.mine(id) && row.Closed == 0 && len(up.Parents) > 0; up = o.s.Circle(up.Parents[0]) {
			if up.Parents[0] == c {
				return true
			}
		}
	}
	return false
}

// named are the people whom a thing they see names.
func (o oracle) named() (all []org.PersonID) {
	see := func(letter byte, n uint32, people ...org.PersonID) {
		if o.sees(org.Ref{Letter: letter, N: n}) {
			all = append(all, people...)
		}
	}
	for id, t := range o.s.Seats() {
		see('S', uint32(id), t.Person)
	}
	for id, t := range o.s.Tensions() {
		see('T', uint32(id), append([]org.PersonID{t.By}, t.Felt...)...)
	}
	for id, i := range o.s.Initiatives() {
		see('I', uint32(id), append([]org.PersonID{i.By}, i.Joined...)...)
	}
	for id, l := range o.s.Leads() {
		see('L', uint32(id), l.Person)
	}
	for id, f := range o.s.Offers() {
		see('O', uint32(id), f.By, f.To)
	}
	for id, k := range o.s.Learnings() {
		see('K', uint32(id), k.By)
	}
	for id, z := range o.s.Strengths() {
		see('Z', uint32(id), z.Confirmed...)
	}
	for id, v := range o.s.StandIns() {
		see('V', uint32(id), v.Who)
	}
	for id, t := range o.s.AllThanks() {
		see('W', uint32(id), t.By, t.To)
	}
	for id, n := range o.s.Informals() {
		see('Y', uint32(id), append([]org.PersonID{n.Person}, n.By...)...)
	}
	for n := uint32(1); o.s.Step(org.StepID(n)) != nil; n++ {
		see('A', n, o.s.Step(org.StepID(n)).By)
	}
	for n := uint32(1); o.s.Note(org.NoteID(n)) != nil; n++ {
		see('N', n, append([]org.PersonID{o.s.Note(org.NoteID(n)).By}, o.s.Note(org.NoteID(n)).Mentions...)...)
	}
	for id, x := range o.s.Decisions() {
		see('D', uint32(id), o.deciders(x)...)
	}
	for n := uint32(1); o.s.Objection(org.ObjectionID(n)) != nil; n++ {
		b := o.s.Objection(org.ObjectionID(n))
		see('B', n, b.Person, b.By, b.Tested)
	}
	for id, e := range o.s.Meetings() {
		who := append([]org.PersonID{e.By, e.Facilitator, e.Floor.Speaker}, e.In...)
		for i := range e.Points {
			who = append(who, e.Points[i].By, e.Points[i].EndedBy)
		}
		for i := range e.Spoken {
			who = append(who, e.Spoken[i].By)
		}
		see('E', uint32(id), who...)
	}
	for id, t := range o.s.Tries() {
		see('J', uint32(id), t.By, t.Keeper, t.SeenBy)
	}
	for id, p := range o.s.Pulses() {
		see('U', uint32(id), p.By, p.ToldBy)
	}
	for id, g := range o.s.Agreements() {
		see('M', uint32(id), append(slices.Clone(g.Keep), g.LetGo...)...)
	}
	return all
}

// deciders are whom a decision names; who gave advice, only where it can be read.
func (o oracle) deciders(x *org.Decision) []org.PersonID {
	all := []org.PersonID{x.By, x.Facilitator, x.Forward, x.Seconds}
	for _, p := range x.Parties {
		all = append(all, p.Person, p.By)
	}
	for _, r := range x.Readings {
		all = append(all, r.Person)
	}
	for _, a := range x.Answers {
		all = append(all, a.Person, a.By)
	}
	for _, n := range x.Nominations {
		all = append(all, n.Person, n.For)
	}
	for _, t := range x.Trials {
		all = append(all, t.By)
	}
	for _, e := range x.Extensions {
		all = append(all, e.By)
	}
	if o.reads(x) {
		for _, a := range x.Advice {
			all = append(all, a.Person, a.By)
		}
	}
	return all
}

// reads reports whether they may read the advice on a decision.
func (o oracle) reads(x *org.Decision) bool {
	gave := func(a org.Advice) bool { return a.Person == o.who }
	return x.Stage != deciding.Advising || slices.ContainsFunc(x.Advice, gave)
}

// voice reports whether an act of thanks or an informal role, if it is one, is for them.
func (o oracle) voice(e *org.Entry) bool {
	refs := org.About(e.Act)
	of := func(letter byte) uint32 {
		for _, r := range refs {
			if r.Letter == letter {
				return r.N
			}
		}
		return 0
	}
	t, n := o.s.Thanks(org.ThanksID(of('W'))), o.s.Informal(org.InformalID(of('Y')))
	now := oracle{o.now, o.now, o.who}
	switch org.NameOf(e.Act) {
	case "thanks.hide", "thanks.show":
		return t != nil && t.To == o.who
	case "thanks.take_back":
		return t != nil && (t.By == o.who || t.To == o.who)
	case "informal.withdraw", "informal.decline":
		return n != nil && n.Person == o.who
	case "thanks.give":
		if t != nil && (t.By == o.who || t.To == o.who) {
			return true
		}
		return !o.hidden(org.ThanksID(of('W')))
	case "informal.recognise", "informal.confirm", "informal.accept":
		today := o.now.Informal(org.InformalID(of('Y')))
		return (n == nil || o.asked(n)) && (today == nil || now.asked(today))
	}
	return true
}

// told reports whether they may be told of an act.
func (o oracle) told(e *org.Entry) bool {
	if o.absent() {
		return false
	}
	if e.By == o.who {
		return true
	}
	switch org.NameOf(e.Act) {
	case "lead.decline", "lead.lapse", "lead.ask_again": // between the two of them
		f := o.s.Offer(org.OfferID(org.About(e.Act)[0].N))
		return f != nil && (f.By == o.who || f.To == o.who)
	case "advice.give": // unseen while it is gathered
		for _, s := range []*org.State{o.s, o.now} {
			if x := s.Decision(org.DecisionID(org.About(e.Act)[0].N)); x != nil && !o.reads(x) {
				return false
			}
		}
	}
	if !o.voice(e) {
		return false
	}
	if !o.guest() {
		return true
	}
	refs := org.About(e.Act)
	for _, r := range refs {
		if !o.sees(r) {
			return false
		}
	}
	return len(refs) > 0 && (e.By == 0 || o.knows(org.RefOf(e.By)))
}
