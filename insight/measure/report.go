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
	At      org.Time       // the moment of the state
	Circle  org.CircleID   // with all inside it; the root for the organisation
	Window  time.Duration  // how far back acts count
	Zone    *time.Location // of the organisation; UTC where nil
	Closing bool           // acts count up to the beginning of the month where people are few
}

func (s Scope) zone() *time.Location {
	if s.Zone == nil {
		return time.UTC
	}
	return s.Zone
}

// Report is what `orpheus measure --json` shows.
type Report struct {
	Org         string    `json:"org"`
	At          org.Time  `json:"at"`
	WindowDays  int       `json:"window_days"`
	Scope       string    `json:"scope"`                    // "organisation", or a circle as C3
	From        org.Time  `json:"statistics_from,omitzero"` // the agreed day before which no lead counts; none where it is left out
	Structure   Structure `json:"structure"`
	Seats       Seats     `json:"seats"`
	Definitions int       `json:"definitions"` // the version of the definitions of measures
	Measures    []Answer  `json:"measures"`    // how many led, and the answers to the twelve questions
	Course      Course    `json:"course"`
	Planned     Planned   `json:"planned"`

	Changes []Difference `json:"changes,omitempty"` // what a proposal would change, where it was asked for
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

// Leaders is how many people led anything, which is read with the answers.
const Leaders Question = "leaders"

// Of returns the report on s, for somebody who belongs to the scope.
func Of(s *org.State, scope Scope) Report { return ReportOf(s, scope, Answers(s, scope)) }

// ReportOf returns the report on s with answers that were worked out before.
func ReportOf(s *org.State, scope Scope, said *Insight) Report {
	r := Report{
		Org: s.Slug, At: scope.At, WindowDays: said.Days, Scope: "organisation",
		Structure: structure(s, said.Circle), Seats: seats(s, said.Circle),
		From: s.StatisticsFrom, Definitions: said.Definitions, Measures: append([]Answer{said.leaders()}, said.Answers...), Course: said.Course, Planned: said.Planned,
	}
	if said.Circle != org.Root {
		r.Scope = said.Circle.String()
	}
	return r
}

func (i *Insight) leaders() Answer {
	from := i.Answer(EffectiveLeaders)
	a := Answer{ID: Leaders, Formula: "0D", Unit: from.Unit, About: from.About, N: from.N, By: from.By, M: from.M, Reason: from.Reason}
	switch {
	case a.Reason == BeforeAgreement, a.Reason == FirstMonth, a.Reason == WouldTell:
	case a.N < LeastPeople:
		a.Wire = stat.TooFew(stat.People, LeastPeople, a.N).Wire()
	case i.outside && from.hide != "": // who led is not counted for them
		a.Wire = from.Wire
	default:
		a.Wire, a.Reason = stat.Known(float64(a.By)).Wire(), ""
	}
	return a
}
