package site_test

import (
	"fmt"
	"testing"

	"orpheus/internal/browser"
	"orpheus/internal/test/need"
	"orpheus/org"
)

// In De Linde somebody follows a number from its sentence to the acts behind it, puts right how
// one of theirs began, and sees the number move: in each language, on screens of three widths, light
// and dark.
func TestANumberOfDeLindeIsFollowedToItsActs(t *testing.T) {
	need.Patience(t)
	t.Parallel()
	s := serveLinde(t)
	state, err := s.desk.Look(t.Context(), s.slug, 0)
	if err != nil {
		t.Fatal(err)
	}
	type began struct {
		by   org.PersonID
		lead org.LeadID
	}
	var led []began // by themselves, lately
	for id, p := range state.People() {
		for _, l := range p.Leads {
			if lead := state.Lead(l); p.Present() && !p.Guest && lead.Origin.Origin() == org.SelfStarted && lead.Since > org.At(today.AddDate(0, -6, 0)) {
				led = append(led, began{id, l})
				break
			}
		}
	}
	screens := []struct {
		lang   string
		screen browser.Screen
	}{{"en", browser.Wide}, {"nl", browser.Screen{Width: 390, Height: 844, Phone: true, Dark: true}}, {"da", browser.Screen{Width: 320, Height: 640, Phone: true}}}
	if len(led) < len(screens) {
		t.Fatalf("%d people began something by themselves", len(led))
	}
	for i, c := range screens {
		t.Run(c.lang, func(t *testing.T) {
			p := s.open(t, led[i].by, c.lang, c.screen)
			p.to("/linde/insight")
			p.Rest()
			p.Accessible()
			if wide := p.Sideways(); wide > 0 {
				t.Errorf("insight is %v pixels too wide", wide)
			}
			p.Text(`document.querySelector("[aria-labelledby=q-pull_share] .insight-base a").focus(); ""`)
			p.Keys("\r")
			p.Wait(`location.pathname === "/linde/insight/how/pull_share" && document.querySelector("#exact")`)
			exact := p.Text(`document.querySelector("#exact").textContent`)
			p.Accessible()
			p.Text(fmt.Sprintf(`document.querySelector(".own-acts a[href*='correct_origin'][href*='lead=%s']").focus(); ""`, led[i].lead))
			p.Keys("\r")
			p.Wait(`location.pathname.endsWith("/acts/lead.correct_origin") && document.querySelector("[name=origin]")`)
			p.Text(`(() => {
				const chosen = document.querySelector("select[name=origin]") || document.querySelector("[name=origin][value=assigned]")
				if (chosen.options) chosen.value = "assigned"; else chosen.checked = true
				return ""
			})()`)
			p.Click("main form button[type=submit]")
			p.Wait(`location.pathname === "/linde/insight/how/pull_share" && document.querySelector("#exact")`)
			if now := p.Text(`document.querySelector("#exact").textContent`); now == exact {
				t.Errorf("the number is %s as before", now)
			}
		})
	}
}
