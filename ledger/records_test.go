package ledger_test

import (
	"context"
	"testing"

	"orpheus/ledger"
	"orpheus/org"
	"orpheus/store/memory"
	"orpheus/store/records"
	"orpheus/store/storetest"
)

// called are the names in the records, with how often they were read.
type called struct {
	records uint64
	of      map[org.PersonID]string
	read    int
}

func names(store storetest.Store) *ledger.Projection[called] {
	read := func(ctx context.Context, was called, at ledger.Version) (called, error) {
		n := called{at.Records, map[org.PersonID]string{}, was.read + 1}
		all, err := store.Profiles(ctx, "linde")
		for _, p := range all {
			n.of[p.Person] = p.Name
		}
		return n, err
	}
	return &ledger.Projection[called]{
		Records: true,
		Begin:   func(ctx context.Context, at ledger.Version) (called, error) { return read(ctx, called{}, at) },
		Next: func(ctx context.Context, was called, at ledger.Version, _ []org.Entry) (called, error) {
			if was.records == at.Records {
				return was, nil
			}
			return read(ctx, was, at)
		},
	}
}

// What depends on the records follows their version: it is never older than they were
// when it was asked for, whoever changed them, and nothing is read again where they
// say what they said.
func TestProjectionsFollowTheRecords(t *testing.T) {
	eachLog(t, func(t *testing.T, s storetest.Store) {
		b := newBench(t, s, ledger.Options{Follow: -1})
		p := names(s)
		check := func(reads int, name string) {
			t.Helper()
			n, at, err := p.Of(t.Context(), b.Engine, "linde")
			must(t, err)
			if n.of[1] != name || n.read != reads || at != b.state() {
				t.Fatalf("%q after %d readings, not %q after %d", n.of[1], n.read, name, reads)
			}
		}
		check(1, "Person A")
		b.do(&org.RaiseTension{Circle: 2, Title: "x", Body: org.Write("why")}, 1)
		check(1, "Person A")
		must(t, s.Amend(t.Context(), "linde", records.Changes{Profiles: []records.Profile{{Person: 1, Name: "Ada"}}}))
		check(2, "Ada")
		check(2, "Ada")
		must(t, s.Amend(t.Context(), "linde", records.Changes{Profiles: []records.Profile{{Person: 1, Name: "Ada B"}}}))
		b.do(tension("y"), 1)
		check(3, "Ada B")
		_, err := b.Do(t.Context(), "linde", ledger.Request{Act: &org.ErasePerson{Person: 1}})
		must(t, err)
		check(4, "")
	})
}

// late is a store whose records and acts go on after somebody was told the version.
type late struct {
	storetest.Store
	calls int
	then  map[int]func() // after so many calls
}

func (l *late) Version(ctx context.Context, slug string) (uint64, error) {
	v, err := l.Store.Version(ctx, slug)
	l.calls++
	if f := l.then[l.calls]; f != nil {
		f()
	}
	return v, err
}

// Everybody in the state that a projection answers with has the name they came with,
// also where they come while it is asked for.
func TestProjectionsHaveWhoCame(t *testing.T) {
	for call := range 4 {
		s := &late{Store: new(memory.Log)}
		b := newBench(t, s, ledger.Options{Follow: -1})
		p := names(s)
		_, _, err := p.Of(t.Context(), b.Engine, "linde")
		must(t, err)
		b.do(tension("x"), 1)
		came := false
		s.then = map[int]func(){s.calls + 1 + call: func() {
			came = true
			_, err := b.Do(t.Context(), "linde", ledger.Request{Act: &org.JoinPerson{}, Profile: &records.Profile{Name: "Noor"}})
			must(t, err)
		}}
		n, at, err := p.Of(t.Context(), b.Engine, "linde")
		must(t, err)
		if call < 2 && !came {
			t.Error("nobody came meanwhile")
		}
		for id := range at.People() {
			if n.of[id] == "" {
				t.Errorf("%s has no name at version %d, %d of the records (call %d)", id, at.Version, n.records, call)
			}
		}
	}
}
