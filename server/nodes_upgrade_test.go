package server_test

import (
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"orpheus/internal/test/pgtest"
	"orpheus/ledger"
	"orpheus/service"
	"orpheus/store/postgres"
	"orpheus/store/records"
	"orpheus/store/storetest"
)

// While programs are brought up to date one after the other, an older one that meets an act it
// does not know serves that organisation no more and says so, writes nothing over it, and goes on
// with the others.
func TestANewerProgramBesideOlderOnes(t *testing.T) {
	address := pgtest.Database(t)
	c := newNodes(t, address, 2)
	_, err := c.all[0].desk.Found(t.Context(), service.Founding{Slug: "anker", Name: "Anker", Lang: "en", Person: records.Profile{Name: "Ann", Mail: "ann@anker.example"}})
	check(t, err)
	for _, n := range c.all { // both have it loaded
		if status, _, err := c.raise(n.base, "Keys"); err != nil || status != http.StatusOK {
			t.Fatal(status, err)
		}
	}
	newer, err := postgres.Open(t.Context(), address, postgres.Options{Key: filepath.Join(t.TempDir(), "key")})
	check(t, err)
	defer func() { check(t, newer.Close()) }()
	var head ledger.Head
	for { // the older ones may still be writing, by the clock
		head, err = newer.Head(t.Context(), "linde")
		check(t, err)
		row := storetest.Row(head, `{"at":"2026-01-01T00:00:00Z","kind":"circle.dance","act":{}}`)
		b := ledger.Batch{Slug: "linde", Before: head, Rows: []ledger.Row{row}}
		if newer.Append(t.Context(), b) == nil {
			head = b.Last()
			break
		}
	}
	for _, n := range c.all {
		for end := time.Now().Add(20 * time.Second); ; time.Sleep(5 * time.Millisecond) { // it hears of it soon
			if _, err := n.desk.Look(t.Context(), "linde", 0); err != nil {
				break
			}
			if time.Now().After(end) {
				t.Fatal("it goes on serving what it does not know")
			}
		}
		if status, _, err := c.raise(n.base, "Doors"); err != nil || status < 500 {
			t.Errorf("an act: %d, %v", status, err)
		}
		status, page, _, err := c.call(http.MethodGet, n.base+"/linde", "")
		if err != nil || status != http.StatusServiceUnavailable || !strings.Contains(page, "A newer version changed this organisation") {
			t.Errorf("a page: %d, %v: %.500s", status, err, page)
		}
		status, page, _, err = c.call(http.MethodGet, n.base+"/anker", "")
		if err != nil || status >= 500 || strings.Contains(page, "newer version") {
			t.Errorf("another organisation: %d, %v", status, err)
		}
		if status, _, _, err := c.call(http.MethodGet, n.base+"/readyz", ""); err != nil || status != http.StatusOK {
			t.Errorf("for the others it is ready: %d, %v", status, err)
		}
	}
	if now, err := newer.Head(t.Context(), "linde"); err != nil || now != head {
		t.Errorf("the log was %v and is %v, %v", head, now, err)
	}
}
