package stat

import (
	"fmt"
	"math"
)

// Confidence is the level of all intervals here.
const Confidence = 0.95

// State says what kind of answer a Result is.
type State uint8

const (
	Undefined State = iota // the formula has no meaning for this input
	NotEnough              // it has, but too little was seen to show a number
	Value                  // there is a number
)

// String returns the name the command line and the API use.
func (s State) String() string {
	switch s {
	case Value:
		return "value"
	case NotEnough:
		return "not_enough"
	default:
		return "undefined"
	}
}

// MarshalText returns the name.
func (s State) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// Count names what there was too little of. Other packages may add their own.
type Count string

const (
	People  Count = "people"  // people who could have led
	Acts    Count = "acts"    // acts, or whatever the input counts
	Repeats Count = "repeats" // people seen leading more than once

	Spells    Count = "spells"    // times that somebody held a role
	Tensions  Count = "tensions"  // raised
	Decisions Count = "decisions" // that fell
	Ties      Count = "ties"      // pairs, one of whom led work in which the other took part
	Works     Count = "works"     // open pieces of work
	Items     Count = "items"     // that one may open or not
)

// Lack says how far the input is from an answer.
type Lack struct {
	Of         Count
	Need, Have int
}

// Result is a number with or without an interval, or the reason there is none.
// The zero Result is undefined, for a reason no count can tell.
type Result struct {
	state            State
	spread           bool
	value, low, high float64
	lack             Lack
}

// Known is the answer v; undefined where v is not a finite number.
func Known(v float64) Result {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return Result{}
	}
	return Result{state: Value, value: v}
}

// Within is the answer v with an interval; undefined unless low <= v <= high,
// all finite.
func Within(v, low, high float64) Result {
	r := Known(v)
	if r.state != Value || math.IsInf(low, 0) || math.IsInf(high, 0) || !(low <= v && v <= high) {
		return Result{}
	}
	r.spread, r.low, r.high = true, low, high
	return r
}

// TooFew is the answer that more has to be seen first.
func TooFew(of Count, need, have int) Result {
	return Result{state: NotEnough, lack: Lack{of, need, have}}
}

// Meaningless is the answer that the formula says nothing below need.
func Meaningless(of Count, need, have int) Result {
	return Result{lack: Lack{of, need, have}}
}

// State returns the kind of answer.
func (r Result) State() State { return r.state }

// Value returns the number, if there is one.
func (r Result) Value() (v float64, ok bool) { return r.value, r.state == Value }

// Interval returns the bounds, if there is a number that has them.
func (r Result) Interval() (low, high float64, ok bool) { return r.low, r.high, r.spread }

// Lack returns what is missing where there is no number, if a count tells it.
func (r Result) Lack() (l Lack, ok bool) { return r.lack, r.lack != Lack{} }

// String returns the answer for logs and tests.
func (r Result) String() string {
	switch {
	case r.spread:
		return fmt.Sprintf("%.6g (%.6g to %.6g)", r.value, r.low, r.high)
	case r.state == Value:
		return fmt.Sprintf("%.6g", r.value)
	case r.lack != Lack{}:
		return fmt.Sprintf("%v: %d of %d %s", r.state, r.lack.Have, r.lack.Need, r.lack.Of)
	default:
		return r.state.String()
	}
}
