package site_test

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"

	"orpheus/internal/test/need"
	"orpheus/org"
	"orpheus/org/orgtest"
)

var (
	follows = flag.Uint64("follow.seed", 0, "of the acts that pages follow; zero for any")
	seeds   = flag.Int("follow.seeds", 1, "how many seeds pages follow")
)

// tap is an event stream that is read as it is written.
type tap struct {
	*httptest.ResponseRecorder
	mu  sync.Mutex
	got bytes.Buffer
	end context.CancelFunc
	off chan struct{} // closed when the stream has ended
}

func (w *tap) Write(b []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.got.Write(b)
}

func (w *tap) WriteString(s string) (int, error) { return w.Write([]byte(s)) }

// take is all that came since it was last asked.
func (w *tap) take() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	defer w.got.Reset()
	return w.got.String()
}

// told are the names in events that came since it was last asked, and how many events
// there were.
func (w *tap) told(t *testing.T) (names []string, events int) {
	t.Helper()
	for line := range strings.Lines(w.take()) {
		data, ok := strings.CutPrefix(line, "data: ")
		if !ok {
			continue
		}
		var e struct{ Names []string }
		if err := json.Unmarshal([]byte(data), &e); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		names, events = append(names, e.Names...), events+1
	}
	return names, events
}

// follow opens the event stream of a viewer.
func (v *visitor) follow(path string) *tap {
	ctx, end := context.WithCancel(v.t.Context())
	w := &tap{ResponseRecorder: httptest.NewRecorder(), end: end, off: make(chan struct{})}
	v.t.Cleanup(end)
	r := httptest.NewRequestWithContext(ctx, http.MethodGet, path, nil)
	r.RemoteAddr = v.from
	r.Header.Set("Accept", "text/event-stream")
	if v.cookie != nil {
		r.AddCookie(v.cookie)
	}
	go func() {
		defer close(w.off)
		v.h.ServeHTTP(w, r)
	}()
	return w
}

// over reports whether the stream has ended. The bubble is at rest.
func (w *tap) over() bool {
	select {
	case <-w.off:
		return true
	default:
		return false
	}
}

// passing is what differs whenever a page is made, and shows nothing.
var passing = regexp.MustCompile(`data-now="[^"]*"|name="_key" value="[^"]*"| data-version="[^"]*"| data-shows="[^"]*"`)

var showing = regexp.MustCompile(`data-shows="([^"]*)"`)

// shot is a page as it looks, and the names of what it shows.
type shot struct {
	body  string
	shows []string
}

func (v *visitor) shot(page string) shot {
	_, body := v.get(page)
	var shows []string
	if m := showing.FindStringSubmatch(body); m != nil {
		shows = strings.Fields(m[1])
	}
	return shot{passing.ReplaceAllString(body, ""), shows}
}

// asks reports whether a page that shows something is asked for anew, when it hears of
// names.
func (s shot) asks(names []string) bool {
	return slices.Contains(names, "*") || slices.Contains(s.shows, "*") || slices.ContainsFunc(names, func(n string) bool { return slices.Contains(s.shows, n) })
}

// things are the pages about all things in an organisation.
func things(s *org.State) (pages []string) {
	add := func(format string, n int) {
		for id := 1; id <= n; id++ {
			pages = append(pages, fmt.Sprintf("/linde/"+format, id))
		}
	}
	count := func(letter byte) (n int) {
		for r := range org.Changed(new(org.State), s) {
			if r.Letter == letter {
				n++
			}
		}
		return n
	}
	add("circles/%d", count('C'))
	add("roles/%d", count('R'))
	add("tensions/%d", count('T'))
	add("initiatives/%d", count('I'))
	add("people/%d", min(count('P'), 3))
	return append(pages, "/linde", "/linde/map", "/linde/people", "/linde/initiatives", "/linde/stream")
}

// Whatever happens: where a page becomes another, its viewer hears of something that
// the page says it shows. Most of what happens touches no page but a few.
func TestPagesHearOfWhatTheyShow(t *testing.T) {
	need.Patience(t)
	t.Parallel()
	first := *follows
	if first == 0 {
		first = rand.Uint64N(1 << 40)
	}
	for seed := first; seed < first+uint64(*seeds); seed++ {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) { hearing(t, rand.New(rand.NewPCG(seed, 1)), 30) })
		})
	}
}

func hearing(t *testing.T, chance *rand.Rand, steps int) {
	h := newHouse(t)
	h.scene("linde", "Secret")
	viewers := []*visitor{h.in("linde", steward), h.in("linde", helper), h.in("linde", guest)}
	now, err := h.desk.Look(t.Context(), "linde", 0)
	if err != nil {
		t.Fatal(err)
	}
	taps, before := make([]*tap, len(viewers)), make([]map[string]shot, len(viewers))
	for i, v := range viewers {
		v.watches = true
		for _, thing := range []string{"C2", "R1", "T1", "I1"} {
			v.send(http.MethodPost, "/linde/notices/follow", "on=yes&thing="+thing)
		}
		taps[i], before[i] = v.follow("/linde/events"), map[string]shot{}
		for _, page := range things(now) {
			before[i][page] = v.shot(page)
		}
	}
	synctest.Wait()
	for _, w := range taps {
		w.told(t)
	}
	all, asked, changed := 0, 0, 0
	for range steps {
		var act org.Act
		for { // one that may be done
			var by org.PersonID
			var face org.Face
			act, by, face = orgtest.Act(chance.IntN, now)
			a, err := doing(t.Context(), h.desk, "linde", by, act, face)
			if err == nil {
				now = a.Look.Present
				break
			}
		}
		synctest.Wait()
		for i, v := range viewers {
			if p := now.Person(org.PersonID([]org.PersonID{steward, helper, guest}[i])); !p.Present() {
				clear(before[i]) // who comes back signs in again, and has no page open
				continue
			}
			names, events := taps[i].told(t)
			for _, page := range things(now) {
				was, known := before[i][page]
				is := v.shot(page)
				before[i][page] = is
				if !known || was.shows == nil { // it does not follow
					continue
				}
				all++
				heard := events > 0 && was.asks(names)
				if heard {
					asked++
				}
				if was.body != is.body {
					if changed++; !heard {
						t.Errorf("%s touched %v, of which viewer %d at %s, which shows %v, hears nothing, though it became another:\n%s", org.NameOf(act), names, i, page, was.shows, differing(was.body, is.body))
					}
				}
			}
		}
		if t.Failed() {
			return
		}
	}
	t.Logf("of %d pages %d became another, and %d were asked for", all, changed, asked)
	for i, w := range taps {
		if now.Person([]org.PersonID{steward, helper, guest}[i]).Present() == w.over() {
			t.Errorf("the stream of viewer %d is over: %v", i, w.over())
		}
		w.end()
	}
	synctest.Wait()
}

// differing is where two texts differ.
func differing(a, b string) string {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	cut := func(s string) string { return s[max(0, min(i-80, len(s))):min(len(s), i+160)] }
	return "- " + cut(a) + "\n+ " + cut(b)
}
