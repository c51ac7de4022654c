package measure

import "orpheus/org"

// home is the circle on the first level in which most places of somebody are, the one
// that was made first where there are several; the root where there is none.
func home(s *org.State, p *org.Person) org.CircleID {
	var first []org.CircleID // one for each place; few, so that a list is quicker than a table
	add := func(c org.CircleID) {
		for parent := s.Circle(c).Parent(); parent != 0 && parent != org.Root; parent = s.Circle(c).Parent() {
			c = parent
		}
		if c != org.Root {
			first = append(first, c)
		}
	}
	for _, t := range p.Seats {
		add(s.Role(s.Seat(t).Role).Circle)
	}
	for _, c := range p.Circles {
		add(c)
	}
	best, most := org.Root, 0
	for _, c := range first {
		n := 0
		for _, o := range first {
			if o == c {
				n++
			}
		}
		if n > most || n == most && c < best {
			best, most = c, n
		}
	}
	return best
}
