package stat

import (
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// The fifteen tests of Benjamini and Hochberg 1995, section 3.2.
func TestDiscoveries(t *testing.T) {
	p := []float64{.0001, .0004, .0019, .0095, .0201, .0278, .0298, .0344, .0459, .3240, .4262, .5719, .6528, .7590, 1}
	count := func(x []bool) (n int) {
		for _, b := range x {
			if b {
				n++
			}
		}
		return n
	}
	if n := count(Discoveries(p, .05)); n != 4 {
		t.Errorf("%d of 15", n)
	}
	slices.Reverse(p)
	if d := Discoveries(p, .05); count(d) != 4 || !d[14] || !d[11] || d[10] {
		t.Errorf("in another order: %v", d)
	}
	// One that would not hold alone holds with the others.
	if d := Discoveries([]float64{.04, .02, .05}, .05); count(d) != 3 {
		t.Errorf("%v", d)
	}
	if d := Discoveries([]float64{-1, .001, 2}, .1); d[0] || !d[1] || d[2] {
		t.Errorf("%v", d)
	}
	if len(Discoveries(nil, .1)) != 0 {
		t.Error("of nothing")
	}
}

func TestShrunk(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		units := rapid.IntRange(2, 12).Draw(t, "units")
		n := rapid.SliceOfN(rapid.IntRange(1, 40), units, units).Draw(t, "n")
		k := make([]int, units)
		var sumK, sumN float64
		for i := range k {
			k[i] = rapid.IntRange(0, n[i]).Draw(t, "k")
			sumK, sumN = sumK+float64(k[i]), sumN+float64(n[i])
		}
		mean := sumK / sumN
		s, ok := Shrunk(k, n)
		if !ok {
			t.Fatal("not ok")
		}
		for i := range s { // between its own share and that of all
			own := float64(k[i]) / float64(n[i])
			if !(s[i] >= min(own, mean)-1e-12 && s[i] <= max(own, mean)+1e-12) {
				t.Fatalf("%g, of %g and %g", s[i], own, mean)
			}
		}
	})
	if s, _ := Shrunk([]int{5, 5, 10}, []int{10, 10, 20}); s[0] != .5 || s[2] != .5 {
		t.Errorf("all alike: %v", s)
	}
	if s, _ := Shrunk([]int{0, 9, 30, 0}, []int{1, 90, 60, 0}); !(s[0] > .05 && s[1] < .13 && s[2] > .45 && s[3] > .2) {
		t.Errorf("few cases move far, many stay, none is the share of all: %v", s)
	}
	if s, _ := Shrunk([]int{0, 1, 1}, []int{1, 1, 1}); s[0] != s[1] {
		t.Errorf("one case each: %v", s)
	}
	for _, c := range [][2][]int{{{1}, {2}}, {{3, 1}, {2, 2}}, {{-1, 1}, {2, 2}}, {{1, 1}, {2}}, {{0, 1}, {0, 2}}} {
		if _, ok := Shrunk(c[0], c[1]); ok {
			t.Errorf("%v", c)
		}
	}
	// It errs less than the shares themselves, and than the share of all.
	rnd := rand.New(rand.NewPCG(9, 9))
	var own, shrunk, same float64
	for range 300 {
		k, n, p := make([]int, 20), make([]int, 20), make([]float64, 20)
		var all float64
		for i := range p {
			p[i] = .2 + .4*rnd.Float64()
			n[i] = 5 + rnd.IntN(20)
			for range n[i] {
				if rnd.Float64() < p[i] {
					k[i]++
				}
			}
			all += p[i] / 20
		}
		s, _ := Shrunk(k, n)
		for i := range p {
			o := float64(k[i])/float64(n[i]) - p[i]
			own, shrunk, same = own+o*o, shrunk+(s[i]-p[i])*(s[i]-p[i]), same+(all-p[i])*(all-p[i])
		}
	}
	if shrunk >= .8*own || shrunk >= same {
		t.Errorf("errors: shares %g, shrunk %g, share of all %g", own, shrunk, same)
	}
}
