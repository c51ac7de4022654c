package site_test

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"orpheus/org"
	"orpheus/service"
)

// opened opens the map without names, and returns what its link ends with.
func (h *house) opened(slug string) string {
	h.t.Helper()
	o, err := h.visit(slug, steward).OpenMap(h.t.Context(), false, nil)
	if err != nil {
		h.t.Fatal(err)
	}
	return o.Token
}

func (h *house) visit(slug string, who org.PersonID) *service.Visit {
	h.t.Helper()
	v, err := h.desk.As(h.t.Context(), slug, who)
	if err != nil {
		h.t.Fatal(err)
	}
	return v
}

// An open map shows circles and roles, names only where that was chosen, and nothing else of a scene in which
// everything there is has a mark: no words, work, decisions, limits, addresses, or who only belongs.
func TestAnOpenMapShowsNothingElse(t *testing.T) {
	h := newHouse(t)
	h.scene("linde", "Linde")
	fatima := h.visit("linde", steward)
	hidden := regexp.MustCompile(`Linde-\w+ (words|tension|open|mine|asked|work|limit|question|listening|wounds|rosters|trying|theirs|file)|Linde-(hidden|nickname|gone|mail|named)|@|/people/|/tensions/|/initiatives|/decisions|\bP\d+\b`)
	person := regexp.MustCompile(`Linde (Fatima|Person\d+)`)
	for _, names := range []bool{false, true} {
		o, err := fatima.OpenMap(t.Context(), names, nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := fatima.SayWelcome(t.Context(), 2, true); err != nil {
			if err = h.visit("linde", member).SayWelcome(t.Context(), 2, true); err != nil {
				t.Fatal(err)
			}
		}
		for _, path := range []string{"", "/llms.txt"} {
			for _, as := range []*visitor{h.nobody(), h.in("linde", guest), h.in("linde", steward)} {
				res, body := as.get("/linde/open/" + o.Token + path)
				if res.StatusCode != http.StatusOK || !strings.Contains(body, "Linde-C2 circle") || !strings.Contains(body, "Linde-C2 role") || !strings.Contains(body, "Linde-C3 purpose") {
					t.Fatalf("%s: %d %s", path, res.StatusCode, body)
				}
				main := body
				if _, after, found := strings.Cut(body, "<main"); found {
					main, _, _ = strings.Cut(after, "</main>")
				}
				if m := hidden.FindString(main); m != "" {
					t.Errorf("names %v%s: it says %q", names, path, m)
				}
				if strings.Contains(body, "Linde-C5") {
					t.Error("a circle that was closed is on it")
				}
				seen := map[string]bool{}
				for _, p := range person.FindAllString(body, -1) {
					seen[p] = true
				}
				want := map[string]bool{}
				if names {
					want[fmt.Sprintf("Linde Person%d", member)] = true
				}
				if fmt.Sprint(seen) != fmt.Sprint(want) {
					t.Errorf("names %v%s: it names %v, not %v", names, path, seen, want)
				}
				if res.Header.Get("X-Robots-Tag") != "noindex" || res.Header.Get("Referrer-Policy") != "no-referrer" || len(res.Header["Set-Cookie"]) > 0 {
					t.Error(res.Header)
				}
			}
		}
	}
}

// Only the sites that a steward names may show the map within a page; every other page here stays in no frame, and
// one wrong letter of a link opens nothing. Withdrawn, it is gone at once and for good.
func TestWhereAnOpenMapIs(t *testing.T) {
	h := newHouse(t)
	h.scene("linde", "Linde")
	fatima := h.in("linde", steward)
	for _, bad := range []string{"http://x.example", "https://*.example", "https://x.example/page", "https://x.example%3B", "https://x.example;", "javascript:alert(1)", "https://u@x.example", "https://localhost", "'self'", "*"} {
		if res, body := fatima.send("POST", "/linde/settings/open", "do=open&frames="+strings.NewReplacer("%", "%25", ";", "%3B", "*", "%2A").Replace(bad)); res.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(body, "Nothing was changed") {
			t.Errorf("%q: %d", bad, res.StatusCode)
		}
	}
	if res, _ := fatima.send("POST", "/linde/settings/open", "do=open&frames=https%3A%2F%2FWww.Town.example%2F%0D%0Ahttps%3A%2F%2Fb.example%3A8443"); res.StatusCode != http.StatusOK {
		t.Fatal(res.StatusCode)
	}
	o, err := h.visit("linde", steward).Showing(t.Context())
	if err != nil || o == nil || len(o.Token) < 26 {
		t.Fatal(o, err)
	}
	if o, err := h.visit("linde", member).Showing(t.Context()); err != nil || o.Token != "" {
		t.Error("a member has the link", err)
	}
	if _, body := h.in("linde", member).get("/linde/settings/open"); !strings.Contains(body, "in the open since") || strings.Contains(body, o.Token) {
		t.Error("a member is not told, or told more")
	}
	for _, path := range []string{"", "/llms.txt"} {
		res, _ := h.nobody().get("/linde/open/" + o.Token + path)
		if got := res.Header.Get("Content-Security-Policy"); res.Header.Get("X-Frame-Options") != "" || !strings.HasSuffix(got, "frame-ancestors https://b.example:8443 https://www.town.example; object-src 'none'") {
			t.Error(path, got, res.Header)
		}
		for _, wrong := range []string{o.Token[:25], o.Token + "A", strings.ToLower(o.Token), "x"} {
			if res, _ := h.nobody().get("/linde/open/" + wrong + path); res.StatusCode != http.StatusNotFound || res.Header.Get("X-Frame-Options") != "DENY" {
				t.Error(wrong, res.StatusCode, res.Header)
			}
		}
	}
	h.scene("elsewhere", "Elsewhere")
	if res, _ := h.nobody().get("/elsewhere/open/" + o.Token); res.StatusCode != http.StatusNotFound {
		t.Error("the link opens another organisation", res.StatusCode)
	}
	if res, _ := fatima.send("POST", "/linde/settings/open", "do=close"); res.StatusCode != http.StatusOK {
		t.Fatal(res.StatusCode)
	}
	again := h.opened("linde")
	if res, _ := h.nobody().get("/linde/open/" + o.Token); res.StatusCode != http.StatusNotFound || again == o.Token {
		t.Error("a link that was withdrawn came back", res.StatusCode)
	}
}
