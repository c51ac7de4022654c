package api_test

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"orpheus/face/api"
	"orpheus/face/sse"
	"orpheus/org"
)

// few lets so many through.
type few struct{ calls, invites int }

func (f *few) MayCall(slug string, p org.PersonID) (time.Duration, bool) {
	if slug != "linde" || p != 2 && p != 1 {
		return time.Hour, false
	}
	f.calls--
	return 9 * time.Second, f.calls >= 0
}

func (f *few) MayInvite(slug string, p org.PersonID) (time.Duration, bool) {
	f.invites--
	return 90 * time.Second, f.invites >= 0 && slug == "linde" && p == 1
}

// A program that asks for too much is told when to go on, in the language of who reads.
func TestTooManyRequests(t *testing.T) {
	limits := &few{calls: 3}
	w := newWorldWith(t, api.Config{Limits: limits})
	for range 3 {
		scenario{path: "/map"}.run(t, w)
	}
	for lang, word := range map[string]string{"en": "Wait 10 seconds", "nl": "Wacht 10 seconden", "da": "Vent 10 sekunder"} {
		for _, s := range []scenario{{path: "/map"}, post("tension.raise", `{"title":"x"}`, 429), {path: "/events"}} {
			s.status, s.header, s.contains = 429, map[string]string{"Accept-Language": lang}, []string{word, `"code":"too_many"`, `"key":"api.often"`}
			s.is = map[string]string{"Retry-After": "10", "Content-Type": "application/problem+json"}
			s.run(t, w)
		}
	}
	scenario{path: "/map", as: "-", status: 401}.run(t, w) // who is nobody is not counted
}

// One person adds so many people; what else they do is not counted with it.
func TestTooManyInvitations(t *testing.T) {
	w := newWorldWith(t, api.Config{Limits: &few{calls: 100, invites: 2}})
	for i := range 3 {
		s := post("person.join", fmt.Sprintf(`{"name":"New %d","mail":"n%d@secret.example"}`, i, i), http.StatusOK)
		s.as = "anna"
		if i == 2 {
			s.status, s.contains, s.is = 429, []string{`"key":"api.often"`}, map[string]string{"Retry-After": "91"}
		}
		s.run(t, w)
	}
	s := post("tension.raise", `{"title":"The kettle leaks"}`, http.StatusOK)
	s.as = "anna"
	s.run(t, w)
}

// One person has so many streams, and another has theirs.
func TestTooManyStreams(t *testing.T) {
	_, addr := serving(t, api.Config{Beat: time.Hour})
	var all []*stream
	for range sse.Most {
		s := open(t, addr, "bram", "")
		s.until(t, "retry:")
		all = append(all, s)
	}
	if status := open(t, addr, "bram", "").until(t, "HTTP/1.1"); status != "HTTP/1.1 429 Too Many Requests" {
		t.Errorf("one too many: %s", status)
	}
	open(t, addr, "eva", "").until(t, "retry:")
	_ = all[0].Close()
	for end := time.Now().Add(10 * time.Second); ; {
		if open(t, addr, "bram", "").until(t, "HTTP/1.1") == "HTTP/1.1 200 OK" {
			break
		}
		if time.Now().After(end) {
			t.Fatal("where a stream ended none may begin")
		}
	}
}
