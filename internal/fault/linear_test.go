package fault_test

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"

	"orpheus/internal/racetest"
	"orpheus/internal/test/pgtest"
	"orpheus/ledger"
	"orpheus/org"
	"orpheus/store/memory"
	"orpheus/store/postgres"
	"orpheus/store/sqlite"
	"orpheus/store/storetest"
)

// linearNodes is how many nodes a history may have.
const linearNodes = 3

// ask is what somebody asked a node: to do an act with a key, or, without one, to show a version
// of at least so much.
type ask struct {
	slug  string
	node  int
	key   string
	least uint64
	shows bool // no question: what is answered shows it, from some moment before the answer on
}

// log is an organisation as it may be seen by those who ask: an act has the next number, or the
// one that its key had before; a node shows what was done, and never less than it showed.
type log struct {
	last  uint64
	shown [linearNodes]uint64
	done  map[string]uint64
}

func (l log) step(a ask, number uint64) (bool, log) {
	had := l.done[a.key]
	switch {
	case a.shows: // an act is done before the node shows it
		l.shown[a.node] = max(l.shown[a.node], number)
		return number <= l.last, l
	case a.key == "":
		l.shown[a.node], had = number, l.shown[a.node]
		return number <= l.last && number >= had && number >= a.least, l
	case had != 0:
		return number == had, l
	case number != l.last+1:
		return false, l
	}
	l.done = maps.Clone(l.done)
	l.last, l.done[a.key] = number, number
	return true, l
}

// linear is the model of organisations whose logs end at a number.
func linear(end uint64) porcupine.Model {
	return porcupine.Model{
		Partition: func(all []porcupine.Operation) [][]porcupine.Operation {
			of := map[string][]porcupine.Operation{}
			for _, o := range all {
				of[o.Input.(ask).slug] = append(of[o.Input.(ask).slug], o)
			}
			return slices.Collect(maps.Values(of))
		},
		Init: func() any { return log{last: end, done: map[string]uint64{}} },
		Step: func(state, input, output any) (bool, any) {
			ok, next := state.(log).step(input.(ask), output.(uint64))
			return ok, next
		},
		Equal: func(a, b any) bool {
			x, y := a.(log), b.(log)
			return x.last == y.last && x.shown == y.shown && maps.Equal(x.done, y.done)
		},
	}
}

// history is what clients asked and were answered, with when.
type history struct {
	mu    sync.Mutex
	began time.Time
	all   []porcupine.Operation
}

// note asks and writes down the answer.
func (h *history) note(client int, a ask, do func() (uint64, error)) (uint64, error) {
	call := time.Since(h.began)
	number, err := do()
	end := time.Since(h.began)
	if err != nil {
		return 0, fmt.Errorf("%+v: %w", a, err)
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.all = append(h.all, answered(client, a, number, int64(call), int64(end))...)
	return number, nil
}

// answered is a question and its answer as operations: an act is done at one moment, and shown by
// the node at a later one.
func answered(client int, a ask, number uint64, call, end int64) []porcupine.Operation {
	all := []porcupine.Operation{{ClientId: client, Input: a, Output: number, Call: call, Return: end}}
	if a.key != "" {
		a.shows = true
		all = append(all, porcupine.Operation{ClientId: client, Input: a, Output: number, Call: call, Return: end})
	}
	return all
}

// Several nodes that are asked at once behave as one that is asked one thing after the other, on
// every store: an act is done once, whoever is asked for it how often, its number is the next, and
// each node shows what there is and never less than before.
func TestLinearizable(t *testing.T) {
	for name, open := range map[string]func(t *testing.T) []storetest.Store{
		"memory": func(*testing.T) []storetest.Store {
			l := new(memory.Log)
			return []storetest.Store{l, l, l}
		},
		"sqlite": func(t *testing.T) (out []storetest.Store) {
			path := filepath.Join(t.TempDir(), "o.db")
			for range 2 {
				l, err := sqlite.Open(t.Context(), path, true)
				must(t, err)
				t.Cleanup(func() { must(t, l.Close()) })
				out = append(out, l)
			}
			return out
		},
		"postgres": func(t *testing.T) (out []storetest.Store) {
			address, key := pgtest.Database(t), filepath.Join(t.TempDir(), "key")
			for range 3 {
				l, err := postgres.Open(t.Context(), address, postgres.Options{Create: true, Key: key})
				must(t, err)
				t.Cleanup(func() { must(t, l.Close()) })
				out = append(out, l)
			}
			return out
		},
	} {
		t.Run(name, func(t *testing.T) { recorded(t, open(t)) })
	}
}

// recorded has clients ask nodes over these stores, and judges the history.
func recorded(t *testing.T, stores []storetest.Store) {
	var nodes []*ledger.Engine
	for _, s := range stores {
		e := ledger.New(s, ledger.Options{Follow: 10 * time.Millisecond, SaveEvery: 40})
		defer e.Close()
		nodes = append(nodes, e)
	}
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	slugs := []string{"linde", "esdoorn", "iep", "wilg"} // few at each: to judge many at once takes for ever
	end := uint64(0)
	for _, slug := range slugs {
		must(t, nodes[0].Found(t.Context(), &org.FoundOrganisation{Slug: slug, Name: "De Linde", Lang: "nl"}, 0, func(b *ledger.Bulk) error {
			return b.Do(&org.JoinPerson{})
		}))
		s, err := nodes[0].State(t.Context(), slug)
		must(t, err)
		end = s.Version
	}
	h := &history{began: time.Now()}
	var wg sync.WaitGroup
	failed := make(chan error, 20)
	for c := range 12 {
		wg.Go(func() {
			r := rand.New(rand.NewPCG(seed, uint64(c)))
			if err := h.client(c, r, nodes, slugs[c%len(slugs)], racetest.Fewer(60, 25)); err != nil {
				failed <- err
			}
		})
	}
	wg.Wait()
	close(failed)
	for err := range failed {
		t.Error(err)
	}
	if got := porcupine.CheckOperationsTimeout(linear(end), h.all, time.Minute); got != porcupine.Ok {
		t.Errorf("the history of %d is not as if one thing was asked after the other: %s", len(h.all), got)
	}
	t.Logf("%d questions to %d nodes", len(h.all), len(nodes))
}

// client asks so many times: for acts, some of them of two nodes at once, and for what there is.
func (h *history) client(c int, r *rand.Rand, nodes []*ledger.Engine, slug string, times int) error {
	ctx := context.Background()
	saw := uint64(0)
	do := func(node int, key string) (uint64, error) {
		return h.note(c, ask{slug: slug, node: node, key: key}, func() (uint64, error) {
			a, err := nodes[node].Do(ctx, slug, ledger.Request{Act: &org.RaiseTension{Title: key}, By: 1, Face: org.Web, Key: key})
			if err != nil {
				return 0, err
			}
			return a.Entries[0].Seq, nil
		})
	}
	for i := range times {
		node, key := r.IntN(len(nodes)), fmt.Sprintf("%d-%d", c, i)
		var err error
		switch roll := r.IntN(10); {
		case roll < 4:
			saw, err = do(node, key)
		case roll < 6:
			var wg sync.WaitGroup
			var twin error
			wg.Go(func() { _, twin = do((node+1)%len(nodes), key) })
			if saw, err = do(node, key); err == nil {
				wg.Wait()
				err = twin
			}
			wg.Wait()
		default:
			least := saw * uint64(r.IntN(2))
			_, err = h.note(c, ask{slug: slug, node: node, least: least}, func() (uint64, error) {
				s, err := nodes[node].State(ctx, slug)
				if err == nil && s.Version < least {
					s, err = nodes[node].Wait(ctx, slug, least-1)
				}
				if err != nil {
					return 0, err
				}
				return s.Version, nil
			})
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// What may not be is seen in a history.
func TestWhatIsNotLinearizable(t *testing.T) {
	type what struct {
		call, end int64
		ask       ask
		number    uint64
	}
	op := func(call, end int64, a ask, number uint64) what { return what{call, end, a, number} }
	act := func(node int, key string) ask { return ask{slug: "linde", node: node, key: key} }
	look := func(node int, least uint64) ask { return ask{slug: "linde", node: node, least: least} }
	for name, c := range map[string]struct {
		fine bool
		all  []what
	}{
		"one after the other":       {true, []what{op(0, 1, act(0, "a"), 1), op(2, 3, act(1, "b"), 2), op(4, 5, look(0, 0), 1), op(6, 7, look(1, 2), 2)}},
		"at once":                   {true, []what{op(0, 9, act(0, "a"), 2), op(2, 3, act(1, "b"), 1)}},
		"done, and not yet shown":   {true, []what{op(0, 9, act(0, "a"), 1), op(1, 2, act(1, "b"), 2), op(3, 4, look(0, 0), 0)}},
		"asked for twice":           {true, []what{op(0, 9, act(0, "a"), 1), op(2, 3, act(1, "a"), 1)}},
		"out of order":              {false, []what{op(0, 1, act(0, "a"), 2), op(2, 3, act(1, "b"), 1)}},
		"done twice":                {false, []what{op(0, 9, act(0, "a"), 1), op(2, 3, act(1, "a"), 2)}},
		"two with one number":       {false, []what{op(0, 9, act(0, "a"), 1), op(2, 3, act(1, "b"), 1)}},
		"a number is left out":      {false, []what{op(0, 1, act(0, "a"), 1), op(2, 3, act(1, "b"), 3)}},
		"a node shows less":         {false, []what{op(0, 1, act(0, "a"), 1), op(2, 3, look(0, 0), 0)}},
		"asked again, not shown":    {false, []what{op(0, 1, act(0, "a"), 1), op(2, 3, act(1, "a"), 1), op(4, 5, look(1, 0), 0)}},
		"less than was asked for":   {false, []what{op(0, 1, act(0, "a"), 1), op(2, 3, look(1, 1), 0)}},
		"shown before it was asked": {false, []what{op(0, 1, look(1, 0), 1), op(2, 3, act(0, "a"), 1)}},
	} {
		var all []porcupine.Operation
		for _, w := range c.all {
			all = append(all, answered(0, w.ask, w.number, w.call, w.end)...)
		}
		if got := porcupine.CheckOperations(linear(0), all); got != c.fine {
			t.Errorf("%s: %v", name, got)
		}
	}
}
