package web

import (
	"encoding/csv"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// begins is how a formula begins, for some spreadsheet somewhere.
var begins = regexp.MustCompile(`^\s*[=+\-@＝＋－＠]`)

// A spreadsheet finds no formula in the table of the map, whichever character it takes
// for what separates cells, and whether it minds quotes or not.
func TestNoCellIsAFormula(t *testing.T) {
	check := func(t rapid.TB, cells []string) {
		var b strings.Builder
		w := csv.NewWriter(&b)
		safe := make([]string, len(cells))
		for i, c := range cells {
			safe[i] = harmless(c)
			if again := harmless(safe[i]); again != safe[i] {
				t.Fatalf("%q becomes %q, and that %q", c, safe[i], again)
			}
		}
		if err := w.Write(safe); err != nil {
			t.Fatal(err)
		}
		w.Flush()
		// As the file is.
		read, err := csv.NewReader(strings.NewReader(b.String())).Read()
		if err != nil {
			t.Fatal(err)
		}
		// As somebody reads it who expects another character.
		for _, sep := range []string{";", "\t", "|", "\n", "\r"} {
			read = append(read, strings.Split(b.String(), sep)...)
			for _, part := range strings.Split(b.String(), sep) {
				read = append(read, strings.Trim(part, `"`))
			}
		}
		for _, cell := range read {
			if begins.MatchString(cell) {
				t.Fatalf("%q becomes %q, of which %q is read", cells, b.String(), cell)
			}
		}
	}
	for _, c := range []string{"=1+1", "x;=1+1", "x;  =1+1", "x;\"=1+1", "\t=1", "-5", "@a", "x\n=1", "＝1", `";=1`, "a|+1", ";;=1", "\r\r="} {
		check(t, []string{c, "y"})
	}
	rapid.Check(t, func(t *rapid.T) {
		cell := rapid.StringOfN(rapid.RuneFrom([]rune("ab =+-@;,|\t\n\r\"'＝")), 0, 12, -1)
		check(t, append([]string{"x"}, rapid.SliceOfN(cell, 1, 4).Draw(t, "cells")...))
	})
}

// Other texts stay as they are.
func TestHarmlessTextsStay(t *testing.T) {
	for _, c := range []string{"", "Wondzorg", "Nacht- en weekenddienst", "1 + 1 = 2", "a@b.example", "Zorg; thuis", "Team Oost, ploeg 2", `"De Brug"`} {
		if got := harmless(c); got != c {
			t.Errorf("%q becomes %q", c, got)
		}
	}
}

// However deep a circle is, its row names only so many of those around it.
func TestRowsOfDeepCirclesAreShort(t *testing.T) {
	var way []string
	for range 200 {
		way = append(way, "Circle")
	}
	if got := inside(way); strings.Count(got, "Circle") != mostWay-1 || !strings.HasPrefix(got, "Circle › … › Circle") {
		t.Errorf("inside 200 circles it says %q", got)
	}
	if got := inside(way[:mostWay]); strings.Count(got, "Circle") != mostWay || strings.Contains(got, "…") {
		t.Errorf("inside %d circles it says %q", mostWay, got)
	}
	if got := inside(nil); got != "" {
		t.Errorf("inside none it says %q", got)
	}
}
