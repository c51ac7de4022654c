package demo

import (
	"math/rand/v2"
	"time"

	"orpheus/org"
)

// calendar says when people in care sit down to write something.
type calendar struct {
	rng   *rand.Rand
	place *time.Location
	first time.Time // the first midnight
	last  time.Time // the midnight at which the story ends
}

func midnight(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, t.Location())
}

func newCalendar(until time.Time, place *time.Location, rng *rand.Rand) *calendar {
	c := &calendar{rng: rng, place: place, last: midnight(until.In(place))}
	c.first = c.last.AddDate(-years, 0, 0)
	for c.first.Weekday() != time.Monday {
		c.first = c.first.AddDate(0, 0, 1)
	}
	return c
}

// days is how many days the story has.
func (c *calendar) days() int { return int(c.last.Sub(c.first).Hours()/24 + 0.5) }

// date returns the midnight of a day of the story.
func (c *calendar) date(day int) time.Time { return c.first.AddDate(0, 0, day) }

// day returns on which day of the story t is.
func (c *calendar) day(t org.Time) int {
	return int(midnight(t.Std().In(c.place)).Sub(c.first).Hours()/24 + 0.5)
}

// free reports whether most people are off.
func free(t time.Time) bool {
	if w := t.Weekday(); w == time.Saturday || w == time.Sunday {
		return true
	}
	switch t.Format("01-02") {
	case "01-01", "05-01", "07-21", "08-15", "11-01", "11-11", "12-25", "12-26":
		return true
	}
	return false
}

// season is how much gets done at this time of the year.
func season(t time.Time) float64 {
	switch m, d := t.Month(), t.Day(); {
	case m == time.July, m == time.August && d < 20:
		return 0.5
	case m == time.December && d > 20, m == time.January && d < 4:
		return 0.3
	case m == time.September, m == time.October, m == time.January:
		return 1.2
	}
	return 1.05
}

// busy returns a moment on the day, or on the next working day for most.
func (c *calendar) busy(day int) org.Time {
	t := c.date(max(day, 0))
	for free(t) && c.rng.Float64() < 0.95 {
		t = t.AddDate(0, 0, 1+c.rng.IntN(5))
	}
	var minute int
	switch x := c.rng.Float64(); {
	case x < 0.36:
		minute = 10*60 + c.rng.IntN(120) // after the morning round
	case x < 0.78:
		minute = 13*60 + 15 + c.rng.IntN(195)
	case x < 0.9:
		minute = 7*60 + 40 + c.rng.IntN(140)
	default:
		minute = 19*60 + c.rng.IntN(150) // from the sofa
	}
	return c.at(t, minute)
}

// due returns the end of a day, or of the last working day before it.
func (c *calendar) due(day int) org.Time {
	t := c.date(day)
	for free(t) {
		t = t.AddDate(0, 0, -1)
	}
	y, m, d := t.Date()
	return org.At(time.Date(y, m, d, 17, 0, 0, 0, c.place))
}

// night returns a moment in the night that begins on the day.
func (c *calendar) night(day int) org.Time {
	return c.at(c.date(max(day, 0)), 22*60+30+c.rng.IntN(7*60))
}

func (c *calendar) at(midnight time.Time, minute int) org.Time {
	y, m, d := midnight.Date()
	return org.At(time.Date(y, m, d, 0, minute, c.rng.IntN(60), 0, c.place))
}

// back returns a moment so many days before the end, on a working day.
func (c *calendar) back(days, hour, minute int) org.Time {
	t := c.last.AddDate(0, 0, -days)
	for days > 5 && free(t) {
		t = t.AddDate(0, 0, -1)
	}
	return c.at(t, hour*60+minute)
}
