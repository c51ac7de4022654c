package site_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"orpheus/identity"
	"orpheus/internal/browser"
	"orpheus/internal/test/need"
	"orpheus/org"
	"orpheus/text/i18n"
)

// Who raises something is told, while they write, what others learned of something like it,
// and it stands in nobody's way: in each language, and after it was raised without a script.
func TestRaisingSomethingAlike(t *testing.T) {
	need.Patience(t)
	t.Parallel()
	s := serveLinde(t)
	s.do(s.ben, &org.KeepLearning{Text: org.Write("A zebra crossing that fades is a phone call to the town, not a report.")})
	for n, lang := range i18n.Languages {
		p := s.in(s.ann, lang, browser.Phone)
		p.to("/linde")
		p.Wait(`window.htmx && document.querySelector(".js") && document.querySelector("#raise-title")`)
		title := fmt.Sprintf("The zebra crossing fades again %d", n)
		keys{}.write(p, one("#raise-title"), title)
		p.Wait(`document.querySelector("#raise [data-alike]").textContent.includes("phone call to the town")`)
		want := i18n.For(lang).T("alike.nobody")
		p.Wait(fmt.Sprintf(`document.querySelector("#raise [data-alike]").textContent.includes(%q)`, want))
		pointer{}.press(p, one(`#raise button[value=off]`))
		p.Wait(one("#done"))
	}
	screen := browser.Phone
	screen.NoScript = true
	p := s.in(s.ann, "nl", screen)
	p.to("/linde/acts/tension.raise")
	keys{}.write(p, one("#f-title"), "Without a script the zebra crossing fades")
	pointer{}.press(p, one(`form.doing button[value=off]`))
	p.Wait(`document.querySelector("#done, #alike")`)
	p.Wait(`document.querySelector("#alike")?.textContent.includes("phone call to the town")`)
}

// Somebody chooses to be suggested; another finds them on an open call with the reasons, and
// invites them; they say yes. In each language.
func TestInvitingFromACall(t *testing.T) {
	need.Patience(t)
	t.Parallel()
	s := serveLinde(t)
	s.do(s.ben, &org.NameStrength{As: org.AsStrength, Text: org.Write("Zeppelins and balloons")})
	for n, lang := range i18n.Languages {
		s.do(s.ann, &org.RaiseTension{Title: fmt.Sprintf("Zeppelins land on the roof %d", n)})
		state, err := s.desk.Look(t.Context(), "linde", 0)
		if err != nil {
			t.Fatal(err)
		}
		var call org.TensionID
		for id := range state.Tensions() {
			call = id
		}
		b := s.in(s.ben, lang, browser.Phone)
		b.to("/linde/me/path")
		b.Wait(fmt.Sprintf(`document.querySelector("#open a[href$='/calls/%s']")`, call))
		if n == 0 {
			pointer{}.press(b, one(`#suggest form input[value=on] ~ button`))
			b.Wait(`document.querySelector("#suggest input[value=off]")`)
		}
		a := s.in(s.ann, lang, browser.Phone)
		a.to("/linde/tensions/" + call.String()[1:])
		a.Wait(one(`main a[href$="/calls/` + call.String() + `"]`))
		pointer{}.press(a, one(`main a[href$="/calls/`+call.String()+`"]`))
		a.Wait(`document.querySelector("#invite .card")?.textContent.includes("Zeppelins and balloons")`)
		want := i18n.For(lang).T("call.only")
		a.Wait(fmt.Sprintf(`document.querySelector("#invite").textContent.includes(%q)`, want))
		pointer{}.press(a, one(`#invite .card a[href*="lead.offer"]`))
		a.Wait(one("#f-word"))
		keys{}.write(a, one("#f-word"), "You know them.")
		pointer{}.press(a, one(`form.doing p button`))
		a.Wait(one("#done"))
		b.to("/linde")
		pointer{}.press(b, within("#waiting li, #waiting .row", fmt.Sprintf("Zeppelins land on the roof %d", n), `form[action$="lead.accept"] button`))
		b.Wait(one("#done"))
		state, err = s.desk.Look(t.Context(), "linde", 0)
		if err != nil {
			t.Fatal(err)
		}
		work := state.Initiative(state.Tension(call).Initiative)
		if work == nil || len(work.Leads) != 1 || state.Lead(work.Leads[0]).Person != s.ben || !slices.Contains([]org.Origin{org.Invited, org.Assigned}, state.Lead(work.Leads[0]).Origin.Origin()) { // as whoever asks has formal authority or not
			t.Fatalf("%s: %+v", lang, work)
		}
		s.do(s.ben, &org.ConcludeInitiative{Initiative: state.Tension(call).Initiative, Outcome: org.Write("They left.")}) // one has so much room
	}
}

// What somebody says for themselves about being suggested stands on no page and in no answer
// of anybody else's: whatever they say, these stay as they are, letter by letter.
func TestNobodySeesWhatOthersDeclared(t *testing.T) {
	need.Patience(t)
	t.Parallel()
	s := serveOwnLinde(t)
	s.stands.Store(int64(time.Minute)) // what is left of a time is drawn to the hundredth
	s.fetch(s.ann)                     // what is looked at once is news no more
	before := s.fetch(s.ann)
	said := func(change func(*identity.Suggest)) {
		if err := s.people.Suggesting(t.Context(), "linde", s.ben, change); err != nil {
			t.Fatal(err)
		}
	}
	state, err := s.desk.Look(t.Context(), "linde", 0)
	if err != nil {
		t.Fatal(err)
	}
	said(func(x *identity.Suggest) {
		x.Most = 5
		for id := range state.Tensions() {
			if len(x.Energy) < 90 {
				x.Energy[id.String()] = 1 + len(x.Energy)%identity.MostEnergy
			}
		}
	})
	after, changed := s.fetch(s.ann), 0
	for page, body := range before {
		if a, is := after[page]; is && page != "/linde/account" && plainly(a) != plainly(body) {
			changed++
			t.Errorf("%s is another page: %.200s", page, differs(plainly(body), plainly(a)))
		}
	}
	if len(before) < 40 {
		t.Errorf("%d pages try nothing", len(before))
	}
	own := s.fetch(s.ben)
	if !strings.Contains(own["/linde/me/path"], `<option value="5" selected`) && !strings.Contains(own["/linde/me/path"], "Forget all") {
		t.Error("their own page does not have it")
	}
}

// plainly is a page without what is another one each time: keys of forms.
func plainly(body string) string { return nonces.ReplaceAllString(body, "") }

var nonces = regexp.MustCompile(`name="_key" value="[^"]*"|data-version="[^"]*"|nonce="[^"]*"`)

func differs(a, b string) string {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return a[max(0, i-60):min(len(a), i+60)] + " / " + b[max(0, i-60):min(len(b), i+60)]
		}
	}
	return "its length"
}
