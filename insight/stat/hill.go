package stat

import "math"

// Hill is the number of people who, leading equally, would be as diverse: all
// who led for q = 0, less of the rarer ones the larger q.
//
//	qD = (sum p_i^q)^(1/(1-q)); 0D = people with x > 0, 1D = e^H, 2D = 1/sum p^2
//
// Hill 1973; Jost 2006. Range 1 to n; unit people. Twice the people with the
// same spread give twice the number. This is the plain form: from few acts it is
// too low (2D by up to 60 %), and D2 is the one to show. Zeros change nothing.
// Undefined without people, with nothing done or for q < 0; not enough with one
// person.
func Hill(x []float64, q float64) Result {
	p, none := shares(x)
	switch {
	case p == nil:
		return none
	case !(q >= 0):
		return Result{}
	case len(p) == 1:
		return TooFew(People, 2, 1)
	}
	return Known(clip(hill(p, q), 1, float64(len(p))))
}

func hill(p []float64, q float64) float64 {
	if math.Abs(q-1) < 1e-6 { // the limit; the formula itself loses all digits
		return math.Exp(entropy(p))
	}
	var largest float64
	for _, v := range p {
		largest = math.Max(largest, v)
	}
	if math.IsInf(q, 1) {
		return 1 / largest
	}
	// Taken relative to the largest share, no power of a large q vanishes.
	var sum float64
	for _, v := range p {
		if v > 0 {
			sum += math.Pow(v/largest, q)
		}
	}
	return math.Exp((q*math.Log(largest) + math.Log(sum)) / (1 - q))
}
