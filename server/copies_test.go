package server

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"orpheus/identity"
	"orpheus/ledger"
	"orpheus/org"
	"orpheus/server/meter"
	"orpheus/service"
	"orpheus/store/records"
	"orpheus/store/sqlite"
)

// box keeps letters.
type box struct{ got []identity.Letter }

func (b *box) Send(_ context.Context, l identity.Letter) error { b.got = append(b.got, l); return nil }
func (b *box) Printed() bool                                   { return false }

func TestWhenTheNextCopyIs(t *testing.T) {
	zone := time.FixedZone("", 3600)
	now := time.Date(2026, 11, 30, 22, 0, 0, 0, zone)
	c := Copies{Hour: 3}
	for _, k := range []struct {
		last   time.Time
		failed bool
		want   time.Duration
	}{
		{time.Time{}, false, 0},
		{now.Add(-26 * time.Hour), false, 0},
		{now.Add(-19 * time.Hour), false, 5 * time.Hour},
		{time.Time{}, true, time.Hour},
	} {
		if got := c.next(now, k.last, k.failed); got != k.want {
			t.Errorf("after %v, failed %v: %v, want %v", k.last, k.failed, got, k.want)
		}
	}
	if got := c.next(time.Date(2026, 11, 30, 3, 0, 0, 0, zone), now, false); got != 24*time.Hour {
		t.Error("at the hour itself it waits", got)
	}
}

// copying is a store that is served, with a steward and somebody else.
func copying(t *testing.T, log io.Writer) (*Server, *box, string) {
	t.Helper()
	dir := t.TempDir()
	data := filepath.Join(dir, "o.db")
	store, err := sqlite.Open(t.Context(), data, true)
	if err != nil {
		t.Fatal(err)
	}
	d := service.New(store, ledger.Options{})
	t.Cleanup(func() { _ = d.Close() })
	if _, err := d.Found(t.Context(), service.Founding{Slug: "linde", Name: "De Linde", Lang: "nl", Person: records.Profile{Name: "Fatima Idrissi", Mail: "fatima@linde.example"}}); err != nil {
		t.Fatal(err)
	}
	v, err := d.As(t.Context(), "linde", 1)
	if err == nil {
		_, err = v.Do(t.Context(), service.Asked{Act: &org.JoinPerson{}, Profile: &records.Profile{Name: "Kofi Mensah", Mail: "kofi@linde.example"}})
	}
	if err != nil {
		t.Fatal(err)
	}
	s := New(Config{Service: d, URL: "http://o.example", Log: slog.New(slog.NewTextHandler(log, nil)), Copies: Copies{Data: data, Folder: filepath.Join(dir, "copies"), Hour: 3, Days: 3}})
	b := &box{}
	s.Identity.By(b)
	return s, b, dir
}

// home is the home of somebody.
func home(t *testing.T, s *Server, p org.PersonID) string { return pageOf(t, s, p, "/linde") }

// pageOf is a page as somebody sees it.
func pageOf(t *testing.T, s *Server, p org.PersonID, path string) string {
	t.Helper()
	link, err := s.Identity.NewLink(t.Context(), identity.Link{Kind: identity.SignIn, Org: "linde", Person: p, Printed: true})
	if err != nil {
		t.Fatal(err)
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequest("GET", strings.TrimPrefix(link, "http://o.example"), nil))
	r := httptest.NewRequest("GET", path, nil)
	for _, c := range w.Result().Cookies() {
		r.AddCookie(c)
	}
	w = httptest.NewRecorder()
	s.ServeHTTP(w, r)
	if w.Code != http.StatusOK {
		t.Fatal(w.Code, w.Body)
	}
	return w.Body.String()
}

// Where no copy can be made, stewards read it on their home and get one mail, /readyz and the
// measures say it, and all of it ends with the first copy that succeeds.
func TestACopyThatFails(t *testing.T) {
	var log bytes.Buffer
	s, post, dir := copying(t, &log)
	folder := filepath.Join(dir, "copies")
	if err := os.WriteFile(folder, nil, 0o600); err != nil { // a file where the folder should be
		t.Fatal(err)
	}
	for range 3 {
		if s.keepCopy(t.Context()) {
			t.Fatal("it succeeded")
		}
	}
	const told = "kon er geen kopie"
	if page := home(t, s, 1); !strings.Contains(page, told) {
		t.Error("the steward is not told")
	}
	if page := home(t, s, 2); strings.Contains(page, told) {
		t.Error("somebody else is told")
	}
	if _, err := s.Identity.Deliver(t.Context(), post); err != nil {
		t.Fatal(err)
	}
	if len(post.got) != 1 || post.got[0].Mail.Kind != identity.Uncopied || post.got[0].To.Mail != "fatima@linde.example" || post.got[0].Link != "" {
		t.Errorf("mails: %+v", post.got)
	}
	ready := func() string {
		w := httptest.NewRecorder()
		s.ServeHTTP(w, httptest.NewRequest("GET", "/readyz", nil))
		return w.Body.String()
	}
	if got := ready(); !strings.HasPrefix(got, "ok\n") || !strings.Contains(got, "copies: failing since 20") {
		t.Error(got)
	}
	if got := measured(t, s); got["orpheus_copies_failing"] != "1" || got["orpheus_copy_failures_total"] != "3" {
		t.Error(got)
	}
	if err := os.Remove(folder); err != nil {
		t.Fatal(err)
	}
	if !s.keepCopy(t.Context()) {
		t.Fatal(log.String())
	}
	if page := home(t, s, 1); strings.Contains(page, told) || strings.Contains(ready(), "copies") || measured(t, s)["orpheus_copies_failing"] != "0" {
		t.Error("it is told still")
	}
	if all, err := service.CopiesIn(folder, s.copies.Data); err != nil || len(all) != 1 {
		t.Error(all, err)
	}
	for _, word := range []string{"Fatima", "Kofi", "linde.example"} {
		if strings.Contains(log.String(), word) {
			t.Errorf("the log says %s", word)
		}
	}
}

// line is one measure.
var line = regexp.MustCompile(`(?m)^([a-z_]+)(\{[^}]*\})? (\S+)$`)

func scrape(t *testing.T, s *Server) string {
	t.Helper()
	w := httptest.NewRecorder()
	s.meter.Handler().ServeHTTP(w, httptest.NewRequest("GET", "/metrics", nil))
	if w.Code != http.StatusOK {
		t.Fatal(w.Code, w.Body)
	}
	return w.Body.String()
}

// measured is every measure, by its name and labels.
func measured(t *testing.T, s *Server) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, m := range line.FindAllStringSubmatch(scrape(t, s), -1) {
		out[m[1]+m[2]] = m[3]
	}
	return out
}

// Labels have the few values that are known beforehand, whatever is asked for, and say nothing
// of anybody.
func TestMeasuresSayNothingOfAnybody(t *testing.T) {
	s, _, _ := copying(t, io.Discard)
	known := map[string]map[string]bool{"kind": {}, "status": {}, "state": {"ready": true, "reading": true, "unreachable": true, "wrong": true}, "le": nil, "quantile": nil, "version": nil}
	for _, k := range meter.Kinds() {
		known["kind"][k] = true
	}
	for _, c := range []string{"1xx", "2xx", "3xx", "4xx", "5xx"} {
		known["status"][c] = true
	}
	names := func() (n int) {
		for range strings.Lines(scrape(t, s)) {
			n++
		}
		return n
	}
	ask := func(method, path string) {
		w := httptest.NewRecorder()
		s.ServeHTTP(w, httptest.NewRequest(method, path, nil))
	}
	paths := func(word string) {
		for _, path := range []string{"/" + word, "/linde/" + word, "/linde/people/" + word, "/linde/acts/" + word, "/api/v1/orgs/" + word, "/api/v1/" + word + "/x/y", "/signin/" + word, "/found/" + word, "/assets/" + word + "/" + word, "/linde/feeds/" + word, "/linde/files/" + word, "/linde/search?q=" + word} {
			ask("GET", path)
			ask("POST", path)
		}
	}
	home(t, s, 1)
	v, err := s.service.As(t.Context(), "linde", 1)
	if err == nil {
		_, err = v.Do(t.Context(), service.Asked{Act: &org.RaiseTension{Circle: org.Root, Title: "MARKED", Body: org.Write("MARKED")}})
	}
	if err != nil {
		t.Fatal(err)
	}
	paths("Fatima")
	before := names()
	for _, word := range []string{"MARKED", "fatima@linde.example", "tension.raise", "%F0%9F%92%A9", "a%22b%0Ac"} {
		paths(word)
	}
	if after := names(); after != before {
		t.Errorf("%d lines became %d", before, after)
	}
	text := scrape(t, s)
	for _, word := range []string{"Fatima", "MARKED", "linde", "Linde", "@", "tension"} {
		if strings.Contains(text, word) {
			t.Errorf("%q is in a measure", word)
		}
	}
	for _, m := range regexp.MustCompile(`(\w+)="([^"]*)"`).FindAllStringSubmatch(text, -1) {
		values, ok := known[m[1]]
		if !ok || values != nil && !values[m[2]] {
			t.Errorf("the label %s is %q", m[1], m[2])
		}
	}
	got := measured(t, s)
	if got["orpheus_organisations"] != "1" || got["orpheus_organisations_loaded"] != "1" || got[`orpheus_store_state{state="ready"}`] != "1" || got["orpheus_mails_waiting"] != "0" {
		t.Error(text)
	}
	if got["orpheus_acts_total"] != "1" || got["orpheus_append_seconds_count"] != "1" || got["orpheus_store_bytes"] == "" {
		t.Error(text)
	}
}

// Whatever the dashboard asks for is measured.
func TestTheDashboardAsksForWhatIsThere(t *testing.T) {
	s, _, _ := copying(t, io.Discard)
	home(t, s, 1)
	s.keepCopy(t.Context())
	text := scrape(t, s)
	src, err := os.ReadFile("../docs/deploy/grafana.json")
	if err != nil {
		t.Fatal(err)
	}
	exprs := regexp.MustCompile(`"expr": "((?:[^"\\]|\\.)*)"`).FindAllSubmatch(src, -1)
	if len(exprs) < 12 {
		t.Fatalf("only %d questions", len(exprs))
	}
	for _, e := range exprs {
		asked := regexp.MustCompile(`\b(?:orpheus|go|process)_[a-z_]+`).FindAllString(string(e[1]), -1)
		if len(asked) == 0 {
			t.Errorf("%s asks for nothing of ours", e[1])
		}
		for _, name := range asked {
			if !strings.Contains(text, "\n"+name+" ") && !strings.Contains(text, "\n"+name+"{") {
				t.Errorf("%s is not measured", name)
			}
		}
	}
}

// Measures are on a port of their own, and on no other.
func TestMeasuresHaveTheirOwnPort(t *testing.T) {
	s, _, _ := copying(t, io.Discard)
	w := httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequest("GET", "/metrics", nil))
	if strings.Contains(w.Body.String(), "orpheus_acts_total") {
		t.Error("the pages show measures")
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- s.ServeMetrics(ctx, l) }()
	res, err := http.Get("http://" + l.Addr().String() + "/metrics")
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(res.Body)
	if err = errors.Join(err, res.Body.Close()); err != nil || !strings.Contains(string(text), "orpheus_acts_total") {
		t.Errorf("%v, %s", err, text)
	}
	for _, path := range []string{"/", "/linde", "/api/v1/orgs/linde"} {
		res, err := http.Get("http://" + l.Addr().String() + path)
		if err != nil || res.StatusCode != http.StatusNotFound {
			t.Errorf("%s is there too", path)
		}
		_ = res.Body.Close()
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}
