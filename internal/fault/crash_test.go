package fault_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"orpheus/internal/test/pgtest"
	"orpheus/ledger"
	"orpheus/org"
	"orpheus/store/storetest"
)

// Programs that are killed at any moment, two at a time at that, have written down all that they
// acknowledged, once, in the order in which they did, and nothing by half.
func TestKilled(t *testing.T) {
	crash(t, 60, 12, func(t *testing.T, _ *rand.Rand) *store {
		return &store{t: t, address: filepath.Join(t.TempDir(), "o.db"), acts: map[string]*asked{}}
	})
}

// The same on a database, of which the server and what it runs for us die too.
func TestKilledOnPostgres(t *testing.T) {
	server := pgtest.Start(t)
	trouble := func(r *rand.Rand) (what string, do func()) {
		const of = "FROM pg_stat_activity WHERE application_name = 'orpheus' AND pid <> pg_backend_pid()"
		switch r.IntN(8) {
		case 0:
			return "the server crashes", func() { server.Stop("QUIT"); must(t, server.Start()) }
		case 1:
			return "all connections are ended", func() { _ = server.Do("SELECT pg_terminate_backend(pid) " + of) }
		case 2: // upon which the server ends all others, and recovers
			return "what serves a connection is killed", func() {
				_ = server.Do("DO $$ BEGIN EXECUTE format('COPY (SELECT 1) TO PROGRAM %L', (SELECT 'kill -9 ' || min(pid) " + of + ")); END $$")
			}
		}
		return "", nil
	}
	crash(t, 20, 6, func(t *testing.T, r *rand.Rand) *store {
		return &store{
			t: t, address: server.Database(t), key: filepath.Join(t.TempDir(), "key"), acts: map[string]*asked{},
			trouble: func() (string, func()) { return trouble(r) },
		}
	})
}

// storeKills is how many programs are killed before a new store is begun: what is checked after
// each grows.
const storeKills = 25

func crash(t *testing.T, all, few int, open func(*testing.T, *rand.Rand) *store) {
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 1))
	kills, acked, asks := 0, 0, 0
	troubles := map[string]int{}
	for want := times(*killsFlag, all, few); kills < want; {
		s := open(t, r)
		for begin := kills; kills < want && kills < begin+storeKills; {
			n, what := s.round(r)
			kills += n
			if what != "" {
				troubles[what]++
			}
			s.check()
		}
		for _, a := range s.acts {
			if asks++; a.seq > 0 {
				acked++
			}
		}
	}
	if acked < kills {
		t.Fatalf("only %d acts were acknowledged in %d kills: the test shows nothing", acked, kills)
	}
	t.Logf("%d kills, %v; %d acts asked for, %d acknowledged: none lost, doubled or out of order", kills, troubles, asks, acked)
}

// store is one that programs write to, and what was heard of them.
type store struct {
	t            *testing.T
	address, key string
	acts         map[string]*asked
	most         uint64                          // number of the last act that is acknowledged
	trouble      func() (what string, do func()) // nil for none; what happens beside the kill
}

// asked is an act that was asked for.
type asked struct {
	after uint64 // the highest number that was acknowledged before it was asked for
	seq   uint64 // its number, once it was acknowledged
}

// round lets one or two programs work, kills them some time after their first acknowledgement, and
// returns how many there were.
func (s *store) round(r *rand.Rand) (kills int, what string) {
	s.t.Helper()
	heard, says, err := os.Pipe() // one for all: what is heard first was said first
	must(s.t, err)
	defer heard.Close()
	again := s.unanswered()
	var running []*exec.Cmd
	var complaints [2]strings.Builder
	for i := range 1 + r.IntN(4)/3 {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), childStore+"="+s.address, childKey+"="+s.key)
		cmd.Stdout, cmd.Stderr = says, &complaints[i]
		in, err := cmd.StdinPipe()
		must(s.t, err)
		defer in.Close()
		must(s.t, cmd.Start())
		if i == 0 {
			_, err = io.WriteString(in, again)
			must(s.t, err)
		}
		_, err = io.WriteString(in, "go\n")
		must(s.t, err)
		running = append(running, cmd)
	}
	must(s.t, says.Close())
	first := make(chan struct{})
	ended := make(chan struct{})
	waits := []time.Duration{time.Duration(r.IntN(60)), time.Duration(r.IntN(60)), time.Duration(r.IntN(40))}
	var trouble func()
	if s.trouble != nil {
		what, trouble = s.trouble()
	}
	go func() {
		defer close(ended)
		<-first
		if trouble != nil {
			time.Sleep(waits[2] * time.Millisecond)
			trouble()
		}
		for i, cmd := range running {
			time.Sleep(waits[i] * time.Millisecond)
			_ = cmd.Process.Kill()
		}
	}()
	s.listen(heard, first)
	<-ended
	for i, cmd := range running {
		_ = cmd.Wait() // it was killed
		if complaints[i].Len() > 0 {
			s.t.Fatal(complaints[i].String())
		}
	}
	return len(running), what
}

// unanswered is what was asked for with a key and never acknowledged, a line each.
func (s *store) unanswered() string {
	var b strings.Builder
	for title, a := range s.acts {
		if a.seq == 0 && !strings.Contains(title, "-0-") {
			fmt.Fprintln(&b, title)
		}
	}
	return b.String()
}

// listen notes what programs say until the last of them is gone.
func (s *store) listen(heard io.Reader, first chan struct{}) {
	began := false
	defer func() {
		if !began {
			close(first)
		}
	}()
	for lines := bufio.NewReader(heard); ; {
		line, err := lines.ReadString('\n')
		if err != nil {
			return // a line that was cut off was not acknowledged
		}
		var verb, title string
		var seq uint64
		_, _ = fmt.Sscan(line, &verb, &title, &seq)
		a := s.acts[title]
		switch {
		case verb == "ask" && a == nil:
			s.acts[title] = &asked{after: s.most}
		case verb == "ack" && a != nil:
			if a.seq != 0 && a.seq != seq {
				s.t.Errorf("%s was acknowledged as %d and as %d", title, a.seq, seq)
			}
			a.seq, s.most = seq, max(s.most, seq)
			if !began {
				began = true
				close(first)
			}
		case verb != "ask":
			s.t.Fatalf("a program says %q", line)
		}
	}
}

// check looks whether the store has what was acknowledged.
func (s *store) check() {
	t := s.t
	t.Helper()
	l, err := openStore(t.Context(), s.address, s.key)
	must(t, err)
	defer func() { must(t, l.Close()) }()
	if c, ok := l.(interface {
		Check(context.Context) ([]string, error)
	}); ok {
		if found, err := c.Check(t.Context()); err != nil || len(found) > 0 {
			t.Fatal(found, err)
		}
	}
	v, err := ledger.Verify(t.Context(), l, "linde") // the chain, and that no number is missing
	if errors.Is(err, ledger.ErrNoOrganisation) && s.most == 0 {
		return
	}
	must(t, err)
	if v.Version < s.most {
		t.Fatalf("entry %d was acknowledged, the log ends at %d", s.most, v.Version)
	}
	found, redacted := map[string]uint64{}, map[uint64]bool{}
	for row, err := range l.Read(t.Context(), "linde", 0) {
		must(t, err)
		redacted[row.Seq] = row.Digest != ledger.Hash{}
		e, err := org.DecodeEntry(row.Seq, row.Line)
		must(t, err)
		raise, ok := e.Act.(*org.RaiseTension)
		if !ok || redacted[row.Seq] {
			continue
		}
		if before := found[raise.Title]; before != 0 {
			t.Errorf("%s is there twice: %d and %d", raise.Title, before, row.Seq)
		}
		found[raise.Title] = row.Seq
	}
	for title, a := range s.acts {
		seq := found[title]
		if a.seq != 0 && seq != a.seq && !redacted[a.seq] {
			t.Errorf("%s was acknowledged as %d and is %d", title, a.seq, seq)
		}
		if seq = max(seq, a.seq); seq != 0 && seq <= a.after {
			t.Errorf("%s is %d, but was asked for when %d was acknowledged", title, seq, a.after)
		}
		delete(found, title)
	}
	if len(found) > 0 {
		t.Errorf("nobody asked for %v", found)
	}
	whole(t, l)
}

// whole checks that nothing is there by half.
func whole(t *testing.T, l storetest.Store) {
	t.Helper()
	e := ledger.New(l, ledger.Options{Follow: -1})
	defer e.Close()
	s, err := e.State(t.Context(), "linde")
	must(t, err)
	profiles, err := l.Profiles(t.Context(), "linde")
	must(t, err)
	texts, err := l.AllTexts(t.Context(), "linde")
	must(t, err)
	people, tensions := 0, 0
	for range s.People() {
		people++
	}
	for range s.Tensions() {
		tensions++
	}
	if len(profiles) != people || len(texts) != tensions || (people-3)%5 != 0 {
		t.Errorf("%d people with %d profiles, %d tensions with %d texts", people, len(profiles), tensions, len(texts))
	}
}
