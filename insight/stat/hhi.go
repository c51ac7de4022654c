package stat

// HHI is the chance that two draws, the first put back, fall on the same person.
//
//	lambda = sum p_i^2, p_i = x_i / sum x
//
// Simpson 1949; Hirschman 1964, Herfindahl. Range 1/n (all the same) to 1 (one
// has all); no unit. Zeros change nothing.
// Undefined without people or with nothing done.
func HHI(x []float64) Result {
	p, none := shares(x)
	if p == nil {
		return none
	}
	var sum float64
	for _, v := range p {
		sum += v * v
	}
	return Known(clip(sum, 1/float64(len(p)), 1))
}

// HHINormalised is HHI stretched so that equal is 0, whatever the number of
// people.
//
//	(lambda - 1/n) / (1 - 1/n)
//
// Range 0 to 1; no unit. Zeros count. States as for HHI; undefined for one
// person too.
func HHINormalised(x []float64) Result {
	n := float64(len(x))
	v, ok := HHI(x).Value()
	switch {
	case !ok:
		return HHI(x)
	case n < 2:
		return Meaningless(People, 2, len(x))
	default:
		return Known(clip((v-1/n)/(1-1/n), 0, 1))
	}
}

// Effective is how many people holding equally much would give the same HHI.
//
//	1 / sum p_i^2
//
// Laakso and Taagepera 1979; the Hill number of order 2. Range 1 to n; unit
// people. It describes seats, which are all known: one holder is 1. For acts,
// which are a sample of leading, it comes out too low: use D2.
// Undefined without people or with nothing held.
func Effective(x []float64) Result {
	v, ok := HHI(x).Value()
	if !ok {
		return HHI(x)
	}
	return Known(clip(1/v, 1, float64(len(x))))
}
