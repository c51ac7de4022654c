package server_test

import (
	"context"
	"fmt"
	"iter"
	"log/slog"
	"net/http"
	"slices"
	"sync"
	"testing"

	"orpheus/ledger"
	"orpheus/server"
	"orpheus/service"
	"orpheus/store/memory"
	"orpheus/store/records"
)

// opened notes which logs are read.
type opened struct {
	*memory.Log
	mu  sync.Mutex
	all []string
}

func (o *opened) note(slug string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.all = append(o.all, slug)
}

// read are those that were read since the last look.
func (o *opened) read() []string {
	o.mu.Lock()
	defer o.mu.Unlock()
	defer func() { o.all = nil }()
	slices.Sort(o.all)
	return slices.Compact(o.all)
}

func (o *opened) Read(ctx context.Context, slug string, after uint64) iter.Seq2[ledger.Row, error] {
	o.note(slug)
	return o.Log.Read(ctx, slug, after)
}

func (o *opened) Snapshot(ctx context.Context, slug string) (ledger.Snapshot, bool, error) {
	o.note(slug)
	return o.Log.Snapshot(ctx, slug)
}

// Whoever is not known loads no organisation, however they try; somebody known loads
// theirs.
func TestAnUnknownAddressLoadsNothing(t *testing.T) {
	store := &memory.Log{}
	before := service.New(store, ledger.Options{Follow: -1})
	for i := range 50 {
		_, err := before.Found(t.Context(), service.Founding{Slug: fmt.Sprint("org-", i), Name: "Org", Lang: "en", Person: records.Profile{Name: "Ann", Mail: fmt.Sprintf("ann%d@o.example", i)}})
		if err != nil {
			t.Fatal(err)
		}
	}
	o := &opened{Log: store}
	d := service.New(o, ledger.Options{Follow: -1})
	t.Cleanup(func() { _ = d.Close() })
	h := server.New(server.Config{Service: d, URL: "http://o.example", Log: slog.New(slog.DiscardHandler)})
	s := &site{t: t, h: h, people: h.Identity, desk: d, base: "http://o.example"}
	for name, try := range map[string]func() answer{
		"a link": func() answer { return s.visitor().post("/signin", "mail", "nobody@o.example") },
		"a password": func() answer {
			return s.visitor().post("/signin", "mail", "nobody@o.example", "password", "vroege vogels 7")
		},
		"a token": func() answer {
			v := s.visitor()
			v.header["Authorization"] = "Bearer orpheus_0123456789012345678901234567890123456789012"
			return v.get("/api/v1/orgs/org-1/circles")
		},
		"a link that is none":          func() answer { return s.visitor().post("/signin/nothing") },
		"the front":                    func() answer { return s.visitor().get("/") },
		"the page to sign in":          func() answer { return s.visitor().get("/signin") },
		"whether it is well":           func() answer { return s.visitor().get("/readyz") },
		"an organisation there is not": func() answer { return s.visitor().get("/nowhere") },
	} {
		if a := try(); a.StatusCode >= http.StatusInternalServerError {
			t.Errorf("%s: status %d", name, a.StatusCode)
		}
		if err := h.Identity.Ask(t.Context(), "", "nobody@o.example", "en", ""); err != nil { // and what a page does beside its answer
			t.Error(err)
		}
		if read := o.read(); len(read) != 0 && name != "an organisation there is not" || len(read) > 1 {
			t.Errorf("%s loads %v", name, read)
		}
	}
	if err := h.Identity.Ask(t.Context(), "", "ann7@o.example", "en", ""); err != nil {
		t.Error(err)
	}
	if read := o.read(); !slices.Equal(read, []string{"org-7"}) {
		t.Errorf("an address of one organisation loads %v", read)
	}
}
