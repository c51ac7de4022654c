package cli

import (
	"context"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"

	"orpheus/face/api"
	"orpheus/face/web"
	"orpheus/identity"
	"orpheus/identity/mail"
	"orpheus/service"
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
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" {
		return "", e.usage("cli.public_url", p.PublicURL)
	}
	return u.Scheme + "://" + u.Host, nil
}

// signing lets people of a service in.
func signing(d *service.Service, base string) *identity.Service {
	return &identity.Service{Store: d.Store(), People: d, URL: base}
}

// door is everything that serves a store: the pages, and the mails on their way.
type door struct {
	people *identity.Service
	pages  http.Handler
	nudged chan struct{}
}

// newDoor serves a service at a public address. Now may be nil.
func newDoor(d *service.Service, base string, now func() time.Time, log *slog.Logger) *door {
	o := &door{people: signing(d, base), nudged: make(chan struct{}, 1)}
	o.people.Now = now
	o.people.Nudge = func() {
		select {
		case o.nudged <- struct{}{}:
		default:
		}
	}
	p := &pages{desk: d}
	o.pages = web.New(web.Config{
		Source: p, Identity: o.people, Office: p, Doer: p, News: p, Now: now, Log: log,
		Ready: d.Ready,
	})
	return o
}

// Site returns the pages and the API that "serve" serves for a service at a public
// address, and what lets people in. Now may be nil.
func Site(d *service.Service, base string, now func() time.Time, log *slog.Logger) (http.Handler, *identity.Service) {
	o := newDoor(d, base, now, log)
	return faces(context.Background(), d, o, log), o.people
}

// bearer says for whom a token stands.
func (o *door) bearer(ctx context.Context, token string) (api.Bearer, bool, error) {
	k, ok, err := o.people.Bearer(ctx, token)
	return api.Bearer{Org: k.Org, Person: k.Person, Reads: k.Reads}, ok, err
}

// deliver sends mails until the context ends.
func (o *door) deliver(ctx context.Context, p identity.Postman, log *slog.Logger) {
	o.people.Run(ctx, p, o.nudged, log)
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
