package service

import (
	"context"
	"slices"
	"strings"

	"orpheus/org"
)

// Feedback is no act, so that no notice tells of it. That it is asked for, and that both wrote,
// is told by a mail or a message of its own; what waits, and what came back, by overviews. A
// mail in the outbox says of which feedback it tells sealed, as boxes are. Nothing is told, and
// nothing put there, when the first of the two writes.

// feedbackNews is what there is to tell.
type feedbackNews string

const (
	feedbackAsked  feedbackNews = "asked"
	feedbackOpened feedbackNews = "opened"
)

// feedbackMail is what the seal of those mails is of.
const feedbackMail = "feedback mail"

// ToldFeedback is the feedback that a letter tells of.
type ToldFeedback struct {
	Feedback
	Asked bool // else both wrote it
}

// tellFeedback puts into the outbox what there is to tell at once, to several at the same moment.
func (d *Service) tellFeedback(ctx context.Context, slug string, news feedbackNews, id string, to ...org.PersonID) error {
	r, err := d.round(ctx, slug, wayOnce, 0)
	if err != nil {
		return err
	}
	s, err := d.seal(ctx, slug, feedbackMail)
	if err != nil {
		return err
	}
	for _, p := range to {
		set := r.set(p)
		if set.Way(org.MatterAsked) != AtOnce {
			continue
		}
		if _, err := r.atOnce(ctx, p, set, MailAbout{Feedback: s.close(string(news) + " " + id)}); err != nil {
			return err
		}
	}
	for _, m := range r.Mails {
		if err := d.store.Queue(ctx, m); err != nil {
			return err
		}
	}
	if len(r.Mails) > 0 {
		call(&d.onMails)
	}
	return nil
}

// toldFeedback is what a mail tells of, where it is to be told still: who wrote meanwhile is asked
// no more, and who looked knows.
func (v *Visit) toldFeedback(ctx context.Context, closed string) (*ToldFeedback, error) {
	s, err := v.d.seal(ctx, v.slug, feedbackMail)
	if err != nil {
		return nil, err
	}
	text, err := s.open(closed)
	if err != nil {
		return nil, err
	}
	news, id, _ := strings.Cut(text, " ")
	f, err := v.OneFeedback(ctx, id)
	if org.CodeOf(err) == org.NotFound {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	asked := feedbackNews(news) == feedbackAsked
	if asked && (f.Returned != nil || !f.Waits()) || !asked && !f.Unread {
		return nil, nil
	}
	return &ToldFeedback{f, asked}, nil
}

// feedbackWaits is what waits for the visitor to be written, or to be read for the first time.
func (v *Visit) feedbackWaits(ctx context.Context) ([]org.Wait, error) {
	s, err := v.present(ctx)
	if err != nil || v.who == Nobody {
		return nil, err
	}
	all, err := v.d.exchanges(ctx, v.slug)
	if err != nil {
		return nil, passOver(err)
	}
	return v.d.feedbackWaiting(ctx, s, all, v.who)
}

// feedbackWaiting is what waits for somebody, the newest first. What was given back long enough,
// or was opened that long ago, waits for nobody, and is not opened. What cannot be opened waits for
// nobody either: it is reported where it is put away.
func (d *Service) feedbackWaiting(ctx context.Context, s *org.State, all *exchanges, p org.PersonID) (waits []org.Wait, err error) {
	now := org.At(d.now())
	for _, e := range slices.Backward(all.List) {
		if !e.of(p) || e.Until+returnedFor <= now {
			continue
		}
		x, err := d.exchange(ctx, s.Slug, e.ID)
		if err = passOver(err); err != nil {
			return nil, err
		}
		f, there := d.feedbackFor(s, p, e.ID, x)
		w := org.Wait{Feedback: f.ID, With: f.With, About: f.About, Returned: f.Returned != nil, Opened: f.Opened != 0}
		switch {
		case !there:
			continue
		case w.Returned:
			w.Since = f.Until
		case w.Opened:
			w.Since = f.Opened
		case f.Waits():
			w.Since, w.By = f.Asked, f.Until
		}
		if w.By != 0 || f.Unread {
			waits = append(waits, w)
		}
	}
	return waits, nil
}

// passOver is what is wrong, where it is not a box alone.
func passOver(err error) error {
	if err != nil && closedAlone(err) {
		return nil
	}
	return err
}
