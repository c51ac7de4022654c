package server_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"orpheus/identity"
	"orpheus/internal/test/pushbox"
	"orpheus/ledger"
	"orpheus/org"
	"orpheus/server"
	"orpheus/service"
	"orpheus/store/records"
	"orpheus/store/sqlite"
)

// mortal is a store of a program that may be killed: from then on it writes nothing.
type mortal struct {
	service.Store
	dead atomic.Bool
}

var errKilled = errors.New("killed")

func (m *mortal) LeaseMails(ctx context.Context, now, until org.Time, most int) ([]identity.Mail, org.Time, error) {
	if m.dead.Load() {
		return nil, 0, errKilled
	}
	return m.Store.LeaseMails(ctx, now, until, most)
}

func (m *mortal) HandMail(ctx context.Context, mail identity.Mail) (bool, error) {
	if m.dead.Load() {
		return false, errKilled
	}
	return m.Store.HandMail(ctx, mail)
}

func (m *mortal) DropMail(ctx context.Context, mails ...identity.Mail) error {
	if m.dead.Load() {
		return errKilled
	}
	return m.Store.DropMail(ctx, mails...)
}

func (m *mortal) PutMail(ctx context.Context, mail identity.Mail) error {
	if m.dead.Load() {
		return errKilled
	}
	return m.Store.PutMail(ctx, mail)
}

func (m *mortal) Tell(ctx context.Context, slug string, r identity.Round) (bool, error) {
	if m.dead.Load() {
		return false, errKilled
	}
	return m.Store.Tell(ctx, slug, r)
}

// office takes mails away for two programs, and counts them by person and act.
type office struct {
	mu   sync.Mutex
	got  map[string]int
	kill func(n int) // told how many there are, while a mail is being taken
}

func (o *office) Printed() bool { return false }

func (o *office) Send(_ context.Context, l identity.Letter) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.got[l.To.Person.String()+" "+l.Mail.About]++
	n := 0
	for _, k := range o.got {
		n += k
	}
	o.kill(n)
	return nil
}

// Ten acts tell ten people, by two programs on one store that both look at once, of which
// one is killed while a mail server has taken a mail and it could not note it: each mail
// goes out once. So it is with overviews.
func TestTwoProgramsTellOnce(t *testing.T) {
	file := filepath.Join(t.TempDir(), "o.db")
	var clock atomic.Int64
	clock.Store(time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC).UnixNano())
	now := func() time.Time { return time.Unix(0, clock.Load()).UTC() }
	var desks []*service.Service
	var stores []*mortal
	var people []*identity.Service
	for n := range 2 {
		log, err := sqlite.Open(t.Context(), file, n == 0)
		must(t, err)
		m := &mortal{Store: log}
		d := service.New(m, ledger.Options{Now: now})
		t.Cleanup(func() { _ = d.Close() })
		s := server.New(server.Config{Service: d, URL: "http://o.example", Calls: loopback, Now: now, Log: slog.New(slog.DiscardHandler)})
		desks, stores, people = append(desks, d), append(stores, m), append(people, s.Identity)
	}
	const crowd, acts = 10, 10
	_, err := desks[0].Found(t.Context(), service.Founding{Slug: "linde", Name: "De Linde", Lang: "nl", Person: records.Profile{Name: "Fatima", Mail: "f@o.example"}})
	must(t, err)
	var named strings.Builder
	for n := range crowd {
		id, err := desks[0].AddPerson(t.Context(), "linde", records.Profile{Name: fmt.Sprint("Person ", n), Mail: fmt.Sprintf("p%d@o.example", n)}, false, false)
		must(t, err)
		fmt.Fprintf(&named, "@%s ", id)
	}
	by := func(act org.Act) {
		t.Helper()
		v, err := desks[0].As(t.Context(), "linde", 1)
		must(t, err)
		_, err = v.Do(t.Context(), service.Asked{Act: act, Face: org.Web})
		must(t, err)
	}
	by(&org.RaiseTension{Circle: org.Root, Title: "Keys"})
	for _, d := range desks { // from here on they tell
		must(t, queue(t.Context(), d))
	}
	box := &office{got: map[string]int{}}
	round := func(dies int) {
		t.Helper()
		box.kill = func(n int) {
			if n == dies {
				stores[1].dead.Store(true)
			}
		}
		var both sync.WaitGroup
		for n := range desks {
			both.Go(func() {
				for range 3 {
					if err := queue(t.Context(), desks[n]); err != nil && !errors.Is(err, errKilled) {
						t.Error(err)
					}
					if _, err := people[n].Deliver(t.Context(), box); err != nil && !errors.Is(err, errKilled) {
						t.Error(err)
					}
				}
			})
		}
		both.Wait()
		clock.Add(int64(4 * time.Minute)) // what the dead one held is let go of
		must(t, queue(t.Context(), desks[0]))
		_, err := people[0].Deliver(t.Context(), box)
		must(t, err)
	}
	for range acts {
		by(&org.NoteTension{Tension: 1, Text: org.Write(named.String())})
	}
	round(37)
	if !stores[1].dead.Load() {
		t.Error("none was killed")
	}
	check := func(want int) {
		t.Helper()
		if len(box.got) != want {
			t.Errorf("%d mails, want %d", len(box.got), want)
		}
		for what, n := range box.got {
			if n != 1 {
				t.Errorf("%s went out %d times", what, n)
			}
		}
	}
	check(crowd * acts)

	box.got = map[string]int{}
	for n := range crowd {
		v, err := desks[0].As(t.Context(), "linde", org.PersonID(n+2))
		must(t, err)
		must(t, v.Follow(t.Context(), org.RefOf(org.TensionID(1)), true))
	}
	clock.Add(int64(time.Minute))
	by(&org.NoteTension{Tension: 1, Text: org.Write("It goes on")})
	must(t, queue(t.Context(), desks[0]))
	stores[1].dead.Store(false)
	clock.Add(int64(24 * time.Hour))
	round(5)
	check(crowd)

	pushes := pushbox.Listen(t)
	for n := range crowd {
		d := pushes.Device(t, fmt.Sprint("device ", n))
		must(t, people[0].AddPush(t.Context(), "linde", org.PersonID(n+2), "", "", identity.PushAddress{Endpoint: d.Endpoint, Key: d.Key, Auth: d.Auth}))
	}
	box.got = map[string]int{}
	stores[1].dead.Store(false)
	pushes.Taking = func(n int) {
		if n == 37 {
			stores[1].dead.Store(true)
		}
	}
	for range acts {
		by(&org.NoteTension{Tension: 1, Text: org.Write(named.String())})
	}
	round(0)
	check(0) // in their place
	came := map[string]int{}
	for len(pushes.Got) > 0 {
		m := <-pushes.Got
		came[m.To]++
	}
	for n := range crowd {
		if got := came[fmt.Sprint("device ", n)]; got != acts {
			t.Errorf("to device %d came %d messages of %d", n, got, acts)
		}
	}
	if !stores[1].dead.Load() {
		t.Error("none was killed")
	}
}
