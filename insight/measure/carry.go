package measure

import (
	"orpheus/insight/stat"
	"orpheus/org"
)

// leaders are those who led.
func (s *Sample) leaders() (t tally) {
	for _, n := range s.Acts() {
		t.add(n)
	}
	return t
}

// carry answers how many people carry the lead: D2, with what chance alone would give to
// as many leads among as many people, each as long as they were there.
func (q *asked) carry() Answer {
	a := Answer{M: len(q.now.Leads)}
	a.put(effective(q.now), len(q.now.Members), q.now.leaders())
	if a.Reason == OneHolds { // whoever belongs to it knows who that is
		a.Low, a.High = new(1.0), new(2.0)
	}
	if a.shown() {
		a.Chance = chance(stat.ChanceD2(q.now.Here(), len(q.now.Leads)))
		a.Before = q.was(OfLeads, effective(q.before), q.before.leaders())
	}
	q.alsoSaid(&a, org.PulseRoom)
	return a
}

// Asked is people who answered a pulse.
const Asked stat.Count = "answers"

// effective is D2 of the leads of a sample; where many of them are of the same work, its
// interval knows that they do not each stand alone.
func effective(s *Sample) stat.Result {
	place := map[org.InitiativeID]int32{}
	acts := make([]stat.Act, len(s.Leads))
	for i := range s.Leads {
		w, ok := place[s.Leads[i].Work]
		if !ok {
			w = int32(len(place))
			place[s.Leads[i].Work] = w
		}
		acts[i] = stat.Act{By: s.Leads[i].By, Work: w}
	}
	return stat.D2OfWorks(len(s.Members), len(place), acts, stat.ForNumber())
}

func chance(low, high float64, ok bool) *Range {
	if !ok {
		return nil
	}
	return &Range{low, high}
}

// was is the interval of the window before, where that may be shown.
func (q *asked) was(about About, r stat.Result, by tally) *Range {
	var a Answer
	a.put(r, len(q.before.Members), by)
	if !q.before.Agreed || !a.shown() || a.Low == nil || !q.tells(about, q.before) {
		return nil
	}
	return &Range{*a.Low, *a.High}
}

// participation answers who led at all: the share of people, as far as windows with more
// and fewer leads can be compared.
func (q *asked) participation() Answer {
	draw := max(1, len(q.now.Leads)-1) // one fewer, since of all of them nobody can tell how sure they are
	before := len(q.before.Leads)
	if least := stat.ForNumber().Acts; before >= least && q.before.Agreed {
		draw = min(draw, before-1)
	}
	led := q.now.leaders()
	a := Answer{M: len(q.now.Leads)}
	a.put(stat.Participation(q.now.Acts(), draw, stat.ForNumber()), len(q.now.Members), led)
	if a.shown() {
		a.Chance = chance(stat.ChanceParticipation(q.now.Here(), len(q.now.Leads), draw))
		if before > draw {
			a.Before = q.was(OfLeads, stat.Participation(q.before.Acts(), draw, stat.ForNumber()), q.before.leaders())
		}
	}
	a.beside("first_time", Share, q.first(), led.acted)
	return a
}

// first is the share of those who led who had never led before the window. Half a year
// after the founding nobody can tell.
func (q *asked) first() stat.Result {
	if q.now.From < q.st.Founded+182*org.Day {
		return stat.Result{}
	}
	first, led := 0, 0
	for i, n := range q.now.Acts() {
		if n == 0 {
			continue
		}
		led++
		if q.firstLead(q.now.Members[i].ID) > q.now.From {
			first++
		}
	}
	if led < LeastActed {
		return stat.Result{}
	}
	return stat.Wilson(first, led)
}

// firstLead is when somebody first led anything.
func (q *asked) firstLead(p org.PersonID) (at org.Time) {
	for l := q.st.Person(p).LastLead; l != 0; l = q.st.Lead(l).PrevOfPerson {
		if row := q.st.Lead(l); row.End != org.LeadTakenBack {
			at = row.Since
		}
	}
	return at
}
