package service

import (
	"context"
	"errors"

	"orpheus/org"
)

// Refused is a right that somebody lacked: which rule kept them from which kind of act,
// where. Who it was is not told: that is theirs.
type Refused struct {
	Org  string
	Act  string // the name of its kind; "undo" for taking one back
	Rule string
}

// OnRefused has f told of every right that is refused from now on.
func (d *Service) OnRefused(f func(context.Context, Refused)) { d.refused.Store(&f) }

// tellRefused tells of an error where it says that a right was lacking, and returns it.
func (v *Visit) tellRefused(ctx context.Context, act string, err error) error {
	if f := v.d.refused.Load(); f != nil && org.CodeOf(err) == org.Forbidden {
		rule := ""
		if e, ok := errors.AsType[*org.Error](err); ok {
			rule = e.Key
		}
		(*f)(ctx, Refused{v.slug, act, rule})
	}
	return err
}
