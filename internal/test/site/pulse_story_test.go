package site_test

import (
	"fmt"
	"strconv"
	"testing"

	"orpheus/internal/browser"
	"orpheus/internal/test/need"
	"orpheus/org"
	"orpheus/store/records"
)

// sounds answers a round on a phone, one sentence a screen, the same to each.
func (s teller) sounds(p *tab, round int, mark int) {
	s.t.Helper()
	s.at(p, fmt.Sprintf("/pulse/%d", round))
	for n := range 4 {
		p.Wait(fmt.Sprintf(`document.readyState === "complete" && document.querySelector("input[name=m%d][type=radio]")`, n))
		s.hand.press(p, one(fmt.Sprintf(`input[name=m%d][value="%d"]`, n, mark)))
		s.hand.press(p, one(`form.pulse-ask button[value=next]`))
	}
	p.Wait(`document.readyState === "complete" && document.querySelector("form.pulse-ask button[value=send]")`)
	s.hand.press(p, one(`form.pulse-ask button[value=send]`))
	p.Wait(`document.readyState === "complete" && !document.querySelector("form.pulse-ask")`)
}

// A round of twelve people, answered on phones, in three languages: while it goes on nobody sees
// anything of it, four answers show nothing when it is over, and twelve are seen by everybody
// from the same moment on.
func TestAPulseOfTwelve(t *testing.T) {
	need.Patience(t)
	t.Parallel()
	s := serveTeams(t)
	for n := range 8 {
		id, err := s.desk.AddPerson(t.Context(), s.slug, records.Profile{Name: fmt.Sprintf("Mia %d", n)}, false, false)
		if err != nil {
			t.Fatal(err)
		}
		s.do(id, &org.JoinCircle{Circle: 2})
	}
	from := s.state().Last
	s.do(looker, &org.AmendOrganisation{StatisticsFrom: &from})
	as := func(p org.PersonID) (teller, *tab) {
		one := teller{s, []string{"nl", "en", "da"}[int(p)%3], browser.Phone, pointer{}}
		return one, one.as(p)
	}
	over := func() {
		t.Helper()
		s.on(8)
		if err := s.desk.QueueMails(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	begin, w := as(ward)
	begin.at(w, "/circles/2")
	begin.at(w, "/acts/pulse.open?circle=C2")
	begin.hand.press(w, one("form.doing p button"))
	w.Wait(`document.readyState === "complete" && !location.pathname.includes("/acts/")`)
	asked := s.state().Pulse(1).Asked
	if len(asked) != 12 {
		t.Fatalf("%d are asked", len(asked))
	}
	for _, p := range asked[:4] {
		one, tab := as(p)
		one.sounds(tab, 1, 4)
	}
	begin.at(w, "/pulse/1")
	w.Accessible()
	const figures = `document.querySelectorAll("main svg.interval, main .insight-numbers, main table").length`
	if w.Number(figures) != 0 {
		t.Error("an open round shows figures")
	}
	over()
	begin, w = as(ward)
	begin.at(w, "/pulse/1")
	if p := s.state().Pulse(1); p.Closed == 0 || p.Shows() || p.Answers != 0 || w.Number(figures) != 0 {
		t.Errorf("four answers show %+v", p)
	}
	w.Accessible()

	s.do(ward, &org.AskPulse{Circle: 2, First: org.PulseRoom, Second: org.PulseSafety})
	marks := 0
	for i, p := range asked {
		one, tab := as(p)
		mark := 3 + i%3
		one.sounds(tab, 2, mark)
		marks += mark
		if i == 0 {
			tab.Accessible()
		}
		if i > 2 && !need.Every() { // the others by program
			for k, q := range asked[i+1:] {
				v, err := s.desk.As(t.Context(), s.slug, q)
				if err != nil {
					t.Fatal(err)
				}
				m := uint8(3 + (i+1+k)%3)
				if err := v.AnswerPulse(t.Context(), &org.PulseAnswer{Pulse: 2, Marks: []uint8{m, m, m, m}}); err != nil {
					t.Fatal(err)
				}
				marks += int(m)
			}
			break
		}
	}
	_, early := as(kofi)
	early.to("/wijk/pulse/2")
	early.Wait(`window.htmx && document.querySelector(".js")`)
	if early.Number(figures) != 0 {
		t.Error("twelve answers show before the round is over")
	}
	over()
	for _, p := range []org.PersonID{ward, kofi, sevgi, looker} {
		one, tab := as(p)
		one.at(tab, "/pulse/2")
		tab.Wait(`document.querySelectorAll("main svg.interval").length >= 2`)
		tab.has("12")
		tab.Accessible()
	}
	p := s.state().Pulse(2)
	room, _ := p.Result(org.PulseRoom)
	sum := 0
	for i, n := range room.Counts.First {
		sum += (i + 1) * int(n)
	}
	if p.Answers != 12 || room.Counts.N() != 12 || sum != marks {
		t.Errorf("it shows %+v of marks that come to %s", room, strconv.Itoa(marks))
	}
}
