package pulse

import (
	"math"

	"orpheus/insight/stat"
	"orpheus/org"
)

// Reading is what was answered about one subject in one round, or to a circle's own sentence.
type Reading struct {
	Subject org.PulseSubject // zero for their own sentence
	Round   org.PulseID
	At      org.Time
	Hidden  org.PulseHidden
	N       int // how many are counted
	CantSay int
	Counts  [2][org.PulseMarks]int // by sentence and answer; the second is empty for one alone
	Spread  [org.PulseMarks]int    // of all sentences
	RWG     float64
	Apart   bool        // a team that sees it too differently for a mean to stand for it
	Mean    stat.Result // from 0 to 100, with its interval; not enough where it is hidden or apart
	Near    Range       // the interval of these people, these weeks alone

	se float64 // of the mean
}

// Read reads a part of a round. A mean stands for a circle only where people agree enough with
// each other; for the whole organisation it is a mean of many, who need not.
//
// Both sentences of a subject were counted apart, so that nobody can tell who gave which two
// answers. The spread of what people say is then known only from above, as if both always
// moved together: the interval is no narrower than it should be.
func Read(s *org.State, id org.PulseID, r *org.PulseResult) Reading {
	p := s.Pulse(id)
	out := Reading{Subject: r.Subject, Round: id, At: p.Closed, Hidden: r.Hidden}
	if r.Hidden != org.PulseShown {
		out.Mean = stat.TooFew(Answers, org.PulseLeast, 0)
		return out
	}
	out.N, out.CantSay = r.Counts.N(), int(r.Counts.CantSay)
	var means, sds, variances []float64
	for i, counts := range [][]uint16{r.Counts.First, r.Counts.Second} {
		if len(counts) == 0 {
			continue
		}
		for mark, n := range counts {
			out.Counts[i][mark] = int(n)
			out.Spread[mark] += int(n)
		}
		each := marks(out.Counts[i][:])
		v := variance(each)
		means, sds, variances = append(means, mean(each)), append(sds, math.Sqrt(v)), append(variances, v)
	}
	out.RWG = RWG(variances...)
	sd := mean(sds)
	out.se = 25 * sd / math.Sqrt(float64(out.N))
	score, margin := Score(mean(means)), 25*Margin(sd, out.N)
	out.Near = ends(score, margin*Finite(out.N, len(p.Asked)))
	if out.Apart = p.Circle != org.Root && out.RWG < Agreed; out.Apart {
		out.Mean = stat.Result{}
		return out
	}
	within := ends(score, margin)
	out.Mean = stat.Within(score, within.Low, within.High)
	return out
}

// Sentence is the mean of one sentence of a subject by itself, the first or the second, with its
// interval; undefined where the subject has none.
func (r *Reading) Sentence(n int) stat.Result {
	if n < 1 || n > len(r.Counts) || r.Hidden != org.PulseShown || r.Apart || r.N < org.PulseLeast {
		return stat.Result{}
	}
	each := marks(r.Counts[n-1][:])
	if len(each) == 0 {
		return stat.Result{}
	}
	score, margin := Score(mean(each)), 25*Margin(math.Sqrt(variance(each)), len(each))
	within := ends(score, margin)
	return stat.Within(score, within.Low, within.High)
}

// marks are answers one by one, from how many gave each.
func marks(counts []int) (each []float64) {
	for mark, n := range counts {
		for range n {
			each = append(each, float64(mark+1))
		}
	}
	return each
}

// ends are where an interval ends, on the scale.
func ends(score, margin float64) Range {
	return Range{Low: max(0, score-margin), High: min(100, score+margin)}
}

// Range is what lies between two numbers, both included.
type Range struct{ Low, High float64 }

// Answers is what there may be too few of.
const Answers stat.Count = "answers"

// Course is what the rounds of a circle said about a subject, the oldest first, as far as they
// closed by a moment, with whether it moves. Of rounds of before the organisation agreed to
// statistics nothing is told.
func Course(s *org.State, c org.CircleID, v org.PulseSubject, at org.Time) (all []Reading, moves stat.Direction) {
	for id, p := range s.Pulses() {
		if p.Circle != c || p.Closed > at || !s.Showing(p) {
			continue
		}
		if r, asked := p.Result(v); asked {
			all = append(all, Read(s, id, &r))
		}
	}
	var x, se []float64
	var last *org.Pulse
	for i := range all {
		p := s.Pulse(all[i].Round)
		if all[i].Hidden != org.PulseShown || all[i].Apart || last != nil && common(last.Asked, p.Asked) < org.PulseLeast {
			x, se = nil, nil // what came before cannot be set beside it
		}
		if last = p; all[i].Hidden == org.PulseShown && !all[i].Apart {
			x, se = append(x, value(all[i].Mean)), append(se, all[i].se)
		}
	}
	return all, stat.Moves(x, se)
}

func value(r stat.Result) float64 { v, _ := r.Value(); return v }

// common is how many are in both of two lists in order.
func common(a, b []org.PersonID) (n int) {
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] < b[0]:
			a = a[1:]
		case a[0] > b[0]:
			b = b[1:]
		default:
			a, b, n = a[1:], b[1:], n+1
		}
	}
	return n
}

// Last is what the last round that asked a circle about a subject said, by a moment.
func Last(s *org.State, c org.CircleID, v org.PulseSubject, at org.Time) (Reading, bool) {
	all, _ := Course(s, c, v, at)
	if len(all) == 0 {
		return Reading{}, false
	}
	return all[len(all)-1], true
}
