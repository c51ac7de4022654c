package ledger

import (
	"context"
	"sync"

	"orpheus/internal/contain"
	"orpheus/org"
)

// derived are the projections of a loaded organisation.
type derived struct {
	s     *stream
	named []Derivation // those that the options name

	mu    sync.Mutex // held for moments; head changes while it is held
	cells map[Derivation]*cell
	gone  bool
	busy  sync.WaitGroup // who works on a value or uses one
}

// cell is the value of one projection. All but turn is under derived.mu.
type cell struct {
	turn chan struct{} // held by who makes the value
	progress
}

// progress is how far a value is.
type progress struct {
	value
	begun   bool
	from    *org.State    // where not begun: what to begin with; nil where nobody asked
	waiting [][]org.Entry // acts that the value does not have
	count   int           // how many
	lost    bool          // there were too many: they are in the log
}

// value is what a projection made of a version.
type value struct {
	made    any
	state   *org.State
	records uint64
}

// mostWaiting is how many acts wait in memory for somebody who asks.
const mostWaiting = 1024

func newDerived(s *stream) *derived {
	return &derived{s: s, named: s.engine.opts.Projections, cells: map[Derivation]*cell{}}
}

// load takes over what was read.
func (d *derived) load(l loaded) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.s.head.Store(l.state)
	for of, made := range l.kept {
		c := d.cell(of, nil)
		c.begun, c.value = true, value{made, l.state, 0}
	}
	for of, v := range l.lazy {
		c := d.cell(of, nil)
		if c.begun, c.lost = true, v.state.Version != l.state.Version; !c.lost {
			v.state = l.state
		}
		c.value = v
	}
}

// keeping are the values that are kept beside the snapshot of the present state, and
// those that have to be made before. One that is lazy may be of an earlier version: it
// would never be that of the present while acts go on.
func (d *derived) keeping() (have map[Derivation]value, missing []Derivation) {
	d.mu.Lock()
	defer d.mu.Unlock()
	have = map[Derivation]value{}
	for _, of := range d.named {
		if of.kept() == "" {
			continue
		}
		if c := d.cell(of, nil); d.fresh(c, of.needs(), 0) || of.lazy() && c.begun {
			have[of] = c.value
		} else {
			missing = append(missing, of)
		}
	}
	return have, missing
}

// make makes the values of some projections.
func (d *derived) make(ctx context.Context, some []Derivation) {
	for _, of := range some {
		d.mu.Lock()
		c := d.cell(of, nil)
		d.mu.Unlock()
		_ = d.advance(ctx, of, c) // what fails is made when it is asked for
	}
}

// cell returns the cell of a projection. d.mu is held.
func (d *derived) cell(of Derivation, from *org.State) *cell {
	c := d.cells[of]
	if c == nil {
		c = &cell{turn: make(chan struct{}, 1), progress: progress{from: from}}
		d.cells[of] = c
	}
	return c
}

// fresh reports whether the value is that of the present, and of records at least as
// late as this version of them. d.mu is held.
func (d *derived) fresh(c *cell, n needs, records uint64) bool {
	return c.begun && (!n.acts || c.state.Version == d.s.head.Load().Version) && (!n.records || c.records >= records)
}

// recorded returns the version of the records, for what depends on them.
func (d *derived) recorded(ctx context.Context, n needs) (uint64, error) {
	if !n.records {
		return 0, nil
	}
	return d.s.engine.log.Version(ctx, d.s.slug)
}

// use has f use the value of the present version. It does not run once the
// organisation is gone.
func (d *derived) use(ctx context.Context, of Derivation, f func(any, *org.State) error) error {
	n := of.needs()
	records, err := d.recorded(ctx, n)
	if err != nil {
		return err
	}
	d.mu.Lock()
	if d.gone {
		d.mu.Unlock()
		return d.ending()
	}
	d.busy.Add(1)
	defer d.busy.Done()
	c := d.cell(of, nil)
	fresh, v := d.fresh(c, n, records), c.value
	d.mu.Unlock()
	if !fresh {
		done := make(chan error, 1)
		d.busy.Go(func() { done <- d.advance(d.s.ctx, of, c) })
		select {
		case err := <-done:
			if err != nil && d.s.ctx.Err() != nil {
				return d.ending()
			}
			if err != nil {
				return err
			}
		case <-ctx.Done():
			return ctx.Err()
		}
		d.mu.Lock()
		v = c.value
		d.mu.Unlock()
	}
	if !n.acts {
		v.state = d.s.head.Load()
	}
	return f(v.made, v.state)
}

// ending is why a value was not made while the organisation is let go of.
func (d *derived) ending() error {
	if d.s.engine.ctx.Err() != nil {
		return ErrClosed
	}
	return errReloaded
}

// advance makes the value of the present version.
func (d *derived) advance(ctx context.Context, of Derivation, c *cell) error {
	select {
	case c.turn <- struct{}{}:
		defer func() { <-c.turn }()
	case <-ctx.Done():
		return ctx.Err()
	}
	at, err := d.present(ctx, of.needs()) // d.mu is held after it
	if err != nil {
		return err
	}
	if d.fresh(c, of.needs(), at.Records) {
		d.mu.Unlock()
		return nil
	}
	if !c.begun && c.from == nil { // it begins with the acts that waited until now
		c.from, c.waiting, c.count, c.lost = at.State, nil, 0, false
	}
	was := c.progress
	c.waiting, c.count, c.lost = nil, 0, false
	d.mu.Unlock()

	err = contain.Panics(func() error { return was.advance(ctx, of, at) })
	d.mu.Lock()
	defer d.mu.Unlock()
	c.begun, c.value, c.from = was.begun, was.value, was.from
	if err != nil || c.lost {
		c.waiting, c.count, c.lost = nil, 0, true
	}
	return err
}

// present takes d.mu and returns the present, with a version of the records that has
// all which the state came with. Where it fails, d.mu is not held.
func (d *derived) present(ctx context.Context, n needs) (Version, error) {
	for {
		head := d.s.head.Load()
		records, err := d.recorded(ctx, n)
		if err != nil {
			return Version{}, err
		}
		d.mu.Lock()
		if d.s.head.Load() == head || !n.records {
			return d.version(d.s.head.Load(), records), nil
		}
		d.mu.Unlock()
	}
}

func (d *derived) version(s *org.State, records uint64) Version {
	return Version{State: s, Records: records, log: d.s.engine.log, slug: d.s.slug}
}

// advance brings what waits into the value.
func (p *progress) advance(ctx context.Context, of Derivation, at Version) error {
	if n := of.needs(); p.begun && n.anew != 0 && at.State.Version-p.state.Version > n.anew {
		p.begun, p.from, p.waiting, p.lost = false, at.State, nil, false
	}
	if !p.begun {
		first := at
		first.State = p.from
		made, err := of.begin(ctx, first)
		if err != nil {
			return err
		}
		p.begun, p.value, p.from = true, value{made, p.from, at.Records}, nil
	}
	return p.follow(ctx, of, at)
}

// follow brings a value to a version: by the acts that waited for it, or by the log
// where they are lost. On an error the value is that of the version it had.
func (p *progress) follow(ctx context.Context, of Derivation, at Version) (err error) {
	made := p.made
	step := func(acts []org.Entry) bool {
		made, err = of.next(ctx, made, at, acts)
		return err == nil
	}
	switch n := of.needs(); {
	case !n.acts:
	case p.lost:
		if gone := at.runs(ctx, p.state.Version, step); gone != nil {
			err = gone
		}
	case len(p.waiting) == 0 && n.records && p.records != at.Records:
		step(nil)
	default:
		for _, acts := range p.waiting {
			if !step(acts) {
				break
			}
		}
	}
	if err == nil {
		p.value = value{made, at.State, at.Records}
	}
	return err
}

// publish makes a state the present one, and tells the projections of the acts that
// led to it.
func (d *derived) publish(s *org.State, acts []org.Entry) {
	d.mu.Lock()
	defer d.mu.Unlock()
	before := d.s.head.Load()
	d.s.head.Store(s)
	for _, of := range d.named {
		if of.heeds(acts) {
			d.cell(of, before)
		}
	}
	for of, c := range d.cells {
		switch {
		case !of.needs().acts:
		case of.kept() != "" && !of.lazy() && c.begun && !c.lost && c.state == before:
			d.step(of, c, s, acts)
		default:
			c.wait(acts)
		}
	}
	for _, of := range d.named {
		if c := d.cells[of]; of.heeds(acts) && !d.gone {
			d.busy.Go(func() { _ = d.advance(context.WithoutCancel(d.s.ctx), of, c) }) // what fails is done by who asks next
		}
	}
}

// step makes the next value of a projection that is kept. d.mu is held.
func (d *derived) step(of Derivation, c *cell, s *org.State, acts []org.Entry) {
	made, err := of.next(d.s.ctx, c.made, d.version(s, 0), acts)
	if err != nil {
		c.lost = true
		return
	}
	c.value = value{made, s, 0}
}

// wait has acts wait for somebody who asks.
func (c *progress) wait(acts []org.Entry) {
	if c.lost {
		return
	}
	c.waiting, c.count = append(c.waiting, acts), c.count+len(acts)
	if c.count > mostWaiting {
		c.waiting, c.count, c.lost = nil, 0, true
	}
}

// close ends what is made and waits for who uses it.
func (d *derived) close() {
	d.mu.Lock()
	d.gone = true
	d.mu.Unlock()
	d.busy.Wait()
	for of, c := range d.cells {
		if c.begun {
			of.end(c.made)
		}
	}
	d.cells = nil
}
