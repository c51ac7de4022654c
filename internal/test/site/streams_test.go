package site_test

import (
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"orpheus/org"
)

// raise raises something that everybody here may hear of.
func (h *house) raise(title string) {
	h.t.Helper()
	h.do("linde", steward, &org.RaiseTension{Circle: 2, Title: title})
	synctest.Wait()
}

// A stream ends when its session does, and when its person leaves or is erased: at
// what happens next, of which it hears nothing. A page that slept through that and comes back
// is told the same, and is not led to a page that it cannot show.
func TestStreamsEnd(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(h *house, v *visitor){
		"nothing":     nil,
		"signing out": func(h *house, v *visitor) { v.send(http.MethodPost, "/linde/signout", "") },
		"signed out elsewhere": func(h *house, _ *visitor) {
			if err := h.people.RevokeAll(h.t.Context(), "linde", helper, ""); err != nil {
				h.t.Error(err)
			}
		},
		"leaving": func(h *house, _ *visitor) { h.do("linde", 0, &org.LeavePerson{Person: helper}) },
		"erased": func(h *house, _ *visitor) {
			if err := h.desk.Erase(h.t.Context(), "linde", helper, false); err != nil {
				h.t.Error(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				h := newHouse(t)
				h.scene("linde", "Secret")
				v := h.in("linde", helper)
				w := v.follow("/linde/events")
				defer w.end()
				synctest.Wait()
				h.raise("Before")
				if names, _ := w.told(t); len(names) == 0 {
					t.Fatal("the stream tells nothing")
				}
				if end != nil {
					end(h, v)
					synctest.Wait()
				}
				h.raise("After")
				got := w.take()
				if end == nil {
					if w.over() || !strings.Contains(got, `"T`) {
						t.Errorf("the stream is over: %v, and told %q", w.over(), got)
					}
				} else if !w.over() || strings.Contains(got, "changed") || !strings.Contains(got, "event: out") {
					t.Errorf("the stream is over: %v, and told %q", w.over(), got)
				}
				if end == nil {
					return
				}
				again := v.follow("/linde/events")
				synctest.Wait()
				if got := again.take(); !again.over() || again.Code != http.StatusOK || !strings.HasSuffix(got, "event: out\ndata: {}\n\n") {
					t.Errorf("whoever comes back with what ended is told %d, %q", again.Code, got)
				}
			})
		})
	}
}

// A stream on which nothing happens says that it is there, ends at a beat where its
// session ended, and never lasts longer than an hour.
func TestStreamsAreNotForEver(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		h := newHouse(t)
		h.scene("linde", "Secret")
		v, w := h.in("linde", helper), h.in("linde", member)
		ended, goes := v.follow("/linde/events"), w.follow("/linde/events")
		defer ended.end()
		defer goes.end()
		synctest.Wait()
		ended.take()
		time.Sleep(26 * time.Second)
		synctest.Wait()
		if got := ended.take(); got != ":\n\n" {
			t.Errorf("after half a minute the stream says %q", got)
		}
		v.send(http.MethodPost, "/linde/signout", "")
		time.Sleep(26 * time.Second)
		synctest.Wait()
		if got := ended.take(); !ended.over() || !strings.Contains(got, "event: out") {
			t.Errorf("a minute after signing out the stream is over: %v, and says %q", ended.over(), got)
		}
		if goes.over() {
			t.Error("a stream ends with that of somebody else")
		}
		time.Sleep(time.Hour)
		synctest.Wait()
		if !goes.over() {
			t.Error("a stream lasts for more than an hour")
		}
	})
}

// One person has so many streams, and no more; where one ends, another may begin.
func TestOnePersonHasSoManyStreams(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		h := newHouse(t)
		h.scene("linde", "Secret")
		v := h.in("linde", helper)
		var open []*tap
		for range 64 {
			open = append(open, v.follow("/linde/events"))
		}
		synctest.Wait()
		over := v.follow("/linde/events")
		synctest.Wait()
		if !over.over() || over.Code != http.StatusTooManyRequests {
			t.Errorf("one too many: over %v, status %d", over.over(), over.Code)
		}
		other := h.in("linde", member).follow("/linde/events")
		synctest.Wait()
		if other.over() {
			t.Error("the streams of one person are in the way of another")
		}
		open[0].end()
		synctest.Wait()
		again := v.follow("/linde/events")
		synctest.Wait()
		if again.over() {
			t.Error("where a stream ended none may begin")
		}
		for _, w := range append(open, other, again) {
			w.end()
		}
		synctest.Wait()
	})
}

// A guest hears of nothing that they do not see, and of what they see.
func TestAGuestHearsOfNothingHidden(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		h := newHouse(t)
		h.scene("linde", "Secret")
		w := h.in("linde", guest).follow("/linde/events")
		defer w.end()
		synctest.Wait()
		w.take()
		h.do("linde", helper, &org.RaiseTension{Circle: 3, Title: "Hidden"})
		h.do("linde", helper, &org.RaiseTension{Circle: 6, Title: "Hidden"})
		h.do("linde", other, &org.NameStrength{Text: org.Write("Hidden")})
		h.do("linde", 0, &org.CreateRole{Circle: 3, Name: "Hidden"})
		synctest.Wait()
		if got := w.take(); got != "" {
			t.Errorf("of what is hidden a guest hears %q", got)
		}
		h.raise("Seen")
		if names, _ := w.told(t); !strings.Contains(strings.Join(names, " "), "@C2") {
			t.Errorf("of what they see a guest hears %v", names)
		}
	})
}
