package mail_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"mime"
	"mime/quotedprintable"
	"net"
	netmail "net/mail"
	"regexp"
	"strings"
	"testing"
	"time"

	"orpheus/identity"
	"orpheus/identity/mail"
	"orpheus/ledger"
	"orpheus/org"
	"orpheus/store/memory"
	"orpheus/store/storetest"
	"orpheus/text/i18n"
)

// mailbox is a mail server on this machine that keeps what it gets.
type mailbox struct {
	l   net.Listener
	got chan string

	utf8 bool        // it takes addresses in any letters
	said chan string // the commands it was given
}

func listen(t *testing.T, addr string, utf8 ...bool) *mailbox {
	t.Helper()
	l, err := net.Listen("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	m := &mailbox{l: l, got: make(chan string, 10), utf8: len(utf8) > 0 && utf8[0], said: make(chan string, 100)}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go m.talk(c)
		}
	}()
	return m
}

func (m *mailbox) talk(c net.Conn) {
	defer c.Close()
	in := bufio.NewScanner(c)
	say := func(text string) { fmt.Fprintf(c, "%s\r\n", text) }
	say("220 test")
	for in.Scan() {
		m.said <- in.Text()
		switch verb, _, _ := strings.Cut(strings.ToUpper(in.Text()), " "); verb {
		case "EHLO":
			say("250-test")
			if m.utf8 {
				say("250-SMTPUTF8")
			}
			say("250 8BITMIME")
		case "DATA":
			say("354 go on")
			var b strings.Builder
			for in.Scan() && in.Text() != "." {
				b.WriteString(strings.TrimPrefix(in.Text(), ".") + "\r\n")
			}
			m.got <- b.String()
			say("250 kept")
		case "QUIT":
			say("221 bye")
			return
		default:
			say("250 fine")
		}
	}
}

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
			box := listen(t, "127.0.0.1:0")
			addr := box.l.Addr().String()
			box.l.Close() // down at first
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
			box = listen(t, addr)
			now = next.Std()
			if next, err = s.Deliver(t.Context(), smtp); err != nil || next != 0 {
				t.Fatalf("with the server up: next try %v, %v", next, err)
			}
			m, err := netmail.ReadMessage(strings.NewReader(<-box.got))
			if err != nil {
				t.Fatal(err)
			}
			subject, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
			if err != nil || subject != i18n.For(lang).T("mail.signin.subject", who.OrgName) {
				t.Errorf("the subject is %q, %v", subject, err)
			}
			to, err := m.Header.AddressList("To")
			if err != nil || len(to) != 1 || to[0].Name != who.Name || to[0].Address != who.Mail {
				t.Errorf("it is to %v, %v", to, err)
			}
			if got := m.Header.Get("Auto-Submitted"); got != "auto-generated" {
				t.Errorf("Auto-Submitted: %q", got)
			}
			body, err := io.ReadAll(quotedprintable.NewReader(m.Body))
			if err != nil {
				t.Fatal(err)
			}
			link := regexp.MustCompile(`https://o\.example/signin/([\w-]{43})\r?\n`).FindSubmatch(body)
			if link == nil || !strings.Contains(string(body), i18n.For(lang).T("mail.not_you")) {
				t.Fatalf("the text is %s", body)
			}
			if _, e, err := s.Enter(t.Context(), string(link[1]), ""); err != nil || e.Person != 1 {
				t.Errorf("the link leads to %+v, %v", e, err)
			}
		})
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
