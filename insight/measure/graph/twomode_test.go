package graph_test

import (
	"errors"
	"testing"

	"orpheus/insight/measure/graph"
	"orpheus/insight/stat"
)

func parts(t *testing.T, people, works int, pairs ...int) *graph.TwoMode {
	t.Helper()
	var ties []graph.Tie
	for i := 0; i < len(pairs); i += 2 {
		ties = append(ties, graph.Tie{From: pairs[i], To: pairs[i+1]})
	}
	m, err := graph.NewTwoMode(people, works, ties)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// One person at all works stands out as far as can be, alone or with the others at one each.
func TestPeopleAndWorks(t *testing.T) {
	alone := parts(t, 3, 4, 0, 0, 0, 1, 0, 2, 0, 3, 0, 3)
	value(t, "alone", alone.Centralisation(), 1)
	value(t, "density", alone.Density(), 4./12)
	undefined(t, "alone, connected", alone.CentralisationConnected())
	joined := parts(t, 3, 4, 0, 0, 0, 1, 0, 2, 0, 3, 1, 0, 2, 1)
	value(t, "joined", joined.Centralisation(), 6./8)
	value(t, "joined, connected", joined.CentralisationConnected(), 1)
	value(t, "even", parts(t, 2, 2, 0, 0, 1, 1).Centralisation(), 0)
	undefined(t, "nobody", parts(t, 0, 3).Density())
	undefined(t, "no works", parts(t, 3, 0).Density())
	undefined(t, "no ties", parts(t, 3, 3).Centralisation())
	undefined(t, "one person", parts(t, 1, 1, 0, 0).Centralisation())
	undefined(t, "one work", parts(t, 2, 1, 0, 0, 1, 0).CentralisationConnected())
	for _, tie := range []graph.Tie{{From: 2}, {To: 2}, {From: -1}, {To: -1}} {
		if _, err := graph.NewTwoMode(2, 2, []graph.Tie{tie}); !errors.Is(err, graph.ErrPerson) {
			t.Errorf("%v: %v", tie, err)
		}
	}
}

// Eighteen women at fourteen occasions (Davis, Gardner and Gardner 1941): 89 ties, a density
// of 0.3532.
func TestSouthernWomen(t *testing.T) {
	at := [][]int{
		{1, 2, 3, 4, 5, 6, 8, 9},
		{1, 2, 3, 5, 6, 7, 8},
		{2, 3, 4, 5, 6, 7, 8, 9},
		{1, 3, 4, 5, 6, 7, 8},
		{3, 4, 5, 7},
		{3, 5, 6, 8},
		{5, 6, 7, 8},
		{6, 8, 9},
		{5, 7, 8, 9},
		{7, 8, 9, 12},
		{8, 9, 10, 12},
		{8, 9, 10, 12, 13, 14},
		{7, 8, 9, 10, 12, 13, 14},
		{6, 7, 9, 10, 11, 12, 13, 14},
		{7, 8, 10, 11, 12},
		{8, 9},
		{9, 11},
		{9, 11},
	}
	var pairs []int
	for v, works := range at {
		for _, w := range works {
			pairs = append(pairs, v, w-1)
		}
	}
	m := parts(t, 18, 14, pairs...)
	if len(pairs) != 178 {
		t.Errorf("%d ties", len(pairs)/2)
	}
	value(t, "density", m.Density(), 89./(18*14))
	value(t, "centralisation", m.Centralisation(), (8*18.-89)/(17*14))
}

// No group of a few people at a few works stands out further than the formulas take for
// the most, and some reach it.
func TestNobodyIsAtMoreWorks(t *testing.T) {
	var all, connected float64
	const people, works = 3, 3
	for which := range 1 << (people * works) {
		var pairs []int
		degrees := [people]int{}
		for i := range people * works {
			if which>>i&1 == 1 {
				pairs = append(pairs, i/works, i%works)
				degrees[i/works]++
			}
		}
		m := parts(t, people, works, pairs...)
		spread := 0
		for _, d := range degrees {
			spread += max(degrees[0], degrees[1], degrees[2]) - d
		}
		check := func(r stat.Result, most float64, top *float64) {
			if v, ok := r.Value(); ok {
				*top = max(*top, v)
				value(t, "by hand", r, float64(spread)/most)
			}
		}
		check(m.Centralisation(), (people-1)*works, &all)
		check(m.CentralisationConnected(), (people-1)*(works-1), &connected)
	}
	if all != 1 || connected != 1 {
		t.Errorf("%v and %v at most", all, connected)
	}
}
