package service_test

import (
	"context"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"orpheus/identity"
	"orpheus/ledger"
	"orpheus/org"
	"orpheus/service"
	"orpheus/store/memory"
	"orpheus/store/records"
)

// reading is a store that counts how many texts are read, and how often the version of the records.
type reading struct {
	*memory.Log
	texts, versions atomic.Int64
}

func (r *reading) Texts(ctx context.Context, slug string, ids ...org.TextID) (map[org.TextID]records.Text, error) {
	r.texts.Add(int64(len(ids)))
	return r.Log.Texts(ctx, slug, ids...)
}

func (r *reading) Version(ctx context.Context, slug string) (uint64, error) {
	r.versions.Add(1)
	return r.Log.Version(ctx, slug)
}

// zeppelins is De Linde where zeppelins land on the roof (T1), P2 knows of them and chose to be
// suggested, and P4 chose it too and named nothing. P3 is a guest of where it was raised.
func zeppelins(t *testing.T) (d *service.Service, store *reading, clock *ticker) {
	t.Helper()
	clock = new(ticker)
	clock.micros.Store(noon.UnixMicro())
	store = &reading{Log: new(memory.Log)}
	d = service.New(store, ledger.Options{Now: clock.now, Follow: -1})
	t.Cleanup(func() { _ = d.Close() })
	linde(t, d)
	do(t, d, 0, &org.FormCircle{Parents: []org.CircleID{org.Root}, Name: "Home care"})
	do(t, d, 0, &org.JoinCircle{Circle: 2, Person: 3})
	do(t, d, 0, &org.JoinPerson{}) // P4
	do(t, d, 1, &org.RaiseTension{Title: "Zeppelins land on the roof", Circle: 2})
	do(t, d, 2, &org.NameStrength{As: org.AsStrength, Text: org.Write("Zeppelins and balloons")})
	for _, p := range []org.PersonID{2, 4} {
		if err := as(t, d, p).BeSuggested(t.Context(), 2); err != nil {
			t.Fatal(err)
		}
	}
	return d, store, clock
}

var roof = org.RefOf(org.TensionID(1))

func gives(t *testing.T, d *service.Service, p org.PersonID, thing org.Ref, energy int) {
	t.Helper()
	if err := as(t, d, p).SaySuggest(t.Context(), func(s *identity.Suggest) { s.Energy[thing.String()] = energy }); err != nil {
		t.Fatal(err)
	}
}

func whom(t *testing.T, d *service.Service, p org.PersonID, ranges bool) *service.Whom {
	t.Helper()
	l, err := as(t, d, p).Look(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	w, err := l.Whom(t.Context(), roof, ranges)
	if err != nil || w == nil {
		t.Fatalf("%v, %v", w, err)
	}
	return w
}

// Who is suggested is suggested for something they said in the open: of who said for themselves
// alone what it would give them, nobody else learns that they did.
func TestSuggestedForWhatStandsInTheOpen(t *testing.T) {
	d, _, _ := zeppelins(t)
	gives(t, d, 4, roof, identity.MostEnergy)
	w := whom(t, d, 1, true)
	if len(w.Invite) != 1 || w.Invite[0].Person != 2 || len(w.Invite[0].Knows) != 1 {
		t.Errorf("to be invited are %+v", w.Invite)
	}
	if w.Ranges == nil || w.Ranges[1].To != 10 { // one stays one, however much energy counts
		t.Errorf("they stay the same within %v", w.Ranges)
	}
	for p, chosen := range map[org.PersonID]bool{2: true, 4: false} {
		if own := whom(t, d, p, false).Mine; own == nil || !own.Paired || own.Chosen != chosen {
			t.Errorf("%v reads of themselves %+v", p, own)
		}
	}
}

// Guests see nobody's strengths, and no words of them.
func TestGuestsSeeNoWordsOfStrengths(t *testing.T) {
	d, _, _ := zeppelins(t)
	if got := whom(t, d, 1, false).AsksWords; !slices.Equal(got, []string{"Zeppelins"}) {
		t.Errorf("it asks for %q", got)
	}
	if w := whom(t, d, 3, false); len(w.AsksWords) > 0 || len(w.Invite) > 0 {
		t.Errorf("a guest reads %q, %+v", w.AsksWords, w.Invite)
	}
}

// The whole is worked out anew where something of it is another: an act, the records, what
// people said for themselves, who is away. Whatever else is written, it stays.
func TestTheWholeIsWorkedOutOnce(t *testing.T) {
	d, store, clock := zeppelins(t)
	var last any
	another := func(what string, want bool) {
		t.Helper()
		l, err := as(t, d, 1).Look(t.Context(), 0)
		if err != nil {
			t.Fatal(err)
		}
		m, err := l.MatchingOf(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if (m != last) != want {
			t.Errorf("%s makes another whole: %v", what, !want)
		}
		last = m
	}
	another("the first look", true)
	another("a second look", false)
	if err := store.SetPrivate(t.Context(), "linde", 1, "something else", "x"); err != nil {
		t.Fatal(err)
	}
	another("what somebody keeps", false)
	gives(t, d, 4, roof, 3)
	another("what leading it gives somebody", true)
	gives(t, d, 4, roof, 4)
	another("that it gives more", true)
	if err := as(t, d, 4).BeSuggested(t.Context(), 3); err != nil {
		t.Fatal(err)
	}
	another("how much at once", true)
	if err := d.Correct(t.Context(), "linde", 2, "Fatima", ""); err != nil {
		t.Fatal(err)
	}
	another("what the records say", true)
	do(t, d, 1, &org.RaiseTension{Title: "Something else", Circle: 2})
	another("an act", true)
	now := org.At(clock.now())
	do(t, d, 2, &org.NameStandIn{Person: 2, Who: 1, From: now + org.Day, Until: now + 3*org.Day})
	another("an act", true)
	clock.on(25 * time.Hour)
	another("that somebody is away", true)
	another("a second look", false)
	if a, b := whom(t, d, 1, true), whom(t, d, 1, true); a.Ranges == nil || a.Ranges != b.Ranges {
		t.Errorf("ranges are worked out again: %p, %p", a.Ranges, b.Ranges)
	}
}

// What leading something would give somebody is not kept when it is not open any more, so that
// there is always room for what is.
func TestEnergyGoesWithWhatIsOpen(t *testing.T) {
	d, _, _ := zeppelins(t)
	gives(t, d, 4, roof, 3)
	do(t, d, 2, &org.TakeLead{Tension: 1})
	do(t, d, 1, &org.RaiseTension{Title: "Something else", Circle: 2})
	for range 2 { // also what comes in at this moment
		gives(t, d, 4, roof, 3)
		gives(t, d, 4, org.RefOf(org.TensionID(2)), 4)
		said, err := as(t, d, 4).Suggested(t.Context())
		if err != nil || len(said.Energy) != 1 || said.Energy["T2"] != 4 || !said.On {
			t.Errorf("kept is %+v, %v", said, err)
		}
	}
}

// Each pause in typing looks through what was learned and what is open, and reads none of it; what
// is new is found, what was erased is not.
func TestAlikeReadsNothing(t *testing.T) {
	d, store, _ := zeppelins(t)
	do(t, d, 4, &org.KeepLearning{Circle: 2, Text: org.Write("A crossing that fades is a phone call to the town.")})
	do(t, d, 4, &org.RaiseTension{Circle: 2, Title: "Paint", Body: org.Write("The crossing fades.")})
	alike := func(p org.PersonID) []service.Alike {
		t.Helper()
		l, err := as(t, d, p).Look(t.Context(), 0)
		if err != nil {
			t.Fatal(err)
		}
		all, err := l.Alike(t.Context(), "The crossings are fading", 2, 0)
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	if got := alike(1); len(got) != 2 || got[0].Learning != 1 || got[1].Tension != 2 {
		t.Errorf("alike is %+v", got)
	}
	store.texts.Store(0)
	alike(1)
	if n := store.texts.Load(); n != 0 {
		t.Errorf("%d texts are read", n)
	}
	do(t, d, 2, &org.KeepLearning{Circle: 2, Text: org.Write("Fading crossings come back each spring.")})
	if got := alike(1); len(got) != 3 || got[0].Learning != 2 {
		t.Errorf("with one more alike is %+v", got)
	}
	if n := store.texts.Load(); n != 1 {
		t.Errorf("for one more %d texts are read", n)
	}
	if err := d.Erase(t.Context(), "linde", 4, false); err != nil {
		t.Fatal(err)
	}
	if got := alike(1); len(got) != 1 || got[0].Learning != 2 {
		t.Errorf("of what is left alike is %+v", got)
	}
}

// What is kept of signals is given without looking for topics again.
func TestTopicsAreLookedForOnce(t *testing.T) {
	d, store, _ := zeppelins(t)
	l, err := as(t, d, 1).Look(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	for n, want := range []bool{true, false} {
		store.versions.Store(0)
		if _, _, err := l.Signals(t.Context()); err != nil {
			t.Fatal(err)
		}
		if got := store.versions.Load() > 0; got != want {
			t.Errorf("time %d: topics are looked for: %v", n+1, got)
		}
	}
}
