package mail_test

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"orpheus/identity"
	"orpheus/identity/mail"
	"orpheus/internal/test/mailbox"
	"orpheus/ledger"
	"orpheus/org"
	"orpheus/store/memory"
	"orpheus/store/storetest"
	"orpheus/text/i18n"
)

// crowd is one person, as an identity.Directory.
type crowd struct{ one identity.Who }

func (c crowd) Find(_ context.Context, _, mail string) ([]identity.Who, error) {
	if mail != c.one.Mail {
		return nil, nil
	}
	return []identity.Who{c.one}, nil
}

func (c crowd) Who(context.Context, string, org.PersonID) (identity.Who, bool, error) {
	return c.one, true, nil
}

// A mail that meets a server which is down arrives when it is up again, in the
// language it was asked for in, with a link that lets in.
func TestMailsArriveInThreeLanguages(t *testing.T) {
	for _, lang := range i18n.Languages {
		t.Run(lang, func(t *testing.T) {
			box := mailbox.Listen(t, "127.0.0.1:0")
			addr := box.Addr
			box.Close() // down at first
			var log memory.Log
			if err := log.Append(t.Context(), ledger.Batch{Slug: "linde", Rows: storetest.Rows(ledger.Head{}, 1, "x")}); err != nil {
				t.Fatal(err)
			}
			now := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
			who := identity.Who{Slug: "linde", OrgName: "De Linde æøå", Lang: "nl", Person: 1, Name: "Fatima Idrissi, ø", Mail: "fatima@linde.example"}
			s := &identity.Service{Store: &log, People: crowd{who}, URL: "https://o.example", Now: func() time.Time { return now }}
			smtp, err := mail.NewSMTP("smtp://"+addr, "Orpheus <orpheus@o.example>")
			if err != nil {
				t.Fatal(err)
			}
			if err := s.Ask(t.Context(), "", who.Mail, lang, ""); err != nil {
				t.Fatal(err)
			}
			next, err := s.Deliver(t.Context(), smtp)
			if err != nil || next == 0 {
				t.Fatalf("with the server down: next try %v, %v", next, err)
			}
			box = mailbox.Listen(t, addr)
			now = next.Std()
			if next, err = s.Deliver(t.Context(), smtp); err != nil || next != 0 {
				t.Fatalf("with the server up: next try %v, %v", next, err)
			}
			m := mailbox.Read(t, <-box.Got)
			if want := i18n.For(lang).T("mail.signin.subject", who.OrgName); m.Subject != want {
				t.Errorf("the subject is %q", m.Subject)
			}
			to, err := m.AddressList("To")
			if err != nil || len(to) != 1 || to[0].Name != who.Name || to[0].Address != who.Mail {
				t.Errorf("it is to %v, %v", to, err)
			}
			if got := m.Get("Auto-Submitted"); got != "auto-generated" {
				t.Errorf("Auto-Submitted: %q", got)
			}
			body := []byte(m.Text)
			link := regexp.MustCompile(`https://o\.example/signin/([\w-]{43})\n`).FindSubmatch(body)
			if link == nil || !strings.Contains(string(body), i18n.For(lang).T("mail.not_you")) {
				t.Fatalf("the text is %s", body)
			}
			if _, e, err := s.Enter(t.Context(), string(link[1]), ""); err != nil || e.Person != 1 {
				t.Errorf("the link leads to %+v, %v", e, err)
			}
		})
	}
}

// told writes one mail, as it is asked to.
type told struct{ w *identity.Written }

func (w told) Write(context.Context, identity.Mail, identity.Who) (*identity.Written, error) {
	return w.w, nil
}

// A mail that tells of something is text and a page, named for ever, goes on a thread, and
// can be ended by one press in the program that reads it (RFC 8058).
func TestAMailThatTells(t *testing.T) {
	box := mailbox.Listen(t, "127.0.0.1:0")
	var log memory.Log
	if err := log.Append(t.Context(), ledger.Batch{Slug: "linde", Rows: storetest.Rows(ledger.Head{}, 1, "x")}); err != nil {
		t.Fatal(err)
	}
	who := identity.Who{Slug: "linde", OrgName: `De "Linde", æ`, Person: 1, Name: `Fatima "F." Idrissi`, Mail: "fatima@linde.example"}
	w := &identity.Written{Subject: "Pak jij dit op?", Text: "één", HTML: "<p>één</p>", ID: "a.1@o.example", Thread: []string{"t.1@o.example"}, Unsubscribe: "https://o.example/linde/mail/x"}
	s := &identity.Service{Store: &log, People: crowd{who}, URL: "https://o.example", Writer: told{w}}
	smtp, err := mail.NewSMTP("smtp://"+box.Addr, "Orpheus <orpheus@o.example>")
	if err != nil {
		t.Fatal(err)
	}
	if err := log.Queue(t.Context(), identity.Mail{Kind: identity.Notice, Org: "linde", Person: 1, Due: 1}); err != nil {
		t.Fatal(err)
	}
	if next, err := s.Deliver(t.Context(), smtp); err != nil || next != 0 {
		t.Fatal(next, err)
	}
	m := mailbox.Read(t, <-box.Got)
	if m.Subject != w.Subject || strings.TrimSpace(m.Text) != w.Text || strings.TrimSpace(m.HTML) != w.HTML {
		t.Errorf("%+v", m)
	}
	for name, want := range map[string]string{
		"Message-Id": "<a.1@o.example>", "References": "<t.1@o.example>", "In-Reply-To": "<t.1@o.example>", "Auto-Submitted": "auto-generated",
		"List-Unsubscribe": "<https://o.example/linde/mail/x>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
	} {
		if got := m.Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if from, err := m.AddressList("From"); err != nil || from[0].Name != who.OrgName || from[0].Address != "orpheus@o.example" {
		t.Error(from, err)
	}
}

// A server that had all of a mail and did not answer may have it: nobody is told twice.
func TestAMailThatMayHaveArrived(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	var taken atomic.Int32
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			in := bufio.NewScanner(c)
			fmt.Fprint(c, "220 test\r\n")
			for in.Scan() {
				if in.Text() == "." {
					taken.Add(1)
					break
				}
				if verb, _, _ := strings.Cut(in.Text(), " "); verb == "DATA" {
					fmt.Fprint(c, "354 go on\r\n")
				} else if verb == "EHLO" || verb == "MAIL" || verb == "RCPT" || verb == "NOOP" || verb == "RSET" {
					fmt.Fprint(c, "250 fine\r\n")
				}
			}
			c.Close()
		}
	}()
	var log memory.Log
	if err := log.Append(t.Context(), ledger.Batch{Slug: "linde", Rows: storetest.Rows(ledger.Head{}, 1, "x")}); err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	who := identity.Who{Slug: "linde", OrgName: "De Linde", Person: 1, Name: "Fatima", Mail: "fatima@linde.example"}
	s := &identity.Service{Store: &log, People: crowd{who}, Now: func() time.Time { return now }, Writer: told{&identity.Written{Subject: "x", Text: "x", ID: "a@o"}}}
	smtp, err := mail.NewSMTP("smtp://"+l.Addr().String(), "o@o.example")
	if err != nil {
		t.Fatal(err)
	}
	if err := log.Queue(t.Context(), identity.Mail{Kind: identity.Notice, Org: "linde", Person: 1, Due: 1}); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if _, err := s.Deliver(t.Context(), smtp); err != nil {
			t.Fatal(err)
		}
		now = now.Add(24 * time.Hour)
	}
	left, err := s.Undelivered(t.Context(), "linde")
	if err != nil || taken.Load() != 1 || len(left) != 1 || left[0].Due != 0 {
		t.Errorf("%d times, left %+v, %v", taken.Load(), left, err)
	}
}

func TestInvitationsNameWhoInvites(t *testing.T) {
	l := identity.Letter{Mail: identity.Mail{Kind: identity.Invite, Lang: "xx"}, To: identity.Who{OrgName: "De Linde", Name: "Kofi", Lang: "da"}, Link: "https://o.example/signin/x"}
	if subject, text := mail.Write(l); subject != "Du er inviteret til De Linde" || !strings.Contains(text, "Hej Kofi") || !strings.Contains(text, l.Link) {
		t.Errorf("%s: %s", subject, text)
	}
	l.Inviter = "Fatima"
	if _, text := mail.Write(l); !strings.Contains(text, "Fatima inviterer dig") {
		t.Error(text)
	}
}

func TestAddressesOfMailServers(t *testing.T) {
	for _, good := range []string{"smtp://user:pass@mail.example.org:587", "smtps://mail.example.org", "smtp://127.0.0.1:25"} {
		if _, err := mail.NewSMTP(good, "Orpheus <o@example.org>"); err != nil {
			t.Errorf("%s: %v", good, err)
		}
	}
	for _, bad := range [][2]string{{"mail.example.org", "o@example.org"}, {"smtp://user:hush@", "o@example.org"}, {"smtp://m.example.org", ""}, {"smtp://m.example.org", "nobody"}} {
		_, err := mail.NewSMTP(bad[0], bad[1])
		if err == nil || strings.Contains(err.Error(), "hush") {
			t.Errorf("%v: %v", bad, err)
		}
	}
}
