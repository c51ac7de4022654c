package fault_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"orpheus/ledger"
	"orpheus/org"
	"orpheus/store/records"
)

// The size of a simulation.
const (
	simNodes   = 3
	simClients = 4
	simDoings  = 12 // of each client
	simTrouble = 14
)

// world is nodes that share a store, clients that ask them, and what goes wrong, as one seed has
// it. All of it runs in simulated time.
type world struct {
	seed    uint64
	dice    *dice
	began   time.Time
	disk    *disk
	judge   *judge
	nodes   []*node
	clients sync.WaitGroup
	strays  sync.WaitGroup // requests that nobody waits for
	calm    atomic.Bool    // nothing goes wrong any more
}

// node is one program over the store, which crashes and starts again, with a clock of its own.
type node struct {
	w      *world
	id     int
	off    atomic.Int64 // nanoseconds that its clock is wrong by
	mu     sync.Mutex
	life   int
	link   *link
	engine *ledger.Engine // nil while it is down
	over   sync.WaitGroup
}

func newWorld(seed uint64) *world {
	w := &world{seed: seed, dice: newDice(seed, 0), began: time.Now()}
	w.judge = newJudge(w)
	w.disk = &disk{w: w, turn: make(chan struct{}, 1), dice: newDice(seed, 1)}
	w.disk.slow.Store(int64(2 * time.Millisecond))
	for id := range simNodes {
		n := &node{w: w, id: id}
		n.start()
		w.nodes = append(w.nodes, n)
	}
	return w
}

func (w *world) since() string { return time.Since(w.began).Round(time.Microsecond).String() }

func (n *node) start() {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.life++
	n.link = &link{Log: &n.w.disk.Log, d: n.w.disk, seed: n.w.seed ^ uint64(n.id+1)<<40 ^ uint64(n.life)<<50, dice: map[string]*dice{}}
	n.engine = ledger.New(n.link, ledger.Options{
		Now:  func() time.Time { return time.Now().Add(time.Duration(n.off.Load())) },
		Idle: 5 * time.Second, Follow: 200 * time.Millisecond, SaveEvery: 7, KeepEvery: 5,
	})
}

// crash ends a node at once: what it has not sent is never sent, and nobody hears of it again.
func (n *node) crash() {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.engine == nil {
		return
	}
	n.link.dead.Store(true)
	e := n.engine
	n.engine = nil
	n.over.Go(func() { _ = e.Close() })
}

// now returns the engine of this life; nil while the node is down.
func (n *node) now() (*ledger.Engine, *link) {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.engine, n.link
}

var errLostCall = errors.New("no answer")

// call has a node do something for somebody who may never hear of it.
func (w *world) call(dice *dice, n *node, f func(*ledger.Engine) error) error {
	time.Sleep(dice.upTo(5 * time.Millisecond))
	e, l := n.now()
	if e == nil || !w.calm.Load() && dice.chance(4) {
		time.Sleep(dice.upTo(50 * time.Millisecond))
		return errLostCall
	}
	err := f(e)
	time.Sleep(dice.upTo(5 * time.Millisecond))
	if l.dead.Load() || !w.calm.Load() && dice.chance(4) {
		return errLostCall
	}
	return err
}

// found makes the organisation, with a person for each client.
func (w *world) found(slug string) error {
	e, _ := w.nodes[0].now()
	return e.Found(context.Background(), &org.FoundOrganisation{Slug: slug, Name: "De Linde", Lang: "nl"}, 0, func(b *ledger.Bulk) error {
		for p := range org.PersonID(simClients) {
			for _, act := range []org.Act{&org.JoinPerson{}, &org.SetSteward{Person: p + 1, Steward: true}} {
				if err := b.DoAs(act, org.Moment{At: b.At(), Face: org.Operator}, &records.Profile{Name: "Somebody"}); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// client does and reads, one thing after the other, and asks again for what it had no answer to.
type client struct {
	w    *world
	id   int
	dice *dice
	slug string
	saw  uint64
	done []uint64 // numbers of its acts
}

func (c *client) live() {
	for i := range simDoings {
		if c.w.judge.found() {
			return
		}
		time.Sleep(c.dice.upTo(400 * time.Millisecond))
		switch roll := c.dice.intN(100); {
		case roll < 55:
			c.raise(fmt.Sprintf("%d-%d", c.id, i))
		case roll < 65:
			c.bulk(fmt.Sprintf("%d-%d", c.id, i))
		case roll < 72:
			c.join(fmt.Sprintf("%d-%d", c.id, i))
		case roll < 76 && len(c.done) > 0:
			_ = c.ask(func(e *ledger.Engine) error {
				return e.Redact(context.Background(), c.slug, c.done[c.dice.intN(len(c.done))])
			})
		default:
			c.read()
		}
	}
}

// ask calls any node.
func (c *client) ask(f func(*ledger.Engine) error) error {
	return c.w.call(c.dice, c.w.nodes[c.dice.intN(simNodes)], f)
}

// raise does an act with a key, until it hears what became of it. Some requests arrive twice.
func (c *client) raise(title string) {
	act := org.RaiseTension{Title: title}
	if c.dice.chance(40) {
		act.Lead, act.Until = true, org.At(time.Now().Add(20*time.Second+c.dice.upTo(10*time.Second)))
	}
	do := func(e *ledger.Engine) (a ledger.Answer, err error) {
		mine := act
		return e.Do(context.Background(), c.slug, ledger.Request{Act: &mine, By: org.PersonID(c.id + 1), Face: org.Web, Key: title})
	}
	c.w.judge.asks(c.slug, title)
	for range 400 {
		if c.w.judge.found() {
			return
		}
		if c.dice.chance(10) {
			n, dice := c.w.nodes[c.dice.intN(simNodes)], newDice(c.w.seed, uint64(c.dice.intN(1<<30)))
			c.w.strays.Go(func() {
				time.Sleep(dice.upTo(time.Second))
				_ = c.w.call(dice, n, func(e *ledger.Engine) error { _, err := do(e); return err })
			})
		}
		var a ledger.Answer
		err := c.ask(func(e *ledger.Engine) (err error) {
			if a, err = do(e); err == nil {
				c.w.judge.shows(c.slug, e, a.Entries[0].Seq)
			}
			return err
		})
		if errors.Is(err, ledger.ErrStale) {
			c.w.judge.wrongly("%s: who asked for %s was told: %v", c.slug, title, err)
		}
		if err == nil {
			c.w.judge.answers(c.slug, title, a)
			c.saw = max(c.saw, a.Entries[0].Seq)
			c.done = append(c.done, a.Entries[0].Seq)
			return
		}
		if org.CodeOf(err) != 0 {
			if act.Lead { // its time was over before it was done
				return
			}
			c.w.judge.wrongly("%s is refused: %v", title, err)
			return
		}
		time.Sleep(c.dice.upTo(100 * time.Millisecond))
	}
	c.w.judge.wrongly("%s had no answer for long", title)
}

// bulk does an act in a run, which has no key: it is asked for once.
func (c *client) bulk(title string) {
	c.w.judge.asks(c.slug, title)
	var a ledger.Answer
	err := c.ask(func(e *ledger.Engine) (err error) {
		a, err = e.Bulk(context.Background(), c.slug, 0, org.Import, func(b *ledger.Bulk) error { return b.Do(&org.RaiseTension{Title: title}) })
		return err
	})
	if err == nil {
		c.w.judge.answers(c.slug, title, a)
		c.saw = max(c.saw, a.Entries[0].Seq)
	}
}

// join brings somebody with one of a few addresses.
func (c *client) join(key string) {
	mail := fmt.Sprintf("%d@linde.example", c.dice.intN(3))
	_ = c.ask(func(e *ledger.Engine) error {
		_, err := e.Do(context.Background(), c.slug, ledger.Request{
			Act: &org.JoinPerson{}, By: org.PersonID(c.id + 1), Face: org.Web, Key: key, Profile: &records.Profile{Name: "Ada", Mail: mail},
		})
		return err
	})
}

// read shows the organisation, once it has come to what the client knows of.
func (c *client) read() {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	var s *org.State
	err := c.ask(func(e *ledger.Engine) (err error) {
		if s, err = e.State(ctx, c.slug); err == nil && s.Version < c.saw {
			s, err = e.Wait(ctx, c.slug, c.saw-1)
		}
		return err
	})
	if err == nil {
		c.w.judge.reads(c.slug, c.saw, s)
		c.saw = max(c.saw, s.Version)
	}
}

// trouble has one thing after the other go wrong.
func (w *world) trouble() {
	for range simTrouble {
		if w.judge.found() {
			return
		}
		time.Sleep(w.dice.upTo(500 * time.Millisecond))
		n := w.nodes[w.dice.intN(simNodes)]
		long := w.dice.upTo(1500 * time.Millisecond)
		switch w.dice.intN(6) {
		case 0, 1:
			w.judge.happens("node %d crashes for %s", n.id, long)
			n.crash()
			time.Sleep(long)
			if e, _ := n.now(); e == nil {
				n.start()
			}
		case 2:
			w.judge.happens("node %d is cut off for %s", n.id, long)
			_, l := n.now()
			l.cut.Store(true)
			w.strays.Go(func() { time.Sleep(long); l.cut.Store(false) })
		case 3:
			w.judge.happens("the disk is slow for %s", long)
			w.disk.slow.Store(int64(300 * time.Millisecond))
			time.Sleep(long)
			w.disk.slow.Store(int64(2 * time.Millisecond))
		case 4:
			w.judge.happens("the disk fails for %s", long)
			w.disk.bad.Store(30)
			time.Sleep(long)
			w.disk.bad.Store(0)
		case 5:
			jump := w.dice.upTo(20*time.Second) - 10*time.Second
			w.judge.happens("the clock of node %d jumps to %s off", n.id, jump)
			n.off.Store(int64(jump))
		}
	}
}
