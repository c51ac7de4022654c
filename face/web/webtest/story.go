package webtest

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"orpheus/face/web"
	"orpheus/org"
)

// Story is a Source whose organisation came about by acts, with what people
// wrote: a small one, in which everything a page can tell happens once.
type Story struct {
	Card    web.OrgCard
	names   []string // by number from 1; empty for somebody erased
	texts   map[org.TextID]string
	entries []org.Entry
	draft   *org.Draft
	keys    map[string][]org.Entry

	mu sync.Mutex // for what is done while it is looked at
}

// Evil is what somebody wrote who tries to bring a script into a page.
const Evil = `<script>alert("x")</script> & more`

// do does an act at a moment, "2025-03-03 10:00" in UTC, and keeps what was
// written; a fault in it panics.
func (s *Story) do(at string, by org.PersonID, act org.Act) {
	t, err := time.Parse("2006-01-02 15:04", at)
	if err != nil {
		panic(err)
	}
	s.catchUp(org.At(t))
	s.enact(org.Moment{At: org.At(t), By: by, Face: org.Web}, act)
}

// catchUp lets the clock do what is due.
func (s *Story) catchUp(now org.Time) {
	for {
		act, at := s.draft.Due(now)
		if act == nil {
			return
		}
		s.enact(org.Moment{At: at, Face: org.Clock}, act)
	}
}

func (s *Story) enact(m org.Moment, act org.Act) {
	written := map[*org.Prose]string{}
	for _, p := range org.ProseOf(act) {
		written[p] = p.Text()
	}
	done, err := s.draft.Do(act, m)
	if err != nil {
		panic(fmt.Errorf("%s: %w", org.NameOf(act), err))
	}
	first := uint64(len(s.entries)) + 1
	for i, d := range done {
		e := org.Entry{Seq: first + uint64(i), At: d.Moment.At, By: d.Moment.By, Face: d.Moment.Face, Act: d.Act}
		if d.Cause >= 0 {
			e.Cause = first + uint64(d.Cause)
		}
		s.entries = append(s.entries, e)
	}
	for p, text := range written {
		s.texts[p.ID] = text
	}
}

// at returns the state at a moment and how many entries led to it.
func (s *Story) at(at time.Time) *org.State {
	return s.replay(func(e *org.Entry) bool { return at.IsZero() || e.At <= org.At(at) })
}

// version returns the state that an entry led to.
func (s *Story) version(v uint64) *org.State {
	return s.replay(func(e *org.Entry) bool { return e.Seq <= v })
}

func (s *Story) replay(belongs func(*org.Entry) bool) *org.State {
	s.mu.Lock()
	defer s.mu.Unlock()
	d := new(org.State).Edit()
	for i := range s.entries {
		e := &s.entries[i]
		if !belongs(e) {
			break
		}
		d.Replay(e.Act, e.Moment())
	}
	return d.Freeze()
}

// Orgs implements web.Source.
func (s *Story) Orgs(context.Context) ([]web.OrgCard, error) { return []web.OrgCard{s.Card}, nil }

// Org implements web.Source.
func (s *Story) Org(_ context.Context, slug string) (web.OrgCard, error) {
	if slug != s.Card.Slug {
		return web.OrgCard{}, web.ErrNotFound
	}
	return s.Card, nil
}

func (s *Story) name(id org.PersonID) string { return s.names[id-1] }

// Look implements web.Source.
func (s *Story) Look(ctx context.Context, slug string, at time.Time) (*web.Look, error) {
	if _, err := s.Org(ctx, slug); err != nil {
		return nil, err
	}
	return &web.Look{
		Version: s.draft.Version, Map: s.at(at).Map(), Shifts: s.at(at).Shifts(), Name: s.name,
		Led: func(org.PersonID) []web.Work { return nil },
	}, nil
}

// Version implements web.Source.
func (s *Story) Version(context.Context, string) (uint64, error) { return uint64(len(s.entries)), nil }

// View implements web.ViewSource.
func (s *Story) View(ctx context.Context, slug string, at time.Time) (*web.View, error) {
	if _, err := s.Org(ctx, slug); err != nil {
		return nil, err
	}
	v := &web.View{Version: s.draft.Version, State: s.at(at), Name: s.name}
	v.Texts = func(_ context.Context, ids ...org.TextID) (map[org.TextID]string, error) {
		out := map[org.TextID]string{}
		for _, id := range ids {
			if text, ok := s.texts[id]; ok {
				out[id] = text
			}
		}
		return out, nil
	}
	s.mu.Lock()
	newest := slices.Clone(s.entries[:v.State.Version])
	s.mu.Unlock()
	slices.Reverse(newest)
	v.AtVersion = func(_ context.Context, version uint64) (*org.State, error) { return s.version(version), nil }
	v.Acts = func(_ context.Context, f web.ActFilter) (web.Acts, error) { return f.Pick(newest), nil }
	if !at.IsZero() {
		v.ChangesSince = len(s.entries) - int(v.State.Version)
	}
	return v, nil
}

// Version implements web.Source.
func (s *Source) Version(context.Context, string) (uint64, error) { return uint64(len(s.changes)), nil }

// View implements web.ViewSource: De Linde is a map only.
func (s *Source) View(context.Context, string, time.Time) (*web.View, error) {
	return nil, web.ErrNotFound
}
