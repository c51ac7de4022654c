package site_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"orpheus/service"
)

var exchangeAt = regexp.MustCompile(`/linde/feedback/[a-z2-7]{26}`)

// A nurse and a manager write to each other about one piece of work, by forms and without a
// script, in each language: what the manager's page says is the same before and after the nurse
// wrote, and then both read.
func TestFeedbackByForms(t *testing.T) {
	t.Parallel()
	for lang, says := range map[string][2]string{
		"en": {"Nobody reads before you both have written", " to you</h2>"},
		"nl": {"Niemand leest iets voordat jullie allebei geschreven hebben", " aan jou</h2>"},
		"da": {"Ingen læser noget, før I begge har skrevet", " til dig</h2>"},
	} {
		t.Run(lang, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t)
			h.scene("linde", "Secret")
			nurse, manager := h.in("linde", member), h.in("linde", helper)
			nurse.lang, manager.lang = lang, lang
			get := func(v *visitor, path string) string {
				t.Helper()
				res, body := v.get(path)
				if res.StatusCode != http.StatusOK {
					t.Fatalf("%s is answered with %d", path, res.StatusCode)
				}
				if kept := res.Header.Get("Cache-Control"); !strings.Contains(kept, "no-store") || res.Header.Get("ETag") != "" {
					t.Errorf("%s may be kept: %q %q", path, kept, res.Header.Get("ETag"))
				}
				return body
			}
			send := func(v *visitor, path, body string) string {
				t.Helper()
				res, text := v.send("POST", path, body)
				if res.StatusCode != http.StatusSeeOther {
					t.Fatalf("%s is answered with %d: %s", path, res.StatusCode, text)
				}
				return res.Header.Get("Location")
			}
			if _, page := nurse.get("/linde/initiatives/1"); !strings.Contains(page, "/linde/feedback/ask?initiative=I1") {
				t.Error("the page of the work does not lead to feedback")
			}
			at := exchangeAt.FindString(send(nurse, "/linde/feedback", "initiative=I1&to=P6"))
			before, list := get(manager, at), get(manager, "/linde/feedback")
			if !strings.Contains(before, says[0]) || !strings.Contains(list, at) {
				t.Error("the manager is not told what they are asked")
			}
			send(nurse, at, "do=write&helped=zwaluw&more=anker")
			if is := get(nurse, at); strings.Contains(is, says[1]) || !strings.Contains(is, "zwaluw") {
				t.Error("the nurse does not see her own words, or that it is open")
			}
			if now := get(manager, at); now != before {
				t.Error("the page of the manager is another one after the nurse wrote")
			}
			if now := get(manager, "/linde/feedback"); now != list {
				t.Error("the list of the manager is another one after the nurse wrote")
			}
			if res, _ := h.in("linde", other).get(at); res.StatusCode != http.StatusNotFound {
				t.Errorf("a third one is answered with %d", res.StatusCode)
			}
			if res, _ := h.in("linde", steward).get(at); res.StatusCode != http.StatusNotFound {
				t.Errorf("a steward is answered with %d", res.StatusCode)
			}
			if res, page := manager.send("POST", at, "do=write&helped=molen"); res.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(page, "molen") || strings.Contains(page, "zwaluw") {
				t.Errorf("half an answer is answered with %d, and is kept: %v", res.StatusCode, strings.Contains(page, "molen"))
			}
			send(manager, at, "do=write&helped=molen&take=regen")
			for v, words := range map[*visitor]string{nurse: "molen", manager: "zwaluw"} {
				if page := get(v, at); !strings.Contains(page, words) || !strings.Contains(page, says[1]) {
					t.Errorf("both wrote, and one does not read %s", words)
				}
			}
			shows := func() bool {
				t.Helper()
				return strings.Contains(get(h.in("linde", steward), "/linde/people/2/feedback"), "molen")
			}
			send(nurse, at, "do=show&prompt=0")
			if shows() {
				t.Error("it is shown before who wrote it agreed")
			}
			send(manager, at, "do=agree&prompt=0")
			if !shows() {
				t.Error("both want to show it, and it is not shown")
			}
			send(manager, at, "do=erase")
			if shows() || strings.Contains(get(nurse, at), "molen") {
				t.Error("what was erased is shown")
			}
			if v, err := h.desk.As(t.Context(), "linde", service.Nobody); err != nil {
				t.Fatal(err)
			} else if _, err := v.OneFeedback(t.Context(), strings.TrimPrefix(at, "/linde/feedback/")); err == nil {
				t.Error("whoever runs the program reads it through the door")
			}
		})
	}
}
