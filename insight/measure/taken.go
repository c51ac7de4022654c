package measure

import (
	"orpheus/insight/stat"
	"orpheus/org"
)

// taken answers whether leads are taken or handed out: k of those that somebody took by
// themselves, h of those that somebody with formal authority gave.
func (q *asked) taken() Answer {
	now := origins(q.now)
	a := Answer{M: now.pull + now.push, Unlabelled: now.of[org.Unknown]}
	a.put(stat.PullShare(now.pull, now.push), len(q.now.Members), tallied(now.by))
	if a.shown() {
		before := origins(q.before)
		a.Before = q.was(OfLeads, stat.PullShare(before.pull, before.push), tallied(before.by))
		for _, o := range []org.Origin{org.Mandate, org.Invited, org.Elected} {
			a.beside("by_"+o.String(), Count, stat.Known(float64(now.of[o])), len(q.now.Leads))
		}
	}
	q.alsoSaid(&a, org.PulseRoles)
	return a
}

// begun is how leads of a window came about.
type begun struct {
	pull, push int
	of         map[org.Origin]int
	by         map[org.PersonID]int // of those taken or handed out
}

func origins(s *Sample) begun {
	b := begun{of: map[org.Origin]int{}, by: map[org.PersonID]int{}}
	for i := range s.Leads {
		l := &s.Leads[i]
		b.of[l.Origin]++
		switch l.Origin {
		case org.AnsweredCall, org.SelfStarted:
			b.pull++
		case org.Assigned:
			b.push++
		default:
			continue
		}
		b.by[s.Members[l.By].ID]++
	}
	return b
}
