package ledger_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"orpheus/ledger"
	"orpheus/org"
	"orpheus/store/records"
	"orpheus/store/sqlite"
)

const killChild = "ORPHEUS_TEST_KILL_CHILD"

// childMain is the program that gets killed: it does acts against the file named
// and says so, line by line, for each that was acknowledged. It ends with its
// parent.
func childMain() {
	path := os.Getenv(killChild)
	if path == "" {
		return
	}
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		os.Exit(3)
	}()
	if err := child(path); err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	os.Exit(2)
}

func child(path string) error {
	ctx := context.Background()
	l, err := sqlite.Open(ctx, path, true)
	if err != nil {
		return err
	}
	e := ledger.New(l, ledger.Options{SaveEvery: 40, Follow: 10 * time.Millisecond})
	if _, err := e.State(ctx, "linde"); err != nil {
		if err := e.Found(ctx, &org.FoundOrganisation{Slug: "linde", Name: "De Linde", Lang: "nl"}, 0); err != nil {
			return err
		}
	}
	if s, err := e.State(ctx, "linde"); err != nil || s.Circle(2) == nil {
		if _, err := e.Bulk(ctx, "linde", 0, org.Operator, beginning); err != nil {
			return err
		}
	}
	failed := make(chan error)
	for w := range 6 {
		go func() {
			for i := 0; ; i++ {
				title := fmt.Sprintf("%d-%d-%d", os.Getpid(), w, i)
				if err := one(ctx, e, w, title); err != nil {
					failed <- err
				}
			}
		}()
	}
	return <-failed
}

// one does one thing and says what was acknowledged.
func one(ctx context.Context, e *ledger.Engine, w int, title string) error {
	raise := &org.RaiseTension{Circle: 2, Title: title, Body: org.Write("why " + title)}
	if w > 0 {
		a, err := e.Do(ctx, "linde", ledger.Request{Act: raise, By: 1, Key: title})
		if err == nil {
			fmt.Printf("%d %s\n", a.Entries[0].Seq, title)
		}
		if err == nil && w == 1 {
			err = e.Redact(ctx, "linde", a.Entries[0].Seq)
		}
		return err
	}
	a, err := e.Bulk(ctx, "linde", 0, org.Import, func(b *ledger.Bulk) error {
		for range 5 {
			join := &org.JoinPerson{}
			if err := b.DoAs(join, org.Moment{At: b.At(), Face: org.Import}, &records.Profile{Name: title}); err != nil {
				return err
			}
		}
		return b.Do(raise)
	})
	if err == nil {
		fmt.Printf("%d %s\n", a.Entries[5].Seq, title)
	}
	return err
}

// A program that is killed at any moment has written down all that it
// acknowledged, and nothing by half.
func TestKilled(t *testing.T) {
	path := filepath.Join(t.TempDir(), "o.db")
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 1))
	rounds, acked := 12, map[string]string{}
	if testing.Short() {
		rounds = 4
	}
	for range rounds {
		for seq, title := range killed(t, path, time.Duration(r.IntN(60))*time.Millisecond) {
			acked[seq] = title
		}
		l, err := sqlite.Open(t.Context(), path, false)
		must(t, err)
		if found, err := l.Check(t.Context()); err != nil || len(found) > 0 {
			t.Fatal(found, err)
		}
		_, err = ledger.Verify(t.Context(), l, "linde")
		must(t, err)
		for row, err := range l.Read(t.Context(), "linde", 0) {
			must(t, err)
			if title := acked[fmt.Sprint(row.Seq)]; title != "" && !strings.Contains(string(row.Line), `"`+title+`"`) && row.Digest == (ledger.Hash{}) {
				t.Errorf("entry %d is not %s: %s", row.Seq, title, row.Line)
			}
		}
		whole(t, l, acked)
		must(t, l.Close())
	}
	if len(acked) < rounds {
		t.Fatalf("only %d acts were acknowledged in %d rounds: the test shows nothing", len(acked), rounds)
	}
	t.Log(len(acked), "acts acknowledged")
}

// whole checks that nothing is there by half.
func whole(t *testing.T, l *sqlite.Log, acked map[string]string) {
	t.Helper()
	head, err := l.Head(t.Context(), "linde")
	must(t, err)
	for seq, title := range acked {
		var n uint64
		if _, err := fmt.Sscan(seq, &n); err != nil || n > head.Seq {
			t.Errorf("entry %s, %s, was acknowledged, but the log ends at %d", seq, title, head.Seq)
		}
	}
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

// killed runs the child, kills it some time after its first acknowledgement, and
// returns what it acknowledged.
func killed(t *testing.T, path string, after time.Duration) map[string]string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), killChild+"="+path)
	var complaints strings.Builder
	cmd.Stderr = &complaints
	stdin, err := cmd.StdinPipe()
	must(t, err)
	defer stdin.Close()
	stdout, err := cmd.StdoutPipe()
	must(t, err)
	must(t, cmd.Start())
	acked := map[string]string{}
	var kill sync.Once
	lines := bufio.NewReader(stdout)
	for {
		line, err := lines.ReadString('\n')
		if err != nil {
			break // a line that was cut off was not acknowledged
		}
		kill.Do(func() {
			time.AfterFunc(after, func() { _ = cmd.Process.Kill() })
		})
		seq, title, _ := strings.Cut(strings.TrimSpace(line), " ")
		acked[seq] = title
	}
	_ = cmd.Wait() // it was killed
	if complaints.Len() > 0 {
		t.Fatal(complaints.String())
	}
	return acked
}
