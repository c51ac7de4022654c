package service

import (
	"context"
	"math"

	"orpheus/ledger"
	"orpheus/org"
)

// Change is what happened since a watcher last heard of something, as they may see
// it.
type Change struct {
	Version uint64      // of the organisation after it
	Acts    int         // how many acts there were, those that are kept back too
	Entries []org.Entry // the acts that they may be told of
	Refs    []org.Ref   // what of all they see changed, came into their sight or left it
	More    bool        // there was too much to say what
	Whole   bool        // nothing is kept from this watcher: others of whom that is so hear the same
}

// Empty reports whether there is nothing in it for the watcher.
func (c *Change) Empty() bool { return len(c.Entries) == 0 && len(c.Refs) == 0 && !c.More }

// Watch is somebody following an organisation. It is for one goroutine.
type Watch struct {
	v      *Visit
	news   <-chan org.Batch
	ended  chan error // why the watch ends, where the engine does
	known  uint64
	behind bool // the log has acts that they were not told of
	last   *org.State
}

// Watch follows what happens from now on, or from after a version they know, until
// the context ends.
func (v *Visit) Watch(ctx context.Context, known uint64) (*Watch, error) {
	if _, err := v.present(ctx); err != nil {
		return nil, err
	}
	news, err := v.d.Listen(ctx, v.slug)
	if err != nil {
		return nil, err
	}
	s, err := v.present(ctx) // what comes after this is among the news
	if err != nil {
		return nil, err
	}
	w := &Watch{v: v, news: news, ended: make(chan error, 1), known: s.Version, last: s}
	go w.hold(ctx)
	if known != 0 && known < s.Version {
		w.known, w.behind = known, true
	}
	return w, nil
}

// hold keeps the organisation from being let go of while somebody watches it: acts
// of other processes are found in one that is loaded only.
func (w *Watch) hold(ctx context.Context) {
	_, err := w.v.d.engine.Wait(ctx, w.v.slug, math.MaxUint64)
	w.ended <- err
}

// Version is up to where they have heard.
func (w *Watch) Version() uint64 { return w.known }

// Next waits for something that the watcher may know of. It ends with the error of
// ctx, with ErrClosed where the service stops, and with that of Visit where they left.
func (w *Watch) Next(ctx context.Context) (Change, error) {
	if w.behind {
		w.behind = false
		if c, err := w.catchUp(ctx); err != nil || !c.Empty() {
			return c, err
		}
	}
	for {
		select {
		case b, open := <-w.news:
			if !open {
				return Change{}, context.Canceled
			}
			if b.Version <= w.known {
				continue
			}
			c, err := w.change(ctx, b)
			if err != nil || !c.Empty() {
				return c, err
			}
		case err := <-w.ended:
			return Change{}, err
		case <-ctx.Done():
			return Change{}, ctx.Err()
		}
	}
}

// catchUp is what happened between the version they know and the present.
func (w *Watch) catchUp(ctx context.Context) (Change, error) {
	b := org.Batch{Version: w.last.Version, Acts: int(w.last.Version - w.known)}
	if b.Acts <= ledger.MostNamed {
		for e, err := range w.v.d.Entries(ctx, w.v.slug, w.known) {
			if err != nil {
				return Change{}, err
			}
			if e.Seq > b.Version {
				break
			}
			b.Entries = append(b.Entries, e)
		}
	}
	return w.change(ctx, b)
}

// change is a batch as the watcher may see it.
func (w *Watch) change(ctx context.Context, b org.Batch) (Change, error) {
	now, err := w.v.present(ctx)
	if err != nil {
		return Change{}, err
	}
	was, is := w.v.sight(w.last, w.last), w.v.sight(now, now)
	c := Change{Version: b.Version, Acts: b.Acts, More: len(b.Entries) == 0, Whole: was.All() && is.All()}
	seen := map[org.Ref]bool{}
	for i := range b.Entries {
		e := &b.Entries[i]
		if e.Seq <= w.known {
			continue
		}
		told := was.SeesEntry(e) || is.SeesEntry(e)
		if told {
			c.Entries = append(c.Entries, *e)
		}
		for _, r := range org.About(e.Act) {
			before, after := was.Sees(r), is.Sees(r)
			if !seen[r] && (told && (before || after) || before != after) {
				seen[r] = true
				c.Refs = append(c.Refs, r)
			}
		}
	}
	w.known, w.last = b.Version, now
	return c, nil
}
