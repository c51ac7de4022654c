package cli_test

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"orpheus/cli"
)

// serve runs the program and returns the address it names; it stops with the test.
func serve(t *testing.T, data string) string {
	t.Helper()
	r, w := io.Pipe()
	ctx, stop := context.WithCancel(context.Background())
	status := make(chan int)
	go func() {
		args := []string{"--data", data, "serve", "--addr", "127.0.0.1:0"}
		status <- cli.Run(ctx, args, func(string) string { return "" }, strings.NewReader(""), io.Discard, w)
		w.Close()
	}()
	t.Cleanup(func() {
		stop()
		go func() { _, _ = io.Copy(io.Discard, r) }()
		if s := <-status; s != 0 {
			t.Errorf("serve ended with status %d", s)
		}
	})
	line, err := bufio.NewReader(r).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	return regexp.MustCompile(`http://[^ ]+/`).FindString(line)
}

func get(t *testing.T, url string) string {
	t.Helper()
	res, err := http.Get(url)
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

func run(t *testing.T, args ...string) {
	t.Helper()
	var errs strings.Builder
	if s := cli.Run(t.Context(), args, func(string) string { return "" }, strings.NewReader(""), io.Discard, &errs); s != 0 {
		t.Fatalf("%v: status %d: %s", args, s, errs.String())
	}
}

// The API is beside the pages: it says what it is, and lets nobody in without a
// token.
func TestServeHasTheAPI(t *testing.T) {
	data := filepath.Join(t.TempDir(), "o.db")
	run(t, "--data", data, "org", "create", "linde", "--name", "De Linde", "--person", "Fatima Idrissi")
	url := serve(t, data)
	for path, word := range map[string]string{"docs": "Orpheus API", "openapi.json": `"openapi":"3.1.0"`} {
		if text := get(t, url+"api/v1/"+path); !strings.Contains(text, word) {
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
	url := serve(t, data)
	if page := get(t, url+"linde/map"); !strings.Contains(page, "De Linde") || strings.Contains(page, "Home care") {
		t.Fatalf("the map of an empty organisation: %.400s", page)
	}
	run(t, "--data", data, "act", "circle.form", "name=Home care", "parents=C1", "--org", "linde")
	run(t, "--data", data, "act", "role.create", "name=Wound care", "circle=C2", "--org", "linde")
	run(t, "--data", data, "act", "seat.fill", "role=R1", "person=P1", "--org", "linde")
	for lang, word := range map[string]string{"en": "Fatima Idrissi", "nl": "Fatima Idrissi", "da": "Fatima Idrissi"} {
		eventually(t, url+"linde/map", word)
		page := get(t, url+"linde/map?circle=2&lang="+lang)
		if !strings.Contains(page, `lang="`+lang) || !strings.Contains(page, "Home care") {
			t.Errorf("the map in %s: %.400s", lang, page)
		}
	}
	if page := get(t, url+"linde/map?at=2026-01-06"); strings.Contains(page, "Home care") {
		t.Error("the map of an earlier day shows what came later")
	}
	if got := get(t, url+"healthz"); got != "ok\n" {
		t.Errorf("healthz says %q", got)
	}
}

// eventually returns the page once it has the text: another process's acts are
// looked for every second.
func eventually(t *testing.T, url, text string) string {
	t.Helper()
	for range 500 {
		if page := get(t, url); strings.Contains(page, text) {
			return page
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("%s never showed %q", url, text)
	return ""
}
