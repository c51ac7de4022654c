package measure

import "orpheus/insight/stat"

// FromOutside is what somebody sees who does not belong to the circle: how many people and
// acts it stands on is rounded to fives, and there is no count at all of what would speak of
// a person, or tell another count that is not shown.
func (i *Insight) FromOutside() *Insight {
	out := *i
	out.outside = true
	out.Answers = make([]Answer, len(i.Answers))
	for n, a := range i.Answers {
		if few := a.Of == stat.People; few || a.hide != "" {
			a.By, a.M, a.Unlabelled, a.Beside = 0, 0, 0, nil
			if !few {
				a.Reason, a.Wire = a.hide, stat.Wire{State: stat.NotEnough}
			}
		}
		a.N, a.By, a.M, a.Unlabelled = Rounded(a.N), Rounded(a.By), Rounded(a.M), Rounded(a.Unlabelled)
		if a.Unit == Works && a.Value != nil {
			a.Value = new(float64(Rounded(int(*a.Value))))
		}
		if a.Have != nil {
			a.Have = new(Rounded(*a.Have))
		}
		beside := make([]Beside, len(a.Beside))
		for k, b := range a.Beside {
			b.M = Rounded(b.M)
			if b.Value != nil && (b.Unit == Count || b.Unit == OfPeople) {
				b.Value = new(float64(Rounded(int(*b.Value))))
			}
			beside[k] = b
		}
		a.Beside = beside
		out.Answers[n] = a
	}
	switch a := i.Answer(EffectiveLeaders); {
	case a != nil && a.hide != "" && out.Planned.Told: // a count of leads tells no more than that one
		out.Planned = Planned{Reason: a.hide}
	case !out.Planned.Told:
		out.Planned.M = 0
	}
	for row := range 2 {
		out.Planned.Fits[row], out.Planned.Not[row], out.Planned.Unknown[row] = Rounded(out.Planned.Fits[row]), Rounded(out.Planned.Not[row]), Rounded(out.Planned.Unknown[row])
	}
	out.Planned.M = Rounded(out.Planned.M)
	out.Course.Points = make([]Point, len(i.Course.Points))
	for n, p := range i.Course.Points {
		if p.State != stat.Value {
			p.M, p.Recorded, p.Wire = 0, 0, stat.Wire{State: p.State} // what there is of it, a count too
		}
		p.N, p.M, p.Recorded = Rounded(p.N), Rounded(p.M), Rounded(p.Recorded)
		out.Course.Points[n] = p
	}
	return &out
}

// Rounded is a count as it is shown beyond one's own circle, to fives.
func Rounded(n int) int { return (n + 2) / 5 * 5 }
