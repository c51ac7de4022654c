package graph_test

import (
	"runtime"
	"testing"
	"time"

	"orpheus/insight/measure/graph"
	"orpheus/internal/test/promise"
)

// Betweenness of 10,000 people with 28,000 ties, beside the algorithm as it is printed (Brandes
// 2001: lists of who came before, on one processor), and beside one processor.
// Reports how many times as fast it is.
func BenchmarkBetweenness(b *testing.B) {
	n, ties := 10_000, 28_000
	if testing.Short() {
		n, ties = 2_000, 5_600
	}
	g := random(n, ties, false, false)
	rows := make([][]int, n)
	for v := range n {
		for w := range n {
			if g.Weight(v, w) > 0 {
				rows[v] = append(rows[v], w)
			}
		}
	}
	var printed, one, all time.Duration
	for b.Loop() {
		start := time.Now()
		want := asPrinted(rows)
		printed += time.Since(start)

		before := runtime.GOMAXPROCS(1)
		start = time.Now()
		alone, err := graph.Betweenness(g)
		one += time.Since(start)
		runtime.GOMAXPROCS(before)
		if err != nil {
			b.Fatal(err)
		}

		start = time.Now()
		got, err := graph.Betweenness(g)
		all += time.Since(start)
		if err != nil {
			b.Fatal(err)
		}
		for v := range n {
			if !near(got[v], want[v]) || got[v] != alone[v] {
				b.Fatalf("%d has %v, %v and %v", v, got[v], alone[v], want[v])
			}
		}
	}
	b.ReportMetric(float64(printed)/float64(one), "x-as-printed-1cpu")
	promise.Hold(b, "betweenness of 10,000 people beside the algorithm as it is printed", float64(printed)/float64(all))
	b.ReportMetric(float64(one)/float64(all), "x-1cpu")
}

// asPrinted is Brandes' algorithm as his paper has it.
func asPrinted(rows [][]int) []float64 {
	n := len(rows)
	c := make([]float64, n)
	for s := range n {
		var stack []int
		before := make([][]int, n)
		sigma, d := make([]float64, n), make([]int, n)
		for v := range d {
			d[v] = -1
		}
		sigma[s], d[s] = 1, 0
		queue := []int{s}
		for len(queue) > 0 {
			v := queue[0]
			queue = queue[1:]
			stack = append(stack, v)
			for _, w := range rows[v] {
				if d[w] < 0 {
					queue = append(queue, w)
					d[w] = d[v] + 1
				}
				if d[w] == d[v]+1 {
					sigma[w] += sigma[v]
					before[w] = append(before[w], v)
				}
			}
		}
		delta := make([]float64, n)
		for i := len(stack) - 1; i >= 0; i-- {
			w := stack[i]
			for _, v := range before[w] {
				delta[v] += sigma[v] / sigma[w] * (1 + delta[w])
			}
			if w != s {
				c[w] += delta[w]
			}
		}
	}
	for v := range c {
		c[v] /= 2
	}
	return c
}

// All figures of a graph of 10,000 people, beside the distances between everybody, which
// any of closeness has to find. Reports how many times that they take.
func BenchmarkFigures(b *testing.B) {
	n, ties := 10_000, 28_000
	if testing.Short() {
		n, ties = 2_000, 5_600
	}
	for name, directed := range map[string]bool{"directed": true, "undirected": false} {
		b.Run(name, func(b *testing.B) {
			g := random(n, ties, directed, false)
			var distances, all time.Duration
			for b.Loop() {
				start := time.Now()
				graph.Harmonic(g)
				distances += time.Since(start)
				start = time.Now()
				graph.Figures(g, nil)
				all += time.Since(start)
			}
			b.ReportMetric(float64(all)/float64(distances), "x-distances")
		})
	}
}
