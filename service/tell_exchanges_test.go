package service_test

import (
	"testing"

	"orpheus/org"
	"orpheus/org/feedback"
	"orpheus/service"
)

// Feedback of a past is what the two would have written then: by the same rules, and read by
// the two alone once both wrote.
func TestFeedbackOfAPast(t *testing.T) {
	d, _, _, clock := leading(t)
	now := org.At(clock.now())
	one, other := answers("You listened.", "Sooner."), answers("You asked.", "", "I ask sooner.")
	told := service.Exchanged{
		About: intake, By: 5, To: 4, Asked: now - 9*org.Day, Words: [2]*feedback.Words{&one, &other}, Wrote: [2]org.Time{now - 8*org.Day, now - 7*org.Day}, Shows: true,
	}
	waits := service.Exchanged{About: intake, By: 6, To: 4, Asked: now - 2*org.Day, Words: [2]*feedback.Words{&one}, Wrote: [2]org.Time{now - org.Day}}
	if err := d.TellExchanges(t.Context(), "linde", []service.Exchanged{told, waits}); err != nil {
		t.Fatal(err)
	}
	for p, want := range map[org.PersonID]int{4: 2, 5: 1, 6: 1, 7: 0} {
		if all, err := as(t, d, p).AllFeedback(t.Context()); err != nil || len(all) != want {
			t.Errorf("%v finds %d, %v; want %d", p, len(all), err, want)
		}
	}
	all, err := as(t, d, 4).AllFeedback(t.Context())
	if err != nil || len(all) != 2 {
		t.Fatal(all, err)
	}
	if f := all[0]; f.With != 6 || !f.Waits() || f.Theirs != nil {
		t.Errorf("what waits is %+v", f)
	}
	if f := all[1]; f.With != 5 || f.Theirs == nil || *f.Theirs != one || f.Opened != now-7*org.Day {
		t.Errorf("what both wrote is %+v", f)
	}
	l, err := as(t, d, 7).Look(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	if shown, err := l.ShownFeedback(t.Context(), 4); err != nil || len(shown) != 1 || shown[0].Words[0] != one[0] || shown[0].Words[1] != "" {
		t.Errorf("on the page stands %+v, %v", shown, err)
	}
	late, stranger := told, told
	late.Wrote[1] = now + 30*org.Day
	stranger.By, stranger.To = 5, 6
	for key, one := range map[string]service.Exchanged{"feedback.over": late, "feedback.led": stranger} {
		if err := d.TellExchanges(t.Context(), "linde", []service.Exchanged{one}); keyOf(err) != key {
			t.Errorf("%v, want %s", err, key)
		}
	}
}
