package service_test

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"orpheus/identity"
	"orpheus/ledger"
	"orpheus/org"
	ways "orpheus/org/deciding"
	"orpheus/service"
	"orpheus/store/sqlite"
)

// ticker is a clock that goes on while an engine looks at it.
type ticker struct{ micros atomic.Int64 }

func (c *ticker) now() time.Time     { return time.UnixMicro(c.micros.Load()).UTC() }
func (c *ticker) on(d time.Duration) { c.micros.Add(d.Microseconds()) }

// polling is De Linde in a file, where six of home care vote in secret on D1: one car.
func polling(t *testing.T) (d *service.Service, store *sqlite.Log, path string, clock *ticker) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "o.db")
	store, err := sqlite.Open(t.Context(), path, true)
	if err != nil {
		t.Fatal(err)
	}
	clock = new(ticker)
	clock.micros.Store(noon.UnixMicro())
	d = service.New(store, ledger.Options{Now: clock.now, Follow: -1})
	t.Cleanup(func() { _ = d.Close() })
	linde(t, d)
	do(t, d, 0, &org.FormCircle{Parents: []org.CircleID{org.Root}, Name: "Home care"})
	for p := org.PersonID(4); p <= 7; p++ {
		do(t, d, 0, &org.JoinPerson{})
	}
	for _, p := range []org.PersonID{1, 2, 4, 5, 6, 7} {
		do(t, d, 0, &org.JoinCircle{Circle: 2, Person: p})
	}
	do(t, d, 1, &org.ProposeDecision{Circle: 2, Title: "One car", Text: org.Write("We buy one car.")})
	do(t, d, 1, &org.CallVote{Decision: 1, Method: org.YesOrNo, Secret: true, Why: org.Write("We differ.")})
	return d, store, path, clock
}

func vote(ctx context.Context, v *service.Visit, word string, marks ...uint16) error {
	_, err := v.Do(ctx, service.Asked{Act: &org.CastBallot{Decision: 1, Marks: marks, Word: word}, Face: org.Web})
	return err
}

// files are the bytes of everything that lies beside the store.
func files(t *testing.T, path string) map[string][]byte {
	t.Helper()
	names, err := filepath.Glob(path + "*")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]byte{}
	for _, name := range names {
		if out[name], err = os.ReadFile(name); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// Whoever holds the files learns who voted, and the ballots, and nothing that joins one to
// the other: one state of the box is in all of them, in which both are in orders of their
// own; nothing of it is in the log, in another table, in a copy, or in an export, and when it
// is over it is nowhere.
func TestSecretMeansSecret(t *testing.T) {
	d, store, path, clock := polling(t)
	before, err := store.Head(t.Context(), "linde")
	if err != nil {
		t.Fatal(err)
	}
	words := []string{"zwaluw", "anker", "molen", "regen", "boter"}
	for i, p := range []org.PersonID{6, 2, 7, 1, 4} {
		clock.on(time.Hour)
		marks := []uint16{uint16(i % 2), uint16(1 - i%2)}
		if err := vote(t.Context(), as(t, d, p), words[i], marks...); err != nil {
			t.Fatal(err)
		}
		for name, b := range files(t, path) {
			if n := bytes.Count(b, []byte("sealed1 ")); n > 1 {
				t.Errorf("after %d votes %s has %d states of the box: two tell who put in what", i+1, filepath.Base(name), n)
			}
			if bytes.Contains(b, []byte(`"voted":`)) {
				t.Errorf("after %d votes %s has the box in plain words", i+1, filepath.Base(name))
			}
			for _, w := range words[:i+1] {
				if bytes.Contains(b, []byte(w)) {
					t.Errorf("%s has the word %s", filepath.Base(name), w)
				}
			}
		}
	}
	if after, err := store.Head(t.Context(), "linde"); err != nil || after != before {
		t.Errorf("the log went on by votes: %v, %v", after, err)
	}
	box, err := d.Unsealed(t.Context(), "linde", "D1")
	if err != nil || !strings.Contains(box, `"voted":[1,2,4,6,7]`) || strings.Contains(box, "at") {
		t.Errorf("the box: %s, %v", box, err)
	}
	if first, last := strings.Index(box, `"marks":[0,1]`), strings.LastIndex(box, `"marks":[1,0]`); first < 0 || last < strings.LastIndex(box, `"marks":[0,1]`) {
		t.Errorf("the ballots are in an order that may tell something: %s", box)
	}
	if err := vote(t.Context(), as(t, d, 2), "", 1, 0); err == nil || !strings.HasPrefix(err.Error(), "vote.given") {
		t.Errorf("somebody votes twice: %v", err)
	}
	mine, err := as(t, d, 2).Mine(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for name := range mine.Private {
		if strings.Contains(name, "box") {
			t.Error("a ballot is among what is kept of somebody")
		}
	}
	clock.on(8 * 24 * time.Hour)
	do(t, d, 1, &org.RaiseTension{Title: "The clock goes first", Circle: 2})
	if err := d.QueueMails(t.Context()); err != nil {
		t.Fatal(err)
	}
	x := decisionOf(t, d)
	if x.Outcome != ways.Kept || len(x.Vote.Ballots) != 5 || !slices.Equal(x.Vote.Voted, []org.PersonID{1, 2, 4, 6, 7}) {
		t.Errorf("it ended by %v with %+v", x.Outcome, x.Vote)
	}
	if !slices.ContainsFunc(x.Vote.Ballots, func(b org.Ballot) bool { return b.Sign == org.SignOf(1, "molen") }) {
		t.Error("nobody finds their ballot by their word")
	}
	for name, b := range files(t, path) {
		if bytes.Contains(b, []byte("sealed1 ")) {
			t.Errorf("when it is over %s has the box still", filepath.Base(name))
		}
	}
}

func decisionOf(t *testing.T, d *service.Service) *org.Decision {
	t.Helper()
	l, err := as(t, d, 1).Look(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	return l.State.Decision(1)
}

// All vote at once: every ballot counts once, and with the last one it is counted.
func TestTheLastSecretBallotCounts(t *testing.T) {
	d, _, _, _ := polling(t)
	var all sync.WaitGroup
	for _, p := range []org.PersonID{1, 2, 4, 5, 6, 7} {
		v := as(t, d, p)
		for range 2 { // twice each
			all.Go(func() {
				if err := vote(t.Context(), v, "", 1, 0); err != nil && org.CodeOf(err) != org.Conflict {
					t.Error(err)
				}
			})
		}
	}
	all.Wait()
	if x := decisionOf(t, d); x.Outcome != ways.Adopted || len(x.Vote.Ballots) != 6 || len(x.Vote.Voted) != 6 || x.Agreement == 0 {
		t.Errorf("it is at %v, ended by %v: %+v", x.Stage, x.Outcome, x.Vote)
	}
}

// Only whoever voted learns that they did; it waits for them no more. Of two who voted
// nobody is told.
func TestWhoVotedInSecretIsNotTold(t *testing.T) {
	d, _, _, clock := polling(t)
	waits := func(p org.PersonID) bool {
		l, err := as(t, d, p).Look(t.Context(), 0)
		if err != nil {
			t.Fatal(err)
		}
		all, err := l.Waiting(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		part, err := l.AskedOf(t.Context(), 1)
		if err != nil {
			t.Fatal(err)
		}
		is := slices.ContainsFunc(all, func(w org.Wait) bool { return w.Decision == 1 })
		if is != (part == org.PartVote) {
			t.Errorf("it waits: %v, and asks for %v", is, part)
		}
		return is
	}
	for _, p := range []org.PersonID{2, 4} {
		if err := vote(t.Context(), as(t, d, p), "", 1, 0); err != nil {
			t.Fatal(err)
		}
	}
	if waits(2) || !waits(5) || waits(3) {
		t.Error("it waits for whoever voted, or not for whoever may")
	}
	about, err := json.Marshal(service.MailAbout{From: org.At(clock.now()) - org.Day, Upto: org.At(clock.now()) + org.Day})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range []org.PersonID{2, 5} { // nor by a mail that comes, or does not
		l, err := d.Letter(t.Context(), identity.Mail{Org: "linde", Person: p, Kind: identity.Overview, About: string(about)})
		if err != nil || l == nil || !slices.ContainsFunc(l.Waits, func(w org.Wait) bool { return w.Decision == 1 }) {
			t.Errorf("the mail of %v does not ask for a vote: %+v, %v", p, l, err)
		}
	}
	clock.on(9 * 24 * time.Hour)
	if err := vote(t.Context(), as(t, d, 5), "", 1, 0); org.CodeOf(err) != org.Conflict {
		t.Errorf("a ballot after the end: %v", err)
	}
	do(t, d, 1, &org.RaiseTension{Title: "The clock goes first", Circle: 2})
	if err := d.QueueMails(t.Context()); err != nil {
		t.Fatal(err)
	}
	if x := decisionOf(t, d); x.Outcome != ways.Adopted || len(x.Vote.Ballots) != 2 || len(x.Vote.Voted) != 0 {
		t.Errorf("it ended by %v: %+v", x.Outcome, x.Vote)
	}
}

// Whoever proposed it takes it back while people vote: their ballots are gone.
func TestWhatIsTakenBackKeepsNoBallots(t *testing.T) {
	d, store, path, _ := polling(t)
	if err := vote(t.Context(), as(t, d, 2), "", 1, 0); err != nil {
		t.Fatal(err)
	}
	do(t, d, 1, &org.DropDecision{Decision: 1})
	if err := d.QueueMails(t.Context()); err != nil {
		t.Fatal(err)
	}
	if all, err := store.Boxes(t.Context(), "linde"); err != nil || len(all) > 0 {
		t.Errorf("boxes of what was taken back: %q, %v", all, err)
	}
	for name, b := range files(t, path) {
		if bytes.Contains(b, []byte("sealed1 ")) {
			t.Errorf("%s has the box still", filepath.Base(name))
		}
	}
}

// A program that ends between closing the box and counting loses nothing: nobody puts
// anything into the closed box, and the next one counts what is in it.
func TestAClosedBoxIsCountedByTheNext(t *testing.T) {
	d, store, _, _ := polling(t)
	for _, p := range []org.PersonID{1, 2, 4} {
		if err := vote(t.Context(), as(t, d, p), "", 1, 0); err != nil {
			t.Fatal(err)
		}
	}
	box, err := d.Unsealed(t.Context(), "linde", "D1")
	if err != nil {
		t.Fatal(err)
	}
	was, err := store.Box(t.Context(), "linde", "D1")
	if err != nil {
		t.Fatal(err)
	}
	closed := strings.TrimSuffix(box, "}") + `,"over":true}` // in plain words, as boxes lay there once
	if done, err := store.SwapBox(t.Context(), "linde", "D1", was, closed); err != nil || !done {
		t.Fatal(done, err)
	}
	if err := vote(t.Context(), as(t, d, 6), "", 1, 0); org.CodeOf(err) != org.Conflict {
		t.Errorf("a ballot in a closed box: %v", err)
	}
	if err := d.QueueMails(t.Context()); err != nil {
		t.Fatal(err)
	}
	if kept, err := store.Box(t.Context(), "linde", "D1"); err != nil || kept != closed {
		t.Errorf("a box that is not counted is gone: %q, %v", kept, err)
	}
	do(t, d, 0, &org.LeavePerson{Person: 5})
	do(t, d, 0, &org.LeavePerson{Person: 6})
	do(t, d, 0, &org.LeavePerson{Person: 7}) // now all who are there have voted
	if err := d.QueueMails(t.Context()); err != nil {
		t.Fatal(err)
	}
	l, err := as(t, d, 2).Look(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	if x := l.State.Decision(1); x.Outcome != ways.Adopted || len(x.Vote.Ballots) != 3 {
		t.Errorf("it is at %v, ended by %v", x.Stage, x.Outcome)
	}
}
