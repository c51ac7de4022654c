package ledger

import (
	"context"
	"sync"

	"orpheus/org"
)

// ears are those who listen to an organisation.
type ears struct {
	mu   sync.Mutex
	of   map[*ear]struct{}
	gone bool
}

// ear is one of them: batches that come before it took the last are joined.
type ear struct {
	out chan org.Batch
}

// MostNamed is how many entries a batch names.
const MostNamed = 200

// Listen returns a channel on which everything that is appended is announced until
// ctx ends or the organisation is loaded anew; then it is closed. It holds at most one
// batch: what comes before that was taken is joined to it. An organisation that
// somebody listens to is not let go of.
func (e *Engine) Listen(ctx context.Context, slug string) (<-chan org.Batch, error) {
	s, err := e.use(ctx, slug)
	if err != nil {
		return nil, err
	}
	one := &ear{out: make(chan org.Batch, 1)}
	s.ears.add(one)
	context.AfterFunc(ctx, func() {
		s.ears.remove(one)
		s.release()
	})
	return one.out, nil
}

func (h *ears) add(e *ear) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.gone {
		close(e.out)
		return
	}
	if h.of == nil {
		h.of = map[*ear]struct{}{}
	}
	h.of[e] = struct{}{}
}

func (h *ears) remove(e *ear) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if _, there := h.of[e]; there {
		delete(h.of, e)
		close(e.out)
	}
}

// close ends what everybody hears.
func (h *ears) close() {
	h.mu.Lock()
	defer h.mu.Unlock()
	for e := range h.of {
		close(e.out)
	}
	h.of, h.gone = nil, true
}

func (h *ears) tell(done []org.Entry) {
	if len(done) == 0 {
		return
	}
	b := org.Batch{Version: done[len(done)-1].Seq, Acts: len(done), Entries: done}
	h.mu.Lock()
	defer h.mu.Unlock()
	for e := range h.of {
		select {
		case old := <-e.out: // it was not taken yet
			e.out <- joined(old, b)
		default:
			e.out <- b
		}
	}
}

// joined is two batches as one.
func joined(a, b org.Batch) org.Batch {
	out := org.Batch{Version: b.Version, Acts: a.Acts + b.Acts}
	if out.Acts <= MostNamed && len(a.Entries) == a.Acts {
		out.Entries = append(append(make([]org.Entry, 0, out.Acts), a.Entries...), b.Entries...)
	}
	return out
}
