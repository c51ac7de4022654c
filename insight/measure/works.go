package measure

import "orpheus/org"

// work is one piece of work that was led in the window.
type work struct {
	id    org.InitiativeID
	pairs []int32 // of Ties: who led it, with whoever took part
}

// tie fills Ties: for every piece of work that was led in the window, whoever led it with
// whoever took part. Two who led it together followed each other; nobody follows
// themselves. When somebody began to take part nobody wrote down, so whoever takes part
// counts for all of the window.
func (s *Sample) tie(st *org.State) {
	led := map[org.InitiativeID]int{} // the place of a piece of work among those of the window
	var leaders [][]int32
	for i := range s.Leads {
		l := &s.Leads[i]
		at, known := led[l.Work]
		if !known {
			at = len(leaders)
			led[l.Work] = at
			leaders = append(leaders, nil)
			s.works = append(s.works, work{id: l.Work})
		}
		leaders[at] = append(leaders[at], l.By)
	}
	places := make(map[uint64]int32, 4*len(s.Leads))
	last := []int32{} // by tie: the last piece of work that was counted for it, and one
	for at := range s.works {
		w := &s.works[at]
		add := func(from, to int32) {
			if from == to {
				return
			}
			key := uint64(uint32(from))<<32 | uint64(uint32(to))
			p, known := places[key]
			if !known {
				p = int32(len(s.Ties))
				places[key] = p
				s.Ties = append(s.Ties, Tie{From: from, To: to})
				last = append(last, 0)
			}
			if last[p] != int32(at)+1 {
				last[p] = int32(at) + 1
				s.Ties[p].Works++
				w.pairs = append(w.pairs, p)
			}
		}
		for _, from := range leaders[at] {
			for _, to := range leaders[at] {
				add(from, to)
			}
			for _, j := range st.Initiative(w.id).Joined {
				if to, ok := s.place(j); ok {
					add(from, to)
				}
			}
		}
	}
}

// back is, for every tie, the place of the one that goes the other way; -1 for none.
func (s *Sample) back() []int32 {
	if s.returns != nil {
		return s.returns
	}
	places := make(map[uint64]int32, len(s.Ties))
	for i, t := range s.Ties {
		places[uint64(uint32(t.From))<<32|uint64(uint32(t.To))] = int32(i)
	}
	out := make([]int32, len(s.Ties))
	for i, t := range s.Ties {
		out[i] = -1
		if r, ok := places[uint64(uint32(t.To))<<32|uint64(uint32(t.From))]; ok {
			out[i] = r
		}
	}
	s.returns = out
	return out
}
