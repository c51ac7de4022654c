package clock

import (
	"testing"
	"testing/synctest"
	"time"
)

// set is a wall clock that is off by so much.
type set struct{ off time.Duration }

func (s *set) clock() *Clock {
	began := time.Now()
	return Of(func() time.Time { return time.Now().Round(0).Add(s.off) }, func() time.Duration { return time.Since(began) })
}

// A wall clock that goes ahead is not believed before it was steady for as long as it
// went ahead, a day at most; one that comes back in time was never believed.
func TestAJumpIsDoubted(t *testing.T) {
	for name, c := range map[string]struct{ jump, doubted time.Duration }{
		"minutes":  {4 * time.Minute, 0},
		"an hour":  {time.Hour, time.Hour},
		"a year":   {365 * 24 * time.Hour, 24 * time.Hour},
		"a while":  {-time.Minute, 0},
		"backward": {-400 * 24 * time.Hour, 0},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := &set{}
				k := s.clock()
				time.Sleep(time.Hour)
				right := func() {
					t.Helper()
					if now := k.Now(); !now.Equal(time.Now()) || k.Ahead() != 0 {
						t.Errorf("it says %v at %v, ahead by %v", now, time.Now(), k.Ahead())
					}
				}
				right()
				s.off = c.jump
				for passed := time.Duration(0); passed < c.doubted; passed += time.Minute {
					right0, now := time.Now(), k.Now()
					if !now.Equal(right0) || k.Ahead() != c.jump {
						t.Fatalf("after %v it says %v at %v, ahead by %v", passed, now, right0, k.Ahead())
					}
					time.Sleep(time.Minute)
				}
				if now := k.Now(); !now.Equal(time.Now().Add(c.jump)) || k.Ahead() != 0 {
					t.Errorf("it is doubted for longer: %v, ahead by %v", now, k.Ahead())
				}
				s.off = 0
				if c.jump > 0 { // it went back: followed at once
					right()
				}
			})
		})
	}
}

// A jump that is taken back within the doubt leaves no trace, and a second one begins
// the doubt anew.
func TestDoubtBeginsAnew(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &set{}
		k := s.clock()
		for range 5 {
			s.off += 30 * 24 * time.Hour
			k.Now()
			time.Sleep(23 * time.Hour)
			if k.Ahead() != s.off {
				t.Fatalf("ahead by %v, want %v", k.Ahead(), s.off)
			}
		}
		s.off = 0
		if !k.Now().Equal(time.Now()) || k.Ahead() != 0 {
			t.Errorf("it says %v, ahead by %v", k.Now(), k.Ahead())
		}
		s.off = 20 * time.Minute // a new doubt, as long as this jump
		k.Now()
		time.Sleep(19 * time.Minute)
		if k.Ahead() == 0 {
			t.Error("a new jump is believed at once")
		}
	})
}

// A clock that was put back and comes right again ends nothing on its way.
func TestBackAndForth(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &set{off: -50 * 365 * 24 * time.Hour}
		right := &set{}
		k := right.clock()
		k.wall = func() time.Time { return time.Now().Round(0).Add(s.off) }
		k.Now()
		time.Sleep(time.Hour)
		s.off = 0
		if !k.Now().Equal(time.Now()) || k.Ahead() != 0 {
			t.Errorf("it says %v, ahead by %v", k.Now(), k.Ahead())
		}
	})
}

// A machine that slept is ahead of nothing, and a jump beside the sleep is one still.
func TestSleepIsNoJump(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, slept := &set{}, time.Duration(0)
		k := s.clock()
		k.sleep = func() time.Duration { return slept }
		for _, nap := range []time.Duration{time.Hour, 90 * 24 * time.Hour, 2 * time.Minute} {
			slept += nap
			s.off += nap
			if now := k.Now(); !now.Equal(time.Now().Add(s.off)) || k.Ahead() != 0 {
				t.Fatalf("after a sleep of %v it is ahead by %v", nap, k.Ahead())
			}
		}
		slept += time.Hour
		s.off += 3 * time.Hour
		if off := k.Ahead() - 2*time.Hour; off.Abs() > Skew { // what was slept within the skew is not counted twice
			t.Errorf("three hours after a sleep of one it is ahead by %v", k.Ahead())
		}
	})
}

// The clock of the machine is believed, and goes on.
func TestNew(t *testing.T) {
	k := New()
	if d := time.Since(k.Now()); d.Abs() > time.Second || k.Ahead() != 0 {
		t.Errorf("it is off by %v, ahead by %v", d, k.Ahead())
	}
}
