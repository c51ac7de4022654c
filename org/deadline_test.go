package org

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"orpheus/org/deciding"
)

// The nights in which clocks are put forward and back, and zones with and without them.
var (
	switches = []time.Time{time.Date(2026, 3, 29, 1, 0, 0, 0, time.UTC), time.Date(2026, 10, 25, 1, 0, 0, 0, time.UTC)}
	inZones  = []string{"Europe/Amsterdam", "Europe/Copenhagen", "Asia/Kolkata", "UTC", ""}
)

// endsAtFour checks when a stage ends that begins at a moment: some days later at four in the
// afternoon where the organisation is, whatever clocks were put to meanwhile, and never
// before its least time is over. Authority in haste is counted in hours.
func endsAtFour(t interface{ Fatalf(string, ...any) }, zone string, stage deciding.Stage, from time.Time) {
	at := At(from)
	end := (&State{Organisation: Organisation{Zone: zone}}).after(at, stage)
	usual, least, _ := stage.Takes()
	if stage == deciding.Acting {
		if end-at != 3*Day {
			t.Fatalf("%s from %v: authority lasts %v", zone, from, (end - at).Std())
		}
		return
	}
	place, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatalf("%v", err)
	}
	local, began := end.Std().In(place), from.In(place)
	if local.Hour() != 16 || local.Minute() != 0 || local.Second() != 0 || local.Nanosecond() != 0 {
		t.Fatalf("%s, %v from %v ends at %v", zone, stage, began, local)
	}
	day := func(at time.Time) time.Time { return time.Date(at.Year(), at.Month(), at.Day(), 0, 0, 0, 0, time.UTC) }
	days := int(day(local).Sub(day(began)) / (24 * time.Hour))
	sooner := time.Date(began.Year(), began.Month(), began.Day()+int(usual/24), 16, 0, 0, 0, place)
	switch {
	case end < at+hours(least):
		t.Fatalf("%s, %v from %v ends at %v, too soon", zone, stage, began, local)
	case days == int(usual/24):
	case days == int(usual/24)+1 && At(sooner) < at+hours(least): // that day at four is too soon
	default:
		t.Fatalf("%s, %v from %v ends after %d days", zone, stage, began, days)
	}
}

func TestDeadlinesWhileClocksArePut(t *testing.T) {
	for _, zone := range inZones {
		for _, night := range switches {
			for stage := deciding.Shaping; stage <= deciding.Forwarding; stage++ {
				for from := night.AddDate(0, 0, -32); from.Before(night.AddDate(0, 0, 2)); from = from.Add(5 * time.Hour / 2) {
					endsAtFour(t, zone, stage, from)
				}
			}
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		from := time.Unix(rapid.Int64Range(1_700_000_000, 2_000_000_000).Draw(t, "from"), 0).UTC()
		endsAtFour(t, rapid.SampledFrom(inZones).Draw(t, "zone"), deciding.Stage(rapid.IntRange(1, int(deciding.Forwarding)).Draw(t, "stage")), from)
	})
}
