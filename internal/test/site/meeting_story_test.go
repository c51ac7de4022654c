package site_test

import (
	"fmt"
	"testing"

	"orpheus/internal/browser"
	"orpheus/internal/test/need"
	"orpheus/org"
)

func (s *served) state() *org.State {
	s.t.Helper()
	state, err := s.desk.Look(s.t.Context(), s.slug, 0)
	if err != nil {
		s.t.Fatal(err)
	}
	return state
}

// form is the button of a form of a kind of act, within a part of the page.
func sends(part, kind string) string {
	return one(fmt.Sprintf("%s form[action$=%q] button", part, kind))
}

// Five people in one meeting, in three languages, are at the same point and see the same one
// speak, whoever presses; what they do there is what the minutes say.
func TestAMeetingOfFive(t *testing.T) {
	need.Patience(t)
	t.Parallel()
	s := serveTeams(t)
	s.do(looker, &org.JoinCircle{Circle: 2})
	s.do(ward, &org.RaiseTension{Circle: 2, Title: "Two medication lists"})
	people := []org.PersonID{ward, kofi, sevgi, noor, looker}
	langs := []string{"nl", "en", "da", "nl", "en"}
	tabs := make([]*tab, len(people))
	for i, p := range people {
		one := teller{s, langs[i], browser.Phone, pointer{}}
		tabs[i] = one.as(p)
		if i == 0 {
			one.at(tabs[0], "/circles/2/meetings")
			tabs[0].Press(sends("main", "meeting.open"))
			tabs[0].Wait(`location.pathname === "/wijk/meetings/1" && window.htmx && document.querySelector(".js")`)
			continue
		}
		one.at(tabs[i], "/meetings/1")
		tabs[i].Press(sends("aside", "meeting.join"))
		tabs[i].Wait(`document.querySelector('form[action$="meeting.leave"]')`)
	}
	all := func(script string) {
		t.Helper()
		for _, p := range tabs {
			p.Wait(script)
		}
	}
	speaks := func(place int) string {
		return fmt.Sprintf(`[...document.querySelectorAll("#round li")].findIndex(li => li.querySelector("strong")) === %d`, place)
	}
	tabs[0].Press(one("#topics > summary"))
	tabs[0].Press(sends("#topics", "meeting.add_point"))
	all(`document.querySelector("#point-1")?.innerText.includes("Two medication lists")`)
	tabs[0].Press(sends("#point-1", "meeting.turn"))
	all(`document.querySelector("#floor-title").innerText.includes("Two medication lists")`)
	tabs[3].Press(sends("#floor", "meeting.turn")) // anybody goes on: to the round in which each says one thing
	all(speaks(0))
	if e := s.state().Meeting(1); e.Floor.Speaker != kofi || e.Floor.Round != org.Speaking {
		t.Fatalf("it is at %+v", e.Floor)
	}
	pointer{}.write(tabs[1], one("#floor #say-1"), "Ask the pharmacy to write on ours")
	tabs[1].Press(sends("#floor", "meeting.say"))
	all(`document.querySelector("#floor").innerText.includes("Ask the pharmacy")`)
	all(speaks(1))
	if got := s.state().Meeting(1).Floor.Speaker; got != sevgi {
		t.Fatalf("%v speaks after Kofi", got)
	}
	tabs[2].Press(sends("#floor", "lead.take"))
	all(`document.querySelector("aside .feed-acts").innerText.includes("Two medication lists")`)
	p := s.state().Meeting(1).Points[0]
	if p.Outcome != org.Taken || p.Act == 0 || p.EndedBy != sevgi || len(s.state().Initiative(1).Leads) != 1 {
		t.Fatalf("the point became %+v", p)
	}
	tabs[4].Press(sends("aside", "meeting.close"))
	all(`!document.querySelector("#floor")`)
	late := teller{s, "en", browser.Phone, pointer{}}
	later := late.as(noor)
	late.at(later, "/meetings/1")
	later.has("took the lead") // who comes later reads what was done
	later.Accessible()
}

// A circle looks back: a role that nobody touched for months is retired in one press, and it
// ends with a small step, with which the next time begins.
func TestAReflectionStory(t *testing.T) {
	t.Parallel()
	for i, lang := range []string{"da", "en", "nl"} {
		if i > 0 && !need.Every() {
			continue
		}
		t.Run(lang, func(t *testing.T) {
			t.Parallel()
			s := teller{serveTeams(t), lang, browser.Phone, pointer{}}
			s.do(ward, &org.TakeSeat{Role: 1})
			s.on(280)
			p := s.as(kofi)
			s.at(p, "/circles/2/meetings")
			p.Press(sends("main", "reflection.begin"))
			p.Wait(`location.pathname === "/wijk/meetings/1" && window.htmx && document.querySelector(".js")`)
			if e := s.state().Meeting(1); len(e.Points) != 1 || e.Points[0].Why != org.WhyUntouched {
				t.Fatalf("it begins with %+v", e.Points)
			}
			p.Press(one("#point-1 details > summary"))
			p.Press(sends("#point-1", "role.retire"))
			p.Wait(`location.pathname === "/wijk/meetings/1" && !document.querySelector("#point-1 details")`)
			if e := s.state().Meeting(1); s.state().Role(1).Live() || e.Points[0].Outcome != org.Retired || e.Points[0].Act == 0 {
				t.Fatalf("the point became %+v", e.Points[0])
			}
			p.Accessible()
			pointer{}.write(p, one("#close-step"), "A quiet hour on Fridays")
			p.Press(sends("aside", "meeting.close"))
			p.has("A quiet hour on Fridays")
			p.Press(one(`#learned a[href*="learning.keep"]`))
			p.Wait(`document.readyState === "complete" && document.querySelector("form.doing")`)
			pointer{}.write(p, one("#f-text"), "A role that nobody misses can go.")
			p.Press(one(`form.doing p button`))
			p.Wait(`location.pathname === "/wijk/meetings/1" && document.querySelector("#learned").innerText.includes("nobody misses")`)
			p.Press(one(`main a[href*="try.begin"]`))
			p.Wait(`document.readyState === "complete" && document.querySelector("form.doing")`)
			p.Press(one(`form.doing p button`))
			p.Wait(`document.readyState === "complete" && !location.pathname.includes("/acts/")`)
			if row := s.state().Try(1); row == nil || row.Title != "A quiet hour on Fridays" {
				t.Fatalf("the small step is %+v", row)
			}
			s.do(ward, &org.BeginReflection{Circle: 2})
			s.at(p, "/meetings/2")
			p.has("A quiet hour on Fridays")
			s.at(p, "/learnings")
			p.has("nobody misses")
			p.Press(one(`.learning-from a[href$="/meetings/1"]`))
			p.Wait(`location.pathname === "/wijk/meetings/1"`)
			if e := s.state().Meeting(2); e.Points[0].Why != org.WhyLast || e.Facilitator == s.state().Meeting(1).Facilitator {
				t.Fatalf("the next one is %+v", e)
			}
		})
	}
}
