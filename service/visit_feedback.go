package service

import (
	"context"
	"math"
	"slices"
	"strings"

	"orpheus/org"
	"orpheus/org/feedback"
)

// Feedback is an exchange as the visitor may know it.
type Feedback struct {
	ID string
	feedback.View
	Returned *feedback.Words // of the visitor, which nobody read: the other did not write in time
	Unread   bool            // there is something to read that the visitor did not look at
}

// ShownFeedback is what somebody shows of what they received.
type ShownFeedback struct {
	From  org.PersonID
	About org.Ref
	Words feedback.Words
}

// mostAsked is how much feedback one person may ask for whose time to write is not over,
// whoever wrote: were what is open let off, the count would tell that somebody did.
const mostAsked = 20

func noFeedback() error { return &org.Error{Code: org.NotFound, Key: "feedback.unknown"} }

// AskFeedback asks somebody for feedback between them and the visitor about a thing: both are
// to write. Where one about it waits between them already, it is that.
func (v *Visit) AskFeedback(ctx context.Context, about org.Ref, to org.PersonID) (id string, err error) {
	s, err := v.present(ctx)
	if err != nil {
		return "", err
	}
	if v.who == Nobody {
		return "", &org.Error{Code: org.Invalid, Key: "right.somebody"}
	}
	if err := s.MayExchange(about, v.who, to); err != nil {
		return "", err
	}
	all, err := v.d.exchanges(ctx, v.slug)
	if err != nil {
		return "", err
	}
	now, asked := org.At(v.d.now()), 0
	for _, e := range all.List {
		if e.Until <= now || !e.of(v.who) {
			continue
		}
		if e.About == about && e.of(to) {
			if x, err := v.d.exchange(ctx, v.slug, e.ID); err != nil || x != nil && x.Opened == 0 && !x.Over(now) {
				return e.ID, err
			}
		}
		if e.People[0] == v.who {
			asked++
		}
	}
	if asked >= mostAsked {
		return "", &org.Error{Code: org.Conflict, Key: "feedback.many", Args: []any{mostAsked}}
	}
	if id, err = v.d.newExchanges(ctx, v.slug, feedback.Begin(about, v.who, to, now)); err != nil {
		return "", err
	}
	return id, v.d.tellFeedback(ctx, v.slug, feedbackAsked, id, to)
}

// AllFeedback is what is between the visitor and others, the newest first.
func (v *Visit) AllFeedback(ctx context.Context) ([]Feedback, error) {
	all, _, err := v.SomeFeedback(ctx, "", math.MaxInt)
	return all, err
}

// SomeFeedback is so much of it at most, from the one after another on, and after which there
// is more; empty where there is none.
func (v *Visit) SomeFeedback(ctx context.Context, after string, most int) (out []Feedback, next string, err error) {
	s, err := v.present(ctx)
	if err != nil || v.who == Nobody {
		return nil, "", err
	}
	all, err := v.d.exchanges(ctx, v.slug)
	if err != nil {
		return nil, "", err
	}
	list := all.List
	if at := slices.IndexFunc(list, func(e exchangeOf) bool { return e.ID == after }); at >= 0 { // one that is gone begins anew
		list = list[:at]
	}
	for _, e := range slices.Backward(list) {
		if !e.of(v.who) {
			continue
		}
		x, err := v.d.exchange(ctx, v.slug, e.ID)
		if err != nil {
			return nil, "", err
		}
		f, there := v.d.feedbackFor(s, v.who, e.ID, x)
		switch {
		case !there:
		case len(out) == most:
			return out, out[most-1].ID, nil
		default:
			out = append(out, f)
		}
	}
	return out, "", nil
}

// feedbackFor is an exchange as somebody may know it now. Words of who was erased are none,
// also before they are taken out.
func (d *Service) feedbackFor(s *org.State, p org.PersonID, id string, x *exchange) (Feedback, bool) {
	if x == nil {
		return Feedback{}, false
	}
	for i := range x.Sides {
		if p := s.Person(x.Sides[i].Person); p == nil || p.Erased {
			x.Forget(x.Sides[i].Person)
		}
	}
	now := org.At(d.now())
	view, there := x.For(p, now)
	f := Feedback{ID: id, View: view, Unread: x.Unread(p, now)}
	if there {
		return f, true
	}
	f.View = feedback.View{About: x.About, Asked: x.Asked, Until: x.Until(), ByMe: x.Sides[0].Person == p}
	f.Returned = x.Returned(p, now)
	if f.With = x.Sides[1].Person; f.With == p {
		f.With = x.Sides[0].Person
	}
	return f, f.Returned != nil && !x.gone(now)
}

// OneFeedback is one exchange; refused as not there to anybody but the two.
func (v *Visit) OneFeedback(ctx context.Context, id string) (Feedback, error) {
	s, err := v.present(ctx)
	if err != nil {
		return Feedback{}, err
	}
	x, err := v.d.exchange(ctx, v.slug, clean(id))
	if err != nil {
		return Feedback{}, err
	}
	f, there := v.d.feedbackFor(s, v.who, id, x)
	if !there || v.who == Nobody {
		return Feedback{}, noFeedback()
	}
	return f, nil
}

// clean is an id as one is made; what is none names no box.
func clean(id string) string {
	if len(id) != 26 || strings.Trim(id, "abcdefghijklmnopqrstuvwxyz234567") != "" {
		return "none"
	}
	return id
}

// changeFeedback does something to an exchange of the visitor. It reads and writes the same,
// whatever the other did.
func (v *Visit) changeFeedback(ctx context.Context, id string, do func(x *feedback.Exchange, now org.Time) error) (Feedback, error) {
	for {
		s, err := v.present(ctx)
		if err != nil {
			return Feedback{}, err
		}
		x, err := v.d.exchange(ctx, v.slug, clean(id))
		if err != nil {
			return Feedback{}, err
		}
		if x == nil || v.who == Nobody {
			return Feedback{}, noFeedback()
		}
		if err := do(&x.Exchange, org.At(v.d.now())); err != nil {
			return Feedback{}, err
		}
		if done, err := v.d.putExchange(ctx, v.slug, id, x); err != nil {
			return Feedback{}, err
		} else if done {
			f, _ := v.d.feedbackFor(s, v.who, id, x)
			return f, nil
		}
	}
}

// WriteFeedback puts down the visitor's words, or others in their place while it is not open.
func (v *Visit) WriteFeedback(ctx context.Context, id string, w feedback.Words) (Feedback, error) {
	for i := range w {
		w[i] = strings.TrimSpace(w[i])
	}
	f, err := v.changeFeedback(ctx, id, func(x *feedback.Exchange, now org.Time) error { return x.Write(v.who, w, now) })
	if err != nil || f.Opened == 0 {
		return f, err
	}
	return f, v.d.tellFeedback(ctx, v.slug, feedbackOpened, id, v.who, f.With)
}

// SeeFeedback notes that the visitor looked at what there is to read. Nothing is written where
// there is nothing new.
func (v *Visit) SeeFeedback(ctx context.Context, id string) error {
	for {
		x, err := v.d.exchange(ctx, v.slug, clean(id))
		if err != nil || x == nil || v.who == Nobody || !x.See(v.who, org.At(v.d.now())) {
			return err
		}
		if done, err := v.d.putExchange(ctx, v.slug, id, x); done || err != nil {
			return err
		}
	}
}

// DeclineFeedback has it wait for the visitor no more. Nobody is told.
func (v *Visit) DeclineFeedback(ctx context.Context, id string) (Feedback, error) {
	return v.changeFeedback(ctx, id, func(x *feedback.Exchange, _ org.Time) error { return x.Decline(v.who) })
}

// TakeBackFeedback has the visitor's own words be unwritten, while it is not open.
func (v *Visit) TakeBackFeedback(ctx context.Context, id string) (Feedback, error) {
	return v.changeFeedback(ctx, id, func(x *feedback.Exchange, _ org.Time) error { return x.TakeBack(v.who) })
}

// EraseFeedback takes the visitor's words out for both.
func (v *Visit) EraseFeedback(ctx context.Context, id string) (Feedback, error) {
	return v.changeFeedback(ctx, id, func(x *feedback.Exchange, _ org.Time) error { return x.Erase(v.who) })
}

// ShowFeedback says whether the visitor wants to show an answer they received on their page.
func (v *Visit) ShowFeedback(ctx context.Context, id string, prompt int, want bool) (Feedback, error) {
	return v.changeFeedback(ctx, id, func(x *feedback.Exchange, _ org.Time) error { return x.Show(v.who, prompt, want) })
}

// AgreeFeedback says whether the other may show an answer that the visitor wrote.
func (v *Visit) AgreeFeedback(ctx context.Context, id string, prompt int, want bool) (Feedback, error) {
	return v.changeFeedback(ctx, id, func(x *feedback.Exchange, _ org.Time) error { return x.Agree(v.who, prompt, want) })
}

// ShownFeedback is what somebody shows of what they received, as far as the visitor sees what it
// is about, and whom it is from.
func (l *Look) ShownFeedback(ctx context.Context, p org.PersonID) ([]ShownFeedback, error) {
	if !l.Sight.Sees(org.RefOf(p)) {
		return nil, nil
	}
	all, err := l.v.d.exchanges(ctx, l.v.slug)
	if err != nil {
		return nil, err
	}
	var out []ShownFeedback
	for _, e := range slices.Backward(all.List) {
		if !e.of(p) || !l.Sight.Sees(e.About) {
			continue
		}
		x, err := l.v.d.exchange(ctx, l.v.slug, e.ID)
		if err != nil {
			return nil, err
		}
		if x == nil {
			continue
		}
		from, words, any := x.Public(p, org.At(l.v.d.now()))
		if any && !l.Present.Person(from).Erased && l.Sight.Knows(org.RefOf(from)) {
			out = append(out, ShownFeedback{from, e.About, words})
		}
	}
	return out, nil
}
