package ui

import (
	"math"
	"testing"
)

func TestInitials(t *testing.T) {
	for name, want := range map[string]string{
		"": "", "Søren Ågård": "SÅ", "Joris De Smet": "JS", "zoë": "Z", "  Lies  Øvergaard ": "LØ",
	} {
		if got := Initials(name); got != want {
			t.Errorf("Initials(%q) = %q, want %q", name, got, want)
		}
	}
}

// A ring goes all the way round without meeting itself; an arc has both ends.
func TestRing(t *testing.T) {
	full := ring(4, 0, 0, 10, 0, 360)
	for i, want := range []point{{0, -10}, {10, 0}, {0, 10}, {-10, 0}} {
		if math.Hypot(full[i].X-want.X, full[i].Y-want.Y) > 1e-9 {
			t.Errorf("seat %d of a ring is at %v, want %v", i, full[i], want)
		}
	}
	half := ring(3, 0, 0, 10, -90, 180)
	for i, want := range []point{{-10, 0}, {0, -10}, {10, 0}} {
		if math.Hypot(half[i].X-want.X, half[i].Y-want.Y) > 1e-9 {
			t.Errorf("seat %d of a half ring is at %v, want %v", i, half[i], want)
		}
	}
	if len(ring(0, 0, 0, 1, 0, 360)) != 0 || len(ring(1, 0, 0, 1, -90, 180)) != 1 {
		t.Error("a ring of none or one has another number of seats")
	}
}

func TestFamily(t *testing.T) {
	for n, want := range map[int]string{-1: "h-0", 0: "h-0", 1: "h-1", 8: "h-8", 9: "h-1", 17: "h-1"} {
		if got := Family(n); got != want {
			t.Errorf("Family(%d) = %s, want %s", n, got, want)
		}
	}
}

// The slider stands at the month looked at, and at its end for today.
func TestStripStep(t *testing.T) {
	s := Strip{Months: []Stem{{At: 0}, {At: .3}, {At: .6}}, At: .5, TodayURL: "/"}
	if got := s.step(); got != 1 {
		t.Errorf("half way is step %d", got)
	}
	s.TodayURL = ""
	if got := s.step(); got != 3 {
		t.Errorf("today is step %d", got)
	}
}

// The axis ends at a round number that nothing exceeds.
func TestAxis(t *testing.T) {
	for high, want := range map[float64]float64{1: 1.5, 66: 75, 70: 75, 100: 150, 7: 7.5, 3: 3} {
		if got := (Line{High: []float64{high}}).most(); math.Abs(got-want) > 1e-9 {
			t.Errorf("an axis for %v ends at %v, want %v", high, got, want)
		}
	}
}
