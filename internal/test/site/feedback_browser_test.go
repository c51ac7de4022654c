package site_test

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"orpheus/identity"
	"orpheus/internal/browser"
	"orpheus/internal/test/need"
	"orpheus/org"
	"orpheus/text/i18n"
)

// lying is all that lies in the store that is no act: the boxes, by their names, and what is in
// the outbox.
func (s *served) lying() (boxes map[string]string, mails int) {
	s.t.Helper()
	names, err := s.log.Boxes(s.t.Context(), s.slug)
	if err != nil {
		s.t.Fatal(err)
	}
	boxes = map[string]string{}
	for _, name := range names {
		if boxes[name], err = s.log.Box(s.t.Context(), s.slug, name); err != nil {
			s.t.Fatal(err)
		}
	}
	now := org.At(today) + org.Time(s.clock.Load()/1000) + org.Day
	all, _, err := s.log.LeaseMails(s.t.Context(), now, now, 100)
	if err != nil {
		s.t.Fatal(err)
	}
	return boxes, len(all)
}

// reads is what a program of somebody is answered.
func (s *served) reads(token, path string) (status int, headers http.Header, body string) {
	s.t.Helper()
	r, err := http.NewRequestWithContext(s.t.Context(), http.MethodGet, "http://"+s.addr+"/api/v1/orgs/wijk"+path, nil)
	if err != nil {
		s.t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+token)
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		s.t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return res.StatusCode, res.Header, string(b)
}

// A nurse leads a piece of work in which her manager has a part, and asks her for feedback. Both
// write, and neither reads first: not on a page, not by a program, not in the store, and no hour
// tells that the other wrote. Then both read, from one moment.
func TestMutualFeedbackStory(t *testing.T) {
	t.Parallel()
	for i, lang := range i18n.Languages {
		if i > 0 && !need.Every() {
			continue
		}
		t.Run(lang, func(t *testing.T) {
			t.Parallel()
			s := teller{serveTeams(t), lang, browser.Phone, pointer{}}
			const nurse, manager, other = kofi, ward, sevgi
			says := i18n.For(lang)
			s.do(looker, &org.CreateRole{Circle: org.Root, Name: "Manager", Formal: true})
			s.do(looker, &org.FillSeat{Role: 2, Person: manager})
			s.do(nurse, &org.StartInitiative{Circle: 2, Title: "One intake for two teams"})
			s.do(manager, &org.JoinInitiative{Initiative: 1})
			for p, mail := range map[org.PersonID]string{nurse: "kofi@wijk.example", manager: "ward@wijk.example"} {
				if err := s.desk.Correct(t.Context(), "wijk", p, s.name(p), mail); err != nil {
					t.Fatal(err)
				}
			}
			token, err := s.people.NewToken(t.Context(), "wijk", manager, "reader", identity.TokenTerms{})
			if err != nil {
				t.Fatal(err)
			}

			n := s.as(nurse)
			s.at(n, "/initiatives/1")
			n.Press(one(`main a[href*="/feedback/ask?"]`))
			n.Wait(`location.pathname.endsWith("/feedback/ask") && document.querySelector("main form input[name=to]")`)
			n.Accessible()
			n.Press(one(fmt.Sprintf(`main form input[name=to][value=%s]`, manager)))
			n.Press(one(`main form.card button`))
			n.Wait(`/\/feedback\/[a-z2-7]{26}$/.test(location.pathname) && document.querySelector("#f-helped")`)
			at := strings.TrimPrefix(n.Text("location.pathname"), "/wijk")

			m := s.as(manager)
			s.at(m, "") // it waits for the manager, on their first page
			m.Wait(fmt.Sprintf(`[...document.querySelectorAll("#waiting a")].some(a => a.getAttribute("href") === %q)`, "/wijk"+at))
			s.at(m, at)
			m.has(says.T("feedback.note", s.name(nurse)))
			m.Accessible()
			page := func() string { return m.Text(`document.querySelector("main").innerHTML`) }
			s.at(m, at)
			before := page()
			_, _, list := s.reads(token, "/feedback")
			status, headers, alone := s.reads(token, at)
			if status != http.StatusOK || !strings.Contains(headers.Get("Cache-Control"), "no-store") {
				t.Fatalf("a program of the manager is answered with %d, %q", status, headers.Get("Cache-Control"))
			}
			_, tags, _ := s.reads(token, "/map")
			lay, mails := s.lying()
			if mails != 1 {
				t.Errorf("%d mails ask for it", mails)
			}
			head, err := s.log.Head(t.Context(), "wijk")
			if err != nil {
				t.Fatal(err)
			}

			writes := func(p *tab, helped, take string) {
				t.Helper()
				pointer{}.write(p, one("#f-helped"), helped)
				pointer{}.write(p, one("#f-take"), take)
				p.Press(one(`main form[data-draft] button`))
			}
			writes(n, "You asked us first, says the nurse", "I ask sooner")
			n.has(says.T("feedback.back"))
			n.Accessible()

			s.at(m, at) // by page
			if now := page(); now != before {
				t.Errorf("the page of the manager is another one: %s", differs(before, now))
			}
			if _, _, now := s.reads(token, at); now != alone { // by program
				t.Errorf("a program of the manager is answered %s", now)
			}
			if _, _, now := s.reads(token, "/feedback"); now != list {
				t.Error("the list for a program of the manager is another one")
			}
			if _, now, _ := s.reads(token, "/map"); now.Get("ETag") != tags.Get("ETag") { // by what moves when somebody writes
				t.Error("another answer tells by its tag that somebody wrote")
			}
			if now, err := s.log.Head(t.Context(), "wijk"); err != nil || now != head {
				t.Errorf("the log went on: %+v, %v", now, err)
			}
			now, more := s.lying() // in the store
			if more != mails || len(now) != len(lay) {
				t.Errorf("that the nurse wrote lies there: %d mails, %d boxes", more, len(now))
			}
			for name, box := range now {
				if len(box) != len(lay[name]) || strings.Contains(box, "nurse") || name == "feedback" && box != lay[name] {
					t.Errorf("the box %q tells that somebody wrote", name)
				}
			}

			writes(m, "You told us in time, says the manager", "I fixed the date without saying so")
			m.has("says the nurse")
			m.has(says.T("feedback.to_you", s.name(nurse)))
			m.Accessible()
			if _, more := s.lying(); more != mails+2 {
				t.Errorf("%d mails tell that both wrote", more-mails)
			}
			s.at(n, "")
			n.Press(fmt.Sprintf(`[...document.querySelectorAll("#waiting a")].find(a => a.getAttribute("href") === %q)`, "/wijk"+at))
			n.Wait(`/\/feedback\/[a-z2-7]{26}$/.test(location.pathname) && document.readyState === "complete"`)
			n.has("says the manager")
			s.at(n, "")
			if n.Text(fmt.Sprintf(`String([...document.querySelectorAll("#waiting a")].some(a => a.getAttribute("href") === %q))`, "/wijk"+at)) != "false" {
				t.Error("what was read waits to be read")
			}

			s.at(n, at) // one answer is shown, where both want it
			n.Press(one(`main form:has(input[value=show]):has(input[name=prompt][value="0"]) button`))
			n.has(says.T("feedback.shows.asked", s.name(manager)))
			s.at(m, at)
			m.Press(one(`main form:has(input[value=agree]) button`))
			m.has(says.T("feedback.agreed", s.name(nurse)))
			o := s.as(other)
			s.at(o, fmt.Sprintf("/people/%d/feedback", nurse))
			o.has("You told us in time, says the manager")
			o.Accessible()
			if o.Text(`String(document.querySelector("main").textContent.includes("fixed the date") || document.querySelector("main").textContent.includes("says the nurse"))`) != "false" {
				t.Error("more is shown than both agreed to")
			}
			o.to("/wijk" + at)
			o.Wait(`document.readyState === "complete" && document.querySelector("h1")`)
			if o.Text(`String(document.body.textContent.includes("says the"))`) != "false" {
				t.Error("a third one reads it")
			}
		})
	}
}
