package identity

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"orpheus/org"
)

type nobody struct{}

func (nobody) Find(context.Context, string, string) ([]Who, error) { return nil, nil }

func (nobody) Who(context.Context, string, org.PersonID) (Who, bool, error) { return Who{}, false, nil }

// A password for an address that nobody has is worked on as one for an address that
// somebody has: it takes a turn at what takes long.
func TestAnUnknownAddressTakesAsLong(t *testing.T) {
	s := &Service{People: nobody{}}
	for range cap(atOnce) {
		atOnce <- struct{}{}
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		if _, err := s.SignIn(t.Context(), "", "nobody@linde.example", "vroege vogels 7", ""); err != ErrPassword {
			t.Error(err)
		}
	}()
	select {
	case <-done:
		t.Error("nothing was worked on")
	case <-time.After(2 * refusedIn):
	}
	for range cap(atOnce) {
		<-atOnce
	}
	<-done
}

// Whoever does not get in is told so at a step of the same clock, whatever was worked on.
func TestRefusalsComeAtOnePace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &Service{People: nobody{}}
		for range 3 {
			time.Sleep(37 * time.Millisecond)
			began := time.Now()
			if _, err := s.SignIn(t.Context(), "", "nobody@linde.example", "vroege vogels 7", ""); err != ErrPassword {
				t.Fatal(err)
			}
			if took := time.Since(began); took != refusedIn {
				t.Errorf("it took %v, want %v", took, refusedIn)
			}
		}
	})
}
