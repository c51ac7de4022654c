package projection

import (
	"context"
	"fmt"
	"hash/fnv"

	"orpheus/ledger"
	"orpheus/org"
	"orpheus/store/records"
)

// Names are what the people of an organisation are called today, and which of them have a
// photo.
type Names struct {
	Edition uint64 // another one for other names or photos

	of      map[org.PersonID]string
	photos  map[org.PersonID]org.Time
	records uint64
	order   order
}

// Of returns what somebody is called; empty for somebody who was erased.
func (n *Names) Of(id org.PersonID) string { return n.of[id] }

// Photo is when the photo of somebody was added; zero for none.
func (n *Names) Photo(id org.PersonID) org.Time { return n.photos[id] }

// All returns every name, for reading.
func (n *Names) All() map[org.PersonID]string { return n.of }

// NewNames returns the projection of people's names. They are read anew when the records
// have another version, whoever set a name right.
func NewNames(store records.Store) *ledger.Projection[*Names] {
	read := func(ctx context.Context, at ledger.Version) (*Names, error) {
		profiles, err := store.Profiles(ctx, at.State.Slug)
		if err != nil {
			return nil, err
		}
		photos, err := store.Photos(ctx, at.State.Slug)
		if err != nil {
			return nil, err
		}
		n := &Names{of: make(map[org.PersonID]string, len(profiles)), photos: photos, records: at.Records}
		sum := fnv.New64a()
		fmt.Fprintf(sum, "%d\n", photos[0]) // of the organisation itself
		for _, p := range profiles {        // by id
			n.of[p.Person] = p.Name
			fmt.Fprintf(sum, "%d %s %d\n", p.Person, p.Name, photos[p.Person])
		}
		n.Edition = sum.Sum64()
		return n, nil
	}
	return &ledger.Projection[*Names]{
		Records: true,
		Begin:   read,
		Next: func(ctx context.Context, was *Names, at ledger.Version, _ []org.Entry) (*Names, error) {
			if was.records == at.Records {
				return was, nil
			}
			return read(ctx, at)
		},
	}
}
