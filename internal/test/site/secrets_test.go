package site_test

import (
	"context"
	"fmt"
	"html"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"orpheus/internal/test/need"
	"orpheus/org"
)

// link finds addresses in a page.
var link = regexp.MustCompile(`(?:href|action)="(/[^"#]*)`)

// walk finds every page that links lead a viewer to, and some no link leads to.
// Of pages with many ways to look at one thing, a few will do.
func walk(h *house, slug string, from ...*visitor) []string {
	h.t.Helper()
	all := []string{"/" + slug, "/", "/signin", "/signin?org=" + slug, "/style", "/" + slug + "/map.json", "/" + slug + "/map.csv", "/" + slug + "/nowhere", "/" + slug + "/events"}
	for _, part := range []string{"circles", "roles", "people", "tensions", "initiatives"} {
		for id := range 12 {
			all = append(all, fmt.Sprintf("/%s/%s/%d", slug, part, id))
		}
	}
	for id := range 8 {
		all = append(all, fmt.Sprintf("/%s/map?circle=%d", slug, id), fmt.Sprintf("/%s/map?role=%d", slug, id),
			fmt.Sprintf("/%s/stream?circle=%d", slug, id), fmt.Sprintf("/%s/stream?person=%d", slug, id), fmt.Sprintf("/%s/initiatives?circle=%d", slug, id))
	}
	for _, page := range []string{"", "/map", "/map.json", "/app.webmanifest", "/worker.js", "/offline", "/map.csv", "/people", "/initiatives", "/stream", "/circles/2", "/people/7"} {
		all = append(all, "/"+slug+page+"?at=2026-03-17", "/"+slug+page+"?at=2020-01-01", "/"+slug+page+"?at=zzz")
	}
	for id := range 6 {
		all = append(all, fmt.Sprintf("/%s/files/%d", slug, id), fmt.Sprintf("/%s/files/%d/small", slug, id), fmt.Sprintf("/%s/people/%d/photo", slug, id))
	}
	for _, k := range org.Kinds() {
		all = append(all, "/"+slug+"/acts/"+k.Name)
	}
	seen := map[string]bool{}
	for _, p := range all {
		seen[p] = true
	}
	for i := 0; i < len(all) && i < 900; i++ {
		if strings.HasSuffix(all[i], "/events") {
			continue
		}
		for _, v := range from {
			_, body := v.get(all[i])
			for _, m := range link.FindAllStringSubmatch(body, -1) {
				to := html.UnescapeString(m[1])
				if !seen[to] && strings.HasPrefix(to, "/"+slug) && !regexp.MustCompile(`[?&](lang|theme|view|shut|open|mark|at)=`).MatchString(to) && !strings.HasSuffix(to, "/signout") {
					seen[to] = true
					all = append(all, to)
				}
			}
		}
	}
	return all
}

// No page tells anybody what is not for them.
func TestSecrets(t *testing.T) {
	need.Patience(t)
	t.Parallel()
	h := newHouse(t)
	h.scene("elsewhere", "Elsewhere")
	h.scene("linde", "Secret")
	mail := func(but org.PersonID) (out []string) {
		for p := steward; p <= everyone; p++ {
			if p != but {
				out = append(out, fmt.Sprintf("Secret-mail-%d@", p))
			}
		}
		return out
	}
	// What somebody may not read, whoever they are.
	never := func(p org.PersonID) []string {
		return append(mail(p), "Elsewhere-", "Elsewhere Person", "Secret-gone")
	}
	for _, c := range []struct {
		name   string
		as     *visitor
		hidden []string
		shown  []string
	}{
		{"guest", h.in("linde", guest), append(never(guest), "Secret-C3", "Secret-C6", "Secret-word"), []string{"Secret-C2 limit", "Secret-C2 words", "Secret-C2 file", "Secret-mail-4@"}},
		{"member", h.in("linde", member), never(member), []string{"Secret-C3 words", "Secret-C3 file", "Secret-C6 limit", "Secret-named"}},
		{"other", h.in("linde", other), append(never(other), "Secret-word"), []string{"Secret-C2 words"}},
		{"steward", h.in("linde", steward), append(never(steward), "Secret-word"), []string{"Secret-C3 words"}},
		{"nobody", h.nobody(), append(never(0), "Secret-", "Secret Person"), nil},
		{"elsewhere", h.in("elsewhere", 1), append(mail(0), "Secret-", "Secret Person"), nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			pages := walk(h, "linde", c.as)
			if len(pages) < 150 {
				t.Errorf("only %d pages were found", len(pages))
			}
			seen, told := map[string]bool{}, map[string]int{}
			for _, page := range pages {
				res, body := c.as.get(page)
				if res.StatusCode >= 500 {
					t.Errorf("%s: status %d", page, res.StatusCode)
				}
				text := html.UnescapeString(body)
				for _, s := range c.hidden {
					if i := strings.Index(text, s); i >= 0 {
						if told[s]++; told[s] <= 5 {
							t.Errorf("%s shows %q: …%.160s", page, s, text[max(0, i-60):])
						}
					}
				}
				for _, s := range c.shown {
					seen[s] = seen[s] || strings.Contains(text, s)
				}
			}
			for _, s := range c.shown {
				if !seen[s] {
					t.Errorf("%q is nowhere, so that this test shows nothing", s)
				}
			}
		})
	}
}

// heard is a stream that somebody listens to until it is closed.
type heard struct {
	mu     sync.Mutex
	header http.Header
	text   strings.Builder
}

func (w *heard) Header() http.Header { return w.header }
func (w *heard) WriteHeader(int)     {}
func (w *heard) Flush()              {}
func (w *heard) Write(b []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.text.Write(b)
}

func (w *heard) so() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.text.String()
}

// A stream of what happens, from its greeting to its last word, says that something
// changed and never what: no title, no name, no words, to nobody, whatever is done.
func TestStreamsTellNoSecrets(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.scene("elsewhere", "Elsewhere")
	h.scene("linde", "Secret")
	ctx, stop := context.WithCancel(t.Context())
	var ended sync.WaitGroup
	listeners := map[string]*heard{}
	for name, v := range map[string]*visitor{"guest": h.in("linde", guest), "other": h.in("linde", other), "member": h.in("linde", member), "steward": h.in("linde", steward)} {
		w := &heard{header: http.Header{}}
		listeners[name] = w
		r := httptest.NewRequestWithContext(ctx, http.MethodGet, "/linde/events", nil)
		r.AddCookie(v.cookie)
		ended.Go(func() { h.h.ServeHTTP(w, r) })
	}
	for name, w := range listeners {
		if !waits(func() bool { return strings.Contains(w.so(), "event: changed") }) {
			t.Fatalf("%s is not greeted: %q", name, w.so())
		}
	}
	text := org.Write("Secret-C3 words")
	for _, a := range []struct {
		by  org.PersonID
		act org.Act
	}{
		{helper, &org.RaiseTension{Circle: 3, Title: "Secret-C3 new", Body: text, Lead: true}},
		{helper, &org.NoteInitiative{Initiative: 3, Text: text}},
		{helper, &org.SetStep{Initiative: 4, Text: text}},
		{helper, &org.KeepLearning{Circle: 6, Text: text}},
		{member, &org.RaiseTension{Circle: 2, Title: "Secret-C2 new", Body: text}},
		{helper, &org.NameStrength{As: org.AsStrength, Text: org.Write("Secret-named new")}},
		{other, &org.CreateRole{Circle: 3, Name: "Secret-C3 new"}},
		{other, &org.SetGuardrail{Circle: 3, Text: "Secret-C3 new limit"}},
		{0, &org.AmendCircle{Circle: 6, Name: new("Secret-C6 renamed")}},
		{0, &org.JoinPerson{}},
	} {
		h.do("linde", a.by, a.act)
	}
	h.do("elsewhere", 0, &org.AmendCircle{Circle: 2, Name: new("Elsewhere-C2 renamed")})
	state, err := h.desk.Look(t.Context(), "linde", 0)
	if err != nil {
		t.Fatal(err)
	}
	last := fmt.Sprintf("id: %d\n", state.Version)
	for name, w := range listeners {
		if !waits(func() bool { return strings.Contains(w.so(), last) }) {
			t.Errorf("%s does not hear of the last act: %q", name, w.so())
		}
	}
	stop()
	ended.Wait()
	for name, w := range listeners {
		heard := strings.ReplaceAll(w.so(), `"@`, `"`) // marks a name that an act gives
		for _, secret := range []string{"Secret", "Elsewhere", "words", "renamed", "@"} {
			if i := strings.Index(heard, secret); i >= 0 {
				t.Errorf("%s hears %q: …%.120s", name, secret, heard[max(0, i-60):])
			}
		}
	}
}

// waits asks until something is so; only what never comes takes the whole time.
func waits(so func() bool) bool {
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		if so() {
			return true
		}
	}
	return false
}

// Forms that are refused tell no more than pages do.
func TestRefusalsKeepSecrets(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.scene("linde", "Secret")
	v := h.in("linde", guest)
	for _, k := range org.Kinds() {
		if k.Right == org.ByNobody || slices.Contains([]string{"person.leave", "person.erase"}, k.Name) {
			continue
		}
		for _, sent := range []string{
			"", "circle=C3&title=x&name=x&text=x", "parents=C6&name=x", "role=R5&person=P6", "role=R6&circle=C6", "seat=S1&of=S2&origin=assigned", "tension=T5&title=x&circle=C2&to=P6", "tension=T7",
			"initiative=I3&text=x&to=P6", "initiative=I4&outcome=x", "step=A2", "lead=L2&until=2026-07-01&to=P4", "lead=L3", "offer=O1", "offer=O2", "strength=Z2", "guardrail=G2", "guardrail=G3", "circle=C6", "circle=C3&person=P3",
		} {
			for _, method := range []string{http.MethodGet, http.MethodPost} {
				path, body := "/linde/acts/"+k.Name, sent
				if method == http.MethodGet {
					path, body = path+"?"+sent, ""
				}
				res, text := v.send(method, path, body)
				if res.StatusCode >= 500 {
					t.Errorf("%s %s %s: status %d", method, path, body, res.StatusCode)
				}
				for _, s := range []string{"Secret-C3", "Secret-C6", "Secret-word", "Secret-gone"} {
					if i := strings.Index(html.UnescapeString(text), s); i >= 0 {
						t.Errorf("%s %s %s shows %q: …%.120s", method, path, body, s, html.UnescapeString(text)[max(0, i-40):])
						break
					}
				}
			}
		}
	}
}

// Whoever left sees no file any more, nor a photo, and nobody sees what somebody added who was erased.
func TestFilesOfThoseWhoLeft(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.scene("linde", "Secret")
	goes, stays := h.in("linde", other), h.in("linde", steward)
	for _, path := range []string{"/linde/files/1", "/linde/files/2", "/linde/people/2/photo"} {
		for _, v := range []*visitor{goes, stays} {
			if res, _ := v.get(path); res.StatusCode != http.StatusOK {
				t.Fatalf("%s is %d from the beginning", path, res.StatusCode)
			}
		}
	}
	h.do("linde", 0, &org.LeavePerson{Person: other})
	for _, path := range []string{"/linde/files/1", "/linde/files/2", "/linde/people/2/photo"} {
		if res, body := goes.get(path); res.StatusCode == http.StatusOK || strings.Contains(body, " file") {
			t.Errorf("%s is still there for who left: %d", path, res.StatusCode)
		}
	}
	h.do("linde", 0, &org.LeavePerson{Person: member})
	if res, _ := stays.get("/linde/people/2/photo"); res.StatusCode != http.StatusNotFound {
		t.Errorf("the photo of who left is %d", res.StatusCode)
	}
	if res, _ := stays.get("/linde/files/1"); res.StatusCode != http.StatusOK {
		t.Errorf("what somebody said who left is %d", res.StatusCode)
	}
	if err := h.desk.Erase(t.Context(), "linde", member, false); err != nil {
		t.Fatal(err)
	}
	if res, _ := stays.get("/linde/files/1"); res.StatusCode != http.StatusNotFound {
		t.Errorf("what somebody added who was erased is %d", res.StatusCode)
	}
}
