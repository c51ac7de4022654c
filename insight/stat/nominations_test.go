package stat

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"orpheus/internal/test/need"
)

// managers reads Krackhardt's ties between the 21 managers of a firm, with their department.
func managers(t *testing.T, name string) (from, to, unit []int32) {
	t.Helper()
	dir := need.Data(t, "graphs")
	f, err := os.Open(filepath.Join(dir, name+".edges.txt"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var a, b int32
		if _, err := fmt.Sscan(lines.Text(), &a, &b); err != nil {
			t.Fatal(err)
		}
		from, to = append(from, a-1), append(to, b-1)
	}
	for _, d := range ofManagers(t, name, "dept") {
		unit = append(unit, int32(d))
	}
	return from, to, unit
}

// levels reads the managers' levels, higher for those who are higher up.
func levels(t *testing.T, name string) (out []float64) {
	t.Helper()
	for _, l := range ofManagers(t, name, "level") {
		out = append(out, -float64(l))
	}
	return out
}

func ofManagers(t *testing.T, name, column string) (out []int) {
	t.Helper()
	nodes, err := os.Open(filepath.Join(need.Data(t, "graphs"), name+".nodes.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer nodes.Close()
	rows, err := csv.NewReader(nodes).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	at := slices.Index(rows[0], column)
	for _, r := range rows[1:] {
		v, err := strconv.Atoi(r[at])
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, v)
	}
	return out
}

// The figures of null 2 that the reference lists.
func TestManagersBesideChance(t *testing.T) {
	from, to, unit := managers(t, "ht_advice")
	b := EI(from, to, nil, unit)
	within(t, "advice E-I", b.Index, .5158, 5e-5)
	within(t, "advice E-I by chance", b.Mean, .514, 5e-4)
	within(t, "advice z", b.Z, .1, .06) // .042; what is listed was drawn
	c, g := ChosenByChance(from, to, len(unit))
	within(t, "advice C_in", c.Index, .470, 5e-4)
	within(t, "advice C_in by chance", c.Mean, .193, 2e-3)
	within(t, "advice C_in z", c.Z, 5.6, .25)
	within(t, "advice Gini", g.Index, .2461, 5e-5)
	within(t, "advice Gini by chance", g.Mean, .115, 1e-3)
	within(t, "advice Gini z", g.Z, 7.2, .25)
	within(t, "advice Gini from", g.Low, .086, 2e-3)
	within(t, "advice Gini to", g.High, .144, 2e-3)
	within(t, "advice reciprocity", MutualByChance(from, to, nil, len(unit)).Index, .4737, 5e-5)

	from, to, unit = managers(t, "ht_friends")
	b = EI(from, to, nil, unit)
	within(t, "friends E-I", b.Index, .25, 5e-3)
	within(t, "friends E-I by chance", b.Mean, .56, 5e-3)
	within(t, "friends z", b.Z, -4.9, .07) // -4.96; so too
	c, _ = ChosenByChance(from, to, len(unit))
	within(t, "friends C_in", c.Index, .270, 5e-4)
	within(t, "friends C_in by chance", c.Mean, .175, 2e-3)
	within(t, "friends C_in z", c.Z, 2.0, .1)
}

// Mean and standard deviation are those of drawing whom each is tied to.
func TestTiesByChance(t *testing.T) {
	rnd := rand.New(rand.NewPCG(5, 5))
	for _, c := range []struct {
		name         string
		people, most int
		weight       func() int
	}{
		{"one each", 9, 5, func() int { return 1 }},
		{"weights", 8, 6, func() int { return 1 + rnd.IntN(4)*rnd.IntN(3) }},
		{"one has most", 12, 3, func() int { return 1 + rnd.IntN(2) }},
	} {
		var from, to []int32
		var weight []int
		unit := make([]int32, c.people)
		deck := newDeck(c.people)
		tie := func(who int32, weights []int) {
			for i, j := range deck.others(rnd, who, len(weights)) {
				from, to, weight = append(from, who), append(to, j), append(weight, weights[i])
			}
		}
		var lists [][]int
		for i := range c.people {
			unit[i] = int32(i % 3)
			k := rnd.IntN(c.most + 1)
			if i == 0 {
				k = c.people - 2
			}
			list := make([]int, k)
			for j := range list {
				list[j] = c.weight()
			}
			lists = append(lists, list)
			tie(int32(i), list)
		}
		ei, mutual := EI(from, to, weight, unit), MutualByChance(from, to, weight, c.people)
		const runs = 20_000
		var e, r [2]float64
		for range runs {
			from, to, weight = from[:0], to[:0], weight[:0]
			for i, list := range lists {
				rnd.Shuffle(len(list), func(a, b int) { list[a], list[b] = list[b], list[a] })
				tie(int32(i), list)
			}
			x, y := EI(from, to, weight, unit), MutualByChance(from, to, weight, c.people)
			e[0], e[1] = e[0]+x.Index/runs, e[1]+x.Index*x.Index/runs
			r[0], r[1] = r[0]+y.Index/runs, r[1]+y.Index*y.Index/runs
			same(t, "mean, whoever the ties are to", x.Mean, ei.Mean)
			same(t, "standard deviation, whoever they are to", y.SD, mutual.SD)
		}
		within(t, c.name+": E-I", ei.Mean, e[0], .005)
		within(t, c.name+": E-I, standard deviation", ei.SD/math.Sqrt(e[1]-e[0]*e[0]), 1, .03)
		within(t, c.name+": answered", mutual.Mean, r[0], .003)
		within(t, c.name+": answered, standard deviation", mutual.SD/math.Sqrt(r[1]-r[0]*r[0]), 1, .03)
	}
}

func TestNominationsOfAnyTies(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(3, 9).Draw(t, "n")
		one := rapid.Int32Range(0, int32(n-1))
		k := rapid.IntRange(1, 20).Draw(t, "ties")
		from, to := rapid.SliceOfN(one, k, k).Draw(t, "from"), rapid.SliceOfN(one, k, k).Draw(t, "to")
		weight := rapid.SliceOfN(rapid.IntRange(1, 3), k, k).Draw(t, "weight")
		unit := rapid.SliceOfN(rapid.Int32Range(0, 2), n, n).Draw(t, "unit")
		ei, mutual := EI(from, to, weight, unit), MutualByChance(from, to, weight, n)
		c, g := ChosenByChance(from, to, n)
		turn := func(x []int32) []int32 { // everybody gets another number
			out := slices.Clone(x)
			for i := range out {
				out[i] = int32(n-1) - out[i]
			}
			return out
		}
		other := slices.Clone(unit)
		slices.Reverse(other)
		c2, g2 := ChosenByChance(turn(from), turn(to), n)
		for name, two := range map[string][2]Boundary{
			"E-I":    {ei, EI(turn(from), turn(to), weight, other)},
			"mutual": {mutual, MutualByChance(turn(from), turn(to), weight, n)},
			"C_in":   {c, c2}, "Gini": {g, g2},
		} {
			a, b := two[0], two[1]
			if a.Known != b.Known {
				t.Fatalf("%s: %+v, under other numbers %+v", name, a, b)
			}
			same(t, name, b.Index, a.Index)
			same(t, name+", mean", b.Mean, a.Mean)
			same(t, name+", standard deviation", b.SD, a.SD)
			if a.Known && !(a.Low <= a.Mean+1e-9 && a.Mean <= a.High+1e-9 && a.Index <= 1+1e-9 && a.Index >= -1-1e-9) {
				t.Fatalf("%s: %+v", name, a)
			}
		}
	})
}

func TestNoNominations(t *testing.T) {
	for name, b := range map[string]Boundary{
		"nobody": EI(nil, nil, nil, nil), "no ties": EI(nil, nil, nil, []int32{0, 1}), "one unit": EI([]int32{0}, []int32{1}, nil, []int32{4, 4}),
		"loops alone": EI([]int32{0}, []int32{0}, nil, []int32{0, 1}), "to nobody": EI([]int32{0}, []int32{2}, nil, []int32{0, 1}),
		"from nobody": EI([]int32{-1}, []int32{1}, nil, []int32{0, 1}), "half a tie": EI([]int32{0}, nil, nil, []int32{0, 1}),
		"no weight": EI([]int32{0}, []int32{1}, []int{0}, []int32{0, 1}), "weights of others": EI([]int32{0}, []int32{1}, []int{1, 1}, []int32{0, 1}),
		"two people": MutualByChance([]int32{0}, []int32{1}, nil, 2), "none mutual": MutualByChance(nil, nil, nil, 5),
	} {
		if b != (Boundary{}) {
			t.Errorf("%s: %+v", name, b)
		}
	}
	c, g := ChosenByChance(nil, nil, 5)
	c2, g2 := ChosenByChance([]int32{0}, []int32{1}, 2)
	if c.Known || g.Known || c2.Known || g2.Known {
		t.Error("chosen without ties, or among two")
	}
	// Everybody is tied to everybody: chance leaves nothing open.
	from, to := []int32{0, 0, 1, 1, 2, 2}, []int32{1, 2, 0, 2, 0, 1}
	if b := EI(from, to, nil, []int32{0, 0, 1}); !b.Known || b.SD != 0 || b.Z != 0 || b.Low != b.High {
		t.Errorf("nothing open: %+v", b)
	}
}
