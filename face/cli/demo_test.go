package cli_test

import (
	"bufio"
	"context"
	"io"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"orpheus/face/cli"
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
	}
	stop()
	if s := <-status; s != 0 {
		t.Errorf("the demo ended with status %d", s)
	}
}
