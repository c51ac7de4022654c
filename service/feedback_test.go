package service_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"orpheus/insight/measure"
	"orpheus/ledger"
	"orpheus/org"
	"orpheus/org/feedback"
	"orpheus/service"
	"orpheus/store/sqlite"
)

// leading is De Linde in a file, where P4, a nurse, leads I1 and P1 holds a formal role over
// home care.
func leading(t *testing.T) (d *service.Service, store *sqlite.Log, path string, clock *ticker) {
	t.Helper()
	d, seen, path, clock := leadingSeen(t)
	return d, seen.Log, path, clock
}

// leadingSeen is the same, with a store that tells which boxes are read.
func leadingSeen(t *testing.T) (d *service.Service, seen *seenBoxes, path string, clock *ticker) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "o.db")
	store, err := sqlite.Open(t.Context(), path, true)
	if err != nil {
		t.Fatal(err)
	}
	clock = new(ticker)
	clock.micros.Store(noon.UnixMicro())
	seen = &seenBoxes{Log: store}
	d = service.New(seen, ledger.Options{Now: clock.now, Follow: -1})
	t.Cleanup(func() { _ = d.Close() })
	linde(t, d)
	do(t, d, 0, &org.FormCircle{Parents: []org.CircleID{org.Root}, Name: "Home care"})
	for p := org.PersonID(4); p <= 7; p++ {
		do(t, d, 0, &org.JoinPerson{})
	}
	for _, p := range []org.PersonID{2, 4, 5, 6, 7} {
		do(t, d, 0, &org.JoinCircle{Circle: 2, Person: p})
	}
	do(t, d, 0, &org.CreateRole{Circle: org.Root, Name: "Manager", Formal: true})
	do(t, d, 0, &org.FillSeat{Role: 1, Person: 1})
	do(t, d, 4, &org.StartInitiative{Circle: 2, Title: "One intake"})
	return d, seen, path, clock
}

// happens has something happen after which people are told, and what is over is put away.
func happens(t *testing.T, d *service.Service) {
	t.Helper()
	do(t, d, 1, &org.RaiseTension{Title: "Something happens", Circle: 2})
	if err := d.QueueMails(t.Context()); err != nil {
		t.Fatal(err)
	}
}

var intake = org.RefOf(org.InitiativeID(1))

func answers(words ...string) feedback.Words {
	var w feedback.Words
	copy(w[:], words)
	return w
}

func asks(t *testing.T, d *service.Service, by, to org.PersonID) string {
	t.Helper()
	id, err := as(t, d, by).AskFeedback(t.Context(), intake, to)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func writes(t *testing.T, d *service.Service, by org.PersonID, id string, words ...string) service.Feedback {
	t.Helper()
	f, err := as(t, d, by).WriteFeedback(t.Context(), id, answers(words...))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// Whoever holds the files and not the key reads no word of it, learns of no pair, and sees the
// box of one that waits be as long before somebody wrote as after. Nothing of it is in the log, in an export
// or in what anybody else is answered; only one state of a box lies in the files.
func TestFeedbackIsForTwo(t *testing.T) {
	d, store, path, clock := leading(t)
	before, err := store.Head(t.Context(), "linde")
	if err != nil {
		t.Fatal(err)
	}
	words := []string{"zwaluw", "anker", "molen", "regen", "boter", "kaars"}
	nowhere := func(when string) {
		t.Helper()
		for name, b := range files(t, path) {
			for _, w := range append(words, `"people":[4,1]`, "zwaluw anker") {
				if bytes.Contains(b, []byte(w)) {
					t.Errorf("%s: %s has %s", when, filepath.Base(name), w)
				}
			}
		}
	}
	id := asks(t, d, 4, 1)
	boxes := func() (all []string) {
		names, err := store.Boxes(t.Context(), "linde")
		if err != nil {
			t.Fatal(err)
		}
		return names
	}
	long := func() (sizes []int) {
		for _, name := range boxes() {
			text, err := store.Box(t.Context(), "linde", name)
			if err != nil {
				t.Fatal(err)
			}
			sizes = append(sizes, len(text))
		}
		return sizes
	}
	sizes := long()
	writes(t, d, 4, id, words[0]+strings.Repeat("é", feedback.MostText-6), words[1]+strings.Repeat("<", feedback.MostText-6), words[2])
	if now := long(); !slices.Equal(now, sizes) {
		t.Errorf("the boxes were %v long, and after somebody wrote %v", sizes, now)
	}
	nowhere("one wrote")
	clock.on(time.Hour)
	for _, p := range []org.PersonID{1, 2, 3, 5, service.Nobody} { // nobody reads, the manager as little as the steward or the operator
		v := as(t, d, p)
		all, err1 := v.AllFeedback(t.Context())
		one, err2 := v.OneFeedback(t.Context(), id)
		text := fmt.Sprintf("%+v %+v", all, one)
		for _, w := range words {
			if strings.Contains(text, w) {
				t.Errorf("%v reads %s before both wrote", p, w)
			}
		}
		if p == 1 && (err1 != nil || err2 != nil || one.Theirs != nil || one.Wrote != 0 || !one.Waits()) {
			t.Errorf("the manager learns %+v, %v, %v", one, err1, err2)
		}
		if p != 1 && (err2 == nil || len(all) > 0) {
			t.Errorf("%v sees that there is something: %v", p, err2)
		}
	}
	f := writes(t, d, 1, id, words[3], words[4], words[5])
	if f.Theirs == nil || !strings.HasPrefix(f.Theirs[0], words[0]) {
		t.Errorf("both wrote, and the manager reads %+v", f.Theirs)
	}
	if f, err := as(t, d, 4).OneFeedback(t.Context(), id); err != nil || f.Theirs == nil || f.Theirs[2] != words[5] {
		t.Errorf("both wrote, and the nurse reads %+v, %v", f.Theirs, err)
	}
	nowhere("both wrote")
	if after, err := store.Head(t.Context(), "linde"); err != nil || after != before {
		t.Errorf("the log went on by feedback: %v, %v", after, err)
	}
	for p, has := range map[org.PersonID]bool{4: true, 1: true, 2: false} {
		mine, err := as(t, d, p).Mine(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		text, err := json.Marshal(mine)
		if err != nil || strings.Contains(string(text), words[0]) != has {
			t.Errorf("what is kept of %v has the words: %v, want %v, %v", p, !has, has, err)
		}
	}
}

// Two write at the same moment: both read, once.
func TestBothWriteAtOnce(t *testing.T) {
	d, _, _, _ := leading(t)
	for range 5 {
		id := asks(t, d, 4, 1)
		var both sync.WaitGroup
		for _, p := range []org.PersonID{4, 1} {
			v := as(t, d, p)
			both.Go(func() {
				if _, err := v.WriteFeedback(t.Context(), id, answers("helped", "more")); err != nil {
					t.Error(err)
				}
			})
		}
		both.Wait()
		for _, p := range []org.PersonID{4, 1} {
			if f, err := as(t, d, p).OneFeedback(t.Context(), id); err != nil || f.Opened == 0 || f.Theirs == nil {
				t.Fatalf("%v does not read: %+v, %v", p, f, err)
			}
		}
	}
}

// A no looks like no answer yet. Words that were not answered come back unread, to nobody else,
// and go a month later with all that was known of them.
func TestUnansweredFeedbackComesBack(t *testing.T) {
	d, store, _, clock := leading(t)
	id, other := asks(t, d, 4, 1), asks(t, d, 4, 5)
	writes(t, d, 4, id, "helped", "more")
	writes(t, d, 4, other, "helped", "more")
	if _, err := as(t, d, 5).DeclineFeedback(t.Context(), other); err != nil {
		t.Fatal(err)
	}
	one, err1 := as(t, d, 4).OneFeedback(t.Context(), id)
	two, err2 := as(t, d, 4).OneFeedback(t.Context(), other)
	if err1 != nil || err2 != nil {
		t.Fatal(err1, err2)
	}
	one.ID, two.ID, one.With, two.With, one.Mine, two.Mine = "", "", 0, 0, nil, nil
	if fmt.Sprintf("%+v", one) != fmt.Sprintf("%+v", two) {
		t.Errorf("a no can be told from silence:\n%+v\n%+v", one, two)
	}
	clock.on(14 * 24 * time.Hour)
	if f, err := as(t, d, 4).OneFeedback(t.Context(), id); err != nil || f.Returned == nil || f.Returned[0] != "helped" {
		t.Errorf("the words do not come back: %+v, %v", f, err)
	}
	for p := range org.PersonID(7) {
		waits := feedbackWaits(t, d, p+1)
		if back := len(waits) == 2 && waits[0].Returned && waits[0].By == 0; len(waits) > 0 && !back || back != (p+1 == 4) {
			t.Errorf("of what is over there waits for %v: %+v", p+1, waits)
		}
	}
	for _, id := range []string{id, other, id} {
		if err := as(t, d, 4).SeeFeedback(t.Context(), id); err != nil {
			t.Fatal(err)
		}
	}
	if waits := feedbackWaits(t, d, 4); len(waits) > 0 {
		t.Errorf("what came back and was looked at waits: %+v", waits)
	}
	if _, err := as(t, d, 1).OneFeedback(t.Context(), id); org.CodeOf(err) != org.NotFound {
		t.Errorf("whoever did not write sees it: %v", err)
	}
	if _, err := as(t, d, 1).WriteFeedback(t.Context(), id, answers("late", "late")); org.CodeOf(err) != org.Conflict {
		t.Errorf("somebody writes too late: %v", err)
	}
	clock.on(31 * 24 * time.Hour)
	happens(t, d)
	if names, err := store.Boxes(t.Context(), "linde"); err != nil || len(names) > 0 {
		t.Errorf("%q are still there, %v", names, err)
	}
}

// What somebody wrote who is erased is gone at once, from the files too, whoever erases them and
// whether or not it was open; what they read stays theirs who wrote it.
func TestErasedPeopleLeaveNoFeedback(t *testing.T) {
	for name, erase := range map[string]func(d *service.Service) error{
		"by the operator": func(d *service.Service) error { return d.Erase(t.Context(), "linde", 4, true) },
		"by an act": func(d *service.Service) error {
			_, err := as(t, d, 1).Do(t.Context(), service.Asked{Act: &org.ErasePerson{Person: 4, KeepTexts: true}, Face: org.Web})
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			d, store, path, _ := leading(t)
			id, waits := asks(t, d, 4, 1), asks(t, d, 4, 5)
			writes(t, d, 4, id, "zwaluw", "anker")
			writes(t, d, 1, id, "molen", "regen")
			writes(t, d, 4, waits, "zwaluw", "anker")
			boxes := func() (all string, lie []string) {
				names, err := store.Boxes(t.Context(), "linde")
				if err != nil {
					t.Fatal(err)
				}
				for _, name := range names {
					text, err := d.Unsealed(t.Context(), "linde", name)
					if err != nil {
						t.Fatal(err)
					}
					closed, err := store.Box(t.Context(), "linde", name)
					if err != nil {
						t.Fatal(err)
					}
					if all += text; strings.Contains(text, "zwaluw") {
						lie = append(lie, closed)
					}
				}
				return all, lie
			}
			before, lay := boxes()
			if !strings.Contains(before, "molen") || len(lay) != 2 {
				t.Fatalf("the words are not in their boxes: %s", before)
			}
			if err := erase(d); err != nil {
				t.Fatal(err)
			}
			if after, _ := boxes(); strings.Contains(after, "zwaluw") || strings.Contains(after, "anker") || !strings.Contains(after, "molen") {
				t.Errorf("the boxes have %s", after)
			}
			for name, b := range files(t, path) {
				for _, closed := range lay {
					if bytes.Contains(b, []byte(closed)) {
						t.Errorf("%s has a box as it lay before", filepath.Base(name))
					}
				}
			}
			f, err := as(t, d, 1).OneFeedback(t.Context(), id)
			if err != nil || f.Theirs != nil || f.Mine == nil || f.Mine[0] != "molen" {
				t.Errorf("the manager has %+v, %v", f, err)
			}
		})
	}
}

// Feedback is about something one of the two led, that both see; guests take part for what they
// see.
func TestWhoMayAskForFeedback(t *testing.T) {
	d, _, _, _ := leading(t)
	do(t, d, 0, &org.JoinPerson{Guest: true}) // P8
	do(t, d, 0, &org.JoinCircle{Circle: 2, Person: 8})
	do(t, d, 0, &org.JoinPerson{Guest: true}) // P9, of nothing
	for _, c := range []struct {
		by, to org.PersonID
		about  org.Ref
		want   string
	}{
		{4, 1, intake, ""},
		{1, 4, intake, ""},
		{8, 4, intake, ""},
		{4, 8, intake, ""},
		{4, 4, intake, "feedback.self"},
		{5, 6, intake, "feedback.led: P6"},
		{4, 9, intake, "feedback.sees: P9"},
		{9, 4, intake, "feedback.thing"},
		{4, 1, org.RefOf(org.InitiativeID(9)), "feedback.thing"},
		{4, 1, org.RefOf(org.RoleID(1)), ""},
		{4, 1, org.RefOf(org.CircleID(2)), "feedback.thing"},
		{4, 99, intake, "person.unknown: P99"},
	} {
		_, err := as(t, d, c.by).AskFeedback(t.Context(), c.about, c.to)
		if got := fmt.Sprint(err); err != nil && got != c.want || err == nil && c.want != "" {
			t.Errorf("%v asks %v about %v: %v, want %q", c.by, c.to, c.about, err, c.want)
		}
	}
	if a, b := asks(t, d, 4, 1), asks(t, d, 1, 4); a != b {
		t.Error("two wait between the same people about the same")
	}
}

// Directions have no names, say nothing under twenty, and move only when the time to write is
// over, not when somebody writes.
func TestDirectionsOfFeedback(t *testing.T) {
	d, _, _, clock := leading(t)
	told := func() (service.Directions, bool) {
		t.Helper()
		happens(t, d)
		l, err := as(t, d, 2).Look(t.Context(), 0)
		if err != nil {
			t.Fatal(err)
		}
		sum, enough, err := l.Directions(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return sum, enough
	}
	both := func(by, to org.PersonID) {
		id := asks(t, d, by, to)
		writes(t, d, by, id, "helped", "more")
		writes(t, d, to, id, "helped", "more")
	}
	for range 9 {
		both(4, 1)
		both(1, 4)
	}
	both(4, 5)
	clock.on(50 * 24 * time.Hour)
	if sum, enough := told(); enough || sum != (service.Directions{}) {
		t.Errorf("nineteen tell %+v", sum)
	}
	both(4, 1)
	if sum, enough := told(); enough || sum != (service.Directions{}) {
		t.Errorf("that somebody wrote tells %+v", sum)
	}
	clock.on(14 * 24 * time.Hour)
	if sum, enough := told(); enough || sum != (service.Directions{}) { // the month goes on
		t.Errorf("that the time of one is over tells %+v", sum)
	}
	clock.on(36 * 24 * time.Hour)
	sum, enough := told()
	if !enough || sum != (service.Directions{Down: 9, Up: 10}) { // one is too few to tell
		t.Errorf("twenty tell %+v, %v", sum, enough)
	}
	if got, told := sum.OneWay(); !told || got != 1.0/19 {
		t.Errorf("they are one-sided by %v, %v", got, told)
	}
	for circle, want := range map[org.CircleID]bool{org.Root: true, 2: false} {
		l, err := as(t, d, 2).Look(t.Context(), 0)
		if err != nil {
			t.Fatal(err)
		}
		said, err := l.Insight(t.Context(), circle, 365)
		if err != nil {
			t.Fatal(err)
		}
		beside := said.Answer(measure.EqualFooting).Beside
		b := beside[slices.IndexFunc(beside, func(b measure.Beside) bool { return b.ID == "judged" })]
		if (b.Value != nil) != want || want && (*b.Value != 1.0/19 || b.M != 19) {
			t.Errorf("beside equal footing of %v stands %+v", circle, b)
		}
	}
	if got, told := (service.Directions{Down: 20}).OneWay(); told {
		t.Errorf("where few went one way it is one-sided by %v", got)
	}
	if sum, _ := told(); sum.Up != 10 { // each is counted once
		t.Errorf("looked at again they tell %+v", sum)
	}
	l, err := as(t, d, 3).Look(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	if sum, _, err := l.Directions(t.Context()); org.CodeOf(err) != org.Forbidden {
		t.Errorf("a guest is told %+v, %v", sum, err)
	}
	from := org.At(clock.now()) - 90*org.Day // after the first, before the last
	do(t, d, 0, &org.AmendOrganisation{StatisticsFrom: &from})
	if sum, enough := told(); enough {
		t.Errorf("of what was before statistics count there is told %+v", sum)
	}
	back := org.Time(0)
	do(t, d, 0, &org.AmendOrganisation{StatisticsFrom: &back})
	clock.on(366 * 24 * time.Hour)
	if sum, enough := told(); enough {
		t.Errorf("a year later they tell %+v", sum)
	}
}
