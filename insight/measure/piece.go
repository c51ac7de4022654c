package measure

import (
	"slices"

	"orpheus/org"
)

// Piece is how one piece of work was led: counts of what its page lists with names and days,
// for whoever reads it. It compares nobody and needs no minimum, since nothing is estimated.
type Piece struct {
	Leads  int // times that somebody led it
	People int // different people who did
	Passed int // times that it was handed on from one to another

	Taken, Handed, Given, Unknown int // leads that somebody took; was handed by formal authority; had from a role, a colleague or a decision; nobody knows

	Open org.Time // how long nobody led it while it went on
}

// PieceOf counts the leads of a piece of work that began by a moment, and from the day on from
// which statistics are agreed; false where there are none, or that day is still to come.
func PieceOf(st *org.State, id org.InitiativeID, at org.Time) (p Piece, ok bool) {
	row := st.Initiative(id)
	if row == nil || row.Withdrawn || st.StatisticsFrom > at {
		return p, false
	}
	type span struct{ from, to org.Time }
	var spans []span
	people := map[org.PersonID]bool{}
	end := at
	if row.Concluded != 0 {
		end = min(at, row.Concluded)
	}
	begin := max(row.Started, st.StatisticsFrom)
	for l := row.LastLead; l != 0; l = st.Lead(l).PrevOfWork {
		lead := st.Lead(l)
		if lead.End == org.LeadTakenBack || lead.Since > at {
			continue
		}
		to := end
		if lead.Until != 0 {
			to = min(end, lead.Until)
		}
		spans = append(spans, span{max(begin, lead.Since), to})
		if lead.Since < st.StatisticsFrom {
			continue
		}
		p.Leads++
		people[lead.Person] = true
		if lead.From != 0 {
			p.Passed++
		}
		switch lead.Origin.Origin() {
		case org.AnsweredCall, org.SelfStarted:
			p.Taken++
		case org.Assigned:
			p.Handed++
		case org.Unknown:
			p.Unknown++
		default:
			p.Given++
		}
	}
	p.People = len(people)
	slices.SortFunc(spans, func(a, b span) int { return int(a.from - b.from) })
	for _, s := range spans {
		if s.from > begin {
			p.Open += s.from - begin
		}
		begin = max(begin, s.to)
	}
	p.Open += max(0, end-begin)
	return p, p.Leads > 0
}
