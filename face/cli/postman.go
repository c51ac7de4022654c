package cli

import (
	"net/url"
	"strings"

	"orpheus/identity"
	"orpheus/identity/mail"
	"orpheus/internal/mount"
)

// publicFlag is the address that people reach the pages at.
type publicFlag struct {
	PublicURL string `env:"ORPHEUS_PUBLIC_URL" placeholder:"URL" name:"public-url"`
}

// localURL is where links lead when nothing else is said.
const localURL = "http://127.0.0.1:8080"

// base checks the address, and returns it without a slash at the end; or, where
// none was given, other.
func (p publicFlag) base(e *env, other string) (string, error) {
	if p.PublicURL == "" {
		return other, nil
	}
	u, err := url.Parse(p.PublicURL)
	if err != nil || u.Host == "" || u.User != nil || (u.Scheme != "http" && u.Scheme != "https") || !mount.Fit(u.EscapedPath()) || u.RawQuery != "" || u.Fragment != "" {
		return "", e.usage("cli.public_url", p.PublicURL)
	}
	return u.Scheme + "://" + u.Host + strings.TrimSuffix(u.Path, "/"), nil
}

// postman sends by SMTP, or shows links in the terminal.
func (e *env) postman(smtp, from string) (identity.Postman, error) {
	if smtp == "" {
		return mail.Terminal(func(l identity.Letter) {
			key := "cli.link_asked"
			if l.Mail.Kind == identity.Invite {
				key = "cli.link_invited"
			}
			e.note(key, l.To.Name, l.To.OrgName, l.Link)
		}), nil
	}
	s, err := mail.NewSMTP(smtp, from)
	if err != nil {
		if _, err := mail.NewSMTP(smtp, "orpheus@example.org"); err != nil {
			return nil, e.usage("cli.smtp") // the address may hold a password: it is not repeated
		}
		return nil, e.usage("cli.mail_from")
	}
	return s, nil
}
