package cli_test

import (
	"bufio"
	"context"
	"io"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"orpheus/face/cli"
	"orpheus/internal/demo"
	"orpheus/ledger"
	"orpheus/org"
	"orpheus/service"
	"orpheus/store/memory"
)

// The one line of the demo has a link that signs in whoever opens it, as often as
// they like, as somebody who leads something.
func TestDemoSignsIn(t *testing.T) {
	r, w := io.Pipe()
	ctx, stop := context.WithCancel(t.Context())
	status := make(chan int)
	go func() {
		args := []string{"--data", filepath.Join(t.TempDir(), "d.db"), "demo", "--size", "small", "--addr", "127.0.0.1:0", "--lang", "nl"}
		status <- cli.Run(ctx, args, func(string) string { return "" }, strings.NewReader(""), w, io.Discard)
		w.Close()
	}()
	line, err := bufio.NewReader(r).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	link := regexp.MustCompile(`http://\S+/signin/[\w-]{43}`).FindString(line)
	base, _, _ := strings.Cut(link, "/signin/")
	for range 2 {
		c := browser(t)
		get(t, c, link)
		page := get(t, c, base+"/linde/account")
		if !strings.Contains(page, "deze browser") {
			t.Fatalf("the link of the demo leads to: %.300s", page)
		}
		me := regexp.MustCompile(`href="(/linde/people/\d+)"`).FindStringSubmatch(page)
		if page := get(t, c, base+me[1]); !strings.Contains(page, "/linde/initiatives/") {
			t.Error("whom the demo signs in leads nothing")
		}
		for _, path := range []string{"/linde", "/linde/decisions"} {
			if !strings.Contains(get(t, c, base+path), "Hoe verdelen we de weekends?") {
				t.Errorf("%s does not say what asks an answer of whom the demo signs in", path)
			}
		}
	}
	stop()
	if s := <-status; s != 0 {
		t.Errorf("the demo ended with status %d", s)
	}
}

// Whoever the link signs in is asked for their answer to a proposal, on whatever day the demo
// begins: it is the first thing that a visitor can do.
func TestDemoAsksAnAnswer(t *testing.T) {
	for _, day := range []string{"2026-03-17", "2026-07-05", "2026-12-26", "2027-02-19"} {
		until, err := time.Parse(time.DateOnly, day)
		if err != nil {
			t.Fatal(err)
		}
		d := service.New(new(memory.Log), ledger.Options{Now: func() time.Time { return until }, Follow: -1})
		t.Cleanup(func() { _ = d.Close() })
		if err := demo.Grow(t.Context(), d, demo.Options{Until: until, Size: demo.Small}, nil); err != nil {
			t.Fatal(err)
		}
		who, err := cli.DemoViewer(t.Context(), d, until)
		if err != nil {
			t.Fatal(err)
		}
		s, err := d.Look(t.Context(), "linde", 0)
		if err != nil {
			t.Fatal(err)
		}
		asked := 0
		for id, x := range s.Decisions() {
			if s.PartOf(id, who, org.At(until)) == org.PartAnswer && x.Until > org.At(until) {
				asked++
			}
		}
		if asked == 0 || len(s.Person(who).Leads) == 0 {
			t.Errorf("%s: %s is asked for %d answers and leads %d", day, who, asked, len(s.Person(who).Leads))
		}
	}
}
