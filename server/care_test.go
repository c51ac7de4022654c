package server_test

import (
	"strings"
	"testing"
	"time"

	"orpheus/identity"
	"orpheus/identity/mail"
	"orpheus/org"
)

// A second steward is made on somebody's page, after which the first may go: the last one
// is told why not, and nobody else is offered any of it.
func TestStewardsAreMadeAndGo(t *testing.T) {
	s := newSite(t, "http://o.example")
	steward, member := s.in("linde", 1), s.in("linde", 2)
	steward.get("/linde/people/1").wants(t, 200, "", "Fatima Idrissi is the only steward. Make somebody else a steward first.")
	steward.get("/linde/account").wants(t, 200, "", "Leave, or be erased", "/linde/acts/person.leave?person=P1")
	steward.post("/linde/acts/person.leave", "person", "P1").wants(t, 409, "", "is the only steward")
	if page := member.get("/linde/people/1"); strings.Contains(page.text, "only steward") || strings.Contains(page.text, "/acts/person.") {
		t.Error("a member is offered what stewards do")
	}
	page := steward.get("/linde/people/2")
	page.wants(t, 200, "", "Make Kofi Mensah a steward", "person.steward?person=P2&amp;steward=true", "Have Kofi Mensah leave")
	if strings.Contains(page.text, "Roza") || strings.Contains(steward.get("/linde/people/3").text, "Make Roza a steward") {
		t.Error("a guest is offered to be a steward")
	}
	form := steward.get("/linde/acts/person.steward?person=P2&steward=true")
	form.wants(t, 200, "", "Make Kofi Mensah a steward", "They invite members", `name="steward" value="true"`)
	if strings.Contains(form.text, `type="checkbox"`) {
		t.Error("the form asks again what its button said")
	}
	steward.post("/linde/acts/person.steward", "person", "P2", "steward", "true").wants(t, 303, "/linde/people/2")
	steward.get("/linde/acts/person.steward?person=P2&steward=false").wants(t, 200, "", "End that Kofi Mensah is a steward")
	steward.get("/linde/people/1").wants(t, 200, "", "Stop being a steward", "Leave the organisation", "Have everything personal erased")

	gone := steward.post("/linde/acts/person.leave", "person", "P1")
	gone.wants(t, 303, "/signin?gone=left&org=linde")
	steward.get("/signin?gone=left&org=linde").wants(t, 200, "", "You left Org linde, and are signed out everywhere.")
	for _, c := range gone.Cookies() {
		if strings.Contains(c.Name, "session") && c.MaxAge >= 0 {
			t.Errorf("the browser keeps %s", c.Name)
		}
	}
	steward.get("/linde").wants(t, 303, "/signin?next=%2Flinde&org=linde")
	member.get("/linde/people/2").wants(t, 200, "", "Kofi Mensah is the only steward.")
}

// Before somebody leaves or is erased, the page says of each thing they have here what
// becomes of it; a steward may do it for them, and they themselves.
func TestWhatGoesIsSaidBefore(t *testing.T) {
	s := newSite(t, "http://o.example")
	steward, kofi := s.in("linde", 1), s.in("linde", 2)
	s.form("Team Oost")
	s.do(1, &org.CreateRole{Circle: 2, Name: "Key safes"})
	s.do(2, &org.JoinCircle{Circle: 2})
	s.do(2, &org.TakeSeat{Role: 1})
	s.do(2, &org.RaiseTension{Circle: 2, Title: "Codes are old", Lead: true})
	leave := steward.get("/linde/acts/person.leave?person=P2")
	leave.wants(t, 200, "", "What goes", "This role becomes free:", "Key safes", "This is open again", "Codes are old", "Membership of this circle:", "Team Oost", "What stays")
	if strings.Contains(leave.text, "cannot be undone") {
		t.Error("leaving says that it is for good")
	}
	for _, lang := range []string{"en", "nl", "da"} {
		kofi.header["Accept-Language"] = lang
		for _, act := range []string{"leave", "erase"} {
			if page := kofi.get("/linde/acts/person." + act + "?person=P2"); strings.Contains(page.text, "ending.") {
				t.Errorf("%s: %s lacks a text", lang, act)
			}
		}
	}
	kofi.header["Accept-Language"] = "en"
	erase := kofi.get("/linde/acts/person.erase?person=P2")
	erase.wants(t, 200, "", "Have everything personal erased", "Name and mail address", "Key safes", "Titles of what was raised", "Backups made before", "This cannot be undone", `name="_sure"`)

	// A seat ends on the page of its person, and on that of its role.
	for _, path := range []string{"/linde/people/2", "/linde/roles/1"} {
		steward.get(path).wants(t, 200, "", "Take out of the role", `name="seat" value="S1"`)
	}
	if text := s.in("linde", 3).get("/linde/people/3").text; strings.Contains(text, "Take out of the role") {
		t.Error("a guest is offered to end a seat")
	}
	steward.post("/linde/acts/seat.leave", "seat", "S1", "_back", "/linde/people/2").wants(t, 303, "/linde/people/2")
	steward.get("/linde/people/2").wants(t, 200, "", "Undo")

	kofi.post("/linde/acts/person.erase", "person", "P2").wants(t, 422, "", "Nothing was taken out yet")
	kofi.post("/linde/acts/person.erase", "person", "P2", "_sure", "on").wants(t, 303, "/signin?gone=erased&org=linde")
	kofi.get("/signin?gone=erased&org=linde").wants(t, 200, "", "Everything personal about you was taken out of Org linde.")
	if page := steward.get("/linde/people"); strings.Contains(page.text, "Kofi") {
		t.Error("who was erased is listed")
	}
}

// A new address counts once its link was opened there and the button pressed: the old one
// stays until then, and is told; so for oneself and where a steward sets it right.
func TestAnAddressIsConfirmed(t *testing.T) {
	s := newSite(t, "http://o.example")
	kofi, steward := s.in("linde", 2), s.in("linde", 1)
	kofi.get("/linde/account").wants(t, 200, "", "A new address counts once you opened the link")
	kofi.post("/linde/account/profile", "name", "Kofi M.", "mail", "FATIMA@linde.example").wants(t, 422, "", "Somebody else here has this address.")
	kofi.post("/linde/account/profile", "name", "Kofi M.", "mail", "kofi@new.example").wants(t, 303, "/linde/account?done=mail")
	kofi.get("/linde/account").wants(t, 200, "", "A link went to kofi@new.example. Mails go to kofi@linde.example until", `value="Kofi M."`, `value="kofi@linde.example"`)
	p := &sender{fault: "550 unknown"}
	s.deliver(p)
	kofi.get("/linde/account").wants(t, 200, "", "The mail did not arrive: “550 unknown”, ")
	steward.get(waiting).wants(t, 200, "", "Other mails that did not arrive", "550 unknown")
	p.fault = ""
	s.move(2 * time.Minute)
	s.deliver(p)
	if len(p.got) != 2 || p.got[0].To.Mail != "kofi@linde.example" || p.got[0].Link != "" || p.got[1].To.Mail != "kofi@new.example" {
		t.Fatalf("%+v", p.got)
	}
	if subject, text := mail.Write(p.got[0]); !strings.Contains(subject, "about to change") || !strings.Contains(text, "kofi@new.example") || strings.Contains(text, "http") {
		t.Errorf("%s: %s", subject, text)
	}
	if _, text := mail.Write(p.got[1]); !strings.Contains(text, p.got[1].Link) {
		t.Errorf("%s", text)
	}
	link := strings.TrimPrefix(p.got[1].Link, "http://o.example")
	scanner := s.visitor()
	scanner.get(link).wants(t, 200, "", "Is this your mail address?", "kofi@new.example", "Nothing has changed yet.")
	s.mailOf(2, "kofi@linde.example")
	scanner.post(link).wants(t, 200, "", "The address is changed")
	s.mailOf(2, "kofi@new.example")
	if len(scanner.cookies) != 0 {
		t.Error("a link that confirms lets somebody in")
	}
	scanner.post(link).wants(t, 410, "")
	if text := kofi.get("/linde/account").text; strings.Contains(text, "A link went to") {
		t.Error("what is confirmed still waits")
	}

	// A steward may, of others; the link of before is over when another address takes its place.
	kofi.get("/linde/people/1/mail").wants(t, 404, "")
	steward.get("/linde/people/1/mail").wants(t, 404, "") // their own is in the account
	steward.get("/linde/people/2").wants(t, 200, "", "Change the mail address", "/linde/people/2/mail")
	steward.get("/linde/people/2/mail").wants(t, 200, "", "It is k…@new.example now.", "the old one is told that you asked for it")
	steward.post("/linde/people/2/mail", "mail", "kofi").wants(t, 422, "", "This is no mail address", `value="kofi"`)
	steward.post("/linde/people/2/mail", "mail", "kofi@typo.example").wants(t, 303, "/linde/people/2/mail")
	s.deliver(p)
	typo := strings.TrimPrefix(p.got[3].Link, "http://o.example")
	if _, text := mail.Write(p.got[2]); p.got[2].To.Mail != "kofi@new.example" || !strings.Contains(text, "Fatima Idrissi, who looks after") {
		t.Errorf("%+v", p.got[2])
	}
	s.move(time.Minute)
	steward.post("/linde/people/2/mail", "mail", "kofi@right.example").wants(t, 303, "/linde/people/2/mail")
	kofi.get("/linde/account").wants(t, 200, "", "A link went to kofi@right.example")
	s.deliver(p)
	scanner.post(typo).wants(t, 410, "")
	s.mailOf(2, "kofi@new.example")
	kofi.post("/linde/account/mail", "do", "stop").wants(t, 303, "/linde/account?done=stopped")
	scanner.get(strings.TrimPrefix(p.got[5].Link, "http://o.example")).wants(t, 410, "")
	s.mailOf(2, "kofi@new.example")

	// After three days it is over, and where no mails go out an address changes at once.
	steward.post("/linde/people/2/mail", "mail", "kofi@late.example").wants(t, 303, "/linde/people/2/mail")
	s.deliver(p)
	s.move(73 * time.Hour)
	scanner.post(strings.TrimPrefix(p.got[7].Link, "http://o.example")).wants(t, 410, "")
	s.people.By(mail.Terminal(func(identity.Letter) {}))
	steward.get("/linde/people/2/mail").wants(t, 200, "", "This server sends no mails, so the address changes at once.")
	steward.post("/linde/people/2/mail", "mail", "kofi@now.example").wants(t, 303, "/linde/people/2/mail")
	s.mailOf(2, "kofi@now.example")
}

// mailOf wants somebody to have an address.
func (s *site) mailOf(p org.PersonID, want string) {
	s.t.Helper()
	who, _, err := s.people.People.Who(s.t.Context(), "linde", p)
	if err != nil || who.Mail != want {
		s.t.Errorf("%s has %q, want %q (%v)", p, who.Mail, want, err)
	}
}

// What is one of a few is chosen, not typed; what was set by another door stays a choice.
func TestSettingsAreChosen(t *testing.T) {
	s := newSite(t, "http://o.example")
	steward := s.in("linde", 1)
	zone := "Asia/Tokyo"
	s.do(1, &org.AmendOrganisation{Zone: &zone})
	steward.get("/linde/acts/org.amend").wants(t, 200, "", `<select id="f-lang"`, `<option value="en" selected>English</option>`, `<option value="nl">Nederlands</option>`,
		`<select id="f-zone"`, `<option value="Asia/Tokyo" selected>`, `<option value="Europe/Copenhagen">`)
	steward.post("/linde/acts/org.amend", "lang", "da", "zone", "Europe/Copenhagen").wants(t, 303, "/linde")
	steward.get("/linde/settings").wants(t, 200, "", "Europe/Copenhagen", "Dansk")
}

// A language that somebody chose is theirs on every browser that has none of its own.
func TestLanguageIsKeptWithSomebody(t *testing.T) {
	s := newSite(t, "http://o.example")
	first := s.in("linde", 2)
	first.get("/linde/account?lang=da").wants(t, 303, "/linde/account")
	second := s.in("linde", 2)
	second.header["Accept-Language"] = "en"
	second.get("/linde/account").wants(t, 200, "", "Alt om dig")
	second.get("/linde/account?lang=nl").wants(t, 303, "/linde/account")
	first.get("/linde/account").wants(t, 200, "", "Alt om dig") // which chose for itself
	s.visitor().get("/linde/account?lang=en")
	if lang, err := s.people.Lang(t.Context(), "linde", 2); err != nil || lang != "nl" {
		t.Errorf("%q is kept (%v)", lang, err)
	}
}
