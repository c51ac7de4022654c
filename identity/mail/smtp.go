package mail

import (
	"context"
	"errors"
	"fmt"
	"net"
	netmail "net/mail"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/wneessen/go-mail"

	"orpheus/identity"
)

// SMTP sends letters by a mail server.
type SMTP struct {
	client  *mail.Client
	from    string // name and address
	address string
	host    string // by which it is known; empty where nobody said
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
	parsed, err := netmail.ParseAddress(from)
	if err != nil {
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
	return &SMTP{client: client, from: from, address: parsed.Address}, nil
}

// Printed reports that letters go out as mails.
func (s *SMTP) Printed() bool { return false }

// Send sends a letter.
func (s *SMTP) Send(ctx context.Context, l identity.Letter) error {
	if l.Written != nil {
		return s.sendWritten(ctx, l)
	}
	subject, text := Write(l)
	m := mail.NewMsg()
	if err := errors.Join(m.From(s.from), m.AddTo(named(l.To.Name, l.To.Mail))); err != nil {
		return err
	}
	m.Subject(subject)
	m.SetDate()
	s.identify(m)
	m.SetGenHeader("Auto-Submitted", "auto-generated")
	m.SetBodyString(mail.TypeTextPlain, text)
	return s.dial(ctx, m)
}

// sendWritten sends a letter that is in words already, as text and as a page.
func (s *SMTP) sendWritten(ctx context.Context, l identity.Letter) error {
	m := mail.NewMsg()
	if err := errors.Join(m.From(named(l.To.OrgName, s.address)), m.AddTo(named(l.To.Name, l.To.Mail))); err != nil {
		return err
	}
	w := l.Written
	m.Subject(w.Subject)
	m.SetDate()
	m.SetMessageIDWithValue(w.ID)
	if len(w.Thread) > 0 {
		list := "<" + strings.Join(w.Thread, "> <") + ">"
		m.SetGenHeader("References", list)
		m.SetGenHeader("In-Reply-To", "<"+w.Thread[len(w.Thread)-1]+">")
	}
	m.SetGenHeader("Auto-Submitted", "auto-generated")
	if w.Unsubscribe != "" {
		m.SetGenHeader("List-Unsubscribe", "<"+w.Unsubscribe+">")
		m.SetGenHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")
	}
	m.SetBodyString(mail.TypeTextPlain, w.Text)
	if w.HTML != "" {
		m.AddAlternativeString(mail.TypeTextHTML, w.HTML)
	}
	return s.dial(ctx, m)
}

// named is an address with a name before it, whatever signs the name has.
func named(name, address string) string {
	a := netmail.Address{Name: name, Address: address}
	return a.String()
}

// dial hands a mail over. Where the server had all of it and no answer came, it may have
// it.
func (s *SMTP) dial(ctx context.Context, m *mail.Msg) error {
	ctx, end := context.WithTimeout(ctx, 2*answerWithin)
	defer end()
	err := s.hand(ctx, m)
	if m.IsDelivered() {
		return nil // what failed then is the goodbye
	}
	if fault, ok := errors.AsType[*mail.SendError](err); ok && fault.Reason == mail.ErrSMTPDataClose && fault.ErrorCode() == 0 {
		return errors.Join(identity.ErrUnsure, err)
	}
	return err
}
