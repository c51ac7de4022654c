package stat

import "math"

// Jackknifed is v with the interval of its values where one group of what it was
// computed from was left out at a time.
//
//	v -+ z sqrt((K-1)/K sum (x_k - mean)^2), cut to least..most
//
// Tukey 1958. For figures of what comes in groups, such as ties of the same piece of
// work: left out one by one they would seem to be more than they are. A value without an
// interval below two groups.
func Jackknifed(v float64, without []float64, least, most float64) Result {
	k := float64(len(without))
	if k < 2 {
		return Known(v)
	}
	var mean, sum float64
	for _, x := range without {
		mean += x / k
	}
	for _, x := range without {
		sum += (x - mean) * (x - mean)
	}
	half := normal(Confidence) * math.Sqrt((k-1)/k*sum)
	return Within(v, clip(v-half, least, v), clip(v+half, v, most))
}
