package graph_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os/exec"
	"testing"
	"time"

	"orpheus/insight/measure/graph"
	"orpheus/internal/test/need"
	"orpheus/internal/test/promise"
)

// byIgraph measures betweenness in a program of its own, and says how long that alone took.
const byIgraph = `
import json, sys, time
import igraph
n, ties = json.load(sys.stdin)
g = igraph.Graph(n, ties)
start = time.perf_counter()
b = g.betweenness()
json.dump([time.perf_counter() - start, b], sys.stdout)
`

// Betweenness of 10,000 people with 28,000 ties, beside python3-igraph of Debian: the same
// values, and how many times as fast on all processors.
func BenchmarkBetweennessBesideIgraph(b *testing.B) {
	const python = "/usr/bin/python3"
	if err := exec.Command(python, "-c", "import igraph").Run(); err != nil {
		need.Missing(b, "there is no python3-igraph")
	}
	n, ties := 10_000, 28_000
	if testing.Short() {
		n, ties = 2_000, 5_600
	}
	g := random(n, ties, false, false)
	var pairs [][2]int
	for v := range n {
		for w := range v {
			if g.Weight(v, w) > 0 {
				pairs = append(pairs, [2]int{v, w})
			}
		}
	}
	in, err := json.Marshal([]any{n, pairs})
	if err != nil {
		b.Fatal(err)
	}
	var ours, theirs float64
	for b.Loop() {
		cmd := exec.Command(python, "-c", byIgraph)
		cmd.Stdin = bytes.NewReader(in)
		out, err := cmd.Output()
		if err != nil {
			b.Fatal(err)
		}
		var took float64
		var want []float64
		if err := json.Unmarshal(out, &[]any{&took, &want}); err != nil {
			b.Fatal(fmt.Errorf("%w in %.80s", err, out))
		}
		theirs += took
		start := time.Now()
		got, err := graph.Betweenness(g)
		ours += time.Since(start).Seconds()
		if err != nil {
			b.Fatal(err)
		}
		for v := range n {
			if !near(got[v], want[v]) {
				b.Fatalf("%d has %v, by igraph %v", v, got[v], want[v])
			}
		}
	}
	promise.Hold(b, "betweenness of 10,000 people beside igraph", theirs/ours)
}
