package stat

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// Every arrangement with the same sizes and loads comes equally often.
func TestTeamsByChance(t *testing.T) {
	teams := [][]int32{{0, 1}, {1, 2}, {0, 3}, {2}}
	seen := map[string]int{}
	TeamsByChance(teams, func(now [][]int32) float64 {
		var load [4]int
		var sizes []int
		for _, team := range now {
			sizes = append(sizes, len(team))
			for _, p := range team {
				load[p]++
			}
		}
		slices.Sort(sizes)
		if load != [4]int{2, 2, 2, 1} || !slices.Equal(sizes, []int{1, 2, 2, 2}) {
			t.Fatalf("%v", now)
		}
		seen[fmt.Sprint(now)]++
		return 0
	})
	// All matrices with these margins, by trying each.
	want := 0
	for m := range 1 << 16 {
		var load, size [4]int
		for b := range 16 {
			if m>>b&1 == 1 {
				load[b%4]++
				size[b/4]++
			}
		}
		if load == [4]int{2, 2, 2, 1} && size == [4]int{2, 2, 2, 1} {
			want++
		}
	}
	if len(seen) < want*9/10 { // the first may be in another order of teams
		t.Errorf("%d of %d arrangements", len(seen), want)
	}
	for a, n := range seen {
		if mean := float64(draws) / float64(want); float64(n) > mean+6*math.Sqrt(mean) {
			t.Errorf("%s %d times, %g expected", a, n, mean)
		}
	}
	if teams[0][0] != 0 || teams[3][0] != 2 {
		t.Error("the teams of the caller moved")
	}
	none := func([][]int32) float64 { return 1 }
	for name, b := range map[string]Boundary{
		"one team": TeamsByChance(teams[:1], none), "twice in one": TeamsByChance([][]int32{{1, 1}, {2}}, none),
		"no number": TeamsByChance(teams, func([][]int32) float64 { return math.NaN() }),
	} {
		if b.Known {
			t.Errorf("%s: %+v", name, b)
		}
	}
}

// Two who are always together are more so than chance has it.
func TestPairInTeams(t *testing.T) {
	together := func(teams [][]int32) (n float64) {
		for _, team := range teams {
			if slices.Contains(team, 0) && slices.Contains(team, 1) {
				n++
			}
		}
		return n
	}
	teams := [][]int32{{0, 1, 2}, {0, 1, 3}, {0, 1, 4}, {0, 1, 5}, {2, 3, 4}, {5, 6, 7}, {6, 7, 2}, {3, 4, 5}}
	b := TeamsByChance(teams, together)
	if !b.Known || b.Index != 4 || b.High >= 4 || b.Z < 2 {
		t.Errorf("%+v", b)
	}
	slices.Reverse(teams)
	if o := TeamsByChance(teams, together); o.Mean != b.Mean || o.SD != b.SD {
		t.Errorf("in another order %+v", o)
	}
}

// All orders of five people, without drawing.
func TestAlike(t *testing.T) {
	a := [][]float64{{9, 1, 1, 0, 0}, {1, 9, 1, 0, 0}, {1, 1, 9, 0, 1}, {0, 0, 1, 9, 1}, {0, 0, 0, 1, 9}}
	c := [][]float64{{0, 1, 1, 0, 0}, {1, 0, 0, 0, 0}, {1, 1, 0, 0, 0}, {0, 0, 1, 0, 1}, {0, 1, 0, 1, 0}}
	correlation := func(place []int) float64 {
		var x, y []float64
		for i := range 5 {
			for j := range 5 {
				if i != j {
					x, y = append(x, a[i][j]), append(y, c[place[i]][place[j]])
				}
			}
		}
		var mx, my, xy, xx, yy float64
		for i := range x {
			mx, my = mx+x[i]/20, my+y[i]/20
		}
		for i := range x {
			xy, xx, yy = xy+(x[i]-mx)*(y[i]-my), xx+(x[i]-mx)*(x[i]-mx), yy+(y[i]-my)*(y[i]-my)
		}
		return xy / math.Sqrt(xx*yy)
	}
	place := []int{0, 1, 2, 3, 4}
	now := correlation(place)
	var mean, square, far, ways float64
	var all func(k int)
	all = func(k int) {
		if k == 5 {
			r := correlation(place)
			mean, square, ways = mean+r, square+r*r, ways+1
			if math.Abs(r) >= now-1e-9 {
				far++
			}
			return
		}
		for i := k; i < 5; i++ {
			place[k], place[i] = place[i], place[k]
			all(k + 1)
			place[k], place[i] = place[i], place[k]
		}
	}
	all(0)
	mean, square = mean/ways, square/ways
	b, p := Alike(a, c)
	same(t, "correlation", b.Index, now)
	within(t, "mean", b.Mean, mean, .03)
	within(t, "standard deviation", b.SD, math.Sqrt(square-mean*mean), .02)
	within(t, "p", p, far/ways, .02)
}

func TestAlikeAtEdges(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(4, 6).Draw(t, "n")
		row := rapid.SliceOfN(rapid.Float64Range(-2, 2), n, n)
		a := rapid.SliceOfN(row, n, n).Draw(t, "a")
		b, p := Alike(a, a)
		if !b.Known {
			return
		}
		same(t, "with itself", b.Index, 1)
		if !(p > 0 && p <= 1 && b.Low <= b.High) {
			t.Fatalf("%+v, p %g", b, p)
		}
	})
	flat := slices.Repeat([][]float64{{1, 1, 1, 1}}, 4)
	some := [][]float64{{0, 1, 0, 1}, {0, 0, 1, 0}, {1, 0, 0, 0}, {0, 0, 1, 0}}
	bad := [][]float64{{0, 1, 0, 1}, {0, 0, 1, 0}, {1, 0, 0, math.NaN()}, {0, 0, 1, 0}}
	for name, two := range map[string][2][][]float64{
		"all the same": {flat, some}, "no number": {some, bad}, "other people": {some, some[:3]}, "three": {some[:3], some[:3]}, "nobody": {nil, nil},
	} {
		if b, _ := Alike(two[0], two[1]); b.Known {
			t.Errorf("%s: %+v", name, b)
		}
	}
}
