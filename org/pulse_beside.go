package org

import "slices"

// Rounds that go on at the same time may ask the same people about the same: a circle, and
// the organisation it is in. What both show tells, by taking the one from the other, what the
// rest answered. So whichever closes later is held back where that rest is fewer than five:
// by the people who were asked in only one of two, and by the answers that are left when rounds
// inside one, of which nobody is in two, are taken from it.

// besideRound is what another round showed, or this one would show, about one subject.
type besideRound struct {
	asked []PersonID
	n     int // how many are counted
}

// mostFamilies is how many ways of taking rounds from one are tried; where there are more,
// the result is held back.
const mostFamilies = 4096

// pulseTells reports whether n counted answers about v in a round tell, with what is shown
// already, what fewer than five answered.
func (s *State) pulseTells(id PulseID, v PulseSubject, n int) bool {
	this := besideRound{s.Pulse(id).Asked, n}
	var shown []besideRound
	for other, p := range s.Pulses() {
		if r, is := p.Result(v); is && other != id && r.Hidden == PulseShown && atOnce(p, s.Pulse(id)) {
			shown = append(shown, besideRound{p.Asked, r.Counts.N()})
		}
	}
	return this.tells(shown)
}

// atOnce reports whether two rounds went on at the same time.
func atOnce(a, b *Pulse) bool { return a.Opened < b.Ended && b.Opened < a.Ended }

func few(n int) bool { return 0 < n && n < PulseLeast || -PulseLeast < n && n < 0 }

func (x besideRound) tells(shown []besideRound) bool {
	for _, o := range shown {
		both := common(x.asked, o.asked)
		if both > 0 && (few(len(x.asked)-both) || few(len(o.asked)-both)) {
			return true
		}
	}
	if restFew(x, inside(x, shown), nil) {
		return true
	}
	for i, whole := range shown {
		if common(x.asked, whole.asked) != len(x.asked) {
			continue
		}
		others := slices.Delete(slices.Clone(shown), i, i+1)
		if restFew(whole, inside(whole, others), []besideRound{x}) {
			return true
		}
	}
	return false
}

// inside are the rounds all of whose people were asked in x too.
func inside(x besideRound, shown []besideRound) (all []besideRound) {
	for _, o := range shown {
		if common(x.asked, o.asked) == len(o.asked) {
			all = append(all, o)
		}
	}
	return all
}

// restFew reports whether fewer than five answers are left of a whole in some way of taking
// rounds inside it from it, of which nobody was asked in two; those in taken are always among
// them. Only ways that take as many as they can matter: whatever is not taken leaves five
// answers more at least.
func restFew(whole besideRound, parts, taken []besideRound) bool {
	tries := 0
	var walk func(at int, taken []besideRound) bool
	walk = func(at int, taken []besideRound) bool {
		if tries++; tries > mostFamilies {
			return true
		}
		if at == len(parts) {
			rest := whole.n
			for _, t := range taken {
				rest -= t.n
			}
			return len(taken) > 0 && few(rest)
		}
		part := parts[at]
		meets := func(o besideRound) bool { return common(part.asked, o.asked) > 0 }
		if slices.ContainsFunc(taken, meets) {
			return walk(at+1, taken)
		}
		return walk(at+1, append(slices.Clip(taken), part)) ||
			slices.ContainsFunc(parts[at+1:], meets) && walk(at+1, taken)
	}
	return walk(0, taken)
}

// common is how many are in both of two lists in order.
func common(a, b []PersonID) (n int) {
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
