package web

import (
	"context"
	"slices"
	"time"

	"orpheus/org"
	"orpheus/service"
)

// view is what pages show of an organisation at a moment: a look of the one who asks,
// and when the structure changed.
type view struct {
	*service.Look
	changes []org.Time  // the moments of all structural changes, up to the present
	listed  []org.Entry // the acts that the page tells
}

// look returns an organisation as it was at a moment, as the one who asks sees it;
// the zero time is now. The moment is never before the founding or after now.
func (s *server) look(v *request, at time.Time) (*view, error) {
	l, err := v.as.Look(v.r.Context(), org.At(at))
	return viewed(v.r.Context(), l, err)
}

func viewed(ctx context.Context, l *service.Look, err error) (*view, error) {
	if err != nil {
		return nil, err
	}
	changes, err := l.Changes(ctx)
	return &view{Look: l, changes: changes}, err
}

// ChangesSince is how many structural changes there were after a moment of the past.
func (w *view) ChangesSince() int {
	if !w.Past {
		return 0
	}
	first, _ := slices.BinarySearch(w.changes, w.At+1)
	return len(w.changes) - first
}

// monthChanges is how many structural changes a month had.
type monthChanges struct {
	Month   time.Time // its first moment in the organisation's zone
	Changes int
}

// Months counts structural changes by month, up to now, the oldest first.
func (w *view) Months() []monthChanges {
	var out []monthChanges
	zone := w.Zone()
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

// actList are some acts, the newest first.
type actList struct {
	Entries []org.Entry
	Next    uint64 // what to ask for before which to go on; zero at the beginning of the log
}

// acts returns acts up to the moment that the one who looks may be told of.
func (w *view) acts(ctx context.Context, q service.Query) (actList, error) {
	found, next, err := w.Acts(ctx, q)
	w.listed = append(w.listed, found...)
	return actList{found, next}, err
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

// Led is what somebody led at the moment that the one who looks sees, with where it
// is told.
func (w *view) Led(id org.PersonID) []ledWork {
	p := w.State.Person(id)
	if p == nil {
		return nil
	}
	var out []ledWork
	for _, l := range p.Leads {
		lead := w.State.Lead(l)
		if !w.Sight.Sees(org.RefOf(lead.Initiative)) {
			continue
		}
		i := w.State.Initiative(lead.Initiative)
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
	if w.Past {
		q["at"] = []string{w.At.Std().UTC().Format(time.RFC3339Nano)}
	}
	return address("/"+w.State.Slug+"/initiatives/"+id.String()[1:], q)
}
