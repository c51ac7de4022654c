package graph_test

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"orpheus/insight/measure/graph"
	"orpheus/internal/test/need"
)

// Every figure of the reference file, which R and igraph computed: Freeman's five graphs,
// Krackhardt's kite and managers, Zachary's club, the Florentine families.
func TestReferenceFigures(t *testing.T) {
	dir := need.Data(t, "graphs")
	data, err := os.ReadFile(filepath.Join(dir, "expected.json"))
	if err != nil {
		t.Fatal(err)
	}
	var expected map[string]map[string]*float64
	if err := json.Unmarshal(data, &expected); err != nil {
		t.Fatal(err)
	}
	compared := 0
	for name, figures := range expected {
		_, err := os.Stat(filepath.Join(dir, name+".edges.txt"))
		g, unit := known(name), []int(nil)
		if err == nil {
			g, unit = fromFiles(t, dir, name, int(*figures["n"]))
		} else if g == nil {
			t.Errorf("no graph %s", name)
			continue
		}
		got := map[string]graph.Figure{}
		for _, f := range graph.Figures(g, unit) {
			got[f.ID] = f
		}
		for id, want := range figures {
			if strings.HasPrefix(id, "ig_") {
				continue // what igraph calls the same by other definitions
			}
			if id == "igraph_recip" {
				id = "recip_edgewise" // the same by another name
			}
			f, is := got[id]
			v, ok := f.Value()
			compared++
			switch {
			case !is:
				t.Errorf("%s has no %s", name, id)
			case ok != (want != nil):
				t.Errorf("%s of %s is %v", id, name, f.Result)
			case ok && math.Abs(v-*want) > 1e-9:
				t.Errorf("%s of %s is %.12f, not %.12f", id, name, v, *want)
			}
		}
	}
	if compared < 200 {
		t.Errorf("only %d figures were compared", compared)
	}
}

// What was published about these graphs, to the digits printed: Wasserman and Faust 1994 (the
// Florentines without the isolated family; their n is 15), Brandes et al. 2008 (the
// best division of the club has 0.4198).
func TestPublishedFigures(t *testing.T) {
	dir := need.Data(t, "graphs")
	round := func(what string, r interface{ Value() (float64, bool) }, want float64, digits int) {
		t.Helper()
		v, ok := r.Value()
		if scale := math.Pow10(digits); !ok || math.Round(v*scale) != math.Round(want*scale) {
			t.Errorf("%s is %v, not %v", what, v, want)
		}
	}
	families, _ := fromFiles(t, dir, "flo_marriage", 16)
	round("C_D of 16", graph.DegreeCentralisation(families), .267, 3)
	round("C_B of 16", graph.BetweennessCentralisation(families), .3835, 4)
	tied := families.Without(11)
	if d := graph.Degrees(families)[11]; d != 0 {
		t.Errorf("family 12 has %d ties", d)
	}
	round("C_B of 15", graph.BetweennessCentralisation(tied), .4368, 4)
	round("C_C of 15", graph.ClosenessCentralisation(tied), .3225, 4)

	club, _ := fromFiles(t, dir, "zachary_karate", 34)
	round("modularity", graph.Modularity(club, graph.Communities(club)), .4198, 4)
	cut := graph.Articulation(club)
	if !cut[0] {
		t.Error("without the first of the club all hang together")
	}

	advice, unit := fromFiles(t, dir, "ht_advice", 21)
	round("constraint", graph.ConstraintMean(advice), .2184, 4)
	round("least constraint", graph.ConstraintLeast(advice), .1923, 4)
	chance, z := graph.CrossingByChance(advice, unit)
	round("E-I by chance", chance, .514, 3)
	round("z", z, .0, 1)
	friends, unit := fromFiles(t, dir, "ht_friends", 21)
	chance, z = graph.CrossingByChance(friends, unit)
	round("E-I by chance", chance, .563, 3)
	round("z", z, -5.0, 1)
	if d := graph.Census(friends); d != (graph.Dyads{Mutual: 23, OneWay: 56, Null: 131}) {
		t.Errorf("%+v", d) // Wasserman and Faust 1994
	}

	reports, _ := fromFiles(t, dir, "ht_reports", 21)
	round("from the boss down", graph.LeastUpperBound(reports.Reversed()), 1, 9)
	round("from the boss down", graph.UpperBound(reports.Reversed()), 1, 9)
	round("as stored", graph.LeastUpperBound(reports), 1-174./190, 9)
}

func fromFiles(t *testing.T, dir, name string, n int) (*graph.Graph, []int) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, name+".edges.txt"))
	if err != nil {
		t.Fatal(err)
	}
	var ties []graph.Tie
	for line := range strings.Lines(string(data)) {
		var a, b int
		if _, err := fmt.Sscan(line, &a, &b); err != nil {
			t.Fatal(err)
		}
		ties = append(ties, graph.Tie{From: a - 1, To: b - 1})
	}
	g, err := graph.New(n, strings.HasPrefix(name, "ht_"), ties)
	if err != nil {
		t.Fatal(err)
	}
	if !g.Directed() {
		return g, nil
	}
	file, err := os.Open(filepath.Join(dir, name+".nodes.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	unit := make([]int, n)
	for _, row := range rows[1:] {
		id, _ := strconv.Atoi(row[4])
		unit[id-1], _ = strconv.Atoi(row[3])
	}
	return g, unit
}
