package measure

import (
	"orpheus/insight/stat"
	"orpheus/org"
)

// leaders are those who led, by how often.
func (s *Sample) leaders() map[org.PersonID]int {
	x := map[org.PersonID]int{}
	for i := range s.Leads {
		x[s.Members[s.Leads[i].By].ID]++
	}
	return x
}

// carry answers how many people carry the lead: D2, with what chance alone would give to
// as many leads among as many people, each as long as they were there.
func (q *asked) carry() Answer {
	a := Answer{Formula: "D2", Unit: OfPeople, About: OfLeads, M: len(q.now.Leads)}
	a.put(effective(q.now), len(q.now.Members), q.now.leaders())
	if a.Reason == OneHolds { // whoever belongs to it knows who that is
		a.Low, a.High = new(1.0), new(2.0)
	}
	if a.shown() {
		a.Chance = chance(stat.ChanceD2(q.now.Here(), len(q.now.Leads)))
		a.Before = q.was(OfLeads, effective(q.before), q.before.leaders())
	}
	a.beside("room", Share, stat.TooFew(Asked, leastActed, 0), 0)
	return a
}

// Asked is people who answered a pulse.
const Asked stat.Count = "answers"

func effective(s *Sample) stat.Result {
	if works, who := s.clustered(); works != nil {
		return stat.ClusteredD2(len(s.Members), works, who, stat.ForNumber())
	}
	return stat.D2(s.Acts(), stat.ForNumber())
}

// clustered returns each lead's piece of work and who led it, where more than three in ten
// pieces of work were led three times or more: such leads do not each stand alone.
func (s *Sample) clustered() (works, who []int32) {
	place := map[org.InitiativeID]int32{}
	var times []int
	for i := range s.Leads {
		w, ok := place[s.Leads[i].Work]
		if !ok {
			w = int32(len(times))
			place[s.Leads[i].Work] = w
			times = append(times, 0)
		}
		times[w]++
		works, who = append(works, w), append(who, s.Leads[i].By)
	}
	often := 0
	for _, n := range times {
		if n >= 3 {
			often++
		}
	}
	if 10*often <= 3*len(times) {
		return nil, nil
	}
	return works, who
}

func chance(low, high float64, ok bool) *Range {
	if !ok {
		return nil
	}
	return &Range{low, high}
}

// was is the interval of the window before, where that may be shown.
func (q *asked) was(about About, r stat.Result, by map[org.PersonID]int) *Range {
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
	draw := len(q.now.Leads)
	before := len(q.before.Leads)
	if least := stat.ForNumber().Acts; before >= least && q.before.Agreed {
		draw = min(draw, before)
	}
	led := q.now.leaders()
	a := Answer{Formula: "E[S_m]/n", Unit: Share, About: OfLeads, M: len(q.now.Leads)}
	a.put(stat.ParticipationWithin(q.now.Acts(), draw, stat.ForNumber()), len(q.now.Members), led)
	if a.shown() {
		a.Chance = chance(stat.ChanceParticipation(q.now.Here(), len(q.now.Leads), draw))
		if before >= draw {
			a.Before = q.was(OfLeads, stat.ParticipationWithin(q.before.Acts(), draw, stat.ForNumber()), q.before.leaders())
		}
	}
	a.beside("first_time", Share, q.first(led), len(led))
	return a
}

// first is the share of those who led who had never led before the window. Half a year
// after the founding nobody can tell.
func (q *asked) first(led map[org.PersonID]int) stat.Result {
	if q.now.From < q.st.Founded+182*org.Day || len(led) < leastActed {
		return stat.Result{}
	}
	n := 0
	for p := range led {
		if q.firstLead(p) > q.now.From {
			n++
		}
	}
	return stat.Wilson(n, len(led))
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
