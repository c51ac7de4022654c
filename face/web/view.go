package web

import (
	"context"
	"slices"
	"time"

	"orpheus/identity"
	"orpheus/org"
	"orpheus/service"
)

// view is an organisation at a moment, with what was done and written there and
// what everybody is called.
type view struct {
	Version      uint64 // of the state now: a page made from the same version is the same
	Names        uint64 // another one for other names
	ChangesSince int    // structural changes after the moment
	State        *org.State

	service *service.Service
	me      identity.Who // who looks
	at      time.Time    // zero is now
	now     *org.State
	names   *service.Names
	changes []org.Time // the moments of all structural changes
	seen    *org.MapCircle
	family  map[org.CircleID]int
}

// look returns an organisation as it was at a moment; the zero time is now. The
// moment is never before the founding or after now.
func (s *server) look(v *visit, at time.Time) (*view, error) {
	ctx, slug := v.r.Context(), v.org.Slug
	now, err := s.Service.Engine.State(ctx, slug)
	if err != nil {
		return nil, err
	}
	w := &view{Version: now.Version, State: now, service: s.Service, me: v.me, at: at, now: now}
	if !at.IsZero() {
		if w.State, err = s.Service.Look(ctx, slug, org.At(at)); err != nil {
			return nil, err
		}
	}
	if w.names, err = s.Service.NamesOf(ctx, now); err != nil {
		return nil, err
	}
	w.Names = w.names.Edition
	if w.changes, err = s.Service.StructureChanges(ctx, slug); err != nil {
		return nil, err
	}
	if !at.IsZero() {
		first, _ := slices.BinarySearch(w.changes, org.At(at)+1)
		w.ChangesSince = len(w.changes) - first
	}
	return w, nil
}

// today is the organisation now, for the same one who looks.
func (w *view) today() *view { return w.with(w.now) }

// with is the same view of another state, one that never was or is now.
func (w *view) with(s *org.State) *view {
	other := *w
	other.State, other.now, other.at, other.ChangesSince, other.seen, other.family = s, s, time.Time{}, 0, nil, nil
	return &other
}

// Name is what somebody is called; empty for somebody whose name was erased.
func (w *view) Name(id org.PersonID) string { return w.names.Of(id) }

// Texts returns those of these texts that are still there.
func (w *view) Texts(ctx context.Context, ids ...org.TextID) (map[org.TextID]string, error) {
	texts, err := w.service.Store().Texts(ctx, w.now.Slug, ids...)
	out := make(map[org.TextID]string, len(texts))
	for id, t := range texts {
		out[id] = t.Body
	}
	return out, err
}

// actList are some acts, the newest first.
type actList struct {
	Entries []org.Entry
	Next    uint64 // what to ask for before which to go on; zero at the beginning of the log
}

// Acts returns acts up to the moment, the newest first.
func (w *view) Acts(ctx context.Context, q service.Query) (actList, error) {
	if end := w.State.Version + 1; q.Before == 0 || q.Before > end {
		q.Before = end
	}
	found, next, err := w.service.Newest(ctx, w.now.Slug, q)
	return actList{found, next}, err
}

// AtVersion returns the organisation as the entry of that number left it.
func (w *view) AtVersion(ctx context.Context, version uint64) (*org.State, error) {
	return w.service.Engine.AtVersion(ctx, w.now.Slug, version)
}

// Map is the map, as far as the one who looks may see it.
func (w *view) Map() *org.MapCircle {
	if w.seen == nil {
		w.seen = w.State.Map()
		if w.me.Guest {
			w.seen = seenBy(w.State, w.me.Person, w.seen)
		}
	}
	return w.seen
}

// Place tells the maps of people apart who do not see the same; empty for those who
// see all.
func (w *view) Place() string {
	if w.me.Guest {
		return w.me.Person.String()
	}
	return ""
}

// Family is the colour of a circle: that of the circle of the organisation it was
// in at the moment. Those are numbered by when they were formed, from 1, so that a
// circle keeps its colour over time; zero is none.
func (w *view) Family(id org.CircleID) int {
	if w.family == nil {
		w.family = map[org.CircleID]int{}
		for c, row := range w.now.Circles() {
			if row.Parent() == org.Root {
				w.family[c] = len(w.family) + 1
			}
		}
	}
	for id != 0 && id != org.Root {
		up := w.State.Circle(id).Parent()
		if up == org.Root {
			return w.family[id]
		}
		id = up
	}
	return 0
}

// monthChanges is how many structural changes a month had.
type monthChanges struct {
	Month   time.Time // its first moment in the organisation's zone
	Changes int
}

// Months counts structural changes by month, up to now, the oldest first.
func (w *view) Months() []monthChanges {
	var out []monthChanges
	zone := service.Zone(w.State)
	for _, t := range w.changes {
		at := t.Std().In(zone)
		month := time.Date(at.Year(), at.Month(), 1, 0, 0, 0, 0, zone)
		if n := len(out); n > 0 && out[n-1].Month.Equal(month) {
			out[n-1].Changes++
			continue
		}
		out = append(out, monthChanges{Month: month, Changes: 1})
	}
	return out
}

// ledWork is a piece of work that somebody leads.
type ledWork struct {
	Title  string
	Circle org.CircleID
	ID     org.InitiativeID
	Href   string    // where it is told
	Others int       // people who take part beside the one who leads
	Until  time.Time // planned end
}

// Led is what somebody led at the moment that the one who looks may see, with where
// it is told.
func (w *view) Led(id org.PersonID) []ledWork {
	p := w.State.Person(id)
	if p == nil {
		return nil
	}
	var out []ledWork
	for _, l := range p.Leads {
		lead := w.State.Lead(l)
		i := w.State.Initiative(lead.Initiative)
		if w.me.Guest && !w.State.Sees(w.me.Person, i.Circle) {
			continue
		}
		out = append(out, ledWork{
			ID: lead.Initiative, Title: i.Title, Circle: i.Circle, Href: w.told(lead.Initiative),
			Others: len(i.Joined) + len(i.Leads) - 1, Until: lead.Planned.Std(),
		})
	}
	return out
}

// told is the address of an initiative's page at the moment.
func (w *view) told(id org.InitiativeID) string {
	q := map[string][]string{}
	if !w.at.IsZero() {
		q["at"] = []string{w.at.UTC().Format(time.RFC3339Nano)}
	}
	return address("/"+w.now.Slug+"/initiatives/"+id.String()[1:], q)
}
