package fault_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"time"

	"orpheus/ledger"
	"orpheus/org"
)

// judge sees every write and every answer of a simulation, in order, and says of the first that
// may not be.
type judge struct {
	w     *world
	mu    sync.Mutex
	of    map[string]*book
	fault error // the first; nil for none
	trace []string
	steps int // that were looked at
	ends  int // acts of the clock
}

// book is what the judge knows of one organisation.
type book struct {
	head  ledger.Head
	state *org.State
	at    map[string]uint64 // titles, to the numbers they have
	title map[uint64]string
	asked map[string]uint64 // titles, to the highest number acknowledged before they were asked for
	said  map[string]uint64 // titles, to the numbers they were acknowledged as
	most  uint64            // the highest number that was acknowledged
	when  []time.Time       // of each number, when it was written
}

// known is what every node knows of by now: what was written some time ago. end is where the log
// ends.
func (j *judge) known(slug string) (known uint64, end ledger.Head) {
	j.mu.Lock()
	defer j.mu.Unlock()
	b := j.book(slug)
	n := len(b.when)
	for n > 0 && time.Since(b.when[n-1]) < 3*time.Second {
		n--
	}
	return uint64(n), b.head
}

func newJudge(w *world) *judge { return &judge{w: w, of: map[string]*book{}} }

// book returns that of an organisation; mu is held.
func (j *judge) book(slug string) *book {
	b := j.of[slug]
	if b == nil {
		b = &book{state: new(org.State), at: map[string]uint64{}, title: map[uint64]string{}, asked: map[string]uint64{}, said: map[string]uint64{}}
		j.of[slug] = b
	}
	return b
}

// say notes what happens; mu is held.
func (j *judge) say(format string, args ...any) {
	j.trace = append(j.trace, fmt.Sprintf("%10s ", j.w.since())+fmt.Sprintf(format, args...))
}

// happens notes what happens.
func (j *judge) happens(format string, args ...any) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.say(format, args...)
}

// wrong keeps the first fault; mu is held.
func (j *judge) wrong(format string, args ...any) {
	err := fmt.Errorf(format, args...)
	j.say("WRONG: %v", err)
	if j.fault == nil {
		j.fault = err
	}
}

// wrongly keeps the first fault.
func (j *judge) wrongly(format string, args ...any) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.wrong(format, args...)
}

// found is whether there is a fault: then there is nothing more to see.
func (j *judge) found() bool {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.fault != nil
}

// shows looks whether a node that did an act shows it from then on, whoever asks.
func (j *judge) shows(slug string, e *ledger.Engine, seq uint64) {
	if s, err := e.State(context.Background(), slug); err == nil && s.Version < seq {
		j.wrongly("%s: %d was done, and version %d is shown", slug, seq, s.Version)
	}
}

// appended sees a batch as the store has it: it follows the one before, row by row and in time, no
// title is in two acts, and the clock ended what was due then and not before.
func (j *judge) appended(batch ledger.Batch) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.steps++
	b := j.book(batch.Slug)
	if b.head != batch.Before {
		j.wrong("%s: a batch on %d was taken where the log ends at %d", batch.Slug, batch.Before.Seq, b.head.Seq)
	}
	for i := range batch.Rows {
		row := &batch.Rows[i]
		if err := ledger.CheckRow(batch.Slug, b.head, row); err != nil {
			j.wrong("%v", err)
		}
		b.head = ledger.Head{Seq: row.Seq, Hash: row.Hash}
		b.when = append(b.when, time.Now())
		e, err := org.DecodeEntry(row.Seq, row.Line)
		if err != nil {
			j.wrong("%s: entry %d: %v", batch.Slug, row.Seq, err)
			return
		}
		j.entry(batch.Slug, b, &e)
	}
}

func (j *judge) entry(slug string, b *book, e *org.Entry) {
	if e.At < b.state.Last {
		j.wrong("%s: entry %d is of before entry %d", slug, e.Seq, e.Seq-1)
	}
	if raise, is := e.Act.(*org.RaiseTension); is {
		if was := b.at[raise.Title]; was != 0 {
			j.wrong("%s: %s was done twice, as %d and %d", slug, raise.Title, was, e.Seq)
		}
		if _, asked := b.asked[raise.Title]; !asked {
			j.wrong("%s: nobody asked for %s", slug, raise.Title)
		}
		if e.Seq <= b.asked[raise.Title] {
			j.wrong("%s: %s is %d, but was asked for after %d was acknowledged", slug, raise.Title, e.Seq, b.asked[raise.Title])
		}
		b.at[raise.Title], b.title[e.Seq] = e.Seq, raise.Title
	}
	if e.Face == org.Clock && e.Cause == 0 {
		j.ends++
		if act, due := b.state.Due(e.At); act == nil || org.NameOf(act) != org.NameOf(e.Act) || due > e.At {
			j.wrong("%s: the clock did %s at %d, when nothing like it was due", slug, org.NameOf(e.Act), e.Seq)
		}
	}
	d := b.state.Edit()
	d.Replay(e.Act, e.Moment())
	b.state = d.Freeze()
	j.say("%s %d %s %s", slug, e.Seq, org.NameOf(e.Act), b.title[e.Seq])
}

// asks says that somebody asks for an act for the first time.
func (j *judge) asks(slug, title string) {
	j.mu.Lock()
	defer j.mu.Unlock()
	b := j.book(slug)
	b.asked[title] = b.most
}

// answers says that an act was acknowledged: it is there, as that, and in the state that came with
// the answer.
func (j *judge) answers(slug, title string, a ledger.Answer) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.steps++
	b, seq := j.book(slug), a.Entries[0].Seq
	if a.State.Version < seq {
		j.wrong("%s: %s was acknowledged as %d with version %d", slug, title, seq, a.State.Version)
	}
	if was := b.said[title]; was != 0 && was != seq {
		j.wrong("%s: %s was acknowledged as %d and as %d", slug, title, was, seq)
	}
	if b.title[seq] != title {
		j.wrong("%s: %s was acknowledged as %d, which is %q", slug, title, seq, b.title[seq])
	}
	b.said[title], b.most = seq, max(b.most, seq)
	j.say("%s %d is acknowledged: %s", slug, seq, title)
}

// reads says that somebody who had seen a version was shown another.
func (j *judge) reads(slug string, saw uint64, s *org.State) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.steps++
	b := j.book(slug)
	switch {
	case s.Version < saw:
		j.wrong("%s: whoever saw version %d was shown %d", slug, saw, s.Version)
	case s.Version > b.head.Seq:
		j.wrong("%s: version %d was shown, and the log ends at %d", slug, s.Version, b.head.Seq)
	}
}

// story is the end of what happened.
func (j *judge) story(most int) string {
	return strings.Join(j.trace[max(0, len(j.trace)-most):], "\n")
}
