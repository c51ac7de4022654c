package stat

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestRarefied(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := drawActs(t, 1)
		m, led := 0, 0
		for _, v := range x {
			m += v
			led += min(v, 1)
		}
		same(t, "one act", value(t, Rarefied(x, 1)), 1)
		same(t, "all acts", value(t, Rarefied(x, m)), float64(led))
		draw := rapid.IntRange(1, m).Draw(t, "draw")
		s := value(t, Rarefied(x, draw))
		if s < 1-1e-9 || s > float64(led)+1e-9 {
			t.Fatalf("%g of %d", s, led)
		}
		if draw < m && value(t, Rarefied(x, draw+1)) < s-1e-9 {
			t.Fatalf("more acts show fewer people: %v at %d", x, draw)
		}
		same(t, "in another order", value(t, Rarefied(shuffled(t, x), draw)), s)
		same(t, "participation", value(t, Participation(x, draw, Minimum{})), s/float64(len(x)))
	})
}

// The formula as written, by the logarithms of factorials.
func TestUnseen(t *testing.T) {
	logC := func(n, k int) float64 {
		f := func(n int) float64 { l, _ := math.Lgamma(float64(n + 1)); return l }
		return f(n) - f(k) - f(n-k)
	}
	rapid.Check(t, func(t *rapid.T) {
		m := rapid.IntRange(1, 2000).Draw(t, "m")
		x, draw := rapid.IntRange(0, m).Draw(t, "x"), rapid.IntRange(1, m).Draw(t, "draw")
		want := 0.0
		if x+draw <= m {
			want = math.Exp(logC(m-x, draw) - logC(m, draw))
		}
		within(t, "unseen", unseen(x, m, draw), want, 1e-9)
	})
}
