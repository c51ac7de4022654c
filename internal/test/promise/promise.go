// Package promise has the ratios that docs/performance.md promises, and fails a
// benchmark that falls below half of one: a machine that is busy or slow may take
// something off a ratio, but not half. Times are held to nothing, since they are the
// machine's.
package promise

import "testing"

// Ratios are what is promised, by the names of docs/performance.md: how much of a
// baseline of the same run is reached.
var Ratios = map[string]float64{
	"durable acts, 1 client":                          0.6,
	"durable acts, 64 clients":                        0.7,
	"durable acts in PostgreSQL, 1 client":            0.7,
	"durable acts in PostgreSQL, 64 clients":          0.7,
	"acts by three programs on one database":          0.6,
	"page of a circle":                                0.4,
	"from PostgreSQL beside a file: page of a circle": 0.9,
	"from PostgreSQL beside a file: home":             0.9,
	"home":                                            0.25,
	"a durable act by API token":                      0.15,
	"a list of 50 by API token":                       0.5,
	"overviews":                                       0.5,
	"home with fifty notices":                         0.9,
	"what a draft of twenty acts comes to":            0.83,
	"map page of a draft of twenty acts":              0.67,

	"who decides, a word of 10,000 roles beside a name": 10,
	"who decides, a word of 10,000 roles alone":         4,

	"betweenness of 10,000 people beside igraph":                         1.5,
	"betweenness of 10,000 people beside the algorithm as it is printed": 2,
}

// Enough reports whether a ratio is not below half of what is promised under a
// name, and what that is. A name without a promise is not held.
func Enough(name string, ratio float64) (half float64, ok bool) {
	half = Ratios[name] / 2
	return half, ratio >= half
}

// Hold reports a ratio, and fails a benchmark in which it is too low.
func Hold(b *testing.B, name string, ratio float64) {
	b.Helper()
	b.ReportMetric(ratio, "ratio")
	if half, ok := Enough(name, ratio); !ok {
		b.Errorf("%s: %.2f of the baseline, less than half of the %.2f that is promised", name, ratio, 2*half)
	}
}
