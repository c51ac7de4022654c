package identity_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"orpheus/identity"
	"orpheus/ledger"
	"orpheus/org"
	"orpheus/store/sqlite"
	"orpheus/store/storetest"
)

// everybody takes part and has an address.
type everybody struct{}

func (everybody) Find(context.Context, string, string) ([]identity.Who, error) { return nil, nil }

func (everybody) Who(_ context.Context, slug string, p org.PersonID) (identity.Who, bool, error) {
	return identity.Who{Slug: slug, Person: p, Mail: p.String() + "@linde.example"}, true, nil
}

// printing writes down whom it sends to, and where it is told to, dies while it does.
type printing struct{ dies bool }

func (printing) Printed() bool { return false }

func (p printing) Send(_ context.Context, l identity.Letter) error {
	if p.dies {
		os.Exit(3)
	}
	fmt.Println(l.To.Mail)
	return nil
}

// TestPostProcess is another process that delivers what is in a store.
func TestPostProcess(t *testing.T) {
	path := os.Getenv("ORPHEUS_TEST_POST")
	if path == "" {
		return // it is for another process, which is told the file
	}
	l, err := sqlite.Open(t.Context(), path, false)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	fmt.Println("ready")
	if _, err := bufio.NewReader(os.Stdin).ReadString('\n'); err != nil {
		t.Fatal(err)
	}
	s := &identity.Service{Store: l, People: everybody{}, URL: "https://o.example"}
	if _, err := s.Deliver(t.Context(), printing{dies: os.Getenv("ORPHEUS_TEST_DIES") != ""}); err != nil {
		t.Fatal(err)
	}
}

// post starts such a process; it delivers when the function it returns is called,
// which returns what was sent.
func post(t *testing.T, path, dies string) (start func(), sent func() []string) {
	t.Helper()
	c := exec.Command(os.Args[0], "-test.run=^TestPostProcess$", "-test.v=false")
	c.Env = append(os.Environ(), "ORPHEUS_TEST_POST="+path, "ORPHEUS_TEST_DIES="+dies)
	in, err := c.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	if !lines.Scan() || lines.Text() != "ready" {
		t.Fatalf("the process says %q", lines.Text())
	}
	return func() { _, _ = io.WriteString(in, "go\n") }, func() (all []string) {
		for lines.Scan() {
			if strings.Contains(lines.Text(), "@") {
				all = append(all, lines.Text())
			}
		}
		if err := c.Wait(); err != nil && dies == "" {
			t.Error(err)
		}
		return all
	}
}

// Two processes over one file send every mail once, and the mail of one that dies is
// sent by the other soon after.
func TestTwoProcessesSendAMailOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "o.db")
	l, err := sqlite.Open(t.Context(), path, true)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if err := l.Append(t.Context(), ledger.Batch{Slug: "linde", Rows: storetest.Rows(ledger.Head{}, 1, "x")}); err != nil {
		t.Fatal(err)
	}
	s := &identity.Service{Store: l, People: everybody{}, URL: "https://o.example"}
	const mails = 30
	for i := range mails {
		if err := s.Invite(t.Context(), "linde", identity.Invited{Person: org.PersonID(i + 1), By: 0, Lang: "nl"}); err != nil {
			t.Fatal(err)
		}
	}
	startA, sentA := post(t, path, "")
	startB, sentB := post(t, path, "")
	startA()
	startB()
	count := map[string]int{}
	for _, mail := range append(sentA(), sentB()...) {
		count[mail]++
	}
	for mail, n := range count {
		if n != 1 {
			t.Errorf("%s got %d mails", mail, n)
		}
	}
	if len(count) != mails {
		t.Errorf("%d of %d got a mail", len(count), mails)
	}

	if err := s.Invite(t.Context(), "linde", identity.Invited{Person: 99, By: 0, Lang: "nl"}); err != nil {
		t.Fatal(err)
	}
	start, sent := post(t, path, "yes")
	start()
	sent() // it died while it sent
	next, err := s.Deliver(t.Context(), &postman{})
	if err != nil || next == 0 || next > org.At(time.Now().Add(5*time.Minute)) {
		t.Fatalf("tried again at %v, %v", next, err)
	}
	s.Now = func() time.Time { return next.Std() }
	p := &postman{}
	if _, err := s.Deliver(t.Context(), p); err != nil || len(p.got) != 1 || p.got[0].To.Person != 99 {
		t.Errorf("sent %+v, %v", p.got, err)
	}
}

// What ends in one process has ended in the other at the next request, though it was
// answered from memory until then.
func TestARevocationIsKnownInTheOtherProcess(t *testing.T) {
	path := filepath.Join(t.TempDir(), "o.db")
	var both [2]*identity.Service
	for i := range both {
		l, err := sqlite.Open(t.Context(), path, true)
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
		both[i] = &identity.Service{Store: l, People: everybody{}}
		if i == 0 {
			if err := l.Append(t.Context(), ledger.Batch{Slug: "linde", Rows: storetest.Rows(ledger.Head{}, 1, "x")}); err != nil {
				t.Fatal(err)
			}
		}
	}
	for range 20 {
		token, err := both[0].NewToken(t.Context(), "linde", 1, "x", identity.TokenTerms{})
		if err != nil {
			t.Fatal(err)
		}
		for range 3 {
			if _, ok, err := both[1].Bearer(t.Context(), token); !ok || err != nil {
				t.Fatal("it does not let in", err)
			}
		}
		if err := both[0].RevokeToken(t.Context(), "linde", 1, identity.HashOf(token).ID()); err != nil {
			t.Fatal(err)
		}
		if _, ok, _ := both[1].Bearer(t.Context(), token); ok {
			t.Fatal("a revoked token lets in elsewhere")
		}
	}
}
