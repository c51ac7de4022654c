package service

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"slices"
	"strings"

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
	Look    org.Time        `json:"look"`             // when it is to be looked at again
	Counted bool            `json:"counted,omitzero"` // in the counts of directions
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
	text, was, err := d.readSealed(ctx, slug, feedbackIndex)
	if all.was = was; err != nil || text == "" {
		return all, err
	}
	if json.Unmarshal([]byte(text), all) != nil {
		return nil, errors.New("which feedback is whose cannot be read")
	}
	return all, nil
}

func (d *Service) putExchanges(ctx context.Context, slug string, all *exchanges) (bool, error) {
	if len(all.List) == 0 {
		return d.swapSealed(ctx, slug, feedbackIndex, all.was, "")
	}
	text, err := json.Marshal(all)
	if err != nil {
		return false, err
	}
	return d.swapSealed(ctx, slug, feedbackIndex, all.was, string(text))
}

// exchange reads one; nil where there is none.
func (d *Service) exchange(ctx context.Context, slug, id string) (*exchange, error) {
	text, was, err := d.readSealed(ctx, slug, feedbackBox+id)
	if err != nil || text == "" {
		return nil, err
	}
	x := &exchange{was: was}
	if json.Unmarshal([]byte(text), x) != nil {
		return nil, errors.New("feedback cannot be read") // what is in it is for no log
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
		if text, err = json.Marshal(x); err != nil {
			return false, err
		}
	}
	return d.swapSealed(ctx, slug, feedbackBox+id, x.was, string(text))
}

func (d *Service) dropExchange(ctx context.Context, slug, id string) error {
	for {
		was, err := d.store.Box(ctx, slug, feedbackBox+id)
		if err != nil || was == "" {
			return err
		}
		if done, err := d.store.SwapBox(ctx, slug, feedbackBox+id, was, ""); done || err != nil {
			return err
		}
	}
}

// newExchanges puts each into a box of its own, and says whose they are.
func (d *Service) newExchanges(ctx context.Context, slug string, some ...*feedback.Exchange) (last string, err error) {
	var list []exchangeOf
	for _, x := range some {
		last = strings.ToLower(rand.Text())
		if _, err := d.putExchange(ctx, slug, last, &exchange{Exchange: *x}); err != nil {
			return "", err
		}
		list = append(list, exchangeOf{ID: last, People: [2]org.PersonID{x.Sides[0].Person, x.Sides[1].Person}, About: x.About, Look: x.Until()})
	}
	for {
		all, err := d.exchanges(ctx, slug)
		if err != nil {
			return "", err
		}
		all.List = append(all.List, list...)
		if done, err := d.putExchanges(ctx, slug, all); done || err != nil {
			return last, err
		}
	}
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
		text, was, err := d.readSealed(ctx, slug, feedbackCounts)
		if err != nil {
			return err
		}
		if text != "" {
			if err := json.Unmarshal([]byte(text), &counts); err != nil {
				return errors.New("the counts of feedback cannot be read")
			}
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
		out, err := json.Marshal(counts)
		if err != nil {
			return err
		}
		if done, err := d.swapSealed(ctx, slug, feedbackCounts, was, string(out)); done || err != nil {
			return err
		}
	}
}

// leastDirections is how much feedback there has to be before anything is said of its
// directions.
const leastDirections = 20

// Directions returns what was counted of the feedback opened in the months from one on, and
// false where that is too little to say anything. It is for members.
func (l *Look) Directions(ctx context.Context, from string) (sum Directions, enough bool, err error) {
	if err := l.members(); err != nil {
		return sum, false, err
	}
	text, _, err := l.v.d.readSealed(ctx, l.v.slug, feedbackCounts)
	if err != nil || text == "" {
		return sum, false, err
	}
	counts := map[string]Directions{}
	if json.Unmarshal([]byte(text), &counts) != nil {
		return sum, false, errors.New("the counts of feedback cannot be read")
	}
	for month, n := range counts {
		if month >= from {
			sum.Down, sum.Up, sum.Lateral = sum.Down+n.Down, sum.Up+n.Up, sum.Lateral+n.Lateral
		}
	}
	if sum.all() < leastDirections {
		return Directions{}, false, nil
	}
	return sum, true, nil
}

// tidyFeedback looks at the exchanges whose time has come: what both read long enough goes, and
// what was not answered; and what was opened since is counted. What somebody wrote who was erased is taken
// out of all. However often it is done, it does each once.
func (d *Service) tidyFeedback(ctx context.Context, slug string, s *org.State) error {
	all, err := d.exchanges(ctx, slug)
	if err != nil || len(all.List) == 0 {
		return err
	}
	now := org.At(d.now())
	var faults []error
	for _, e := range all.List {
		gone := slices.ContainsFunc(e.People[:], func(p org.PersonID) bool { return s.Person(p).Erased })
		if e.Look > now && !gone && e.Counted {
			continue
		}
		faults = append(faults, d.tidyExchange(ctx, slug, s, e, now))
	}
	return errors.Join(faults...)
}

func (d *Service) tidyExchange(ctx context.Context, slug string, s *org.State, e exchangeOf, now org.Time) error {
	for {
		x, err := d.exchange(ctx, slug, e.ID)
		if err != nil {
			return err
		}
		was := e
		keep := x != nil && !x.gone(now)
		if keep {
			erased := false
			for i := range x.Sides {
				if side := &x.Sides[i]; s.Person(side.Person).Erased && !side.Erased {
					x.Forget(side.Person)
					erased = true
				}
			}
			if erased {
				if done, err := d.putExchange(ctx, slug, e.ID, x); err != nil {
					return err
				} else if !done {
					continue
				}
			}
			if e.Look = x.Until() + returnedFor; x.Opened != 0 {
				e.Look = x.Opened + feedback.Kept
			}
		} else if err := d.dropExchange(ctx, slug, e.ID); err != nil {
			return err
		}
		count := keep && x.Opened != 0 && !e.Counted
		e.Counted = e.Counted || count
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
