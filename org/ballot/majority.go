package ballot

// Part is a part of all, as a fraction: 2 of 3. The zero Part is more than half.
type Part struct{ Num, Den int }

// Passes reports whether so many yes against so many no are enough: more yes than no, or at
// least the part of both that is asked. Who says neither is not counted, and a tie, which is
// no more yes than no, passes nothing. Nor does nothing at all.
func Passes(yes, no int, need Part) bool {
	if need.Den == 0 {
		return yes > no
	}
	return yes > 0 && yes*need.Den >= need.Num*(yes+no)
}
