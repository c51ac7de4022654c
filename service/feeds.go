package service

import (
	"context"
	"slices"

	"orpheus/org"
)

// Agenda is what has a day for the visitor, as far as they may see it.
type Agenda struct {
	Look  *Look
	Bare  bool // titles and words stay here: it says only that something is due
	Days  []org.Wait
	Texts map[org.TextID]string // of the steps
}

// Agenda gathers it.
func (v *Visit) Agenda(ctx context.Context) (*Agenda, error) {
	look, err := v.Look(ctx, 0)
	if err != nil {
		return nil, err
	}
	a := &Agenda{Look: look}
	if a.Bare, err = v.bare(ctx, look); err != nil {
		return nil, err
	}
	var ids []org.TextID
	for _, w := range look.State.Ahead(v.who) {
		if !look.Sight.Sees(w.Thing(look.State)) {
			continue
		}
		a.Days = append(a.Days, w)
		if st := look.State.Step(w.Step); st != nil && !a.Bare {
			ids = append(ids, st.Text)
		}
	}
	a.Texts, err = look.Texts(ctx, ids...)
	return a, err
}

// bare reports whether what leaves for the visitor is to say nothing but that something is there.
func (v *Visit) bare(ctx context.Context, l *Look) (bool, error) {
	set, _, err := said[NoticeSettings](ctx, v, privateNotices)
	return set.Bare || l.State.BareMails, err
}

// News is what happened lately, the newest first.
type News struct {
	Look    *Look
	Bare    bool // titles, names and words stay here
	Entries []org.Entry
	Why     map[uint64]org.Notice // by the number of an entry, where it concerns the visitor
}

// News gathers what happened that the visitor may be told of, at most so many acts: all, or
// those that concern them and that they want to be told of.
func (v *Visit) News(ctx context.Context, mine bool, most int) (*News, error) {
	look, err := v.Look(ctx, 0)
	if err != nil {
		return nil, err
	}
	n := &News{Look: look, Why: map[uint64]org.Notice{}}
	if n.Bare, err = v.bare(ctx, look); err != nil {
		return nil, err
	}
	if !mine {
		n.Entries, _, err = look.Acts(ctx, Query{Most: most})
		return n, err
	}
	i, err := v.Inbox(ctx)
	if err != nil {
		return nil, err
	}
	var acts []uint64
	for _, told := range i.List[:min(len(i.List), most)] {
		acts, n.Why[told.Act] = append(acts, told.Act), told
	}
	entries, err := look.EntriesAt(ctx, acts...)
	if err != nil {
		return nil, err
	}
	for _, seq := range slices.Backward(slices.Sorted(slices.Values(acts))) {
		if e, there := entries[seq]; there {
			n.Entries = append(n.Entries, e)
		}
	}
	return n, nil
}
