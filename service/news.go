package service

import (
	"context"
	"sync"

	"orpheus/org"
)

// hub passes on what is appended to those who listen.
type hub struct {
	mu   sync.Mutex
	ears map[string]map[*ear]struct{}
}

// ear is one listener: batches that come before it took the last are joined.
type ear struct {
	out chan org.Batch
}

// mostNamed is how many entries a batch names.
const mostNamed = 200

func (h *hub) tell(slug string, done []org.Entry) {
	if len(done) == 0 {
		return
	}
	b := org.Batch{Version: done[len(done)-1].Seq, Acts: len(done), Entries: done}
	h.mu.Lock()
	defer h.mu.Unlock()
	for e := range h.ears[slug] {
		select {
		case old := <-e.out: // it was not taken yet
			b := joined(old, b)
			e.out <- b
		default:
			e.out <- b
		}
	}
}

// joined is two batches as one.
func joined(a, b org.Batch) org.Batch {
	out := org.Batch{Version: b.Version, Acts: a.Acts + b.Acts}
	if out.Acts <= mostNamed && len(a.Entries) == a.Acts {
		out.Entries = append(append(make([]org.Entry, 0, out.Acts), a.Entries...), b.Entries...)
	}
	return out
}

// Listen returns a channel on which everything that is appended is announced until
// ctx ends, then it is closed. It holds at most one batch: what comes before that
// was taken is joined to it.
func (d *Service) Listen(ctx context.Context, slug string) (<-chan org.Batch, error) {
	if _, err := d.Engine.State(ctx, slug); err != nil {
		return nil, err
	}
	e := &ear{out: make(chan org.Batch, 1)}
	d.hub.mu.Lock()
	if d.hub.ears == nil {
		d.hub.ears = map[string]map[*ear]struct{}{}
	}
	if d.hub.ears[slug] == nil {
		d.hub.ears[slug] = map[*ear]struct{}{}
	}
	d.hub.ears[slug][e] = struct{}{}
	d.hub.mu.Unlock()
	context.AfterFunc(ctx, func() {
		d.hub.mu.Lock()
		defer d.hub.mu.Unlock()
		delete(d.hub.ears[slug], e)
		close(e.out)
	})
	return e.out, nil
}
