package cli

import (
	"errors"
	"log/slog"
	"net"
	"strings"

	"orpheus/identity"
	"orpheus/identity/mail"
	"orpheus/server"
	"orpheus/service"
)

// mostFile is how many megabytes a file may have at most: it is in memory while it arrives.
const mostFile = 100

type serveCmd struct {
	publicFlag
	copiesFlags
	Addr     string `default:"127.0.0.1:8080"`
	Proxies  string `env:"ORPHEUS_PROXIES" placeholder:"NET,…"`
	Calls    string `env:"ORPHEUS_CALLS" placeholder:"NET,…"`
	SMTPURL  string `env:"ORPHEUS_SMTP_URL" placeholder:"URL" name:"smtp-url"`
	MailFrom string `env:"ORPHEUS_MAIL_FROM" placeholder:"MAIL"`

	FileSize int `env:"ORPHEUS_FILE_SIZE" default:"10" placeholder:"MB"`
	FileRoom int `env:"ORPHEUS_FILE_ROOM" default:"2048" placeholder:"MB"`

	CopiesAt   int    `env:"ORPHEUS_COPIES_AT" default:"3" placeholder:"HOUR"`
	CopiesDays int    `env:"ORPHEUS_COPIES_DAYS" default:"14" placeholder:"DAYS"`
	CopiesTo   string `env:"ORPHEUS_COPIES_TO" placeholder:"URL"`
	Recipient  string `env:"ORPHEUS_RECIPIENT" placeholder:"KEY,…"`
	elsewhereFlags
	Metrics string `env:"ORPHEUS_METRICS" placeholder:"ADDR"`
}

func (c *serveCmd) Run(e *env) error {
	if err := e.checkAddr(c.Addr); err != nil {
		return err
	}
	if _, err := c.base(e, ""); err != nil {
		return err
	}
	proxies, err := server.ParseProxies(c.Proxies)
	if err != nil {
		return e.usage("cli.proxies", c.Proxies)
	}
	calls, err := server.ParseNetworks(c.Calls)
	if err != nil {
		return e.usage("cli.calls", c.Calls)
	}
	if c.FileSize < 1 || c.FileSize > mostFile || c.FileRoom < c.FileSize {
		return e.usage("cli.files", mostFile)
	}
	if c.CopiesAt < 0 || c.CopiesAt > 23 || c.CopiesDays < 1 || c.Copies != "" && service.IsDatabase(e.data) {
		return e.usage("cli.copies")
	}
	copies := server.Copies{Data: e.data, Folder: c.Copies, Hour: c.CopiesAt, Days: c.CopiesDays}
	if c.CopiesTo != "" {
		if c.Copies == "" {
			return e.usage("cli.copies_to")
		}
		if copies.To, err = c.place(e, c.CopiesTo); err != nil {
			return err
		}
		if copies.For, err = closing(e, c.Recipient); err != nil {
			return err
		}
	}
	if c.Metrics != "" {
		if err := e.checkAddr(c.Metrics); err != nil {
			return err
		}
	}
	postman, err := e.postman(c.SMTPURL, c.MailFrom)
	if err != nil {
		return err
	}
	return e.with(true, func(d *service.Service) error {
		d.LimitFiles(service.FileLimits{Each: int64(c.FileSize) << 20, All: int64(c.FileRoom) << 20})
		listener, err := net.Listen("tcp", c.Addr)
		if err != nil {
			return err
		}
		base, _ := c.base(e, reachable(listener))
		if s, ok := postman.(*mail.SMTP); ok {
			if err := s.Greet(base); err != nil {
				return e.usage("cli.public_url", base)
			}
		}
		if strings.HasPrefix(base, "https://") && len(proxies) == 0 && !onlyHere(listener) {
			e.note("cli.proxies_unsaid")
		}
		config := server.Config{
			URL: base, Proxies: proxies, Calls: calls,
			Copies: copies,
		}
		if c.Metrics != "" {
			if config.Metrics, err = net.Listen("tcp", c.Metrics); err != nil {
				return errors.Join(err, listener.Close())
			}
			e.note("cli.metrics", "http://"+config.Metrics.Addr().String()+"/metrics")
		}
		return e.serve(d, listener, config, postman, func(p *identity.Service) error {
			e.note("cli.serving", base+"/")
			if d.Damage() != "" {
				e.note("cli.t_missing_end", service.StoreName(e.data))
			}
			return e.begin(d, p)
		})
	})
}

// begin prints the link that founds the first organisation, where there is none.
func (e *env) begin(d *service.Service, p *identity.Service) error {
	orgs, err := d.Slugs(e.ctx)
	if err != nil || len(orgs) > 0 {
		return err
	}
	link, err := p.NewLink(e.ctx, identity.Link{Kind: identity.Found})
	if err == nil {
		e.note("cli.found_link", link)
	}
	return err
}

// reachable is the address of a listener, for a browser on this machine.
func reachable(l net.Listener) string {
	host, port, err := net.SplitHostPort(l.Addr().String())
	if ip := net.ParseIP(host); err == nil && ip != nil && ip.IsUnspecified() {
		return "http://" + net.JoinHostPort("127.0.0.1", port)
	}
	return "http://" + l.Addr().String()
}

// checkAddr refuses what is no address to listen on.
func (e *env) checkAddr(addr string) error {
	if _, port, err := net.SplitHostPort(addr); err != nil || port == "" {
		return e.usage("cli.addr", addr)
	}
	return nil
}

// onlyHere reports whether only this machine reaches a listener.
func onlyHere(l net.Listener) bool {
	a, ok := l.Addr().(*net.TCPAddr)
	return ok && a.IP.IsLoopback()
}

// serve serves a service until the context ends. It calls say once everything
// answers.
func (e *env) serve(d *service.Service, listener net.Listener, c server.Config, postman identity.Postman, say func(*identity.Service) error) error {
	c.Service, c.Log = d, slog.New(slog.NewTextHandler(e.err, nil))
	s := server.New(c)
	return s.Serve(e.ctx, listener, postman, func() error { return say(s.Identity) })
}
