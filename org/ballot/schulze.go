package ballot

// schulze ranks by the strongest paths of majorities, measured by the votes that win (M.
// Schulze, A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent
// single-winner election method, 2011). The first set are those whom nobody beats by a
// stronger path; the next one those whom nobody else beats of who is left, and so on.
func schulze(p *poll, _ *lots) outcome {
	path := p.strongestPaths()
	var out outcome
	for left := all(p.n); len(left) > 0; {
		var set, rest []int
		for _, c := range left {
			beaten := false
			for _, a := range left {
				beaten = beaten || path[a][c] > path[c][a]
			}
			if beaten {
				rest = append(rest, c)
			} else {
				set = append(set, c)
			}
		}
		out.ranking = append(out.ranking, set)
		left = rest
	}
	return out
}

// strongestPaths returns of every two the strength of the strongest path from the first to
// the second: of the weakest majority on it the votes that win, 0 where there is no path.
func (p *poll) strongestPaths() [][]int64 {
	path := make([][]int64, p.n)
	for a := range path {
		path[a] = make([]int64, p.n)
		for b := range path[a] {
			if p.pairs[a][b] > p.pairs[b][a] {
				path[a][b] = p.pairs[a][b]
			}
		}
	}
	for via := range path {
		for a := range path {
			for b := range path {
				if a != b && a != via && b != via {
					path[a][b] = max(path[a][b], min(path[a][via], path[via][b]))
				}
			}
		}
	}
	return path
}
