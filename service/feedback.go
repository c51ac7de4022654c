package service

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"math"
	"slices"
	"strings"
	"time"

	"orpheus/org"
	"orpheus/org/feedback"
)

// Feedback lies in sealed boxes and in no log: one box for each exchange, under a name that
// says nothing, and one that says which are whose. docs/security.md says what these can tell.
const (
	feedbackIndex  = "feedback"
	feedbackBox    = "feedback "
	feedbackCounts = "feedback counts"
)

// sizeWaiting is the size of an exchange in its box before both wrote, whatever was written: as
// much as both can write at most. So its box is as long before as after somebody wrote.
const sizeWaiting = 2*feedback.Prompts*feedback.MostText*6 + 2<<10

// returnedFor is for how long somebody finds words of theirs that nobody read.
const returnedFor = 30 * org.Day

// exchanges say which exchanges there are, and whose.
type exchanges struct {
	List []exchangeOf `json:"list"`

	was string // as it lay there
}

// exchangeOf is where one exchange lies, and what has to be known of it without looking there.
type exchangeOf struct {
	ID      string          `json:"id"`
	People  [2]org.PersonID `json:"people"` // who asked, and whom
	About   org.Ref         `json:"about"`
	Until   org.Time        `json:"until"`            // the last moment to write
	Look    org.Time        `json:"look"`             // when it is to be looked at again: not before Until, so that it tells nothing of whether somebody wrote
	Counted bool            `json:"counted,omitzero"` // in the counts of directions
	Forgot  int             `json:"forgot,omitzero"`  // of how many of the two the words were taken out since they were erased
}

func (e *exchangeOf) of(p org.PersonID) bool { return slices.Contains(e.People[:], p) }

// exchange is one exchange as it lies in its box.
type exchange struct {
	feedback.Exchange
	Fill string `json:"fill,omitzero"`

	was string
}

func (d *Service) exchanges(ctx context.Context, slug string) (*exchanges, error) {
	all := new(exchanges)
	was, err := d.readBox(ctx, slug, feedbackIndex, all)
	all.was = was
	return all, err
}

func (d *Service) putExchanges(ctx context.Context, slug string, all *exchanges) (bool, error) {
	if len(all.List) == 0 {
		return d.swapSealed(ctx, slug, feedbackIndex, all.was, "")
	}
	return d.putBox(ctx, slug, feedbackIndex, all.was, all)
}

// exchange reads one; nil where there is none.
func (d *Service) exchange(ctx context.Context, slug, id string) (*exchange, error) {
	x := new(exchange)
	was, err := d.readBox(ctx, slug, feedbackBox+id, x)
	if x.was = was; err != nil || x.Asked == 0 {
		return nil, err
	}
	return x, nil
}

func (d *Service) putExchange(ctx context.Context, slug, id string, x *exchange) (bool, error) {
	x.Fill = ""
	text, err := json.Marshal(x)
	if err != nil {
		return false, err
	}
	if x.Opened == 0 {
		x.Fill = strings.Repeat(" ", max(1, sizeWaiting-len(text)))
	}
	return d.putBox(ctx, slug, feedbackBox+id, x.was, x)
}

// newExchanges says whose each is, and puts it into a box of its own; it returns the last. Where
// it ends in between, there is a row without a box, which is nothing to anybody, and never a box
// that nobody finds.
func (d *Service) newExchanges(ctx context.Context, slug string, some ...*feedback.Exchange) (last string, err error) {
	var list []exchangeOf
	for _, x := range some {
		list = append(list, exchangeOf{
			ID: strings.ToLower(rand.Text()), People: [2]org.PersonID{x.Sides[0].Person, x.Sides[1].Person}, About: x.About, Until: x.Until(), Look: x.Until(),
		})
	}
	for said := false; !said; {
		all, err := d.exchanges(ctx, slug)
		if err != nil {
			return "", err
		}
		all.List = append(all.List, list...)
		if said, err = d.putExchanges(ctx, slug, all); err != nil {
			return "", err
		}
	}
	for i, x := range some {
		last = list[i].ID
		if _, err := d.putExchange(ctx, slug, last, &exchange{Exchange: *x}); err != nil {
			return "", err
		}
	}
	return last, nil
}

// Directions count feedback that both wrote, by who asked whom: somebody with formal authority
// over a circle of the other, the other way, or neither. They have no names and no words.
type Directions struct {
	Down    int `json:"down"`
	Up      int `json:"up"`
	Lateral int `json:"lateral"`
}

func (n Directions) all() int { return n.Down + n.Up + n.Lateral }

// countDirection counts one exchange that was opened.
func (d *Service) countDirection(ctx context.Context, slug string, s *org.State, x *exchange) error {
	month := x.Opened.Std().In(Zone(s.Zone)).Format("2006-01")
	for {
		counts := map[string]Directions{}
		was, err := d.readBox(ctx, slug, feedbackCounts, &counts)
		if err != nil {
			return err
		}
		n := counts[month]
		switch s.Above(x.Sides[0].Person, x.Sides[1].Person) {
		case 1:
			n.Down++
		case -1:
			n.Up++
		default:
			n.Lateral++
		}
		counts[month] = n
		if done, err := d.putBox(ctx, slug, feedbackCounts, was, counts); done || err != nil {
			return err
		}
	}
}

const (
	// leastDirections is how much feedback there has to be before anything is said of its
	// directions.
	leastDirections = 20
	// leastOneWay is how much has to have gone one way to say how much it was: below it the
	// number would speak of persons.
	leastOneWay = 5
	// countedWithin is how long after a month all that was opened in it is counted.
	countedWithin = feedback.Open + org.Day
)

// Directions returns what was counted of the feedback that was opened in the last twelve months
// in which all is counted, so that it moves once a month and never with one exchange; false where
// that is too little to say anything. What is under leastOneWay is zero in it. Months before the
// day from which statistics count are left out. It is for members, of the present, and of the
// whole organisation.
func (l *Look) Directions(ctx context.Context) (sum Directions, enough bool, err error) {
	if err := l.members(); err != nil || l.Past || l.whatIf() {
		return sum, false, err
	}
	counts := map[string]Directions{}
	if _, err := l.v.d.readBox(ctx, l.v.slug, feedbackCounts, &counts); err != nil {
		return sum, false, passOver(err)
	}
	zone := l.Zone()
	begins := func(at org.Time, months int) time.Time {
		t := at.Std().In(zone)
		return time.Date(t.Year(), t.Month()+time.Month(months), 1, 0, 0, 0, 0, zone)
	}
	end := begins(org.At(l.v.d.now())-countedWithin, 0)
	from := begins(org.At(end), -12)
	if agreed := l.Present.StatisticsFrom; agreed > org.At(from) {
		from = begins(agreed-1, 1) // the first month that began after it
	}
	for month, n := range counts {
		if at, err := time.ParseInLocation("2006-01", month, zone); err == nil && !at.Before(from) && at.Before(end) {
			sum.Down, sum.Up, sum.Lateral = sum.Down+n.Down, sum.Up+n.Up, sum.Lateral+n.Lateral
		}
	}
	if sum.all() < leastDirections {
		return Directions{}, false, nil
	}
	for _, n := range []*int{&sum.Down, &sum.Up, &sum.Lateral} {
		if *n < leastOneWay {
			*n = 0
		}
	}
	return sum, true, nil
}

// OneWay is how one-sided it is, from 0 where as much goes up as down to 1 where all goes one
// way; false where there is too little on either side to say it.
func (n Directions) OneWay() (float64, bool) {
	if n.Down == 0 || n.Up == 0 {
		return 0, false
	}
	return math.Abs(float64(n.Down-n.Up)) / float64(n.Down+n.Up), true
}

// tidyFeedback looks at the exchanges whose time has come: what both read long enough goes, and
// what was not answered, and those that both wrote are counted when the time to write is over.
// What somebody wrote who was erased is taken out of all. However often it is done, it does each
// once, and no exchange is opened that waits for its time. Given the names of all boxes, it
// removes those that are in no index, and the rows whose box was never put there.
func (d *Service) tidyFeedback(ctx context.Context, slug string, s *org.State, boxes []string) error {
	all, err := d.exchanges(ctx, slug)
	if err != nil {
		return err
	}
	now := org.At(d.now())
	var faults []error
	for _, e := range all.List {
		lost := boxes != nil && !e.young(now) && !slices.Contains(boxes, feedbackBox+e.ID)
		if e.Look <= now || e.erased(s) > e.Forgot || lost {
			faults = append(faults, d.tidyExchange(ctx, slug, s, e, now))
		}
	}
	if len(all.List) > 0 || all.was == "" { // else the index waits for the key that closed it
		faults = append(faults, d.sweepExchanges(ctx, slug, all, boxes))
	}
	return errors.Join(faults...)
}

// sweepExchanges removes the boxes of exchanges that are in no index. A row is written before
// its box, and goes after it, so that a box that was there before the index was read has one.
func (d *Service) sweepExchanges(ctx context.Context, slug string, all *exchanges, boxes []string) error {
	known := make(map[string]bool, len(all.List))
	for i := range all.List {
		known[all.List[i].ID] = true
	}
	var faults []error
	for _, name := range boxes {
		if id, is := strings.CutPrefix(name, feedbackBox); is && id == clean(id) && !known[id] {
			faults = append(faults, d.dropBox(ctx, slug, name))
		}
	}
	return errors.Join(faults...)
}

// young reports whether it was asked for so lately that its box may be on its way.
func (e *exchangeOf) young(now org.Time) bool { return now < e.Until-feedback.Open+org.Day }

// erased is how many of the two were erased.
func (e *exchangeOf) erased(s *org.State) (n int) {
	for _, p := range e.People {
		if s.Person(p).Erased {
			n++
		}
	}
	return n
}

func (d *Service) tidyExchange(ctx context.Context, slug string, s *org.State, e exchangeOf, now org.Time) error {
	for {
		x, err := d.exchange(ctx, slug, e.ID)
		if err != nil || x == nil && e.young(now) {
			return err
		}
		was := e
		keep := x != nil && !x.gone(now)
		if keep {
			forgot := false
			for i := range x.Sides {
				if side := &x.Sides[i]; s.Person(side.Person).Erased && !side.Erased {
					x.Forget(side.Person)
					forgot = true
				}
			}
			if forgot {
				if done, err := d.putExchange(ctx, slug, e.ID, x); err != nil {
					return err
				} else if !done {
					continue
				}
			}
			e.Forgot = e.erased(s)
		} else if err := d.dropBox(ctx, slug, feedbackBox+e.ID); err != nil {
			return err
		}
		count := false
		if keep && e.Until <= now {
			if e.Look = x.Until() + returnedFor; x.Opened != 0 {
				e.Look, count, e.Counted = x.Opened+feedback.Kept, !e.Counted, true
			}
		}
		if keep && e == was {
			return nil
		}
		if done, err := d.placeExchange(ctx, slug, was, e, keep); err != nil || !done || !count {
			return err
		}
		return d.countDirection(ctx, slug, s, x)
	}
}

// placeExchange puts what is known of one in the place of what was; false where another one was
// quicker.
func (d *Service) placeExchange(ctx context.Context, slug string, was, is exchangeOf, keep bool) (bool, error) {
	for {
		all, err := d.exchanges(ctx, slug)
		if err != nil {
			return false, err
		}
		at := slices.Index(all.List, was)
		if at < 0 {
			return false, nil
		}
		if all.List[at] = is; !keep {
			all.List = slices.Delete(all.List, at, at+1)
		}
		if done, err := d.putExchanges(ctx, slug, all); done || err != nil {
			return done, err
		}
	}
}

// gone reports whether nobody needs it any more: it was read long enough, or nobody wrote, or
// who did had time to find their words.
func (x *exchange) gone(now org.Time) bool {
	if x.Opened != 0 || !x.Over(now) {
		return x.Over(now)
	}
	return now >= x.Until()+returnedFor || x.Sides[0].Words == nil && x.Sides[1].Words == nil
}
