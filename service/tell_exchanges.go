package service

import (
	"context"

	"orpheus/org"
	"orpheus/org/feedback"
)

// Exchanged is feedback of a past that is told: who asked whom about what, and what the two
// wrote, each at a moment.
type Exchanged struct {
	About  org.Ref
	By, To org.PersonID
	Asked  org.Time
	Words  [2]*feedback.Words // of who asked, and of whom they asked; nil where they wrote none
	Wrote  [2]org.Time
	Shows  bool // whoever was asked shows the first answer that they got, and the other agreed
}

// TellExchanges puts down what people wrote each other in a past that was told by Tell, by the
// rules they would have written by: it is no act, so it is not among the deeds.
func (d *Service) TellExchanges(ctx context.Context, slug string, all []Exchanged) error {
	s, err := d.engine.State(ctx, slug)
	if err != nil {
		return err
	}
	var told []*feedback.Exchange
	for i := range all {
		e := &all[i]
		if err := s.MayExchange(e.About, e.By, e.To); err != nil {
			return err
		}
		x := feedback.Begin(e.About, e.By, e.To, e.Asked)
		for k, p := range []org.PersonID{e.By, e.To} {
			if e.Words[k] == nil {
				continue
			}
			if err := x.Write(p, *e.Words[k], e.Wrote[k]); err != nil {
				return err
			}
		}
		if e.Shows {
			if err := x.Show(e.To, 0, true); err != nil {
				return err
			}
			if err := x.Agree(e.By, 0, true); err != nil {
				return err
			}
		}
		told = append(told, x)
	}
	_, err = d.newExchanges(ctx, slug, told...)
	return err
}
