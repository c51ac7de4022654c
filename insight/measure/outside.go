package measure

// FromOutside is what somebody sees who does not belong to the circle: how many people and
// acts it stands on is rounded to fives, and of a circle in which one person did nearly all
// there is no number, not even that it is one or two.
func (i *Insight) FromOutside() *Insight {
	out := *i
	out.Answers = make([]Answer, len(i.Answers))
	for n, a := range i.Answers {
		a.N, a.By, a.M, a.Unlabelled = Rounded(a.N), Rounded(a.By), Rounded(a.M), Rounded(a.Unlabelled)
		if a.Reason == OneHolds {
			a.Low, a.High = nil, nil
		}
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
	for row := range 2 {
		out.Planned.Fits[row], out.Planned.Not[row], out.Planned.Unknown[row] = Rounded(out.Planned.Fits[row]), Rounded(out.Planned.Not[row]), Rounded(out.Planned.Unknown[row])
	}
	out.Planned.M = Rounded(out.Planned.M)
	out.Course.Points = make([]Point, len(i.Course.Points))
	for n, p := range i.Course.Points {
		p.N, p.M, p.Recorded = Rounded(p.N), Rounded(p.M), Rounded(p.Recorded)
		out.Course.Points[n] = p
	}
	return &out
}

// Rounded is a count as it is shown beyond one's own circle, to fives.
func Rounded(n int) int { return (n + 2) / 5 * 5 }
