package demo

import (
	"context"
	"math/rand/v2"
	"slices"

	"orpheus/org"
	"orpheus/org/feedback"
	"orpheus/service"
)

// Beside does what is no act, beside a story that was grown: people choose to be suggested, they
// answer the rounds that go on, and write each other what they think of how something was led.
// Whoever looks around is who; nothing is answered or written for them.
func Beside(ctx context.Context, d *service.Service, o Options, who org.PersonID) error {
	o, err := o.checked()
	if err != nil {
		return err
	}
	s, err := d.Look(ctx, o.Slug, 0)
	if err != nil {
		return err
	}
	text, err := load(o.Lang)
	if err != nil {
		return err
	}
	b := &beside{s: s, text: text, rng: rand.New(rand.NewPCG(o.Seed, 6007)), end: o.End(), who: who}
	if err := Suggest(ctx, d, o); err != nil {
		return err
	}
	if err := b.answers(ctx, d, o.Slug); err != nil {
		return err
	}
	if err := d.TellExchanges(ctx, o.Slug, b.exchanges()); err != nil {
		return err
	}
	return b.saw(ctx, d, o.Slug)
}

// lately is how much of what they were told whoever looks around has not seen yet.
const lately = org.Day + org.Day/2

// saw notes that whoever looks around saw what they were told before the last days: who is
// told of sixty days at once begins with clearing up.
func (b *beside) saw(ctx context.Context, d *service.Service, slug string) error {
	if b.who == 0 {
		return nil
	}
	v, err := d.As(ctx, slug, b.who)
	if err != nil {
		return err
	}
	told, err := v.Inbox(ctx)
	if err != nil {
		return err
	}
	var upto uint64
	for i := range told.List {
		if n := &told.List[i]; n.At < b.end-lately {
			upto = max(upto, n.Act)
		}
	}
	if upto == 0 {
		return nil
	}
	return v.SeeAll(ctx, upto)
}

type beside struct {
	s    *org.State
	text *content
	rng  *rand.Rand
	end  org.Time
	who  org.PersonID
}

// answers has some of those who are asked now answer, as far as the time of the round is not over.
func (b *beside) answers(ctx context.Context, d *service.Service, slug string) error {
	for id, p := range b.s.Pulses() {
		if !p.Open() || len(p.Asked) > 30 {
			continue
		}
		for _, asked := range p.Asked {
			if asked == b.who || !b.s.Person(asked).Present() || b.rng.Float64() > 0.5 {
				continue
			}
			v, err := d.As(ctx, slug, asked)
			if err != nil {
				return err
			}
			a := &org.PulseAnswer{Pulse: id}
			for range p.Items() {
				a.Marks = append(a.Marks, uint8(2+b.rng.IntN(4)))
			}
			if err := v.AnswerPulse(ctx, a); org.CodeOf(err) == org.Conflict { // it is over by now
				break
			} else if err != nil {
				return err
			}
		}
	}
	return nil
}

// mostExchanged is about how much feedback there is between others: each is a transaction of its own.
const mostExchanged = 10

// exchanges are what people wrote each other about work that was led, the oldest first: mostly
// both, a few only one; and one waits for whoever looks around.
func (b *beside) exchanges() (all []service.Exchanged) {
	var led []*org.Lead
	for _, l := range b.s.Leads() {
		if b.can(l, l.Person) && l.Until != 0 && l.Until < b.end-20*org.Day && l.Until > b.end-350*org.Day {
			led = append(led, l)
		}
	}
	step := max(1, len(led)/mostExchanged)
	for i := 0; i < len(led); i += step {
		if e, ok := b.between(led[i], led[i].Until+org.Time(1+b.rng.IntN(4))*org.Day); ok {
			all = append(all, e)
		}
	}
	slices.SortFunc(all, func(x, y service.Exchanged) int { return int(x.Asked/org.Day) - int(y.Asked/org.Day) })
	return append(all, b.mine()...)
}

// can reports whether somebody who led can be asked about it, and asked by others.
func (b *beside) can(l *org.Lead, p org.PersonID) bool {
	i := b.s.Initiative(l.Initiative)
	return i != nil && !i.Withdrawn && b.s.Person(p).Present()
}

// between is one exchange about work, by somebody who took part in it.
func (b *beside) between(l *org.Lead, asked org.Time) (e service.Exchanged, ok bool) {
	e = service.Exchanged{About: org.RefOf(l.Initiative), By: b.other(l), To: l.Person, Asked: asked}
	if e.By == b.who || e.To == b.who || b.s.MayExchange(e.About, e.By, e.To) != nil {
		return e, false
	}
	if b.rng.IntN(3) == 0 {
		e.By, e.To = e.To, e.By
	}
	alone := b.rng.Float64() < 0.12
	for k := range 2 {
		if k == 1 && alone {
			break
		}
		e.Words[k], e.Wrote[k] = b.words(e.By == l.Person == (k == 0)), asked+org.Time(1+k*2+b.rng.IntN(4))*org.Day+org.Time(b.rng.IntN(600))*60_000_000
	}
	e.Shows = !alone && b.rng.Float64() < 0.3
	return e, true
}

// other is somebody who took part in what one led, else a colleague of its circle.
func (b *beside) other(l *org.Lead) org.PersonID {
	work := b.s.Initiative(l.Initiative)
	gone := func(p org.PersonID) bool { return p == l.Person || !b.s.Person(p).Present() }
	list := slices.DeleteFunc(slices.Clone(work.Joined), gone)
	if len(list) == 0 {
		list = slices.DeleteFunc(b.s.OwnMembers(work.Circle), gone)
	}
	if len(list) == 0 {
		return 0
	}
	return list[b.rng.IntN(len(list))]
}

// words are what somebody writes about work that the other led, or, where they led it, about
// how the other took part.
func (b *beside) words(led bool) *feedback.Words {
	w := new(feedback.Words)
	for i, list := range []string{"helped", "mores", "takes"} {
		w[i] = b.text.lists[list][b.rng.IntN(len(b.text.lists[list]))]
	}
	if led && b.rng.IntN(2) == 0 {
		w[1] = ""
	}
	return w
}

// mine is what waits for whoever looks around: a colleague wrote about work that they led, which
// they read once they wrote too; and one that both wrote.
func (b *beside) mine() (all []service.Exchanged) {
	if b.who == 0 {
		return nil
	}
	for id := b.s.Person(b.who).LastLead; id != 0 && len(all) < 2; id = b.s.Lead(id).PrevOfPerson {
		l := b.s.Lead(id)
		if !b.can(l, b.who) || l.Since > b.end-10*org.Day {
			continue
		}
		by := b.other(l)
		e := service.Exchanged{About: org.RefOf(l.Initiative), By: by, To: b.who, Asked: b.end - 3*org.Day}
		if by == 0 || b.s.MayExchange(e.About, by, b.who) != nil || slices.ContainsFunc(all, func(x service.Exchanged) bool { return x.About == e.About }) {
			continue
		}
		e.Words[0], e.Wrote[0] = b.words(false), e.Asked+org.Day/2
		if len(all) == 1 {
			e.Asked -= 40 * org.Day
			e.Wrote[0] = e.Asked + org.Day
			e.Words[1], e.Wrote[1] = b.words(true), e.Asked+5*org.Day
		}
		all = append(all, e)
	}
	slices.Reverse(all)
	return all
}
