package service

import (
	"context"
	"crypto/rand"
	"slices"
	"strings"

	"orpheus/org"
)

// Draft is something that an assistant wrote for somebody. It is nothing but words of theirs until
// they confirm it here: it is in no log, and nobody else sees it.
type Draft struct {
	ID     string       `json:"id"`
	Kind   DraftKind    `json:"kind"`
	Circle org.CircleID `json:"circle"`
	Title  string       `json:"title"`
	Text   string       `json:"text,omitzero"`
	By     string       `json:"by"` // what the assistant calls itself
	At     org.Time     `json:"at"`
}

// DraftKind is what a draft becomes.
type DraftKind string

// What assistants may draft.
const (
	DraftTension  DraftKind = "tension"
	DraftProposal DraftKind = "proposal"
)

// Act is what is done once it is confirmed.
func (d *Draft) Act() org.Act {
	if d.Kind == DraftProposal {
		return &org.ProposeDecision{Circle: d.Circle, Title: d.Title, Text: org.Write(d.Text)}
	}
	return &org.RaiseTension{Circle: d.Circle, Title: d.Title, Body: org.Write(d.Text)}
}

// privateDrafts is where they lie: with what somebody said for themselves, so that it goes with them.
const privateDrafts = "drafts"

// mostDrafts is how many wait for somebody.
const mostDrafts = 20

type keptDrafts struct {
	All []Draft `json:"all,omitzero"`
}

// Drafts are those that wait for the visitor, the oldest first.
func (v *Visit) Drafts(ctx context.Context) ([]Draft, error) {
	if _, err := v.present(ctx); err != nil || v.who == Nobody {
		return nil, err
	}
	kept, _, err := said[keptDrafts](ctx, v, privateDrafts)
	return kept.All, err
}

// KeepDraft keeps what an assistant wrote for the visitor, where the visitor could do it; nothing is
// done by it.
func (v *Visit) KeepDraft(ctx context.Context, d Draft) (Draft, error) {
	if d.Kind != DraftTension && d.Kind != DraftProposal {
		return d, &org.Error{Code: org.Invalid, Key: "draft.kind"}
	}
	if d.Circle == 0 {
		d.Circle = org.Root
	}
	d.Title, d.Text = strings.TrimSpace(d.Title), strings.TrimSpace(d.Text)
	l, err := v.Look(ctx, 0)
	if err != nil {
		return d, err
	}
	if err := l.May(d.Act()); err != nil {
		return d, err
	}
	d.ID, d.At = rand.Text(), org.At(v.d.now())
	return d, trying(ctx, v, privateDrafts, func(kept *keptDrafts) error {
		if len(kept.All) >= mostDrafts {
			return &org.Error{Code: org.Conflict, Key: "draft.many", Args: []any{mostDrafts}}
		}
		kept.All = append(kept.All, d)
		return nil
	})
}

// ConfirmDraft does what a draft says, in the name of the visitor, once; it shows that an assistant
// wrote it. Where it cannot be done any more, the draft stays.
func (v *Visit) ConfirmDraft(ctx context.Context, id string) (Answer, error) {
	all, err := v.Drafts(ctx)
	if err != nil {
		return Answer{}, err
	}
	at := slices.IndexFunc(all, func(d Draft) bool { return d.ID == id })
	if at < 0 {
		return Answer{}, &org.Error{Code: org.NotFound, Key: "draft.unknown"}
	}
	done, err := v.Do(ctx, Asked{Act: all[at].Act(), Face: org.Assistant, Key: "draft " + id})
	if err != nil {
		return done, err
	}
	return done, v.DropDraft(ctx, id)
}

// DropDraft throws one away.
func (v *Visit) DropDraft(ctx context.Context, id string) error {
	return trying(ctx, v, privateDrafts, func(kept *keptDrafts) error {
		kept.All = slices.DeleteFunc(kept.All, func(d Draft) bool { return d.ID == id })
		return nil
	})
}
