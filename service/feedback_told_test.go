package service_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"orpheus/identity"
	"orpheus/org"
	"orpheus/service"
	"orpheus/store/records"
	"orpheus/store/sqlite"
)

// outbox leases what is in the outbox, and takes it out.
func outbox(t *testing.T, store *sqlite.Log, clock *ticker) (all []identity.Mail) {
	t.Helper()
	now := org.At(clock.now())
	all, _, err := store.LeaseMails(t.Context(), now, now+org.Day, 100)
	if err != nil {
		t.Fatal(err)
	}
	if err := store.DropMail(t.Context(), all...); err != nil {
		t.Fatal(err)
	}
	return all
}

// reachable has everybody of De Linde have an address.
func reachable(t *testing.T, d *service.Service) {
	t.Helper()
	for p, name := range map[org.PersonID]string{1: "Pieter", 4: "Fien", 5: "Noor"} {
		row := records.Profile{Person: p, Name: name, Mail: strings.ToLower(name) + "@linde.example"}
		if err := service.StoreOf(d).Amend(t.Context(), "linde", records.Changes{Profiles: []records.Profile{row}}); err != nil {
			t.Fatal(err)
		}
	}
}

func letter(t *testing.T, d *service.Service, m identity.Mail) *service.Letter {
	t.Helper()
	l, err := d.Letter(t.Context(), m)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// Who is asked is told at once, and both are at the same moment when it opens. Nothing is told,
// and nothing put into the outbox, when the first of the two writes; and what lies there says
// neither which feedback it is about nor what is told of it.
func TestFeedbackIsToldOfByMail(t *testing.T) {
	d, store, _, clock := leading(t)
	reachable(t, d)
	outbox(t, store, clock)
	id := asks(t, d, 4, 1)
	asked := outbox(t, store, clock)
	if len(asked) != 1 || asked[0].Person != 1 || asked[0].Kind != identity.Notice {
		t.Fatalf("of a request is told by %+v", asked)
	}
	if l := letter(t, d, asked[0]); l == nil || l.Feedback == nil || !l.Feedback.Asked || l.Feedback.ID != id || l.Feedback.With != 4 || len(l.Notices) > 0 {
		t.Errorf("the mail tells of %+v", l)
	}
	if asks(t, d, 4, 1) != id || len(outbox(t, store, clock)) > 0 {
		t.Error("asking again is told again")
	}
	writes(t, d, 4, id, "zwaluw", "anker")
	if got := outbox(t, store, clock); len(got) > 0 {
		t.Errorf("that somebody wrote is told by %+v", got)
	}
	if l := letter(t, d, asked[0]); l == nil || l.Feedback == nil || l.Feedback.Theirs != nil || l.Feedback.Opened != 0 {
		t.Errorf("a mail that went out late knows of %+v", l)
	}
	clock.on(time.Hour)
	writes(t, d, 1, id, "molen", "regen")
	opened := outbox(t, store, clock)
	if len(opened) != 2 || opened[0].Person == opened[1].Person || opened[0].Due != opened[1].Due || opened[0].Made != opened[1].Made {
		t.Fatalf("that both wrote is told by %+v", opened)
	}
	for _, m := range append(opened, asked...) {
		if strings.Contains(m.About, id) || strings.Contains(m.About, "opened") || strings.Contains(m.About, "asked") {
			t.Errorf("the outbox says what it tells of: %.40s", m.About)
		}
	}
	if len(opened[0].About) != len(asked[0].About) || opened[0].About == opened[1].About {
		t.Error("what is told, or that two are told the same, can be seen in the outbox")
	}
	if l := letter(t, d, asked[0]); l != nil {
		t.Errorf("who wrote is asked still: %+v", l)
	}
	slices.SortFunc(opened, func(a, b identity.Mail) int { return int(a.Person) - int(b.Person) })
	if l := letter(t, d, opened[0]); l == nil || l.Feedback == nil || l.Feedback.Asked || l.Feedback.Opened == 0 {
		t.Errorf("the mail tells of %+v", l)
	}
	if err := as(t, d, 1).SeeFeedback(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	if l := letter(t, d, opened[0]); l != nil {
		t.Errorf("who looked is told: %+v", l)
	}
	if l := letter(t, d, opened[1]); l == nil {
		t.Error("since one looked, the other is not told")
	}
	if waits := feedbackWaits(t, d, 1); len(waits) > 0 {
		t.Errorf("what was looked at waits: %+v", waits)
	}
	if waits := feedbackWaits(t, d, 4); len(waits) != 1 || !waits[0].Opened || waits[0].By != 0 {
		t.Errorf("for who did not look there waits %+v", waits)
	}
}

// An overview tells of feedback to whom no mail of its own did, of what came back, and of the last
// day; it knows no more than the page of its reader.
func TestFeedbackInOverviews(t *testing.T) {
	d, store, _, clock := leading(t)
	reachable(t, d)
	tells := func(p org.PersonID) (all []org.Wait) {
		t.Helper()
		about, err := json.Marshal(service.MailAbout{From: org.At(clock.now()) - org.Day, Upto: org.At(clock.now())})
		if err != nil {
			t.Fatal(err)
		}
		l := letter(t, d, identity.Mail{Org: "linde", Person: p, Kind: identity.Overview, About: string(about)})
		if l == nil {
			return nil
		}
		for _, w := range l.Waits {
			if w.Feedback != "" {
				all = append(all, w)
			}
		}
		return all
	}
	if err := as(t, d, 1).Choose(t.Context(), func(n *service.NoticeSettings) { n.Ways = map[string]service.Way{"asked": service.InOverview} }); err != nil {
		t.Fatal(err)
	}
	outbox(t, store, clock)
	one, two := asks(t, d, 4, 1), asks(t, d, 4, 5)
	if got := outbox(t, store, clock); len(got) != 1 || got[0].Person != 5 {
		t.Errorf("who wants no mail of its own gets one: %+v", got)
	}
	writes(t, d, 4, one, "zwaluw", "anker")
	if got := tells(1); len(got) != 1 || got[0].Feedback != one || got[0].Opened || got[0].By == 0 {
		t.Errorf("the overview of who chose it tells %+v", got)
	}
	if got := tells(5); len(got) > 0 {
		t.Errorf("the overview of who had a mail tells %+v", got)
	}
	clock.on(13*24*time.Hour + time.Hour)
	if got := tells(5); len(got) != 1 || got[0].Feedback != two {
		t.Errorf("the day before the end it tells %+v", got)
	}
	clock.on(24 * time.Hour)
	if got := tells(4); len(got) != 1 || got[0].Feedback != one || !got[0].Returned {
		t.Errorf("who wrote and was not answered is told %+v", got)
	}
	if got := tells(1); len(got) > 0 {
		t.Errorf("who did not write is told %+v", got)
	}
}

// A box that cannot be opened keeps nobody from seeing what waits for them, nor from their mails.
func TestAClosedBoxKeepsNobodyFromTheirMails(t *testing.T) {
	d, store, _, clock := leading(t)
	reachable(t, d)
	first, second := asks(t, d, 4, 1), asks(t, d, 5, 4)
	name := "feedback " + first
	was, err := store.Box(t.Context(), "linde", name)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := store.SwapBox(t.Context(), "linde", name, was, was[:len(was)-6]+"AAAAAA"); err != nil {
		t.Fatal(err)
	}
	if waits := feedbackWaits(t, d, 4); len(waits) != 1 || waits[0].Feedback != second {
		t.Errorf("there waits %+v", waits)
	}
	for _, m := range outbox(t, store, clock) {
		if l := letter(t, d, m); (l == nil) != (m.Person == 1) {
			t.Errorf("the mail to %v tells %+v", m.Person, l)
		}
	}
}

// Where nothing is done any more, what is over is gone all the same.
func TestFeedbackGoesWhereNothingIsDone(t *testing.T) {
	d, store, _, clock := leading(t)
	id := asks(t, d, 4, 1)
	writes(t, d, 4, id, "zwaluw", "anker")
	happens(t, d)
	clock.on(45 * 24 * time.Hour)
	if err := d.QueueMails(t.Context()); err != nil {
		t.Fatal(err)
	}
	clock.on(time.Hour)
	if err := d.QueueMails(t.Context()); err != nil {
		t.Fatal(err)
	}
	if names, err := store.Boxes(t.Context(), "linde"); err != nil || len(names) > 0 {
		t.Errorf("%q are still there, %v", names, err)
	}
}
