package projection

import (
	"context"
	"sync"

	"orpheus/ledger"
	"orpheus/org"
	"orpheus/store/records"
)

// Profiles are those of people lately asked for, one by one, under one version of the
// records.
type Profiles struct {
	records uint64

	mu sync.Mutex
	of map[org.PersonID]profile
}

type profile struct {
	records.Profile
	found bool
}

// NewProfiles returns the projection of profiles.
func NewProfiles() *ledger.Projection[*Profiles] {
	begin := func(_ context.Context, at ledger.Version) (*Profiles, error) {
		return &Profiles{records: at.Records, of: map[org.PersonID]profile{}}, nil
	}
	return &ledger.Projection[*Profiles]{
		Records: true,
		Begin:   begin,
		Next: func(ctx context.Context, was *Profiles, at ledger.Version, _ []org.Entry) (*Profiles, error) {
			if was.records == at.Records {
				return was, nil
			}
			return begin(ctx, at)
		},
	}
}

// Of returns the profile of somebody, and false where there is none. It is read where
// it was not read under this version of the records.
func (p *Profiles) Of(id org.PersonID, read func() (records.Profile, bool, error)) (records.Profile, bool, error) {
	p.mu.Lock()
	have, ok := p.of[id]
	p.mu.Unlock()
	if ok {
		return have.Profile, have.found, nil
	}
	was, found, err := read()
	if err != nil {
		return records.Profile{}, false, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.of[id] = profile{was, found}
	return was, found, nil
}
