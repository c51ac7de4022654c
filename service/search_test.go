package service_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"orpheus/ledger"
	"orpheus/org"
	"orpheus/service"
	"orpheus/service/search"
	"orpheus/store/memory"
	"orpheus/store/records"
)

// found says what a search gave.
func found(t *testing.T, d *service.Service, viewer org.PersonID, query string) string {
	t.Helper()
	r, err := d.Search(t.Context(), "linde", viewer, query, 5)
	for err == nil && r.Reading { // on a busy machine
		r, err = d.Search(t.Context(), "linde", viewer, query, 5)
	}
	if err != nil {
		t.Fatalf("%q: %v", query, err)
	}
	var out []string
	if r.Thing != nil {
		out = append(out, "="+r.Thing.Ref.String())
	}
	for _, g := range r.Groups {
		for _, h := range g.Hits {
			out = append(out, h.Ref.String()+" "+h.Name)
		}
	}
	for _, x := range r.Texts {
		out = append(out, fmt.Sprintf("%v: %v", x.Ref, x.Snippet))
	}
	return strings.Join(out, "; ")
}

func do(t *testing.T, d *service.Service, by org.PersonID, act org.Act) {
	t.Helper()
	if _, err := service.EngineOf(d).Do(t.Context(), "linde", ledger.Request{Act: act, By: by}); err != nil {
		t.Fatalf("%s: %v", org.NameOf(act), err)
	}
}

// linde founds an organisation with a steward, a member and a guest.
func linde(t *testing.T, d *service.Service) {
	t.Helper()
	_, err := d.Found(t.Context(), service.Founding{Slug: "linde", Name: "De Linde", Lang: "nl", Person: records.Profile{Name: "Ada Steward"}})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range []string{"Fatima El Amrani", "Gustaaf Gast"} {
		if _, err := d.AddPerson(t.Context(), "linde", records.Profile{Name: p}, p[0] == 'G', false); err != nil {
			t.Fatal(err)
		}
	}
}

func TestSearch(t *testing.T) {
	for _, kind := range []string{"file", "memory"} {
		t.Run(kind, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "o.db")
			index := filepath.Join(path+".search", "linde.db")
			var d *service.Service
			if kind == "memory" {
				d = service.New(new(memory.Log), ledger.Options{})
			} else {
				var err error
				if d, err = service.Open(t.Context(), path, true); err != nil {
					t.Fatal(err)
				}
			}
			defer d.Close()
			told := 0
			d.OnIndexing(func(string, int, int) { told++ })
			linde(t, d)
			do(t, d, 0, &org.FormCircle{Parents: []org.CircleID{org.Root}, Name: "Nachtploeg"})
			do(t, d, 2, &org.RaiseTension{Circle: 2, Title: "Te veel overleg", Body: org.Write("Elke vergadering duurt xylofoonlang")})
			check := func(viewer org.PersonID, query, want string) {
				t.Helper()
				if got := found(t, d, viewer, query); got != want {
					t.Errorf("%v asks %q:\n got %s\nwant %s", viewer, query, got, want)
				}
			}
			check(1, "fat", "P2 Fatima El Amrani")
			check(1, "", "")
			check(1, "n", "C2 Nachtploeg")
			check(1, "c2", "=C2")
			check(1, "vergaderingen", "T1: [{Elke  false} {vergadering true} { duurt xylofoonlang false}]")
			check(3, "vergaderingen", "") // a guest, elsewhere
			check(3, "fat", "")
			check(0, "fat", "")
			if told == 0 {
				t.Error("the progress is not told")
			}
			do(t, d, 0, &org.CreateRole{Circle: 2, Name: "Nachtwaak"})
			do(t, d, 0, &org.FillSeat{Role: 1, Person: 3})
			check(3, "nacht", "C2 Nachtploeg; R1 Nachtwaak")
			check(3, "xylofoon", "T1: [{Elke vergadering duurt  false} {xylofoonlang true}]")
			check(1, `"NEAR( * -`, "")
			check(1, strings.Repeat("é\"q", 400), "")

			if err := service.StoreOf(d).Amend(t.Context(), "linde", records.Changes{Profiles: []records.Profile{{Person: 1, Name: "Zeger Steward"}}}); err != nil {
				t.Fatal(err)
			}
			check(1, "zeger", "P1 Zeger Steward")
			check(1, "ada", "")

			has := func() bool { b, _ := os.ReadFile(index); return bytes.Contains(b, []byte("lofoonl")) }
			if kind == "file" && !has() {
				t.Error("the index has nothing of the text before")
			}
			if err := d.Erase(t.Context(), "linde", 2, false); err != nil {
				t.Fatal(err)
			}
			for end := time.Now().Add(5 * time.Second); has(); time.Sleep(5 * time.Millisecond) { // nobody searches
				if time.Now().After(end) {
					t.Fatal("what was erased stays in the index")
				}
			}
			check(1, "fat", "")
			check(1, "vergadering", "")
		})
	}
}

// What was erased while no search was open is gone from the file too, and so is
// what an erasure in the last moment took out.
func TestSearchForgetsBeforeClosing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "o.db")
	open := func() *service.Service {
		d, err := service.Open(t.Context(), path, true)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	d := open()
	linde(t, d)
	do(t, d, 2, &org.KeepLearning{Text: org.Write("xylofoon")})
	if got := found(t, d, 1, "xylofoon"); got == "" {
		t.Fatal("nothing found")
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Search(t.Context(), "linde", 1, "x", 5); !errors.Is(err, ledger.ErrClosed) {
		t.Error(err)
	}
	d = open()
	if err := d.Erase(t.Context(), "linde", 2, false); err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(filepath.Join(path+".search", "linde.db"))
	if err != nil || bytes.Contains(b, []byte("lofoon")) {
		t.Error("the word is left ", err)
	}
}

// A redacted title is not found any more, nor a redacted purpose.
func TestSearchAfterRedaction(t *testing.T) {
	d := open(t)
	linde(t, d)
	do(t, d, 1, &org.FormCircle{Parents: []org.CircleID{org.Root}, Name: "Geheime kring", Purpose: "Wat niemand weten mag"})
	s, err := service.EngineOf(d).State(t.Context(), "linde")
	if err != nil {
		t.Fatal(err)
	}
	if got := found(t, d, 1, "geheim"); got != "C2 Geheime kring" {
		t.Fatal(got)
	}
	if got := found(t, d, 1, "niemand"); got == "" {
		t.Fatal("the purpose is not found")
	}
	if err := service.EngineOf(d).Redact(t.Context(), "linde", s.Version-1); err != nil {
		t.Fatal(err)
	}
	for _, q := range []string{"geheim", "niemand", "weten"} {
		if got := found(t, d, 1, q); got != "" {
			t.Error(q, got)
		}
	}
}

func TestSearchAtOnce(t *testing.T) {
	d := open(t)
	linde(t, d)
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			for j := range 15 {
				if i == 0 {
					do(t, d, 1, &org.KeepLearning{Text: org.Write(fmt.Sprint("les ", j))})
					continue
				}
				if r, err := d.Search(t.Context(), "linde", 1, "les", 20); err != nil {
					t.Error(err)
				} else if len(r.Texts) > 0 && r.Texts[0].What != search.Learned {
					t.Error(r.Texts)
				}
			}
		})
	}
	wg.Wait()
	if r, err := d.Search(t.Context(), "linde", 1, "les", 20); err != nil || len(r.Texts) != 15 {
		t.Error(len(r.Texts), err)
	}
}
