package mail

import (
	"context"
	"crypto/rand"
	"fmt"
	"net"
	netmail "net/mail"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/wneessen/go-mail"
	"golang.org/x/net/idna"

	"orpheus/identity"
)

// Greet has the mail server told who speaks, by the host of the public address: the bare name
// of a machine, which is what go-mail says by itself, is taken for that of a sender of spam.
func (s *SMTP) Greet(public string) error {
	u, err := url.Parse(public)
	if err != nil || u.Hostname() == "" {
		return fmt.Errorf("%q has no host", public)
	}
	s.host = u.Hostname()
	if ip := net.ParseIP(s.host); ip != nil {
		s.host = "[" + ip.String() + "]"
		if ip.To4() == nil {
			s.host = "[IPv6:" + ip.String() + "]"
		}
	} else if s.host, err = idna.Lookup.ToASCII(s.host); err != nil {
		return err
	}
	return mail.WithHELO(s.host)(s.client)
}

// identify gives a mail a name of its own, under the public host.
func (s *SMTP) identify(m *mail.Msg) {
	if s.host == "" {
		m.SetMessageID()
		return
	}
	m.SetMessageIDWithValue(strings.ToLower(rand.Text()) + "@" + s.host)
}

// hand hands a mail over. Domains go as mail servers read them; letters beyond ASCII before
// the @ only to a server that takes them, which is told of them; the error is
// identity.ErrLetters where it does not.
func (s *SMTP) hand(ctx context.Context, m *mail.Msg) error {
	beyond := false
	for _, list := range [][]*netmail.Address{m.GetFrom(), m.GetTo()} {
		for _, a := range list {
			address, err := wired(a.Address)
			if err != nil {
				return err
			}
			a.Address = address
			beyond = beyond || !ascii(address)
		}
	}
	c, err := s.client.DialToSMTPClientWithContext(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = s.client.CloseWithSMTPClient(c) }()
	if takes, _ := c.Extension("SMTPUTF8"); beyond && !takes {
		return identity.ErrLetters
	}
	c.SkipSMTPUTF8(!beyond) // it need not be passed on as such
	return s.client.SendWithSMTPClient(c, m)
}

// wired is an address with its domain as it is looked up: "ann@bücher.example" is
// "ann@xn--bcher-kva.example" there.
func wired(address string) (string, error) {
	i := strings.LastIndexByte(address, '@')
	if i < 0 || ascii(address[i:]) {
		return address, nil
	}
	domain, err := idna.Lookup.ToASCII(address[i+1:])
	if err != nil {
		return "", fmt.Errorf("%q is no domain: %w", address[i+1:], err)
	}
	return address[:i+1] + domain, nil
}

func ascii(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r >= utf8.RuneSelf })
}

// Reach connects to the mail server as for a mail, password and all, and sends none.
func (s *SMTP) Reach(ctx context.Context) error {
	ctx, end := context.WithTimeout(ctx, answerWithin)
	defer end()
	c, err := s.client.DialToSMTPClientWithContext(ctx)
	if err != nil {
		return err
	}
	return s.client.CloseWithSMTPClient(c)
}

// Try sends a mail of these words to an address.
func (s *SMTP) Try(ctx context.Context, to, subject, text string) error {
	m := mail.NewMsg()
	if err := m.From(s.from); err != nil {
		return err
	}
	if err := m.AddTo(to); err != nil {
		return err
	}
	m.Subject(subject)
	m.SetDate()
	s.identify(m)
	m.SetGenHeader("Auto-Submitted", "auto-generated")
	m.SetBodyString(mail.TypeTextPlain, text)
	return s.dial(ctx, m)
}
