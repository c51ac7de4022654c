package web_test

import (
	"testing"
	"time"

	"orpheus/face/web/webtest"
	"orpheus/org"
)

// What came out of a round is told as long as it counts: whoever agrees to another day takes
// it off the page and off its link, whatever moment one looks at.
func TestARoundThatCountsNoMore(t *testing.T) {
	h := webtest.Village(t)
	from := org.At(h.Now().AddDate(0, 0, -1))
	h.Do(t, 1, &org.AmendOrganisation{StatisticsFrom: &from})
	h.Do(t, 1, &org.AskPulse{Circle: org.Root, First: org.PulseRoom, Second: org.PulseTrust})
	opened := h.Now()
	h.Set(opened.AddDate(0, 0, 8))
	counts := org.PulseCounts{First: []uint16{0, 0, 1, 6, 7}, Second: []uint16{0, 0, 2, 6, 6}}
	h.Do(t, 0, &org.ClosePulse{Pulse: 1, Answers: 14, Results: []org.PulseResult{{Subject: org.PulseRoom, Counts: counts}, {Subject: org.PulseTrust, Counts: counts}}})
	closed := h.Now().Format(time.DateOnly)
	const round = "/het-dorp/pulse/U1"
	webtest.All(t, h, []webtest.Scenario{
		{Name: "it counts", Path: round, Header: asked("2", "en"), Contains: []string{"insight-cards", "Beside it"}, Lacks: []string{"Nothing is shown"}},
		{Name: "in the list", Path: "/het-dorp/pulse", Header: asked("2", "en"), Contains: []string{">results<"}},
	})
	later := org.At(opened.AddDate(0, 0, 3))
	h.Do(t, 1, &org.AmendOrganisation{StatisticsFrom: &later})
	gone := []string{"insight-cards", "Beside it", "14 of", "/acts/tension.raise?"}
	webtest.All(t, h, []webtest.Scenario{
		{Name: "it counts no more", Path: round, Header: asked("2", "en"), Contains: []string{"Nothing is shown", "is from before the day from which statistics count"}, Lacks: gone},
		{Name: "nor in a look at the past", Path: round + "?at=" + closed, Header: asked("2", "en"), Contains: []string{"is from before the day from which statistics count"}, Lacks: gone},
		{Name: "nor in the list", Path: "/het-dorp/pulse", Header: asked("2", "en"), Contains: []string{"not shown any more"}, Lacks: []string{">results<"}},
	})
}
