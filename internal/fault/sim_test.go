package fault_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"orpheus/internal/racetest"
	"orpheus/ledger"
	"orpheus/org"
)

// simulate runs one seed and returns what was seen of it.
func simulate(t *testing.T, seed uint64) (j *judge) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(seed)
		j = w.judge
		slugs := []string{"linde"}
		if seed%4 == 0 {
			slugs = append(slugs, "esdoorn")
		}
		for _, slug := range slugs {
			must(t, w.found(slug))
		}
		for id := range simClients {
			c := &client{w: w, id: id, dice: newDice(seed, uint64(1000+id)), slug: slugs[id%len(slugs)]}
			w.clients.Go(c.live)
		}
		w.trouble()
		w.calm.Store(true)
		for _, n := range w.nodes {
			_, l := n.now()
			l.cut.Store(false)
		}
		w.clients.Wait()
		w.strays.Wait()
		for _, n := range w.nodes {
			n.off.Store(0)
		}
		if !j.found() {
			w.settle(slugs)
		}
		for _, n := range w.nodes {
			n.crash()
			n.over.Wait()
		}
	})
	return j
}

// settle waits until all is quiet, and looks whether every node shows what the log says: nodes that
// nobody asks for anything hear of the others, and nothing is due any more.
func (w *world) settle(slugs []string) {
	ctx := context.Background()
	for _, slug := range slugs {
		for _, n := range w.nodes {
			e, _ := n.now()
			_, _ = e.State(ctx, slug)
		}
	}
	time.Sleep(4 * time.Second) // who is not used for longer is let go of, and would read all anew
	for _, slug := range slugs {
		w.agree(slug)
	}
	time.Sleep(45 * time.Second) // all leads end
	for _, slug := range slugs {
		s := w.agree(slug)
		if act, _ := s.Due(org.At(time.Now())); act != nil {
			w.judge.wrongly("%s: %s was never done", slug, org.NameOf(act))
		}
		w.addresses(slug)
	}
}

// agree looks whether all nodes have the state that the log leads to, or led to just before.
func (w *world) agree(slug string) *org.State {
	ctx := context.Background()
	v, err := ledger.Verify(ctx, &w.disk.Log, slug)
	if err != nil {
		w.judge.wrongly("%v", err)
		return new(org.State)
	}
	var s *org.State
	known, end := w.judge.known(slug)
	for _, n := range w.nodes {
		e, _ := n.now()
		if s, err = e.State(ctx, slug); err != nil {
			w.judge.wrongly("node %d: %v", n.id, err)
			return new(org.State)
		}
		d, err := s.Digest()
		if err != nil || s.Version < known || s.Version == v.Version && d != v.Digest {
			w.judge.wrongly("%s: node %d is at version %d, the log leads to another state at %d: %v", slug, n.id, s.Version, v.Version, err)
		}
	}
	if end.Seq < v.Version || end.Seq == v.Version && end.Hash != v.Head {
		w.judge.wrongly("%s: the log ends otherwise at %d", slug, v.Version)
	}
	return s
}

// addresses looks whether everybody has an address of their own.
func (w *world) addresses(slug string) {
	all, err := w.disk.Profiles(context.Background(), slug)
	if err != nil {
		w.judge.wrongly("%v", err)
	}
	of := map[string]org.PersonID{}
	for _, p := range all {
		if p.Mail != "" && of[p.Mail] != 0 {
			w.judge.wrongly("%s: P%d and P%d have the address %s", slug, of[p.Mail], p.Person, p.Mail)
		}
		of[p.Mail] = p.Person
	}
}

// judged fails where a seed does, with what happened and how to see it again.
func judged(t *testing.T, seed uint64) *judge {
	t.Helper()
	j := simulate(t, seed)
	if j.fault != nil {
		most := 40
		if *seedFlag != 0 {
			most = len(j.trace)
		}
		t.Errorf("seed %d: %v\nagain: go test ./internal/fault -run Simulation -args -fault.seed %d\n%s", seed, j.fault, seed, j.story(most))
	}
	return j
}

// Whatever fails, and in whatever order messages come: no act that was acknowledged is lost, done
// twice or out of order, nobody who saw a version is shown an older one, and the clock ends each
// thing once. Nodes, their network, clocks and the disk are one program of a seed.
func TestSimulation(t *testing.T) {
	if *seedFlag != 0 {
		for range 20 { // until it fails: a seed is nearly one story
			if judged(t, *seedFlag); t.Failed() {
				return
			}
		}
		return
	}
	base := uint64(time.Now().UnixNano())
	n := times(*seedsFlag, 400, 30)
	steps, ends, acked := 0, 0, 0
	for i := range uint64(n) {
		j := judged(t, base+i)
		steps, ends = steps+j.steps, ends+j.ends
		for _, b := range j.of {
			acked += len(b.said)
		}
		if t.Failed() && *seedsFlag == 0 {
			break
		}
	}
	t.Logf("%d seeds from %d: %d steps looked at, %d acts acknowledged, %d ended by the clock", n, base, steps, acked, ends)
	if acked < 20*n || ends < n {
		t.Errorf("that shows little")
	}
}

// Seeds that failed once do not fail any more.
func TestSimulationCorpus(t *testing.T) {
	for _, seed := range corpusSeeds(t) {
		judged(t, seed)
	}
}

// corpusSeeds are those of testdata/seeds.txt: a number a line, and what it found.
func corpusSeeds(t *testing.T) (seeds []uint64) {
	t.Helper()
	f, err := os.Open("testdata/seeds.txt")
	must(t, err)
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		first, _, _ := strings.Cut(lines.Text(), " ")
		if first == "" || first == "#" {
			continue
		}
		seed, err := strconv.ParseUint(first, 10, 64)
		must(t, err)
		seeds = append(seeds, seed)
	}
	return seeds
}

// A seed leads to the same story each time, nearly: what the scheduler decides is no part of it.
func TestASeedIsOneStory(t *testing.T) {
	same, n := 0, racetest.Fewer(20, 6)
	for seed := range uint64(n) {
		a, b := simulate(t, seed+1), simulate(t, seed+1)
		if fmt.Sprint(a.trace) == fmt.Sprint(b.trace) {
			same++
		}
	}
	t.Logf("%d of %d seeds led to the same story twice", same, n)
	if same < n/2 { // what happens at the very same moment has no order
		t.Errorf("a seed that fails could not be looked at again")
	}
}
