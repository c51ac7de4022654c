package measure

import "math"

// FromOutside is what somebody sees who does not belong to the circle: how many people and
// acts it stands on is rounded to fives, and of a circle in which one person did nearly all
// there is no number, not even that it is one or two.
func (i *Insight) FromOutside() *Insight {
	out := *i
	out.Answers = make([]Answer, len(i.Answers))
	for n, a := range i.Answers {
		a.N, a.By, a.M, a.Unlabelled = fives(a.N), fives(a.By), fives(a.M), fives(a.Unlabelled)
		if a.Reason == OneHolds {
			a.Low, a.High = nil, nil
		}
		if a.Unit == Works && a.Value != nil {
			a.Value = new(float64(fives(int(*a.Value))))
		}
		if a.Have != nil {
			a.Have = new(fives(*a.Have))
		}
		beside := make([]Beside, len(a.Beside))
		for k, b := range a.Beside {
			b.M = fives(b.M)
			if b.Value != nil && (b.Unit == Count || b.Unit == OfPeople) {
				b.Value = new(float64(fives(int(*b.Value))))
			}
			beside[k] = b
		}
		a.Beside = beside
		out.Answers[n] = a
	}
	for row := range 2 {
		out.Planned.Fits[row], out.Planned.Not[row], out.Planned.Unknown[row] = fives(out.Planned.Fits[row]), fives(out.Planned.Not[row]), fives(out.Planned.Unknown[row])
	}
	out.Planned.M = fives(out.Planned.M)
	out.Course.Points = make([]Point, len(i.Course.Points))
	for n, p := range i.Course.Points {
		p.N, p.M, p.Recorded = fives(p.N), fives(p.M), fives(p.Recorded)
		out.Course.Points[n] = p
	}
	return &out
}

func fives(n int) int { return 5 * int(math.Round(float64(n)/5)) }
