package server_test

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"orpheus/identity"
	"orpheus/org"
	"orpheus/service"
)

// queue puts into the outbox what a server puts there at its looks.
func queue(ctx context.Context, d *service.Service) error {
	return errors.Join(d.QueueMails(ctx), d.QueueOverviews(ctx))
}

// tells has mails queued and sent, and returns those that went out.
func (s *site) tells() []identity.Letter {
	s.t.Helper()
	if err := queue(s.t.Context(), s.desk); err != nil {
		s.t.Fatal(err)
	}
	p := &sender{}
	s.deliver(p)
	return p.got
}

// to are the subjects of letters, each with whom it is to.
func to(letters []identity.Letter) []string {
	out := []string{}
	for _, l := range letters {
		out = append(out, l.To.Person.String()+": "+l.Written.Subject)
	}
	slices.Sort(out)
	return out
}

func (s *site) went(what string, want ...string) []identity.Letter {
	s.t.Helper()
	got := s.tells()
	if slices.Sort(want); !slices.Equal(to(got), append([]string{}, want...)) {
		s.t.Errorf("%s: went out\n%q, want\n%q", what, to(got), want)
	}
	return got
}

// What asks something of somebody reaches them by a mail at once, once, with the words of
// who asks and buttons that only open the form; what they answered meanwhile does not.
func TestAnOfferReachesSomebodyAtOnce(t *testing.T) {
	s := newSite(t, "http://o.example")
	s.went("the founding")
	s.do(1, &org.RaiseTension{Circle: org.Root, Title: "Keys & <locks>"})
	s.do(1, &org.OfferLead{Tension: 1, To: 2, Word: org.Write("You know the door.\nIt sticks.")})
	got := s.went("an offer", "P2: Fatima Idrissi asks you to take the lead: Keys & <locks>")
	w := got[0].Written
	for _, want := range []string{"Fatima Idrissi asks you", "> You know the door.\n> It sticks.", "http://o.example/linde/acts/lead.accept?offer=O1", "lead.decline?offer=O1", "It asks something of you, so it comes at once.", "in your overview, Tue 3 March, 07:30"} {
		if !strings.Contains(w.Text, want) {
			t.Errorf("the text has no %q:\n%s", want, w.Text)
		}
	}
	for _, want := range []string{"You know the door.", `href="http://o.example/linde/acts/lead.accept?offer=O1"`, "Keys &amp; &lt;locks&gt;"} {
		if !strings.Contains(w.HTML, want) {
			t.Errorf("the page has no %q:\n%s", want, w.HTML)
		}
	}
	if strings.Contains(w.HTML, "<img") || strings.Contains(w.HTML, "<script") || strings.Contains(w.HTML, "<locks>") {
		t.Error("the page fetches something, or has what somebody wrote as it is")
	}
	s.went("again")
	s.do(1, &org.RaiseTension{Circle: org.Root, Title: "Lists"})
	s.do(1, &org.OfferLead{Tension: 2, To: 2})
	must(t, queue(t.Context(), s.desk))
	s.do(2, &org.DeclineOffer{Offer: 2})
	s.went("an offer that was answered before its mail went out")

	s.do(1, &org.NoteTension{Tension: 2, Text: org.Write("@P2, do you have them?")})
	must(t, queue(t.Context(), s.desk))
	v, err := s.desk.As(t.Context(), "linde", 2)
	must(t, err)
	must(t, v.SeeAll(t.Context(), 1<<40))
	s.went("a name that was seen before its mail went out")
	s.do(1, &org.NoteTension{Tension: 2, Text: org.Write("@P2, and the second one?")})
	s.went("a name that was not seen", "P2: Fatima Idrissi said something about “Lists”")
	s.do(1, &org.NoteTension{Tension: 2, Text: org.Write("@P2, and the third?")})
	must(t, queue(t.Context(), s.desk))
	s.chooses(2, func(n *service.NoticeSettings) {
		n.Ways = map[string]service.Way{org.MatterNamed.String(): service.OnlyHere}
	})
	s.went("a name that is not told by mail any more when its mail goes out")
	s.chooses(2, func(n *service.NoticeSettings) { n.Ways = nil })
	s.do(1, &org.OfferLead{Tension: 2, To: 2})
	must(t, queue(t.Context(), s.desk))
	s.chooses(2, func(n *service.NoticeSettings) { n.NoMail = true })
	s.went("an offer to somebody who wants no mails any more when its mail goes out")
	s.do(1, &org.NoteTension{Tension: 2, Text: org.Write("@P2, and the fourth?")})
	s.queuesNone("a name of somebody who wants no mails", 2)
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// chooses changes how notices reach somebody.
func (s *site) chooses(p org.PersonID, change func(*service.NoticeSettings)) {
	s.t.Helper()
	v, err := s.desk.As(s.t.Context(), "linde", p)
	must(s.t, err)
	must(s.t, v.Choose(s.t.Context(), change))
}

// queuesNone fails where a mail to somebody is put into the outbox, even one that would be
// dropped when it goes out.
func (s *site) queuesNone(what string, p org.PersonID) {
	s.t.Helper()
	must(s.t, queue(s.t.Context(), s.desk))
	all, err := s.people.Waiting(s.t.Context(), "linde", p)
	must(s.t, err)
	if len(all) != 0 {
		s.t.Errorf("%s: %d mails wait", what, len(all))
	}
}

// The overview of the next morning has what somebody has not seen and was not told before,
// and nothing else; where there is nothing, there is no mail.
func TestTheOverviewHasWhatWasNotSeen(t *testing.T) {
	s := newSite(t, "http://o.example")
	s.went("the founding")
	for _, title := range []string{"Keys", "Lists", "Doors"} {
		s.do(1, &org.RaiseTension{Circle: org.Root, Title: title})
	}
	s.do(2, &org.FeelTension{Tension: 1})
	for n := range 3 {
		s.do(2, &org.TakeLead{Tension: org.TensionID(n + 1)})
	}
	s.do(2, &org.OfferLead{Initiative: 1, To: 1})
	s.went("at once", "P1: Kofi Mensah asks you to take the lead: Keys")
	seen, err := s.desk.As(t.Context(), "linde", 1)
	must(t, err)
	must(t, seen.See(t.Context(), org.RefOf(org.InitiativeID(2)), 1000))
	s.move(22*time.Hour + 29*time.Minute) // a minute before
	s.went("too early")
	s.move(time.Minute)
	got := s.went("in the morning", "P1: Org linde: 2 changed")
	text := got[0].Written.Text
	for what, there := range map[string]bool{"Keys": true, "Doors": true, "Lists": false, "lead.accept": false, "You raised it": true, "Good morning, Fatima": true} {
		if strings.Contains(text, what) != there {
			t.Errorf("%q is there: %v\n%s", what, !there, text)
		}
	}
	s.went("again")
	s.move(24 * time.Hour)
	s.went("a day without anything")
	s.do(2, &org.NoteInitiative{Initiative: 3, Text: org.Write("The door is in.")})
	must(t, seen.SeeAll(t.Context(), 1000))
	s.move(24 * time.Hour)
	s.queuesNone("what was seen", 1)
	s.chooses(1, func(n *service.NoticeSettings) { n.Rhythm = service.Weekly })
	s.do(2, &org.LayDownLead{Lead: 2})
	s.move(24 * time.Hour)
	s.went("a day in a week")
	s.move(4 * 24 * time.Hour) // a Monday
	s.went("once a week", "P1: Org linde: 1 changed")
}

// What waits for somebody stands in their overview once it begins to wait, and when its
// day comes.
func TestTheOverviewHasWhatIsDue(t *testing.T) {
	s := newSite(t, "http://o.example")
	s.do(2, &org.RaiseTension{Circle: org.Root, Title: "Keys", Lead: true})
	s.do(2, &org.SetStep{Initiative: 1, Text: org.Write("Count them"), Due: org.At(s.now().AddDate(0, 0, 7))})
	days := map[int]string{}
	for day := range 10 {
		if got := s.tells(); len(got) > 0 {
			days[day] = got[0].Written.Subject
			if !strings.Contains(got[0].Written.Text, "Count them") {
				t.Error(got[0].Written.Text)
			}
		}
		s.move(24 * time.Hour)
	}
	if fmt.Sprint(days) != "map[5:Org linde: one thing asks something of you 7:Org linde: one thing asks something of you]" {
		t.Error(days)
	}
}

// In quiet hours what would come at once waits until they are over; a mail can say only
// that something waits; and none comes to who wants none.
func TestHowOneWantsToBeTold(t *testing.T) {
	s := newSite(t, "http://o.example")
	s.went("the founding")
	offer := func() {
		s.do(1, &org.RaiseTension{Circle: org.Root, Title: "Keys"})
		st, err := s.desk.Look(t.Context(), "linde", 0)
		must(t, err)
		var last org.TensionID
		for id := range st.Tensions() {
			last = id
		}
		s.do(1, &org.OfferLead{Tension: last, To: 2, Word: org.Write("Please")})
	}
	s.chooses(2, func(n *service.NoticeSettings) { n.Quiet = &[2]service.Minute{8 * 60, 10 * 60} })
	offer()
	s.went("in quiet hours")
	s.move(time.Hour)
	s.went("after them", "P2: Fatima Idrissi asks you to take the lead: Keys")
	s.chooses(2, func(n *service.NoticeSettings) { n.Bare = true })
	offer()
	got := s.went("barely", "P2: Something waits for you in Org linde")
	for _, part := range []string{got[0].Written.Text, got[0].Written.HTML, fmt.Sprint(got[0].Written.Thread)} {
		for _, secret := range []string{"Keys", "Fatima", "Please", "T2", "O2"} {
			if strings.Contains(part, secret) {
				t.Errorf("a bare mail has %q: %s", secret, part)
			}
		}
	}
	s.chooses(2, func(n *service.NoticeSettings) { n.Bare = false })
	s.do(1, &org.SayInMails{Bare: true})
	offer()
	s.went("barely, as the organisation has it", "P2: Something waits for you in Org linde")
	s.do(1, &org.SayInMails{})
	s.chooses(2, func(n *service.NoticeSettings) { n.NoMail = true })
	offer()
	s.went("to who wants none")
	s.chooses(2, func(n *service.NoticeSettings) {
		n.NoMail, n.Ways = false, map[string]service.Way{"asked": service.OnlyHere}
	})
	offer()
	s.went("only here")
}

var byMail = regexp.MustCompile(`http://o\.example(/linde/mail/(P\d+\.([\w-]+))\.[\w-]+)`)

// From a mail one mutes a thing or ends such mails without signing in. What scans mails
// changes nothing, and a link that was made up or is somebody else's does nothing.
func TestLinksOfAMail(t *testing.T) {
	s := newSite(t, "http://o.example")
	s.went("the founding")
	s.do(1, &org.RaiseTension{Circle: org.Root, Title: "Doorstep"})
	s.do(1, &org.NoteTension{Tension: 1, Text: org.Write("@P2 do you know?")})
	got := s.went("a mention", "P2: Fatima Idrissi said something about “Doorstep”")
	w := got[0].Written
	if !strings.Contains(w.Text, "@Kofi Mensah do you know?") {
		t.Error(w.Text)
	}
	paths := map[string]string{}
	for _, m := range byMail.FindAllStringSubmatch(w.Text+w.Unsubscribe, -1) {
		paths[m[3]] = m[1]
	}
	settings := func() service.NoticeSettings {
		v, err := s.desk.As(t.Context(), "linde", 2)
		must(t, err)
		i, err := v.Inbox(t.Context())
		must(t, err)
		return i.Settings
	}
	mute := paths["mute-T1"]
	s.visitor().get(mute).wants(t, 200, "", "Quiet about what this mail told of", "Be quiet about this")
	if len(settings().Muted) > 0 {
		t.Fatal("looking at it mutes")
	}
	for _, bad := range []string{mute + "x", strings.Replace(mute, "P2", "P1", 1), strings.Replace(mute, "T1", "T2", 1), strings.Replace(mute, "mute-T1", "all", 1), "/linde/mail/P2.all.", "/linde/mail/x"} {
		s.visitor().post(bad).wants(t, 404, "")
	}
	if n := settings(); len(n.Muted) > 0 || n.NoMail {
		t.Fatal("a link that was made up does something")
	}
	page := s.visitor().post(mute)
	page.wants(t, 200, "", "Done")
	if strings.Contains(page.text, "Doorstep") {
		t.Error("the page tells of the thing to whoever has the mail")
	}
	s.do(1, &org.NoteTension{Tension: 1, Text: org.Write("@P2 still?")})
	s.went("what is muted")
	all := paths["all"]
	s.visitor().send("POST", all, url.Values{"List-Unsubscribe": {"One-Click"}}).wants(t, 200, "", "Done")
	if !settings().NoMail {
		t.Error("one press does not end the mails")
	}
	s.do(0, &org.LeavePerson{Person: 2})
	s.visitor().get(all).wants(t, 404, "")
}

// A language that somebody chooses is kept with them: mails to them are in it.
func TestTheLanguageIsKeptWithSomebody(t *testing.T) {
	s := newSite(t, "http://o.example")
	s.went("the founding")
	s.in("linde", 2).get("/linde?lang=da").wants(t, 303, "/linde")
	s.visitor().get("/linde?lang=nl").wants(t, 303, "/linde") // of nobody
	s.do(1, &org.RaiseTension{Circle: org.Root, Title: "Keys"})
	s.do(1, &org.OfferLead{Tension: 1, To: 2})
	s.went("an offer", "P2: Fatima Idrissi spørger, om du vil være tovholder: Keys")
}
