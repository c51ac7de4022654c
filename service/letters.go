package service

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"orpheus/identity"
	"orpheus/org"
)

// Letter is what a mail tells somebody, as they may see it when it goes out: what they saw
// meanwhile, muted, or may not see any more is not in it.
type Letter struct {
	Look     *Look
	Settings NoticeSettings
	Bare     bool // it says only that something waits, and nothing of it
	Notices  []ToldNotice
	Feedback *ToldFeedback // of a mail about feedback, which has nothing else
	Waits    []org.Wait    // of an overview
	From     org.Time      // of an overview: since when
	OrMail   bool          // of a message: a mail goes where no device takes it
	Unseen   int           // how much there is that they have not seen
	Texts    map[org.TextID]string
}

// ToldNotice is one notice of a letter.
type ToldNotice struct {
	org.Notice
	Entry org.Entry
	Offer org.OfferID // what is asked of them and waits; zero for none
	Words string      // what whoever did it says; may be empty
}

// catchUpWithin is how long a mail waits for a program to know of what it tells.
const catchUpWithin = 10 * time.Second

// Letter gathers what a mail tells. It returns nil where nothing is left to tell, and to
// who does not take part any more.
func (d *Service) Letter(ctx context.Context, m identity.Mail) (*Letter, error) {
	var about MailAbout
	if err := json.Unmarshal([]byte(m.About), &about); err != nil {
		return nil, err
	}
	v, err := d.As(ctx, m.Org, m.Person)
	switch org.CodeOf(err) {
	case org.NotFound, org.Forbidden:
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	// Another program may have queued it, of acts that this one has still to read.
	soon, end := context.WithTimeout(ctx, catchUpWithin)
	defer end()
	look, err := v.LookSince(soon, about.Seen)
	if err != nil {
		return nil, err
	}
	i, err := v.Inbox(ctx)
	if err != nil || i.Settings.NoMail && m.Kind != identity.Push {
		return nil, err
	}
	l := &Letter{Look: look, Settings: i.Settings, From: about.From, OrMail: about.OrMail && !i.Settings.NoMail, Unseen: i.unseen()}
	l.Bare = l.Settings.Bare || look.State.BareMails
	if err := l.gather(ctx, i, about); err != nil {
		return nil, err
	}
	if about.Feedback != "" && i.Settings.byMail(org.MatterAsked) {
		if l.Feedback, err = v.toldFeedback(ctx, about.Feedback); err != nil {
			return nil, passOver(err)
		}
	}
	if m.Kind == identity.Overview {
		if err := l.wait(ctx, about); err != nil {
			return nil, err
		}
	}
	if len(l.Notices)+len(l.Waits) == 0 && l.Feedback == nil {
		return nil, nil
	}
	return l, l.read(ctx)
}

// gather takes of the acts of a mail those that are still to be told.
func (l *Letter) gather(ctx context.Context, i *Inbox, about MailAbout) error {
	var tell []org.Notice
	var acts []uint64
	for k := range i.List {
		if n := &i.List[k]; slices.Contains(about.Acts, n.Act) && !i.Seen(n) && i.Settings.byMail(n.Matter) {
			tell, acts = append(tell, *n), append(acts, n.Act)
		}
	}
	entries, err := l.Look.EntriesAt(ctx, acts...)
	if err != nil {
		return err
	}
	for _, n := range tell {
		e, there := entries[n.Act]
		if !there {
			continue
		}
		t := ToldNotice{Notice: n, Entry: e, Offer: l.offer(&e)}
		if n.Because == org.BecauseAsked && t.Offer == 0 {
			continue // answered, or taken back
		}
		l.Notices = append(l.Notices, t)
	}
	return nil
}

// offer is what an act offers to the visitor, while it waits.
func (l *Letter) offer(e *org.Entry) org.OfferID {
	for _, r := range org.About(e.Act) {
		if o := l.Look.State.Offer(org.OfferID(r.N)); r.Letter == 'O' && o != nil && o.Answer == org.Unanswered && o.To == l.Look.v.who {
			return org.OfferID(r.N)
		}
	}
	return 0
}

// wait takes what waits, where an overview tells of it.
func (l *Letter) wait(ctx context.Context, about MailAbout) error {
	feedback, err := l.Look.v.feedbackWaits(ctx)
	for _, w := range append(l.Look.State.Waiting(l.Look.v.who, l.Look.At), feedback...) {
		if l.Settings.tells(w, about) {
			l.Waits = append(l.Waits, w)
		}
	}
	return err
}

// read reads the words of it.
func (l *Letter) read(ctx context.Context) (err error) {
	if l.Bare {
		return nil
	}
	words := func(n *ToldNotice) (id org.TextID) {
		for _, r := range org.About(n.Entry.Act) {
			if note := l.Look.State.Note(org.NoteID(r.N)); r.Letter == 'N' && note != nil {
				if id = note.Text; !note.Stands() {
					id = 0
				}
				return id
			}
		}
		for _, p := range org.ProseOf(n.Entry.Act) {
			return p.ID
		}
		return 0
	}
	var ids []org.TextID
	for k := range l.Notices {
		ids = append(ids, words(&l.Notices[k]))
	}
	for _, w := range l.Waits {
		if w.Step != 0 {
			ids = append(ids, l.Look.State.Step(w.Step).Text)
		}
	}
	ids = slices.DeleteFunc(ids, func(id org.TextID) bool { return id == 0 })
	if l.Texts, err = l.Look.Texts(ctx, ids...); err != nil {
		return err
	}
	for k := range l.Notices {
		l.Notices[k].Words = l.Texts[words(&l.Notices[k])]
	}
	return nil
}
