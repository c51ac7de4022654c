package cli_test

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"net/http/cookiejar"
	neturl "net/url"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"orpheus/face/cli"
)

// serve runs the program and returns the address it names, and the lines that it
// writes after that; it stops with the test.
func serve(t *testing.T, data string, more ...string) (url string, lines <-chan string) {
	t.Helper()
	r, w := io.Pipe()
	ctx, stop := context.WithCancel(context.Background())
	status := make(chan int)
	go func() {
		args := append([]string{"--data", data, "serve", "--addr", "127.0.0.1:0"}, more...)
		status <- cli.Run(ctx, args, func(string) string { return "" }, strings.NewReader(""), io.Discard, w)
		w.Close()
	}()
	said := make(chan string, 100)
	go func() {
		for in := bufio.NewScanner(r); in.Scan(); {
			said <- in.Text()
		}
		close(said)
	}()
	t.Cleanup(func() {
		stop()
		if s := <-status; s != 0 {
			t.Errorf("serve ended with status %d", s)
		}
	})
	return regexp.MustCompile(`http://[^ ]+/`).FindString(<-said), said
}

// browser keeps cookies.
func browser(t *testing.T) *http.Client {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &http.Client{Jar: jar}
}

func get(t *testing.T, c *http.Client, url string) string {
	t.Helper()
	res, err := c.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK {
		t.Fatalf("%s: status %d, %v", url, res.StatusCode, err)
	}
	return string(b)
}

func run(t *testing.T, args ...string) (printed string) {
	t.Helper()
	var out, errs strings.Builder
	if s := cli.Run(t.Context(), args, func(string) string { return "" }, strings.NewReader(""), &out, &errs); s != 0 {
		t.Fatalf("%v: status %d: %s", args, s, errs.String())
	}
	return strings.TrimSpace(out.String())
}

// The API is beside the pages: it says what it is, and lets nobody in without a
// token.
func TestServeHasTheAPI(t *testing.T) {
	data := filepath.Join(t.TempDir(), "o.db")
	run(t, "--data", data, "org", "create", "linde", "--name", "De Linde", "--person", "Fatima Idrissi")
	url, _ := serve(t, data)
	for path, word := range map[string]string{"docs": "Orpheus API", "openapi.json": `"openapi":"3.1.0"`} {
		if text := get(t, http.DefaultClient, url+"api/v1/"+path); !strings.Contains(text, word) {
			t.Errorf("%s: %.200s", path, text)
		}
	}
	res, err := http.Get(url + "api/v1/orgs/linde/map")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusUnauthorized || res.Header.Get("WWW-Authenticate") == "" {
		t.Errorf("without a token: status %d", res.StatusCode)
	}
}

// What the command line does while the store is served is on the page; the past
// is on the page of that day; in Dutch and Danish too.
func TestServeShowsTheMapOnAnyDay(t *testing.T) {
	data := filepath.Join(t.TempDir(), "o.db")
	run(t, "--data", data, "org", "create", "linde", "--name", "De Linde", "--at", "2026-01-05", "--person", "Fatima Idrissi")
	url, _ := serve(t, data)
	c := browser(t)
	if page := get(t, c, url+"linde/map"); !strings.Contains(page, `name="mail"`) || strings.Contains(page, "Root") {
		t.Fatalf("somebody who is not signed in sees: %.400s", page)
	}
	get(t, c, run(t, "--data", data, "person", "link", "--org", "linde", "P1", "--public-url", url))
	if page := get(t, c, url+"linde/map"); !strings.Contains(page, "De Linde") || strings.Contains(page, "Home care") {
		t.Fatalf("the map of an empty organisation: %.400s", page)
	}
	run(t, "--data", data, "act", "circle.form", "name=Home care", "parents=C1", "--org", "linde")
	run(t, "--data", data, "act", "role.create", "name=Wound care", "circle=C2", "--org", "linde")
	run(t, "--data", data, "act", "seat.fill", "role=R1", "person=P1", "--org", "linde")
	for _, lang := range []string{"en", "nl", "da"} {
		eventually(t, c, url+"linde/people/1", "Wound care")
		page := get(t, c, url+"linde/map?circle=2&lang="+lang)
		if !strings.Contains(page, `lang="`+lang) || !strings.Contains(page, "Home care") {
			t.Errorf("the map in %s: %.400s", lang, page)
		}
	}
	if page := get(t, c, url+"linde/map?at=2026-01-06"); strings.Contains(page, "Home care") {
		t.Error("the map of an earlier day shows what came later")
	}
	if got := get(t, c, url+"healthz"); got != "ok\n" {
		t.Errorf("healthz says %q", got)
	}
}

// eventually returns the page once it has the text: another process's acts are
// looked for every second.
func eventually(t *testing.T, c *http.Client, url, text string) string {
	t.Helper()
	for range 500 {
		if page := get(t, c, url); strings.Contains(page, text) {
			return page
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("%s never showed %q", url, text)
	return ""
}

// On an empty store, serving leads through founding an organisation to being in it.
func TestServeBegins(t *testing.T) {
	url, said := serve(t, filepath.Join(t.TempDir(), "o.db"))
	link := regexp.MustCompile(`http://\S+/found/\S+`).FindString(<-said)
	if !strings.HasPrefix(link, url) {
		t.Fatalf("the link to found is %q", link)
	}
	c := browser(t)
	if page := get(t, c, link); !strings.Contains(page, `name="person"`) {
		t.Fatalf("the page to found: %.400s", page)
	}
	form := neturl.Values{"name": {"De Linde"}, "lang": {"nl"}, "zone": {"Europe/Brussels"}, "person": {"Fatima Idrissi"}, "mail": {"fatima@linde.example"}}
	res, err := c.PostForm(link, form)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if !strings.HasPrefix(res.Request.URL.Path, "/de-linde") || res.StatusCode != http.StatusOK {
		t.Errorf("founding leads to %s, %d", res.Request.URL, res.StatusCode)
	}
	if page := get(t, c, url+"de-linde/account"); !strings.Contains(page, "fatima@linde.example") {
		t.Errorf("the account: %.400s", page)
	}
	// Without a mail server, a link that is asked for appears in the terminal.
	res, err = browser(t).PostForm(url+"signin", neturl.Values{"mail": {"Fatima@linde.example"}})
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	for link = ""; link == ""; { // the log says before that somebody signed in
		link = regexp.MustCompile(`http://\S+/signin/\S+`).FindString(<-said)
	}
	if page := get(t, browser(t), link); !strings.Contains(page, "Fatima Idrissi") {
		t.Errorf("the link of the terminal leads to: %.400s", page)
	}
}
