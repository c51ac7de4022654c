// Package measure computes, from a state alone, how leadership is distributed.
// It never names or ranks people: every answer is about the whole, a circle, or
// a piece of work. The formulas are in package stat.
package measure

import (
	"time"

	"orpheus/insight/stat"
	"orpheus/org"
)

// Scope says what is measured.
type Scope struct {
	At     org.Time      // the moment of the state
	Circle org.CircleID  // with all inside it; the root for the organisation
	Window time.Duration // how far back leads count
}

// Report is what `orpheus measure --json` shows.
type Report struct {
	Org        string    `json:"org"`
	At         org.Time  `json:"at"`
	WindowDays int       `json:"window_days"`
	Scope      string    `json:"scope"`                    // "organisation", or a circle as C3
	From       org.Time  `json:"statistics_from,omitzero"` // the agreed day before which no lead counts; none where it is left out
	Structure  Structure `json:"structure"`
	Seats      Seats     `json:"seats"`
	Measures   []Measure `json:"measures"`
}

// Structure counts people and circles.
type Structure struct {
	People     int            `json:"people"` // members who take part; guests apart
	Guests     int            `json:"guests"`
	Circles    int            `json:"circles"`            // all but the one that is the scope
	Depth      map[string]int `json:"depth"`              // number of circles at each level below the scope, by main parents
	Leaderless int            `json:"leaderless_circles"` // of Circles, those in which nobody holds a role that leads
}

// Seats speaks of roles whose holding is leading the circle. A number that has
// no meaning is null.
type Seats struct {
	LeadSeats   int      `json:"lead_seats"`
	LeadHolders int      `json:"lead_holders"`
	HHI         *float64 `json:"hhi"`               // sum of squared shares, 1/holders to 1 (Simpson 1949)
	Effective   *float64 `json:"effective_holders"` // 1/HHI: as if so many held equally many (Hill 1973)
	GiniHolders *float64 `json:"gini_holders"`      // over those who hold a lead seat (Gini 1912)
	GiniPeople  *float64 `json:"gini_people"`       // over all people, those without a seat included
	HalfHeldBy  *int     `json:"half_held_by"`      // fewest people who together hold half of the lead seats
	MostHeld    int      `json:"most_held"`         // most lead seats of one person
}

// Measure is one measure of leads in the window, with what it stands on.
type Measure struct {
	ID string `json:"id"`
	stat.Wire
	N       int    `json:"n"` // people who could have led
	M       int    `json:"m"` // leads it is based on
	Formula string `json:"formula"`
	Reason  Reason `json:"reason,omitempty"` // why there is no number, where no count tells it
}

// Of returns the report on s.
func Of(s *org.State, scope Scope) Report {
	if scope.Circle == 0 {
		scope.Circle = org.Root
	}
	r := Report{
		Org: s.Slug, At: scope.At, WindowDays: int(scope.Window / (24 * time.Hour)), Scope: "organisation",
		Structure: structure(s, scope.Circle), Seats: seats(s, scope.Circle), Measures: leads(s, scope),
		From: s.StatisticsFrom,
	}
	if scope.Circle != org.Root {
		r.Scope = scope.Circle.String()
	}
	return r
}
