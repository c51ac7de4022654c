package org

import "iter"

const (
	// MaxDepth is how many circles may lie around one, counted along the longest
	// way to the root.
	MaxDepth = 32
	// MaxParents is how many circles one may serve.
	MaxParents = 32
)

// walk yields c and what next leads to from there, each circle once, the nearest
// first: circles that serve several make a net in which the ways are without number.
func (s *State) walk(c CircleID, next func(CircleID) []CircleID) iter.Seq[CircleID] {
	return func(yield func(CircleID) bool) {
		queue := append(make([]CircleID, 0, 8), c)
		var met map[CircleID]bool // only where there is more than one way
		for i := 0; i < len(queue); i++ {
			if !yield(queue[i]) {
				return
			}
			to := next(queue[i])
			if met == nil && len(to) > 1 {
				met = make(map[CircleID]bool, 2*len(queue))
				for _, q := range queue {
					met[q] = true
				}
			}
			for _, t := range to {
				if met == nil {
					queue = append(queue, t)
				} else if !met[t] {
					met[t] = true
					queue = append(queue, t)
				}
			}
		}
	}
}

// above yields c and the circles around it.
func (s *State) above(c CircleID) iter.Seq[CircleID] {
	return s.walk(c, func(at CircleID) []CircleID { return s.Circle(at).Parents })
}

// Within reports whether circle c is circle top or somewhere inside it.
func (s *State) Within(c, top CircleID) bool {
	for at := range s.above(c) {
		if at == top {
			return true
		}
	}
	return false
}

// longest returns how many steps the longest way from c along next has. Each
// circle is visited once; known holds what was found.
func (s *State) longest(c CircleID, next func(*Circle) []CircleID, known map[CircleID]int) int {
	if n, ok := known[c]; ok {
		return n
	}
	n := 0
	for _, to := range next(s.Circle(c)) {
		n = max(n, 1+s.longest(to, next, known))
	}
	known[c] = n
	return n
}

// checkDepth says whether circle c (zero for a new one), with all inside it, may
// lie in these. A circle that lies deeper already, in a log from before the bound,
// may move to where it lies no deeper.
func (s *State) checkDepth(c CircleID, parents []CircleID) error {
	up := func(c *Circle) []CircleID { return c.Parents }
	known := map[CircleID]int{}
	depth, was := 0, 0
	for _, p := range parents {
		depth = max(depth, 1+s.longest(p, up, known))
	}
	if row := s.Circle(c); row != nil {
		inside := s.longest(c, func(c *Circle) []CircleID { return c.Children }, map[CircleID]int{})
		depth += inside
		if row.Live() {
			was = s.longest(c, up, known) + inside
		}
	}
	if depth > MaxDepth && depth > was {
		return refuse(Conflict, "circle.deep", MaxDepth)
	}
	return nil
}
