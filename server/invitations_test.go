package server_test

import (
	"context"
	"errors"
	"regexp"
	"strings"
	"testing"
	"time"

	"orpheus/identity"
	"orpheus/identity/mail"
	"orpheus/org"
	"orpheus/service"
)

// sender takes mails away, or says why it cannot.
type sender struct {
	fault string
	got   []identity.Letter
}

func (p *sender) Printed() bool { return false }

func (p *sender) Send(_ context.Context, l identity.Letter) error {
	if p.fault != "" {
		return errors.New(p.fault)
	}
	p.got = append(p.got, l)
	return nil
}

// deliver tries the mails that are due.
func (s *site) deliver(p identity.Postman) {
	s.t.Helper()
	if _, err := s.people.Deliver(s.t.Context(), p); err != nil {
		s.t.Fatal(err)
	}
}

func (s *site) move(d time.Duration) { s.clock.Add(int64(d)) }

const waiting = "/linde/people/invitations"

// What is wrong in a list stands at its line, is mended there without a script, and is
// forgotten when it is gone; who is invited begins in a circle, in a language, with a line.
func TestAListIsMended(t *testing.T) {
	s := newSite(t, "http://o.example")
	steward := s.in("linde", 1)
	s.form("Team Oost")
	look := steward.post("/linde/people/invite", "list", "Jan <jan@x.example>; Piet <piet@x>\nJan Jansen jan@x.example\nMy name", "do", "look")
	look.wants(t, 200, "", "Invite 1 person", "3 lines are not clear", "This is no mail address.", "twice", "The mail address is missing.", `value="Piet &lt;piet@x&gt;"`)
	if n := strings.Count(look.text, "This address is in the list twice."); n != 1 {
		t.Errorf("a line is marked %d times", n)
	}
	mended := steward.post("/linde/people/invite", "person", "Jan <jan@x.example>", "person", "Piet <piet@x.example>", "person", "Jan Jansen <jan@x.example>", "person", "My name",
		"skip", "2", "skip", "3", "list", "Gitte Sørensen gitte@x.example", "do", "look")
	mended.wants(t, 200, "", "Invite 3 people", "Gitte Sørensen")
	if strings.Contains(mended.text, "twice") || strings.Contains(mended.text, "not clear") {
		t.Error("what was mended is still marked")
	}
	s.letters(0)
	steward.post("/linde/people/invite", "person", "Jan <jan@x.example>", "do", "invite", "line", strings.Repeat("x", 501)).wants(t, 422, "", "At most 500 characters.")
	steward.post("/linde/people/invite", "person", "Jan <jan@x.example>", "circle", "2", "lang", "da", "line", "Good to have you", "do", "invite").wants(t, 200, "", "1 person takes part now")
	st, err := s.desk.Look(t.Context(), "linde", 0)
	if err != nil {
		t.Fatal(err)
	}
	if jan := st.Person(4); jan == nil || len(jan.Circles) != 1 || jan.Circles[0] != 2 {
		t.Errorf("%+v", jan)
	}
	p := &sender{}
	s.deliver(p)
	if len(p.got) != 1 || p.got[0].To.Mail != "jan@x.example" {
		t.Fatalf("%+v", p.got)
	}
	if subject, text := mail.Write(p.got[0]); !strings.HasPrefix(subject, "Du er inviteret") || !strings.Contains(text, "Good to have you") {
		t.Errorf("%s: %s", subject, text)
	}
	s.visitor().get(strings.TrimPrefix(p.got[0].Link, "http://o.example")).wants(t, 200, "", "Good to have you", "Velkommen")
	for _, line := range []string{"Good to have you", "jan@x.example"} { // theirs alone
		if page := s.in("linde", 2).get("/linde/stream"); strings.Contains(page.text, line) {
			t.Errorf("others read %q", line)
		}
	}
}

// form forms a circle.
func (s *site) form(name string) {
	s.t.Helper()
	s.do(1, &org.FormCircle{Parents: []org.CircleID{org.Root}, Name: name})
}

// An invitation is followed to its end: what became of its mail, that it was opened, and
// that somebody came in.
func TestInvitationsStandAsTheyAre(t *testing.T) {
	s := newSite(t, "http://o.example")
	steward, member := s.in("linde", 1), s.in("linde", 2)
	steward.get(waiting).wants(t, 200, "", "Nobody is waiting")
	steward.post("/linde/people/invite", "person", "Jan <jan@x.exmaple>", "do", "invite").wants(t, 200, "")
	steward.get(waiting).wants(t, 200, "", "jan@x.exmaple", "waits")
	if page := member.get(waiting); strings.Contains(page.text, "jan@") {
		t.Error("a member sees an invitation of somebody else")
	}
	s.in("linde", 3).get(waiting).wants(t, 404, "")
	member.post(waiting, "person", "P4", "do", "link").wants(t, 409, "", "This invitation is over")

	p := &sender{fault: "550 no such domain"}
	s.deliver(p)
	steward.get(waiting).wants(t, 200, "", "did not arrive", "1 mail did not arrive.", "“550 no such domain”", "09:00", "Tried 1 time, again on")
	s.visitor().post("/signin", "org", "linde", "mail", "kofi@linde.example").wants(t, 200, "")
	s.letters(2)
	s.deliver(p)
	steward.get(waiting).wants(t, 200, "", "Other mails that did not arrive", "Kofi Mensah")
	p.fault = ""
	steward.post(waiting, "person", "P4", "do", "mend", "mail", "jan").wants(t, 422, "", "This is no mail address", `value="jan"`)
	steward.post(waiting, "person", "P4", "do", "mend", "mail", "KOFI@linde.example").wants(t, 422, "", "Somebody else here has this address.")
	steward.post(waiting, "person", "P4", "do", "mend", "mail", "jan@x.example").wants(t, 200, "", "is now written to at jan@x.example")
	s.letters(2)
	s.deliver(p)
	if len(p.got) != 1 || p.got[0].To.Mail != "jan@x.example" {
		t.Fatalf("%+v", p.got)
	}
	steward.get(waiting).wants(t, 200, "", "sent", "Not opened.")
	link := strings.TrimPrefix(p.got[0].Link, "http://o.example")
	s.move(time.Hour)
	s.visitor().get(link).wants(t, 200, "")
	steward.get(waiting).wants(t, 200, "", "opened, not yet in", "10:00")
	steward.post(waiting, "person", "P4", "do", "again").wants(t, 200, "", "Jan is written to again.")
	s.deliver(p)
	if len(p.got) != 3 { // with the one that Kofi asked for
		t.Fatalf("%d letters", len(p.got))
	}
	jan := s.visitor()
	jan.post(link).wants(t, 303, "/linde")
	steward.get(waiting).wants(t, 200, "", "Nobody is waiting")
	// Who is in gets no link from anybody else.
	steward.post(waiting, "person", "P4", "do", "link").wants(t, 409, "")
	if address, err := s.people.InviteLink(t.Context(), "linde", 4); err != nil || address != "" {
		t.Errorf("a link to come in as somebody: %q, %v", address, err)
	}

	// Taken back, the link lets nobody in.
	steward.post("/linde/people/invite", "person", "Piet <piet@x.example>", "do", "invite").wants(t, 200, "")
	s.deliver(p)
	steward.post(waiting, "person", "P5", "do", "back").wants(t, 200, "", "was taken back", "Nobody is waiting")
	s.visitor().post(strings.TrimPrefix(p.got[3].Link, "http://o.example")).wants(t, 404, "")
	// Invited again, they are the same person.
	steward.post("/linde/people/invite", "person", "Piet <PIET@x.example>", "do", "invite").wants(t, 200, "")
	steward.get(waiting).wants(t, 200, "", "PIET@x.example", `id="P5"`)
	s.deliver(p)
	s.move(15 * 24 * time.Hour)
	s.in("linde", 1).get(waiting).wants(t, 200, "", "ran out")
}

var shown = regexp.MustCompile(`<code class="secret">http://o\.example(/signin/[\w-]{43})</code>`)

// Without a mail server the pages say so, and a link is shown, as a picture and on a card.
func TestLinksWithoutAMailServer(t *testing.T) {
	s := newSite(t, "http://o.example")
	s.people.By(mail.Terminal(func(identity.Letter) {}))
	steward := s.in("linde", 1)
	s.visitor().get("/signin?org=linde").wants(t, 200, "", "This server sends no mails.")
	s.visitor().post("/signin", "org", "linde", "mail", "kofi@linde.example").wants(t, 200, "", "No mail is sent here")
	steward.get("/linde/people/invite").wants(t, 200, "", "This server sends no mails.")
	steward.post("/linde/people/invite", "list", "Jan Jansen\nPiet <piet@x.example>", "links", "on", "do", "look").wants(t, 200, "", "Invite 2 people", "gets a link from you")
	steward.post("/linde/people/invite", "list", "Jan Jansen\nPiet <piet@x.example>", "links", "on", "do", "invite").wants(t, 200, "", "Give each their link.")
	page := steward.get(waiting)
	page.wants(t, 200, "", "no mail address", "no link yet", "Print 2 cards")
	first := steward.post(waiting, "person", "P4", "do", "link")
	first.wants(t, 200, "", "works once", `class="qr"`, "link only")
	if first.Header.Get("Cache-Control") != "no-store" {
		t.Error("a page with a link is kept")
	}
	old := shown.FindStringSubmatch(first.text)
	cards := steward.post(waiting, "do", "cards")
	cards.wants(t, 200, "", "Jan Jansen", "Piet", "Cards to hand out")
	links := shown.FindAllStringSubmatch(cards.text, -1)
	if len(links) != 2 || old == nil {
		t.Fatalf("%d links, the first %v", len(links), old)
	}
	s.visitor().post(old[1]).wants(t, 404, "") // a new link stops the one before

	for _, l := range links {
		v := s.visitor()
		v.get(l[1]).wants(t, 200, "", "Sign in as")
		v.post(l[1]).wants(t, 303, "/linde")
	}
	steward.get(waiting).wants(t, 200, "", "Nobody is waiting")
}

// do does an act of somebody.
func (s *site) do(by org.PersonID, act org.Act) {
	s.t.Helper()
	v, err := s.desk.As(s.t.Context(), "linde", by)
	if err == nil {
		_, err = v.Do(s.t.Context(), service.Asked{Act: act})
	}
	if err != nil {
		s.t.Fatal(err)
	}
}
