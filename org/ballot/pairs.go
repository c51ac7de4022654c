package ballot

// prefer counts how many prefer one candidate (row) to another (column).
func (p *poll) prefer(o Opinion) [][]int64 {
	pairs := make([][]int64, p.n)
	for i := range pairs {
		pairs[i] = make([]int64, p.n)
	}
	for i := range p.ballots {
		b, left := &p.ballots[i], make([]bool, p.n) // of whom nothing was said
		for c, m := range b.Marks {
			left[c] = m == NoOpinion
		}
		var above []int
		for _, level := range p.levels[i] {
			for _, c := range level {
				for _, a := range above {
					pairs[a][c] += int64(b.Times)
				}
			}
			above = append(above, level...)
		}
		if o == OpinionSkip {
			continue
		}
		for c, is := range left {
			if is {
				for _, a := range above {
					pairs[a][c] += int64(b.Times)
				}
			}
		}
	}
	return pairs
}

// condorcet returns who is preferred to everybody else by more than prefer the other, and
// -1 where nobody is or nothing is compared.
func (p *poll) condorcet() int {
	for a := range p.pairs {
		beaten := 0
		for b := range p.pairs {
			if a != b && p.pairs[a][b] > p.pairs[b][a] {
				beaten++
			}
		}
		if beaten == p.n-1 {
			return a
		}
	}
	return -1
}
