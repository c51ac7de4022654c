package stat

import (
	"math/rand/v2"
	"slices"
	"testing"
)

func TestTrend(t *testing.T) {
	equal := slices.Repeat([]int{10}, 12)
	solo := []int{109, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}
	few := slices.Repeat([]int{4}, 12)
	for name, c := range map[string]struct {
		windows [][]int
		want    Direction
	}{
		"nothing":               {nil, TooShort},
		"two":                   {[][]int{equal, equal}, TooShort},
		"the last has too few":  {[][]int{equal, equal, equal, few}, TooShort},
		"a gap":                 {[][]int{equal, equal, few, equal, equal}, TooShort},
		"no change":             {[][]int{equal, equal, equal}, Unclear},
		"down, and stays there": {[][]int{equal, solo, solo}, Downwards},
		"up, and stays there":   {[][]int{solo, equal, equal}, Upwards},
		"only once":             {[][]int{equal, equal, solo}, Unclear},
		"there and back":        {[][]int{equal, solo, equal}, Unclear},
		"four before":           {[][]int{equal, equal, equal, equal, solo}, Unclear},
		"beyond natural limits": {[][]int{equal, equal, equal, equal, equal, solo}, Downwards},
	} {
		if got := Trend(c.windows, ForTrend()); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
	// Eight a little below those before, each within their natural limits.
	mixed := func(first int) []int { return append([]int{first}, slices.Repeat([]int{10}, 11)...) }
	var run [][]int
	for i := range 14 {
		if i < 6 {
			run = append(run, mixed(10+2*(i%2)*8))
		} else {
			run = append(run, mixed(26+i%2))
		}
	}
	if got := Trend(run, ForTrend()); got != Downwards {
		t.Errorf("eight on one side: %s", got)
	}
	if got := Trend(run[1:], ForTrend()); got != Downwards {
		t.Errorf("eight on one side of five: %s", got)
	}
	if got := Trend(run[2:], ForTrend()); got != Unclear {
		t.Errorf("eight on one side of four: %s", got)
	}
}

// Without any change there is seldom an arrow; with a change by half there is often one.
func TestArrowsByChance(t *testing.T) {
	rnd := rand.New(rand.NewPCG(8, 8))
	arrows := func(windows int, before, after []float64) float64 {
		const runs = 600
		n := 0
		for range runs {
			var w [][]int
			for i := range windows {
				p := before
				if i >= windows-2 {
					p = after
				}
				w = append(w, fall(rnd, p, 80))
			}
			if d := Trend(w, ForTrend()); d == Upwards || d == Downwards {
				n++
			}
		}
		return float64(n) / runs
	}
	zipf, equal := shapes["Zipf"](20), shapes["equal"](20)
	for name, p := range map[string][]float64{"Zipf": zipf, "equal": equal} {
		for _, windows := range []int{3, 6, 12} {
			a := arrows(windows, p, p)
			t.Logf("%s, %d windows: %.3f", name, windows, a)
			if a > .12 {
				t.Errorf("%s, %d windows without change: %.3f have an arrow", name, windows, a)
			}
		}
	}
	if a := arrows(6, zipf, equal); a < .9 {
		t.Errorf("a change from Zipf to equal: %.3f", a)
	}
}
