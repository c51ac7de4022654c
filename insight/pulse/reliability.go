package pulse

import "math"

// How well sentences hang together. What is kept of a round are counts of each sentence alone, so
// that nothing here is worked out for a round: these are for whoever tries the sentences on
// people before they are asked (docs/measures.md).

// SpearmanBrown is the reliability of two sentences that correlate by r: 2r/(1+r) (Eisinga,
// te Grotenhuis and Pelzer 2013). For two it is better than alpha.
func SpearmanBrown(r float64) float64 { return 2 * r / (1 + r) }

// Alpha is Cronbach's, for three sentences or more: rows are people, columns sentences.
//
//	k/(k-1) (1 - sum of the variances / variance of the sum)
func Alpha(rows [][]float64) float64 {
	k := float64(len(rows[0]))
	sums, each := make([]float64, len(rows)), 0.0
	for c := range rows[0] {
		column := make([]float64, len(rows))
		for r := range rows {
			column[r] = rows[r][c]
			sums[r] += rows[r][c]
		}
		each += variance(column)
	}
	return k / (k - 1) * (1 - each/variance(sums))
}

// StandardAlpha is alpha of standardized sentences, from the mean of their correlations:
//
//	k r / (1 + (k-1) r)
func StandardAlpha(rows [][]float64) float64 {
	k := len(rows[0])
	var r float64
	for a := range k {
		for b := range a {
			r += correlation(rows, a, b) / float64(k*(k-1)/2)
		}
	}
	return float64(k) * r / (1 + float64(k-1)*r)
}

func mean(x []float64) (m float64) {
	for _, v := range x {
		m += v / float64(len(x))
	}
	return m
}

func variance(x []float64) (v float64) {
	m := mean(x)
	for _, a := range x {
		v += (a - m) * (a - m) / float64(len(x)-1)
	}
	return v
}

func correlation(rows [][]float64, a, b int) float64 {
	x, y := make([]float64, len(rows)), make([]float64, len(rows))
	for i, row := range rows {
		x[i], y[i] = row[a], row[b]
	}
	mx, my, both := mean(x), mean(y), 0.0
	for i := range x {
		both += (x[i] - mx) * (y[i] - my) / float64(len(x)-1)
	}
	return both / math.Sqrt(variance(x)*variance(y))
}
