package org

import (
	"cmp"
	"iter"
	"slices"
)

// Why is why a point is talked about: the rule that found it, or that somebody added it.
type Why uint8

// The reasons.
const (
	WhyAdded     Why = iota // somebody wants to talk about it
	WhyLast                 // the small step of the last reflection
	WhyLed                  // it was led, and concluded since the last reflection
	WhyUnled                // work that nobody leads any more
	WhyBounced              // it came back several times
	WhyOpen                 // raised, and nobody leads it
	WhyUntouched            // a role that nobody touched for long
	WhyTerm                 // a term that ends
	WhyAgreement            // an agreement to look at again
	WhyDecision             // a decision that is due
	WhyLeft                 // a point of the last reflection that stayed open
)

var whyNames = []string{"added", "last", "led", "unled", "bounced", "open", "untouched", "term", "agreement", "decision", "left"}

func (w Why) String() string { return whyNames[w] }

// Words are all of them, by the names used in the log and the API.
func (Why) Words() []string { return whyNames }

// Offered: a reason that a rule found is worked out, never said.
func (Why) Offered() []string { return whyNames[:1] }

// MarshalText returns the name used in the log and the API.
func (w Why) MarshalText() ([]byte, error) { return []byte(w.String()), nil }

// UnmarshalText reads that name.
func (w *Why) UnmarshalText(b []byte) error {
	return fromName(w, whyNames, string(b), "meeting.why")
}

// The limits by which a topic is found.
const (
	openTopic      = 60 * Day  // something raised that nobody leads
	unledTopic     = 14 * Day  // work without a lead
	untouchedTopic = 270 * Day // a role that nobody touched
	termTopic      = 60 * Day  // before a term ends,
	reviewTopic    = 42 * Day  // an agreement is looked at,
	decisionTopic  = 14 * Day  // or a stage of a decision is over
	firstLook      = 91 * Day  // how far a first reflection looks back
	mostLed        = 3         // pieces of work that were led
)

// Topic is something that is there and may be worth a word.
type Topic struct {
	About Ref
	Why   Why
	Since Time // from when it is so; for what lies ahead, the day
}

// point is the act that makes a point of it.
func (t Topic) point(e MeetingID) *AddPoint {
	a := &AddPoint{Meeting: e, Why: t.Why}
	switch t.About.Letter {
	case 'R':
		a.Role = RoleID(t.About.N)
	case 'T':
		a.Tension = TensionID(t.About.N)
	case 'I':
		a.Initiative = InitiativeID(t.About.N)
	case 'D':
		a.Decision = DecisionID(t.About.N)
	case 'M':
		a.Agreement = AgreementID(t.About.N)
	case 'E':
		a.Earlier = MeetingID(t.About.N)
	}
	return a
}

// WorthAWord is what a reflection of a circle has to talk about, from its acts alone: the
// step of last time first, then what was led, and what stayed open.
func (s *State) WorthAWord(c CircleID, now Time) []Topic {
	since := now - firstLook
	last := s.ReflectionBefore(c)
	t := topics{s: s, c: c, now: now}
	if last != 0 {
		if since = s.Meeting(last).Closed; s.Meeting(last).Step != 0 {
			t.add(RefOf(last), WhyLast, since)
		}
	}
	t.led(since)
	t.unled()
	t.raised(openTopic)
	t.roles()
	t.agreements()
	return t.found
}

// ForAgenda is what a meeting of a circle can put on its agenda: what waits for those who
// meet, and what the last reflection left open. What is on it already is left out.
func (s *State) ForAgenda(id MeetingID, now Time) []Topic {
	e := s.Meeting(id)
	t := topics{s: s, c: e.Circle, now: now, has: map[Ref]bool{}}
	for i := range e.Points {
		if e.Points[i].Outcome != Dropped {
			t.has[e.Points[i].About()] = true
		}
	}
	if e.Looks {
		for _, topic := range s.WorthAWord(e.Circle, now) {
			t.add(topic.About, topic.Why, topic.Since)
		}
		return t.found
	}
	t.decisions()
	t.raised(0)
	t.unled()
	t.agreements()
	if last := s.ReflectionBefore(e.Circle); last != 0 {
		for _, p := range s.Meeting(last).Points {
			if r := p.About(); p.Open() && r.N != 0 && s.Discussable(r) {
				t.add(r, WhyLeft, s.Meeting(last).Closed)
			}
		}
	}
	return t.found
}

// Discussable reports whether a thing is there still, so that a point about it can end in
// something.
func (s *State) Discussable(r Ref) bool {
	switch r.Letter {
	case 'R':
		row := s.Role(RoleID(r.N))
		return row != nil && row.Live()
	case 'T':
		row := s.Tension(TensionID(r.N))
		return row != nil && row.Open() && !row.Withdrawn
	case 'I':
		row := s.Initiative(InitiativeID(r.N))
		return row != nil && !row.Withdrawn
	case 'D':
		row := s.Decision(DecisionID(r.N))
		return row != nil && row.Ended == 0
	case 'M':
		row := s.Agreement(AgreementID(r.N))
		return row != nil && row.Holds()
	case 'E':
		row := s.Meeting(MeetingID(r.N))
		return row != nil && row.Step != 0
	}
	return false
}

// topics gathers topics of one circle, each thing once, by the first reason.
type topics struct {
	s     *State
	c     CircleID
	now   Time
	has   map[Ref]bool
	found []Topic
}

func (t *topics) add(r Ref, why Why, since Time) {
	if t.has == nil {
		t.has = map[Ref]bool{}
	}
	if !t.has[r] {
		t.has[r] = true
		t.found = append(t.found, Topic{r, why, since})
	}
}

func bySince(a, b Topic) int { return cmp.Compare(a.Since, b.Since) }

// all adds topics with the same reason, by their moment.
func (t *topics) all(why Why, found iter.Seq2[Ref, Time]) {
	var some []Topic
	for r, at := range found {
		some = append(some, Topic{r, why, at})
	}
	slices.SortStableFunc(some, bySince)
	for _, one := range some {
		t.add(one.About, why, one.Since)
	}
}

// led adds what was led and concluded last, in its order.
func (t *topics) led(since Time) {
	var some []Topic
	for id, i := range t.s.Initiatives() {
		if i.Circle == t.c && i.Concluded > since && i.LastLead != 0 {
			some = append(some, Topic{RefOf(id), WhyLed, i.Concluded})
		}
	}
	slices.SortStableFunc(some, bySince)
	for _, one := range some[max(0, len(some)-mostLed):] {
		t.add(one.About, WhyLed, one.Since)
	}
}

func (t *topics) unled() {
	t.all(WhyUnled, func(yield func(Ref, Time) bool) {
		for _, id := range t.s.Circle(t.c).Initiatives {
			since, is := t.s.Unled(id)
			if is && since <= t.now-unledTopic && !yield(RefOf(id), since) {
				return
			}
		}
	})
}

func (t *topics) raised(least Time) {
	bounced, decided := map[TensionID]bool{}, t.s.beingDecided()
	for _, b := range t.s.CameBack(t.now) {
		if b.Times() >= 2 {
			bounced[b.Tension] = true
		}
	}
	for _, why := range []Why{WhyBounced, WhyOpen} {
		t.all(why, func(yield func(Ref, Time) bool) {
			for _, id := range t.s.Circle(t.c).Tensions {
				row := t.s.Tension(id)
				is := !decided[id] && t.s.Unanswered(row) && bounced[id] == (why == WhyBounced) && (why == WhyBounced || row.Raised <= t.now-least)
				if is && !yield(RefOf(id), row.Raised) {
					return
				}
			}
		})
	}
}

func (t *topics) roles() {
	row := t.s.Circle(t.c)
	t.all(WhyTerm, func(yield func(Ref, Time) bool) {
		for _, r := range row.Roles {
			for _, seat := range t.s.Role(r).Seats {
				if end := t.s.Seat(seat).Term; end != 0 && end <= t.now+termTopic && !yield(RefOf(r), end) {
					return
				}
			}
		}
	})
	touched := t.s.RolesTouched(t.now)
	t.all(WhyUntouched, func(yield func(Ref, Time) bool) {
		for _, r := range row.Roles {
			if at := touched[r]; len(t.s.Role(r).Seats) > 0 && at <= t.now-untouchedTopic && !yield(RefOf(r), at) {
				return
			}
		}
	})
}

func (t *topics) agreements() {
	t.all(WhyAgreement, func(yield func(Ref, Time) bool) {
		for id, g := range t.s.Agreements() {
			if g.Circle == t.c && g.Holds() && !g.Season && g.Review <= t.now+reviewTopic && !yield(RefOf(id), g.Review) {
				return
			}
		}
	})
}

func (t *topics) decisions() {
	t.all(WhyDecision, func(yield func(Ref, Time) bool) {
		for id, x := range t.s.GoingOn() {
			if x.Circle == t.c && (x.Until == 0 || x.Until <= t.now+decisionTopic) && !yield(RefOf(id), max(x.Until, x.At)) {
				return
			}
		}
	})
}
