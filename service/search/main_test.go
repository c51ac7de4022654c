package search

import (
	"testing"

	"go.uber.org/goleak"

	"orpheus/org"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// world is an organisation that a test makes act by act.
type world struct {
	t     testing.TB
	d     *org.Draft
	s     *org.State
	log   []org.Entry
	at    org.Time
	names map[org.PersonID]string
}

func newWorld(t testing.TB) *world {
	w := &world{t: t, d: new(org.State).Edit(), at: 1_000_000 * org.Day / 100, names: map[org.PersonID]string{}}
	w.do(0, &org.FoundOrganisation{Slug: "linde", Name: "De Linde", Lang: "nl"})
	return w
}

func (w *world) do(by org.PersonID, act org.Act) {
	w.t.Helper()
	w.at++
	done, err := w.d.Do(act, org.Moment{At: w.at, By: by})
	if err != nil {
		w.t.Fatalf("%s: %v", org.NameOf(act), err)
	}
	for _, one := range done {
		w.log = append(w.log, org.Entry{Seq: uint64(len(w.log) + 1), At: one.Moment.At, By: one.Moment.By, Face: one.Moment.Face, Act: one.Act})
	}
	w.s = w.d.Freeze()
}

func (w *world) person(name string, guest bool) org.PersonID {
	w.t.Helper()
	join := &org.JoinPerson{Guest: guest}
	w.do(0, join)
	w.names[join.Person] = name
	return join.Person
}

func (w *world) called(p org.PersonID) string { return w.names[p] }

func all(org.Ref) bool { return true }

// refs returns what was found, in order.
func (f Found) refs() (refs []string) {
	if f.Thing != nil {
		refs = append(refs, "="+f.Thing.Ref.String())
	}
	for _, g := range f.Groups {
		for _, h := range g.Hits {
			refs = append(refs, h.Ref.String())
		}
		if g.More {
			refs = append(refs, "more")
		}
	}
	return refs
}
