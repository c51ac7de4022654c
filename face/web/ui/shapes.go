// Package ui holds the parts that pages are made of. A part takes ready texts
// and addresses and knows nothing of organisations, requests or rights.
package ui

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/a-h/templ"
)

// MarkKind is how a piece of work stands.
type MarkKind int

// The marks, see Mark.
const (
	MarkOpen     MarkKind = iota // nobody leads it
	MarkLed                      // somebody leads it
	MarkDeciding                 // being decided
	MarkAdvice                   // advice is asked
	MarkFeedback                 // feedback is asked
	MarkDone                     // done or decided
	MarkBack                     // handed back
	MarkObject                   // somebody objects
	MarkAside                    // somebody stands aside
)

// DotKind is how a role or circle stands on the map.
type DotKind int

// The dots, see Dot.
const (
	DotHeld DotKind = iota
	DotLit
	DotOpen
	DotCircle
)

func dotClass(k DotKind) string {
	return [...]string{"dot-held", "dot-lit", "dot-open", "dot-circle"}[k]
}

// Family is the class of a circle family: 0 for the organisation as a whole,
// then 1 to 8 over and over.
func Family(n int) string {
	if n <= 0 {
		return "h-0"
	}
	return "h-" + strconv.Itoa((n-1)%8+1)
}

// point is a place in a picture.
type point struct{ X, Y float64 }

// ring places n points on an arc about x, y, clockwise from the angle from,
// which is 0 at the top, over span degrees. A full turn does not repeat its
// first point.
func ring(n int, x, y, r, from, span float64) []point {
	steps := float64(n)
	if span < 360 && n > 1 {
		steps = float64(n - 1)
	}
	points := make([]point, n)
	for i := range points {
		a := (from + span*float64(i)/steps - 90) * math.Pi / 180
		points[i] = point{x + r*math.Cos(a), y + r*math.Sin(a)}
	}
	return points
}

// pie is the path of a pie filled clockwise from the top.
func pie(x, y, r, full float64) string {
	full = min(max(full, 0.02), 0.999)
	a := full * 2 * math.Pi
	large := 0
	if full > .5 {
		large = 1
	}
	return fmt.Sprintf("M%s %sV%sA%s %s 0 %d 1 %s %sZ", dec(x), dec(y), dec(y-r), dec(r), dec(r), large,
		dec(x+r*math.Sin(a)), dec(y-r*math.Cos(a)))
}

func seatClass(i int) string {
	if i == 2 {
		return "seat-lit"
	}
	return "seat"
}

func seatSize(i int) string {
	if i == 2 {
		return "4.2"
	}
	return "2.4"
}

// picture names a drawing for readers of the screen, or hides it.
func picture(label string) templ.Attributes {
	if label == "" {
		return templ.Attributes{"aria-hidden": "true"}
	}
	return templ.Attributes{"role": "img", "aria-label": label}
}

func num(n int) string { return strconv.Itoa(n) }

// dec writes a measure with two decimals at most.
func dec(f float64) string {
	s := strconv.FormatFloat(f, 'f', 2, 64)
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}

// percent writes a part of 1 as a percentage.
func percent(f float64) string { return dec(f*100) + "%" }

// Initials are the first letters of the first and the last word of a name.
func Initials(name string) string {
	words := strings.Fields(name)
	if len(words) == 0 {
		return ""
	}
	first, last := []rune(words[0]), []rune(words[len(words)-1])
	if len(words) == 1 {
		return strings.ToUpper(string(first[:1]))
	}
	return strings.ToUpper(string(first[0]) + string(last[0]))
}
