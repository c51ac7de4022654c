package sight_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"

	"orpheus/org"
	"orpheus/org/orgtest"
	"orpheus/service"
	"orpheus/store/records"
)

// tape is an answer that goes on, as it comes.
type tape struct {
	*httptest.ResponseRecorder
	mu    sync.Mutex
	fresh []byte
}

func (o *tape) Write(b []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.fresh = append(o.fresh, b...)
	return len(b), nil
}

// heard are the names in what came since the last look, by the field of the data.
func (o *tape) heard(field string) (names []string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	for line := range strings.Lines(string(o.fresh)) {
		if data, ok := strings.CutPrefix(line, "data: "); ok {
			var all map[string]any
			_ = json.Unmarshal([]byte(data), &all)
			list, _ := all[field].([]any)
			for _, n := range list {
				names = append(names, n.(string))
			}
		}
	}
	o.fresh = nil
	slices.Sort(names)
	return slices.Compact(names)
}

// follow opens the stream of events of the API, or of the pages.
func (v *viewer) follow(ctx context.Context, path string) *tape {
	out := &tape{ResponseRecorder: httptest.NewRecorder()}
	r := httptest.NewRequestWithContext(ctx, "GET", path, nil)
	r.Header.Set("Authorization", "Bearer "+v.token)
	r.AddCookie(&http.Cookie{Name: v.cookie.Name, Value: v.cookie.Value})
	go v.server.ServeHTTP(out, r)
	return out
}

var nouns = map[byte]string{
	'C': "circle", 'R': "role", 'P': "person", 'S': "seat", 'G': "guardrail", 'T': "tension", 'I': "initiative",
	'L': "lead", 'O': "offer", 'A': "step", 'N': "note", 'K': "learning", 'Z': "strength", 'V': "standin", 'D': "decision", 'B': "objection", 'M': "agreement", 'W': "thanks", 'Y': "informal", 'E': "meeting", 'J': "try", 'U': "pulse",
}

// news is what somebody hears of acts that led from one state to another: the kinds
// they are told, and what they see of what those name, came or went.
func news(was, is oracle, entries []org.Entry) (kinds, names []string) {
	for i := range entries {
		e := &entries[i]
		told := was.told(e) || is.told(e)
		if told {
			kinds = append(kinds, org.NameOf(e.Act))
		}
		for _, r := range org.About(e.Act) {
			before, after := was.sees(r), is.sees(r)
			if before != after || told && after {
				names = append(names, nouns[r.Letter]+":"+strconv.Itoa(int(r.N)))
			}
		}
	}
	slices.Sort(kinds)
	slices.Sort(names)
	return slices.Compact(kinds), slices.Compact(names)
}

// Both streams of events tell everybody what the plain definition says, and no more.
func TestEqualNews(t *testing.T) {
	for seed := range uint64(seeds) {
		synctest.Test(t, func(t *testing.T) {
			w := newWorld(t, 100+seed)
			ctx, end := context.WithCancel(t.Context())
			defer func() { end(); synctest.Wait() }()
			type follower struct {
				p        org.PersonID
				api, web *tape
			}
			var all []follower
			for p, row := range w.state().People() {
				if row.Present() && (row.Guest || p == 1) {
					v := w.viewer(p)
					all = append(all, follower{p, v.follow(ctx, "/api/v1/orgs/linde/events"), v.follow(ctx, "/linde/events")})
				}
			}
			synctest.Wait()
			for _, f := range all {
				f.api.heard("changed")
				f.web.heard("names")
			}
			for range 60 {
				was := w.state()
				act, by, _ := orgtest.Act(w.pick, was)
				switch act.(type) {
				case *org.FoundOrganisation, *org.RedactEntry, *org.ErasePerson, *org.SetSteward:
					continue
				}
				nobody, err := w.service.As(ctx, "linde", service.Nobody)
				w.must(err)
				if v, err := w.service.As(ctx, "linde", by); err == nil {
					nobody = v
				}
				_, err = nobody.Do(ctx, service.Asked{Act: w.worded(act), Face: org.Web, Profile: &records.Profile{Name: "zqzq999qzq"}})
				synctest.Wait()
				if err != nil {
					continue
				}
				is := w.state()
				done := w.entries()[was.Version:]
				for _, f := range all {
					before, after := oracle{was, was, f.p}, oracle{is, is, f.p}
					if is.Person(f.p).Until != 0 {
						continue // their streams are over
					}
					kinds, names := news(before, after, done)
					f.api.mu.Lock()
					text := string(f.api.fresh)
					f.api.mu.Unlock()
					if got := f.api.heard("changed"); !slices.Equal(got, names) {
						t.Errorf("seed %d, %s: after %s the API names %v, want %v: %s", seed, f.p, org.NameOf(act), got, names, text)
					}
					for _, k := range kinds {
						if !strings.Contains(text, `"`+k+`"`) {
							t.Errorf("seed %d, %s: the API does not tell of %s: %s", seed, f.p, k, text)
						}
					}
					if strings.Count(text, `"kinds":[]`) == 0 && len(kinds) == 0 && text != "" {
						t.Errorf("seed %d, %s: the API tells %s, want nothing", seed, f.p, text)
					}
					for _, name := range f.web.heard("names") {
						if r, is := thing(name); is && !before.sees(r) && !after.sees(r) {
							t.Errorf("seed %d, %s: after %s the pages hear of %s", seed, f.p, org.NameOf(act), r)
						}
					}
				}
				if t.Failed() {
					return
				}
			}
		})
	}
}

// thing is what a name in an event names.
func thing(name string) (org.Ref, bool) {
	noun, n, _ := strings.Cut(name, ":")
	for letter, is := range nouns {
		if id, err := strconv.ParseUint(n, 10, 32); is == noun && err == nil {
			return org.Ref{Letter: letter, N: uint32(id)}, true
		}
	}
	return org.Ref{}, false
}
