package ledger_test

import (
	"testing"
	"testing/synctest"
	"time"

	"orpheus/ledger"
	"orpheus/org"
	"orpheus/store/memory"
)

// The clock ends leads, seats and offers at the moment that was planned, and
// dates the end with it.
func TestTheClock(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t, new(memory.Log), rarely)
		start := org.At(time.Now())
		lead := b.do(&org.RaiseTension{Circle: 2, Title: "x", Lead: true, Until: start + 20*org.Day}, 1)
		b.do(tension("y"), 1)
		b.do(&org.TakeSeat{Role: 1}, 1)            // 30 days
		b.do(&org.OfferLead{Tension: 2, To: 2}, 1) // 14 days
		version := b.state().Version

		sleep(14*org.Day - 1)
		synctest.Wait()
		if b.state().Version != version {
			t.Fatal("something ended early")
		}
		s := waitFor(t, b, version+1)
		if o := s.Offer(1); o.Answer != org.Lapsed || o.Answered != start+14*org.Day {
			t.Fatalf("%+v", o)
		}
		if now := org.At(time.Now()); now != start+14*org.Day {
			t.Fatalf("it ended %d µs late", now-start-14*org.Day)
		}
		s = waitFor(t, b, version+2)
		if l := s.Lead(1); l.End != org.LeadExpired || l.Until != start+20*org.Day || org.At(time.Now()) != l.Until {
			t.Fatalf("%+v", l)
		}
		s = waitFor(t, b, version+3)
		if seat := s.Seat(1); seat.Until != start+30*org.Day || org.At(time.Now()) != seat.Until {
			t.Fatalf("%+v", seat)
		}
		if lead.State.Lead(1).Until != 0 {
			t.Fatal("an old state changed")
		}
		if s.NextDue() != 0 {
			t.Fatal("something is still due")
		}
		b.sound()
	})
}

func waitFor(t *testing.T, b *bench, version uint64) *org.State {
	t.Helper()
	s, err := b.Wait(t.Context(), "linde", version-1)
	must(t, err)
	if s.Version != version {
		t.Fatalf("version %d, want %d", s.Version, version)
	}
	return s
}

// What was planned to end while the program was off ended then.
func TestTheClockAfterAPause(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		log := new(memory.Log)
		b := newBench(t, log, rarely)
		start := org.At(time.Now())
		b.do(&org.TakeSeat{Role: 1}, 1)
		b.do(&org.RaiseTension{Circle: 2, Title: "x", Lead: true, Until: start + 20*org.Day}, 1)
		must(t, b.Close())
		sleep(100 * org.Day)
		b = newBench(t, log, rarely)
		// Whoever asks first comes after what the clock owed.
		a := b.do(tension("later"), 2)
		if l, seat := a.State.Lead(1), a.State.Seat(1); l.Until != start+20*org.Day || seat.Until != start+30*org.Day {
			t.Fatalf("%+v %+v", l, seat)
		}
		if a.State.Last != start+100*org.Day {
			t.Fatal(a.State.Last)
		}
		b.sound()
		for _, day := range []org.Time{19, 25, 50} {
			s, err := b.At(t.Context(), "linde", start+day*org.Day)
			must(t, err)
			if (s.Lead(1).Until == 0) != (day < 20) || (s.Seat(1).Until == 0) != (day < 30) {
				t.Fatalf("day %d: %+v %+v", day, s.Lead(1), s.Seat(1))
			}
		}
	})
}

// A lead that is extended ends at its new end only.
func TestTheClockAfterAnExtension(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t, new(memory.Log), rarely)
		start := org.At(time.Now())
		b.do(&org.RaiseTension{Circle: 2, Title: "x", Lead: true, Until: start + 20*org.Day}, 1)
		b.do(&org.ExtendLead{Lead: 1, Until: start + 40*org.Day}, 1)
		b.do(&org.ExtendLead{Lead: 1, Until: start + 30*org.Day}, 1)
		version := b.state().Version
		s := waitFor(t, b, version+1)
		if s.Lead(1).Until != start+30*org.Day {
			t.Fatalf("%+v", s.Lead(1))
		}
		sleep(100 * org.Day)
		synctest.Wait()
		if b.state().Version != version+1 {
			t.Fatal("it ended twice")
		}
	})
}

// Where the disk fails, the clock tries again, at leisure.
func TestTheClockTriesAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t, new(memory.Log), rarely)
		start := org.At(time.Now())
		b.do(&org.RaiseTension{Circle: 2, Title: "x", Lead: true, Until: start + org.Day}, 1)
		version := b.state().Version
		b.log.hook(func(ledger.Batch) error { return errDisk })
		before := b.log.count()
		sleep(org.Day + org.Day/24/6) // ten minutes of failures
		synctest.Wait()
		if n := b.log.count() - before; n < 100 || n > 700 {
			t.Fatalf("%d attempts", n)
		}
		b.log.hook(nil)
		if s := waitFor(t, b, version+1); s.Lead(1).Until != start+org.Day {
			t.Fatalf("%+v", s.Lead(1))
		}
		b.sound()
	})
}

// rarely looks for acts of other processes: the tests wait for weeks.
var rarely = ledger.Options{Follow: time.Hour}
