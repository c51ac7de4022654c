package mail

import (
	"context"
	"fmt"
	"net"
	"net/url"
	"strconv"
	"time"

	"github.com/wneessen/go-mail"

	"orpheus/identity"
)

// SMTP sends letters by a mail server.
type SMTP struct {
	client *mail.Client
	from   string
	host   string // by which it is known; empty where nobody said
}

const answerWithin = 30 * time.Second

// NewSMTP reads an address as smtp://user:password@host:587 (TLS after a greeting)
// or smtps://host (TLS from the start). A server on this machine is also talked to
// without TLS.
func NewSMTP(address, from string) (*SMTP, error) {
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" || (u.Scheme != "smtp" && u.Scheme != "smtps") {
		return nil, fmt.Errorf("smtp://user:password@mail.example.org:587 is an address of a mail server") // the address may hold a password: it is not repeated
	}
	if from == "" {
		return nil, fmt.Errorf("say whom mails are from: --mail-from 'Orpheus <orpheus@example.org>'")
	}
	if err := mail.NewMsg().From(from); err != nil {
		return nil, fmt.Errorf("%q is no address that mails can be from", from)
	}
	opts := []mail.Option{mail.WithTimeout(answerWithin)}
	port := 587
	policy := mail.TLSMandatory
	if ip := net.ParseIP(u.Hostname()); u.Hostname() == "localhost" || ip != nil && ip.IsLoopback() {
		policy = mail.TLSOpportunistic
	}
	if u.Scheme == "smtps" {
		port = 465
		opts = append(opts, mail.WithSSL())
	}
	opts = append(opts, mail.WithTLSPolicy(policy))
	if text := u.Port(); text != "" {
		if port, err = strconv.Atoi(text); err != nil {
			return nil, err
		}
	}
	opts = append(opts, mail.WithPort(port))
	if name := u.User.Username(); name != "" {
		password, _ := u.User.Password()
		opts = append(opts, mail.WithUsername(name), mail.WithPassword(password), mail.WithSMTPAuth(mail.SMTPAuthAutoDiscover))
	}
	client, err := mail.NewClient(u.Hostname(), opts...)
	if err != nil {
		return nil, err
	}
	return &SMTP{client: client, from: from}, nil
}

// Printed reports that letters go out as mails.
func (s *SMTP) Printed() bool { return false }

// Send sends a letter.
func (s *SMTP) Send(ctx context.Context, l identity.Letter) error {
	subject, text := Write(l)
	m := mail.NewMsg()
	if err := m.From(s.from); err != nil {
		return err
	}
	if err := m.AddToFormat(l.To.Name, l.To.Mail); err != nil {
		return err
	}
	m.Subject(subject)
	m.SetDate()
	s.identify(m)
	m.SetGenHeader("Auto-Submitted", "auto-generated")
	m.SetBodyString(mail.TypeTextPlain, text)
	ctx, end := context.WithTimeout(ctx, 2*answerWithin)
	defer end()
	return s.hand(ctx, m)
}
