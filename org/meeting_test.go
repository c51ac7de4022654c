package org_test

import (
	"errors"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"orpheus/org"
)

// room is a circle of people who meet.
type room struct {
	t  interface{ Fatalf(string, ...any) }
	s  *org.State
	at org.Time
}

func newRoom(t interface{ Fatalf(string, ...any) }, people int) *room {
	r := &room{t, new(org.State), org.Day}
	r.do(0, &org.FoundOrganisation{Slug: "linde", Name: "De Linde", Lang: "nl", Zone: "Europe/Brussels"})
	r.do(0, &org.FormCircle{Parents: []org.CircleID{1}, Name: "Home"})
	for i := range people {
		r.do(0, &org.JoinPerson{})
		r.do(0, &org.JoinCircle{Circle: 2, Person: org.PersonID(i + 1)})
	}
	return r
}

func (r *room) try(by org.PersonID, act org.Act) error {
	d := r.s.Edit()
	_, err := d.Do(act, org.Moment{At: r.at, By: by, Face: org.Web})
	if err == nil {
		r.s = d.Freeze()
	}
	return err
}

func (r *room) do(by org.PersonID, act org.Act) {
	if err := r.try(by, act); err != nil {
		r.t.Fatalf("%s: %v", org.NameOf(act), err)
	}
}

// on lets days pass, and the clock do what is due.
func (r *room) on(days org.Time) {
	r.at += days * org.Day
	for {
		act, due := r.s.Due(r.at)
		if act == nil {
			return
		}
		d := r.s.Edit()
		if _, err := d.Do(act, org.Moment{At: due, Face: org.Clock}); err != nil {
			r.t.Fatalf("%s by the clock: %v", org.NameOf(act), err)
		}
		r.s = d.Freeze()
	}
}

func (r *room) refused(by org.PersonID, act org.Act, key string) {
	var refusal *org.Error
	if err := r.try(by, act); !errors.As(err, &refusal) || refusal.Key != key {
		r.t.Fatalf("%s by %v: %v, want %s", org.NameOf(act), by, err, key)
	}
}

// entry does an act, and is it as the log has it, with the state just before.
func (r *room) entry(by org.PersonID, act org.Act) (*org.State, org.Entry) {
	before := r.s
	r.do(by, act)
	return before, org.Entry{Seq: before.Version + 1, At: r.at, By: by, Face: org.Web, Act: act}
}

// undone does what undoes an act, and is the key of the refusal where it cannot be undone.
func (r *room) undone(before *org.State, e org.Entry) string {
	acts, err := org.Undo(before, r.s, e)
	for _, act := range acts {
		r.do(e.By, act)
	}
	return keyOf(err)
}

func keyOf(err error) string {
	var refusal *org.Error
	if errors.As(err, &refusal) {
		return refusal.Key
	}
	return ""
}

// The clock begins a reflection every so many weeks, and closes what nobody closed; a rhythm
// that ends begins no more.
func TestTheClockLooksBack(t *testing.T) {
	r := newRoom(t, 3)
	r.do(1, &org.SetRhythm{Circle: 2, Weeks: 2})
	r.on(13)
	if r.s.MeetingNow(2, true) != 0 {
		t.Fatal("it begins before its day")
	}
	r.on(1)
	if e := r.s.Meeting(r.s.MeetingNow(2, true)); e == nil || e.Facilitator != 1 || e.By != 0 {
		t.Fatalf("on its day there is %+v", e)
	}
	r.on(14)
	if first := r.s.Meeting(1); first.Open() || r.s.MeetingNow(2, true) != 2 || r.s.Meeting(2).Facilitator != 2 {
		t.Fatalf("two weeks on there is %+v, then %+v", first, r.s.Meeting(2))
	}
	r.do(1, &org.SetRhythm{Circle: 2})
	r.on(200)
	if r.s.Meeting(3) != nil {
		t.Fatal("it begins without a rhythm")
	}
	r.refused(1, &org.SetRhythm{Circle: 2, Weeks: 1}, "reflection.rhythm")
}

// Whatever is asked, away or spared: nobody facilitates twice before each of those who take
// turns did once, and who does not take turns is never asked.
func TestFacilitatingGoesRound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 6).Draw(t, "people")
		r := newRoom(t, n)
		var spared []org.PersonID
		for p := org.PersonID(2); int(p) <= n; p++ {
			if rapid.Bool().Draw(t, "spared") {
				spared = append(spared, p)
				r.do(p, &org.SpareFacilitator{Circle: 2, Spared: true})
			}
		}
		var turns []org.PersonID
		for range 2 * (n - len(spared)) {
			open := &org.OpenMeeting{Circle: 2}
			r.do(1, open)
			turns = append(turns, open.Facilitator)
			r.on(1)
		}
		round := n - len(spared)
		once := slices.Compact(slices.Sorted(slices.Values(turns[:round])))
		if len(once) != round || !slices.Equal(turns[:round], turns[round:]) {
			t.Fatalf("of %d people without %v the turns are %v", n, spared, turns)
		}
		for _, p := range spared {
			if slices.Contains(turns, p) {
				t.Fatalf("%v does not take turns, and had one: %v", p, turns)
			}
		}
	})
}

// Going on always comes to the end: each who is there speaks once in each round, and each
// open point has its rounds.
func TestEverybodySpeaksOnceARound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, points := rapid.IntRange(1, 5).Draw(t, "people"), rapid.IntRange(0, 4).Draw(t, "points")
		r := newRoom(t, n)
		r.do(1, &org.OpenMeeting{Circle: 2})
		for p := org.PersonID(2); int(p) <= n; p++ {
			r.do(p, &org.JoinMeeting{Meeting: 1})
		}
		for range points {
			r.do(1, &org.AddPoint{Meeting: 1, Words: org.Write("x")})
		}
		spoke := map[org.Floor]int{}
		for range 1000 {
			e := r.s.Meeting(1)
			spoke[e.Floor]++
			next := r.s.NextTurn(e)
			if next == e.Floor {
				break
			}
			r.do(1, org.Turning(1, next))
		}
		if want := 2*n + points*(n+2); len(spoke) != want {
			t.Fatalf("%d turns of %d people and %d points, want %d", len(spoke), n, points, want)
		}
		for turn, times := range spoke {
			if times != 1 {
				t.Fatalf("%+v came %d times", turn, times)
			}
		}
	})
}

// A point ends once, in what fits it, by who belongs to the circle; and words are their
// writer's alone.
func TestAPointEndsOnce(t *testing.T) {
	r := newRoom(t, 3)
	r.do(0, &org.JoinPerson{}) // P4, of no circle
	r.do(1, &org.OpenMeeting{Circle: 2})
	r.do(1, &org.AddPoint{Meeting: 1, Words: org.Write("The stairs.")})
	r.refused(4, &org.SettlePoint{Meeting: 1, Point: 1, Outcome: org.LeftOpen}, "meeting.not_yours")
	r.refused(1, &org.SettlePoint{Meeting: 1, Point: 1, Outcome: org.Retired}, "meeting.fits")
	r.refused(1, &org.SettlePoint{Meeting: 1, Point: 2, Outcome: org.LeftOpen}, "meeting.no_point")
	r.refused(1, &org.SettlePoint{Meeting: 1, Point: 1, Outcome: org.Raised, Act: r.s.Version + 1}, "meeting.no_act")
	r.do(1, &org.SettlePoint{Meeting: 1, Point: 1, Outcome: org.LeftOpen})
	r.refused(2, &org.SettlePoint{Meeting: 1, Point: 1, Outcome: org.Raised}, "meeting.settled")
	r.do(2, &org.SettlePoint{Meeting: 1, Point: 1})
	r.do(2, &org.SpeakInMeeting{Meeting: 1, Point: 1, Text: org.Write("Steep.")})
	r.refused(1, &org.UnsayInMeeting{Meeting: 1, Number: 1}, "meeting.not_your_words")
	r.do(1, &org.CloseMeeting{Meeting: 1})
	r.refused(2, &org.SpeakInMeeting{Meeting: 1, Point: 1, Text: org.Write("Late.")}, "meeting.closed")
	unsay := &org.UnsayInMeeting{Meeting: 1, Number: 1}
	r.do(2, unsay)
	if gone := org.DroppedBy(r.s, unsay); len(gone) != 1 || gone[0] == 0 || r.s.Meeting(1).Spoken[0].Text != 0 {
		t.Fatalf("taken back, %v goes of %+v", gone, r.s.Meeting(1).Spoken)
	}
}

// A reflection begins with the step of the last one, and a role that it kept is not untouched.
func TestAReflectionBeginsWithTheLast(t *testing.T) {
	r := newRoom(t, 2)
	role := &org.CreateRole{Circle: 2, Name: "Stock"}
	r.do(1, role)
	r.do(2, &org.TakeSeat{Role: role.Role})
	r.on(300)
	r.do(1, &org.BeginReflection{Circle: 2})
	if e := r.s.Meeting(1); len(e.Points) != 1 || e.Points[0].Why != org.WhyUntouched {
		t.Fatalf("it begins with %+v", e.Points)
	}
	r.do(1, &org.SettlePoint{Meeting: 1, Point: 1, Outcome: org.Kept})
	r.do(1, &org.CloseMeeting{Meeting: 1, Step: org.Write("A quiet hour.")})
	r.on(42)
	r.do(1, &org.BeginReflection{Circle: 2})
	if e := r.s.Meeting(2); len(e.Points) != 1 || e.Points[0].About() != org.RefOf(org.MeetingID(1)) || e.Points[0].Why != org.WhyLast {
		t.Fatalf("the next begins with %+v", e.Points)
	}
}

// A state with meetings is read back as it was written, and one without has the digest it had.
func TestMeetingsInASnapshot(t *testing.T) {
	r := newRoom(t, 2)
	r.do(1, &org.SetRhythm{Circle: 2, Weeks: 6})
	r.do(1, &org.OpenMeeting{Circle: 2})
	r.do(1, &org.AddPoint{Meeting: 1, Words: org.Write("x")})
	r.do(1, &org.SpeakInMeeting{Meeting: 1, Text: org.Write("Here.")})
	b, err := r.s.Encode()
	if err != nil {
		t.Fatal(err)
	}
	again, err := org.DecodeState(b)
	if err != nil {
		t.Fatal(err)
	}
	one, _ := r.s.Digest()
	two, _ := again.Digest()
	if one != two || again.NextDue() != r.s.NextDue() || len(again.Meeting(1).Spoken) != 1 {
		t.Fatalf("read back it has digest %s, was %s", two, one)
	}
}
