package stat

import "math"

// Shannon is the entropy: how uncertain it is who did one act drawn blindly.
//
//	H = - sum p_i ln p_i, with 0 ln 0 = 0
//
// Shannon 1948. Range 0 (one person) to ln n (all the same); unit nats. From a
// sample it is low by about (S-1)/(2m), S people seen in m acts (Miller 1955);
// this is the plain form, without that correction.
// Undefined without people or with nothing done.
func Shannon(x []float64) Result {
	p, none := shares(x)
	if p == nil {
		return none
	}
	return Known(entropy(p))
}

// Evenness is the entropy as a share of the largest possible.
//
//	J = H / ln n
//
// Pielou 1966. Range 0 to 1 (all the same); no unit. Zeros count.
// States as for Shannon; undefined for one person too.
func Evenness(x []float64) Result {
	p, none := shares(x)
	switch {
	case p == nil:
		return none
	case len(p) == 1:
		return Meaningless(People, 2, 1)
	default:
		return Known(clip(entropy(p)/math.Log(float64(len(p))), 0, 1))
	}
}

func entropy(p []float64) float64 {
	var h float64
	for _, v := range p {
		if v > 0 {
			h -= v * math.Log(v)
		}
	}
	return clip(h, 0, math.Log(float64(len(p))))
}
