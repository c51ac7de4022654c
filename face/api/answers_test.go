package api_test

import (
	"strings"
	"testing"
	"time"

	"orpheus/face/api"
	"orpheus/org"
)

// What is answered again from what was kept is what would be made now, to the byte:
// for everybody, whatever was asked for before, while the clock goes on, after an act
// and after a name was set right.
func TestAKeptAnswerIsNeverOld(t *testing.T) {
	clock := now
	w := newWorldWith(t, api.Config{Now: func() time.Time { return clock }})
	paths := []string{
		"", "/map", "/acts?limit=3", "/acts/4", "/circles/2", "/people/P2", "/tensions/1", "/initiatives/1", "/roles?limit=1", "/circles?at=2026-10-01", "/circles/99", "/measures",
	}
	for _, l := range lists {
		paths = append(paths, "/"+l, "/"+l+"?all=true")
	}
	look := func(when string) {
		t.Helper()
		for _, as := range []string{"bram", "gijs", "anna", "anna reads"} {
			fresh := api.New(w.config) // one for all would keep for one what another asked for
			for _, path := range paths {
				for _, method := range []string{"GET", "HEAD"} {
					one := scenario{path: path, as: as, method: method}
					is, want := one.send(w), one.send(fresh)
					if is.Code != want.Code || is.Body.String() != want.Body.String() {
						t.Fatalf("%s: %s %s as %s\n%d %s\nand as it is made now\n%d %s", when, method, path, as, is.Code, is.Body, want.Code, want.Body)
					}
					for name := range want.Header() {
						if is.Header().Get(name) != want.Header().Get(name) {
							t.Fatalf("%s: %s %s as %s: %s %q, and as it is made now %q", when, method, path, as, name, is.Header().Get(name), want.Header().Get(name))
						}
					}
				}
			}
		}
	}
	look("at first")
	look("again")
	clock = clock.Add(1500 * time.Millisecond)
	look("a little later")
	clock = clock.Add(time.Hour)
	w.do(t, 2, &org.RaiseTension{Circle: 2, Title: "Dark hall"})
	look("after an act")
	if err := w.desk.Correct(t.Context(), "linde", 2, "Bram Bos", "bram@secret.example"); err != nil {
		t.Fatal(err)
	}
	look("after a name was set right")
	if res := (scenario{path: "/people"}).send(w); !strings.Contains(res.Body.String(), "Bram Bos") || res.Header().Get("Content-Length") == "" {
		t.Errorf("%v %s", res.Header(), res.Body)
	}
}

// A list that was asked for before is not made anew: what it takes does not grow with
// what is in it.
func TestAKeptAnswerIsNotMadeAnew(t *testing.T) {
	w := newWorld(t)
	cost := func(path string) float64 {
		return testing.AllocsPerRun(50, func() { scenario{path: path}.send(w) })
	}
	few, many := cost("/circles?limit=1"), cost("/acts?limit=100")
	if many > few+20 {
		t.Errorf("a hundred acts take %v allocations, one circle takes %v", many, few)
	}
}
