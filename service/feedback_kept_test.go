package service_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"orpheus/org"
	"orpheus/org/feedback"
	"orpheus/service"
	"orpheus/store/sqlite"
)

// seenBoxes is a store that notes which boxes are read and how often their names are, and has
// one of them fail.
type seenBoxes struct {
	*sqlite.Log
	mu    sync.Mutex // of read: two write at once
	read  []string
	named int
	fails string // whose reading, or writing where it is "put", does not work
}

var errDisk = errors.New("the disk does not answer")

func (s *seenBoxes) Box(ctx context.Context, slug, name string) (string, error) {
	s.mu.Lock()
	s.read = append(s.read, name)
	s.mu.Unlock()
	if name == s.fails {
		return "", errDisk
	}
	return s.Log.Box(ctx, slug, name)
}

func (s *seenBoxes) SwapBox(ctx context.Context, slug, name, was, value string) (bool, error) {
	if s.fails == "put" && strings.HasPrefix(name, "feedback ") {
		return false, errDisk
	}
	return s.Log.SwapBox(ctx, slug, name, was, value)
}

func (s *seenBoxes) Boxes(ctx context.Context, slug string) ([]string, error) {
	s.named++
	return s.Log.Boxes(ctx, slug)
}

// exchanges are those of what was read that are exchanges, each once.
func (s *seenBoxes) exchanges() (all []string) {
	for _, name := range s.read {
		if id, is := strings.CutPrefix(name, "feedback "); is && id != "counts" && !slices.Contains(all, id) {
			all = append(all, id)
		}
	}
	return all
}

// feedbackWaits is the feedback that waits for somebody.
func feedbackWaits(t *testing.T, d *service.Service, p org.PersonID) (all []org.Wait) {
	t.Helper()
	l, err := as(t, d, p).Look(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	waits, err := l.Waiting(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range waits {
		if w.Feedback != "" {
			all = append(all, w)
		}
	}
	return all
}

// To find what waits for somebody, only what can wait for them is opened.
func TestOnlyFeedbackThatCanWaitIsOpened(t *testing.T) {
	d, seen, _, clock := leadingSeen(t)
	asks(t, d, 4, 1)
	clock.on((14 + 30) * 24 * time.Hour)
	id := asks(t, d, 4, 1)
	asks(t, d, 5, 4)
	seen.read = nil
	if waits := feedbackWaits(t, d, 1); len(waits) != 1 || waits[0].Feedback != id || waits[0].With != 4 {
		t.Errorf("there waits %+v", waits)
	}
	if got := seen.exchanges(); len(got) != 1 || got[0] != id {
		t.Errorf("%d exchanges are opened: %q", len(got), got)
	}
}

// How many one person may ask for is counted by the days since they asked: that somebody wrote
// frees nothing, and keeps nothing.
func TestAskedForUntilItsEnd(t *testing.T) {
	d, _, _, clock := leading(t)
	for range 4 {
		do(t, d, 4, &org.StartInitiative{Circle: 2, Title: "One more"})
	}
	ask := func(n int) (string, error) {
		return as(t, d, 4).AskFeedback(t.Context(), org.RefOf(org.InitiativeID(n/5+1)), []org.PersonID{1, 2, 5, 6, 7}[n%5])
	}
	all := func() (ids []string) {
		t.Helper()
		for n := range 20 {
			id, err := ask(n)
			if err != nil {
				t.Fatalf("%d: %v", n+1, err)
			}
			ids = append(ids, id)
		}
		return ids
	}
	full := func(when string) {
		t.Helper()
		happens(t, d)
		if _, err := ask(20); org.CodeOf(err) != org.Conflict {
			t.Errorf("%s one more can be asked for: %v", when, err)
		}
	}
	ids := all()
	full("at first")
	writes(t, d, 1, ids[0], "helped", "more")
	full("where the other wrote")
	writes(t, d, 2, ids[1], "helped", "more")
	writes(t, d, 4, ids[1], "helped", "more")
	full("where both wrote")
	clock.on(14 * 24 * time.Hour)
	happens(t, d)
	for n, id := range all() {
		if slices.Contains(ids, id) {
			t.Errorf("%d is over and asked for again", n+1)
		}
	}
}

// What waits for its time is not opened each time that something happens; only for who was
// erased since, once.
func TestTidyingOpensWhatIsDue(t *testing.T) {
	d, seen, _, clock := leadingSeen(t)
	one, two := asks(t, d, 4, 1), asks(t, d, 5, 4)
	tidied := func() []string {
		t.Helper()
		seen.read, seen.named = nil, 0
		happens(t, d)
		if seen.named != 1 {
			t.Errorf("the names of boxes are asked for %d times", seen.named)
		}
		return seen.exchanges()
	}
	if got := tidied(); len(got) > 0 {
		t.Errorf("%q are opened before their time", got)
	}
	seen.read = nil
	if err := d.Erase(t.Context(), "linde", 5, true); err != nil {
		t.Fatal(err)
	}
	if got := seen.exchanges(); len(got) != 1 || got[0] != two {
		t.Errorf("%q are opened for who was erased", got)
	}
	if got := tidied(); len(got) > 0 {
		t.Errorf("%q are opened again for who was erased", got)
	}
	clock.on(14 * 24 * time.Hour)
	if got := tidied(); !slices.Contains(got, one) {
		t.Errorf("%q are opened when their time came", got)
	}
}

// Where a program ends between the row of an exchange and its box, there is a row that nobody
// sees and that goes the day after; a box in no index goes at once.
func TestFeedbackThatWasHalfAskedFor(t *testing.T) {
	d, seen, _, clock := leadingSeen(t)
	whole := asks(t, d, 4, 1)
	names := func() []string {
		t.Helper()
		all, err := seen.Log.Boxes(t.Context(), "linde")
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	seen.fails = "put"
	if _, err := as(t, d, 4).AskFeedback(t.Context(), intake, 5); !errors.Is(err, errDisk) {
		t.Fatal(err)
	}
	seen.fails = ""
	if got := names(); !slices.Equal(got, []string{"feedback", "feedback " + whole}) {
		t.Errorf("the boxes are %q", got)
	}
	for _, p := range []org.PersonID{4, 5} {
		all, err := as(t, d, p).AllFeedback(t.Context())
		if err != nil || p == 5 && len(all) > 0 || p == 4 && len(all) != 1 {
			t.Errorf("%v has %+v, %v", p, all, err)
		}
	}
	rows := func() int {
		t.Helper()
		text, err := d.Unsealed(t.Context(), "linde", "feedback")
		if err != nil {
			t.Fatal(err)
		}
		return strings.Count(text, `"id":`)
	}
	happens(t, d)
	if got := rows(); got != 2 {
		t.Errorf("%d rows: a box that may be on its way has none", got)
	}
	clock.on(24 * time.Hour)
	happens(t, d)
	if got := rows(); got != 1 {
		t.Errorf("%d rows the day after", got)
	}
	lost := "feedback " + strings.Repeat("a", 26)
	for _, name := range []string{lost, "feedback counts"} {
		if done, err := d.PutSealed(t.Context(), "linde", name, "{}"); err != nil || !done {
			t.Fatal(done, err)
		}
	}
	happens(t, d)
	want := []string{"feedback", "feedback counts", "feedback " + whole}
	slices.Sort(want) // by chance, that of an exchange stands before or after the counts
	if got := names(); !slices.Equal(got, want) {
		t.Errorf("the boxes are %q", got)
	}
}

// A box that cannot be opened keeps nobody from being told, and no other box from being
// looked at: it is reported. What the store cannot do now is tried again.
func TestABoxThatCannotBeOpenedStopsNobody(t *testing.T) {
	d, seen, _, clock := leadingSeen(t)
	first, second := asks(t, d, 4, 1), asks(t, d, 4, 5)
	name := "feedback " + first
	was, err := seen.Log.Box(t.Context(), "linde", name)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := seen.Log.SwapBox(t.Context(), "linde", name, was, was[:len(was)-6]+"AAAAAA"); err != nil {
		t.Fatal(err)
	}
	clock.on((feedback.Open + 31*org.Day).Std().Sub(org.Time(0).Std()))
	told := func() (bool, error) {
		t.Helper()
		do(t, d, 1, &org.RaiseTension{Title: "Something happens", Circle: 2})
		err := d.QueueMails(t.Context())
		behind, unknown := seen.Behind(t.Context(), "mail")
		if unknown != nil {
			t.Fatal(unknown)
		}
		return len(behind) == 0, err
	}
	seen.fails = name
	if done, err := told(); done || !errors.Is(err, errDisk) {
		t.Errorf("with a store that does not answer people are told: %v, %v", done, err)
	}
	seen.fails = ""
	if done, err := told(); !done || err == nil || !strings.Contains(err.Error(), name) {
		t.Errorf("with a box that cannot be opened people are told: %v, %v", done, err)
	}
	if names, err := seen.Log.Boxes(t.Context(), "linde"); err != nil || slices.Contains(names, "feedback "+second) {
		t.Errorf("another box is not looked at: %q, %v", names, err)
	}
}
