// Package clock tells the time of the machine as far as it can be believed. A wall
// clock can be set: once ahead by a year, it would end what ends in a year, and date
// all that people do then. Another clock of the machine, which nobody sets, says how
// much time went by; where the two part, that one is followed until the other was
// steady for a while.
package clock

import (
	"sync"
	"time"
)

const (
	// Skew is how far two clocks may be apart.
	Skew = 5 * time.Minute
	// mostDoubt is how long a wall clock is doubted at most; a smaller jump as long as
	// it is large. The machine may have been halted without its noticing.
	mostDoubt = 24 * time.Hour
)

// Clock is a clock that can be doubted. It is used by many at once.
type Clock struct {
	wall  func() time.Time     // as it is set
	ran   func() time.Duration // how long the machine ran
	sleep func() time.Duration // how long it slept, which ran does not count; asked where it matters

	mu    sync.Mutex
	slept time.Duration // what sleep said, as far as it was counted
	at    time.Time     // when it was last believed
	when  time.Duration // what ran said then
	off   time.Duration // how far ahead it was when doubt began, behind where negative
	since time.Duration // what ran said when doubt began
	doubt bool
}

// New returns the clock of the machine. What it says now is believed: a program that
// begins knows no better.
func New() *Clock {
	began := time.Now()
	c := Of(func() time.Time { return time.Now().Round(0) }, func() time.Duration { return time.Since(began) })
	c.sleep, c.slept = sleep, sleep()
	c.at, c.when = c.wall(), c.ran()+c.slept
	return c
}

// Of returns a clock of two others: one that can be set, and one that runs.
func Of(wall func() time.Time, ran func() time.Duration) *Clock {
	return &Clock{wall: wall, ran: ran, sleep: func() time.Duration { return 0 }, at: wall(), when: ran()}
}

// Now is the time, as far as it can be believed: that of the wall clock, unless that
// went ahead. One that went back is followed at once: it ends nothing.
func (c *Clock) Now() time.Time {
	now, _ := c.look()
	return now
}

// Ahead is how far the wall clock is ahead of what is believed; zero where it is not.
func (c *Clock) Ahead() time.Duration {
	now, wall := c.look()
	return wall.Sub(now)
}

func (c *Clock) look() (now, wall time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	wall, ran := c.wall(), c.ran()+c.slept
	if wall.Sub(c.at.Add(ran-c.when)) > Skew { // it may have slept
		was := c.slept
		c.slept = max(was, c.sleep())
		ran += c.slept - was
	}
	line := c.at.Add(ran - c.when)
	off := wall.Sub(line)
	switch {
	case off.Abs() <= Skew:
		c.doubt = false
	case !c.doubt, (off - c.off).Abs() > Skew: // it was set, once more perhaps
		c.doubt, c.off, c.since = true, off, ran
	case ran-c.since >= min(off.Abs(), mostDoubt):
		c.doubt = false
	}
	if !c.doubt {
		c.at, c.when = wall, ran
	} else if off > 0 {
		return line, wall
	}
	return wall, wall
}
