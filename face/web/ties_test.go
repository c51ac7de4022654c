package web_test

import (
	"encoding/xml"
	"fmt"
	"io"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"orpheus/face/web/webtest"
	"orpheus/internal/test/need"
	"orpheus/org"
)

const crowdTies = "/crowd/insight/who-leads-whom"

func TestWhoLeadsWhomPage(t *testing.T) {
	h := webtest.Crowd(t, 40)
	webtest.All(t, h, []webtest.Scenario{
		{
			Name: "a year", Path: crowdTies, Header: asked("2", "en"),
			Contains: []string{"<h1>Who leads whom</h1>", `<svg class="ties"`, `aria-label="Who led work in which others took part, by home circle"`, `class="tie-own"`, ">you</text>", "Only you see this.", "People &amp; &lt;learning&gt;", "<title>Led in the open: Work &lt;7&gt;</title>", "What it says", "All dots of one kind are of one size", `href="/crowd/insight/who-leads-whom/list"`, `href="/crowd/insight/who-leads-whom.gexf"`},
			Lacks:    []string{"Person Ac", "people/3"},
		},
		{Name: "one's own work, for oneself", Path: crowdTies, Header: asked("2", "en"), Contains: []string{"1 piece of work led,", "you took part in 4, led by others", "Work &lt;2&gt;"}},
		{Name: "then and now", Path: crowdTies + "?show=then", Header: asked("2", "en"), Contains: []string{"What changed", "there is too little to draw"}},
		{Name: "a month", Path: crowdTies + "?show=months&month=12", Header: asked("2", "en"), Contains: []string{"One month of it", `value="12"`, `name="show" value="months"`}},
		{Name: "a month before anything", Path: crowdTies + "?show=months&month=2", Header: asked("2", "en"), Contains: []string{"About 0 ties"}, Lacks: []string{`class="tie"`, "<title>Led in the open"}},
		{Name: "one circle", Path: crowdTies + "?circle=2", Header: asked("2", "en"), Contains: []string{"Only the ties of Home care are drawn.", `aria-current="true"`}},
		{Name: "no such circle", Path: crowdTies + "?circle=99&show=x&month=77&level=up&of=power", Header: asked("2", "en"), Contains: []string{"Who leads whom"}, Lacks: []string{"Only the ties"}},
		{Name: "advice that nobody asked", Path: crowdTies + "?of=advice", Header: asked("2", "en"), Contains: []string{"Too little to draw yet"}, Lacks: []string{`<svg class="ties"`}},
		{Name: "a guest", Path: crowdTies, Header: asked("41", "en"), Contains: []string{"This is for members", `href="/crowd/initiatives"`}, Lacks: []string{`<svg class="ties"`, "Home care"}},
		{Name: "a file to a guest", Path: crowdTies + ".csv", Header: asked("41", "en"), Status: 404},
		{Name: "the list to a guest", Path: crowdTies + "/list", Header: asked("41", "en"), Status: 404},
		{Name: "the list", Path: crowdTies + "/list", Header: asked("2", "en"), Contains: []string{"Led in the open, by name", "Person Ab", "Work &lt;2&gt;"}},
		{Name: "Dutch", Path: crowdTies, Header: asked("2", "nl"), Contains: []string{"<h1>Wie pakt op met wie</h1>", "Tussen kringen"}},
		{Name: "Danish", Path: crowdTies, Header: asked("2", "da"), Contains: []string{"<h1>Hvem er tovholder for hvem</h1>", "Mellem cirkler"}},
	})
	for _, people := range []int{7, 12} {
		small := webtest.Crowd(t, people)
		says := map[int]string{7: "From 8 people on", 12: "this closes each month"}[people]
		webtest.Scenario{Name: says, Path: crowdTies, Header: asked("2", "en"), Contains: []string{says}}.Run(t, small)
	}
}

// Before the day that was agreed the page says from when, and files lead to it.
func TestWhoLeadsWhomBeforeTheAgreement(t *testing.T) {
	h := webtest.Crowd(t, 40)
	from := org.At(webtest.Now.AddDate(0, 0, 40))
	h.Do(t, 1, &org.AmendOrganisation{StatisticsFrom: &from})
	webtest.All(t, h, []webtest.Scenario{
		{Name: "the page", Path: crowdTies, Header: asked("2", "en"), Contains: []string{"From 26 April 2026 on", "nothing about leading is counted"}, Lacks: []string{`<svg class="ties"`, "Work &lt;"}},
		{Name: "a day of the past, when it was not agreed yet", Path: crowdTies + "?at=2026-02-01", Header: asked("2", "en"), Contains: []string{"From 26 April 2026 on"}, Lacks: []string{`<svg class="ties"`}},
		{Name: "a file", Path: crowdTies + ".gexf", Header: asked("2", "en"), Status: 303, Is: map[string]string{"Location": crowdTies}},
	})
}

// Of some hundred people there are circles and bundles, no dots, and the page stays small.
func TestManyAreDrawnAsBundles(t *testing.T) {
	h := webtest.Crowd(t, 340)
	body := fetched(t, h, crowdTies, "2")
	for _, want := range []string{`class="bundle bundle-3"`, "With more than 300 people there are no dots"} {
		if !strings.Contains(body, want) {
			t.Errorf("there is no %s", want)
		}
	}
	if strings.Contains(body, `class="tie"`) || strings.Contains(body, `class="dot-first" cx="1`) {
		t.Error("there are ties or dots of people")
	}
	if n := len(fetched(t, webtest.Crowd(t, 290), crowdTies, "2")); n > 400_000 {
		t.Errorf("the page of 290 people has %d bytes", n)
	}
}

// The list by name goes on over as many pages as it takes.
func TestTheListByNameHasPages(t *testing.T) {
	h := webtest.Crowd(t, 60)
	one, two := fetched(t, h, crowdTies+"/list", "2"), fetched(t, h, crowdTies+"/list?page=2", "2")
	if !strings.Contains(one, "page=2") || !strings.Contains(one, "Person Aa") || strings.Contains(one, "Person Ch") {
		t.Error("the first page is not the first fifty with a way on")
	}
	if !strings.Contains(two, "Person Ch") || strings.Contains(two, "Person Aa") {
		t.Error("the second page is not the rest")
	}
}

// Of many circles the table shows one with each other, and which one can be chosen: each with
// each would be thousands of cells.
func TestTheTableOfManyCircles(t *testing.T) {
	h := webtest.CrowdIn(t, 300, 30)
	body := fetched(t, h, crowdTies, "2")
	if n := strings.Count(body, "<td"); n > 100 {
		t.Errorf("the table has %d cells", n)
	}
	if n := strings.Count(body, "<"); n > 9_000 || len(body) > 300_000 {
		t.Errorf("the page has %d bytes", len(body))
	}
	for _, want := range []string{"with each other circle. Choose another circle in the picture", "Led, they took part", "Took part, they led"} {
		if !strings.Contains(body, want) {
			t.Errorf("there is no %q", want)
		}
	}
	if !strings.Contains(body, "Circle 2 with each other") || !strings.Contains(fetched(t, h, crowdTies+"?circle=7", "2"), "Circle 6 with each other") {
		t.Error("the table is not about the circle of whoever looks, or the one that was chosen")
	}
}

// What leads out of the house names nobody: files have no name, no id and no work, and one
// person's two files differ only by the numbers.
func TestTieFiles(t *testing.T) {
	h := webtest.Crowd(t, 40)
	dir := t.TempDir()
	for _, kind := range []string{"svg", "csv", "gexf", "graphml"} {
		one, two := fetched(t, h, crowdTies+"."+kind, "2"), fetched(t, h, crowdTies+"."+kind, "3")
		for _, no := range []string{"Person", "P2", "Work", "Led in the open", "mail"} {
			if strings.Contains(one, no) {
				t.Errorf("%s has %q", kind, no)
			}
		}
		if kind == "svg" && one != two {
			t.Error("the picture is another for another person")
		}
		if kind != "svg" && one == two {
			t.Errorf("the %s is the same for two people", kind)
		}
		if kind != "csv" {
			parses(t, kind, one)
		}
		if err := os.WriteFile(filepath.Join(dir, "net."+kind), []byte(one), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	rows := strings.Count(fetched(t, h, crowdTies+".csv", "2"), "\n") - 1
	for kind, tag := range map[string]string{"gexf": "<edge ", "graphml": "<edge "} {
		if n := strings.Count(fetched(t, h, crowdTies+"."+kind, "2"), tag); n != rows || n < 50 {
			t.Errorf("%s has %d ties, the table %d", kind, n, rows)
		}
	}
	const python = "/usr/bin/python3"
	if err := exec.Command(python, "-c", "import igraph").Run(); err != nil {
		need.Missing(t, "there is no python3-igraph")
	}
	out, err := exec.Command(python, "-c", "import igraph, sys; g = igraph.Graph.Read_GraphML(sys.argv[1]); print(g.is_directed(), g.vcount(), g.ecount(), sorted(set(g.es['weight'])))", filepath.Join(dir, "net.graphml")).CombinedOutput()
	if want := fmt.Sprintf("True 40 %d [1.0]", rows); err != nil || strings.TrimSpace(string(out)) != want {
		t.Errorf("igraph reads %s (%v), want %s", out, err, want)
	}
}

func parses(t *testing.T, kind, text string) {
	t.Helper()
	for d := xml.NewDecoder(strings.NewReader(text)); ; {
		if _, err := d.Token(); err == io.EOF {
			return
		} else if err != nil {
			t.Fatalf("%s cannot be read: %v", kind, err)
		}
	}
}

// The page of one says nothing of another: apart from the mark and one's own words, it is the same
// for two people of one circle.
func TestWhoLeadsWhomIsTheSameForAll(t *testing.T) {
	h := webtest.Crowd(t, 40)
	own := regexp.MustCompile(`(?s)<section class="ties-yours">.*?</section>|<path class="tie-own"[^>]*>|<circle [^>]*class="ties-ring"/>|<text [^>]*class="ties-you"[^>]*>[^<]*</text>`)
	main := regexp.MustCompile(`(?s)<header class="place-head.*<footer class="ties-more`)
	one := own.ReplaceAllString(main.FindString(fetched(t, h, crowdTies, "2")), "")
	two := own.ReplaceAllString(main.FindString(fetched(t, h, crowdTies, "6")), "")
	if len(one) < 5000 || one != two {
		t.Errorf("the pages of two people differ (%d and %d bytes)", len(one), len(two))
	}
}

func fetched(t testing.TB, h *webtest.House, path, who string) string {
	t.Helper()
	r := httptest.NewRequest("GET", path, nil)
	for k, v := range asked(who, "en") {
		r.Header.Set(k, v)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if w.Code != 200 {
		t.Fatalf("%s: %d", path, w.Code)
	}
	return w.Body.String()
}

func BenchmarkWhoLeadsWhom(b *testing.B) {
	h := webtest.Crowd(b, 300)
	for b.Loop() {
		h.Set(h.Now().AddDate(0, 0, 1)) // else the page is kept
		fetched(b, h, crowdTies, "2")
	}
}
