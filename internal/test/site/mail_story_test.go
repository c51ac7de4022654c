package site_test

import (
	"context"
	"log/slog"
	"net"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"orpheus/identity"
	"orpheus/identity/mail"
	"orpheus/internal/browser"
	"orpheus/internal/test/mailbox"
	"orpheus/internal/test/pushbox"
	"orpheus/internal/test/stored"
	"orpheus/ledger"
	"orpheus/org"
	"orpheus/server"
	"orpheus/service"
	"orpheus/store/records"
	"orpheus/text/i18n"
)

// post is an organisation that is served with a mail server, and a clock that can be moved.
type post struct {
	*served
	box   *mailbox.Box
	push  *pushbox.Box // and its devices
	clock atomic.Int64 // beyond the time that goes by
}

// posted serves until the end of the test: Ann is a steward, Ben a member.
func posted(t *testing.T, lang string) *post {
	t.Helper()
	p := &post{served: &served{t: t, slug: "linde", log: stored.New(t), ann: 1, ben: 2}, box: mailbox.Listen(t, "127.0.0.1:0"), push: pushbox.Listen(t)}
	began := time.Now()
	now := func() time.Time { return today.Add(time.Since(began)).Add(time.Duration(p.clock.Load())) }
	p.desk = service.New(p.log, ledger.Options{Now: now, Follow: -1})
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p.addr = listener.Addr().String()
	if _, err := p.desk.Found(t.Context(), service.Founding{Slug: "linde", Name: "De Linde", Lang: "en", Person: records.Profile{Name: "Ann Peeters", Mail: "ann@o.example"}}); err != nil {
		t.Fatal(err)
	}
	if _, err := p.desk.AddPerson(t.Context(), "linde", records.Profile{Name: "Ben Aerts", Mail: "ben@o.example"}, false, false); err != nil {
		t.Fatal(err)
	}
	s := server.New(server.Config{Service: p.desk, URL: "http://" + p.addr, Calls: loopback, Now: now, Log: slog.New(slog.DiscardHandler)})
	p.people = s.Identity
	smtp, err := mail.NewSMTP("smtp://"+p.box.Addr, "Orpheus <orpheus@o.example>")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	var serving sync.WaitGroup
	ready := make(chan struct{})
	serving.Go(func() {
		if err := s.Serve(ctx, listener, smtp, func() error { close(ready); return nil }); err != nil {
			t.Error(err)
		}
	})
	t.Cleanup(func() { stop(); serving.Wait(); _ = p.desk.Close() })
	<-ready
	for _, who := range []org.PersonID{p.ann, p.ben} {
		if err := p.people.SetLang(t.Context(), "linde", who, lang); err != nil {
			t.Fatal(err)
		}
	}
	return p
}

// next is the next mail that comes.
func (p *post) next() mailbox.Mail {
	p.t.Helper()
	select {
	case raw := <-p.box.Got:
		return mailbox.Read(p.t, raw)
	case <-time.After(time.Minute):
		p.t.Fatal("no mail comes")
		return mailbox.Mail{}
	}
}

// takes has somebody's device take messages, beside mails.
func (p *post) takes(who org.PersonID) {
	p.t.Helper()
	d := p.push.Device(p.t, who.String())
	if err := p.people.AddPush(p.t.Context(), "linde", who, "", "", identity.PushAddress{Endpoint: d.Endpoint, Key: d.Key, Auth: d.Auth}); err != nil {
		p.t.Fatal(err)
	}
	v, err := p.desk.As(p.t.Context(), "linde", who)
	if err == nil {
		err = v.Choose(p.t.Context(), func(n *service.NoticeSettings) { n.Once = service.ByBoth })
	}
	if err != nil {
		p.t.Fatal(err)
	}
}

// shown is the next message to a device, which says this and leads there.
func (p *post) shown(body, leads string) {
	p.t.Helper()
	if m := p.push.Next(p.t); m.To != "P2" || m.Title != "De Linde" || m.Body != body || m.URL != "http://"+p.addr+leads {
		p.t.Errorf("a message: %+v, want %q to %s", m, body, leads)
	}
}

// An offer reaches a colleague by mail at once, and on their phone; they open it from the mail
// and accept; whoever offered is told, on their page and in the overview of the next morning, which has
// what was not seen and nothing else. Muting works from the mail, without signing in.
func TestMailStory(t *testing.T) {
	t.Parallel()
	for _, lang := range []string{"nl", "da"} {
		t.Run(lang, func(t *testing.T) {
			t.Parallel()
			mailStory(t, posted(t, lang), lang)
		})
	}
}

func mailStory(t *testing.T, s *post, lang string) {
	p := i18n.For(lang)
	ann, ben := s.in(s.ann, lang, browser.Wide), s.in(s.ben, lang, browser.Phone)
	s.takes(s.ben)
	s.do(s.ann, &org.RaiseTension{Circle: org.Root, Title: "Sleutels"})
	s.do(s.ann, &org.OfferLead{Tension: 1, To: s.ben, Word: org.Write("Jij kent de deur.")})
	m := s.next()
	if m.To != "ben@o.example" || m.Subject != p.T("letter.offer.subject", "Ann Peeters", "Sleutels") || !strings.Contains(m.Text, "Jij kent de deur.") {
		t.Fatalf("%s: %s\n%s", m.To, m.Subject, m.Text)
	}
	s.shown(p.T("push.offer"), "/linde/tensions/1")
	accept := regexp.MustCompile(`http://\S+/acts/lead\.accept\?offer=O1`).FindString(m.Text)
	ben.Open(accept)
	ben.Wait(`document.querySelector("form.doing button")`)
	if st, err := s.desk.Look(t.Context(), "linde", 0); err != nil || st.Offer(1).Answer != org.Unanswered {
		t.Fatal("opening the mail answers", err)
	}
	ben.Click("form.doing button")
	ben.Wait(`document.querySelector("#done")`)

	ann.to("/linde")
	ann.Wait(`document.querySelector("#changed .notice")`)
	ann.has("Ben Aerts")

	s.do(s.ann, &org.NoteInitiative{Initiative: 1, Text: org.Write("@P2 lukt het?")})
	m = s.next()
	if m.To != "ben@o.example" || !strings.Contains(m.Text, "@Ben Aerts lukt het?") {
		t.Fatalf("%s: %s\n%s", m.To, m.Subject, m.Text)
	}
	s.shown(p.T("push.named"), "/linde/initiatives/1")
	mute := regexp.MustCompile(`http://\S+/mail/P2\.mute-I1\.\S+`).FindString(m.Text)
	other := browser.Open(t).Page(t, browser.Phone) // signed in nowhere
	other.Open(mute)
	other.Wait(`document.querySelector("main form button")`)
	other.Accessible()
	other.Click("main form button")
	other.Wait(`document.querySelector("[role=status]")`)
	s.do(s.ann, &org.NoteInitiative{Initiative: 1, Text: org.Write("@P2 nog eens?")})

	s.do(s.ann, &org.RaiseTension{Circle: org.Root, Title: "Lijsten"})
	s.do(s.ann, &org.RaiseTension{Circle: org.Root, Title: "Deuren"})
	s.do(s.ben, &org.TakeLead{Tension: 2})
	s.do(s.ben, &org.TakeLead{Tension: 3})
	ann.to("/linde/initiatives/2") // seen
	ann.Wait(`document.querySelector(".people-lit")`)
	s.clock.Add(int64(24 * time.Hour))
	s.do(s.ben, &org.RaiseTension{Circle: org.Root, Title: "Ramen"}) // somebody does something
	m = s.next()
	if m.To != "ann@o.example" || m.Subject != "De Linde: "+p.T("letter.overview.changed", 2) {
		t.Fatalf("%s: %s\n%s", m.To, m.Subject, m.Text)
	}
	for what, there := range map[string]bool{"Sleutels": true, "Deuren": true, "Lijsten": false, "Ramen": false} {
		if strings.Contains(m.Text, what) != there {
			t.Errorf("%q is in the overview: %v\n%s", what, !there, m.Text)
		}
	}
	if m.Get("List-Unsubscribe") == "" {
		t.Error("the mail cannot be ended in one press")
	}
	s.do(s.ann, &org.OfferLead{Tension: 4, To: s.ben})
	if m := s.next(); m.To != "ben@o.example" || !strings.Contains(m.Subject, "Ramen") {
		t.Errorf("between them went out %s: %s", m.To, m.Subject)
	}
	s.shown(p.T("push.offer"), "/linde/tensions/4") // and nothing between them
}
