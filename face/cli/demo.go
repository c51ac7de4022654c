package cli

import (
	"context"
	"errors"
	"fmt"
	"math"
	"net"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"github.com/alecthomas/kong"

	"orpheus/identity"
	"orpheus/internal/demo"
	"orpheus/org"
	"orpheus/server"
	"orpheus/service"
)

type demoCmd struct {
	Addr string    `default:"127.0.0.1:8080"`
	Lang string    `enum:"en,nl,da," default:"" placeholder:"LANG"`
	Size demo.Size `enum:"small,normal,large" default:"normal"`
}

// demoSlug is what De Linde is called in addresses.
const demoSlug = "linde"

func (c *demoCmd) Run(e *env, k *kong.Context) error {
	if err := e.checkAddr(c.Addr); err != nil {
		return err
	}
	if !dataGiven(k) {
		dir, err := os.MkdirTemp("", "orpheus-demo-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir)
		e.data = filepath.Join(dir, "demo.db")
	}
	return e.with(true, func(d *service.Service) error {
		who, err := c.grow(e, d)
		if err != nil {
			if errors.Is(err, context.Canceled) {
				return nil
			}
			return err
		}
		listener, err := net.Listen("tcp", c.Addr)
		if errors.Is(err, syscall.EADDRINUSE) {
			host, _, _ := net.SplitHostPort(c.Addr)
			listener, err = net.Listen("tcp", net.JoinHostPort(host, "0"))
		}
		if err != nil {
			return err
		}
		postman, err := e.postman("", "")
		if err != nil {
			return err
		}
		return e.serve(d, listener, server.Config{URL: reachable(listener)}, postman, func(p *identity.Service) error {
			link, err := p.NewLink(e.ctx, identity.Link{Kind: identity.SignIn, Org: demoSlug, Person: who, Printed: true, Many: true})
			if err == nil {
				fmt.Fprintln(e.out, e.say.T("cli.demo", p.URL+"/"+demoSlug, link))
			}
			return err
		})
	})
}

// grow writes De Linde into the store, unless it is there already, and says who looks around.
func (c *demoCmd) grow(e *env, d *service.Service) (org.PersonID, error) {
	if there, err := d.Has(e.ctx, demoSlug); err != nil {
		return 0, err
	} else if there {
		return demoViewer(e.ctx, d, time.Now())
	}
	lang := c.Lang
	if lang == "" {
		lang = e.say.Lang()
	}
	step, end := e.progress("cli.demo_growing")
	defer end()
	o := demo.Options{Slug: demoSlug, Lang: lang, Size: c.Size, Until: time.Now()}
	if err := demo.Grow(e.ctx, d, o, step); err != nil {
		return 0, err
	}
	who, err := demoViewer(e.ctx, d, o.Until)
	if err != nil {
		return 0, err
	}
	return who, demo.Beside(e.ctx, d, o, who)
}

// demoViewer picks somebody whose home shows what a home can show: a member whose answer
// to a proposal is asked now, who leads some things, for whom different things wait, none
// of them for long.
func demoViewer(ctx context.Context, d *service.Service, at time.Time) (org.PersonID, error) {
	s, err := d.Look(ctx, demoSlug, 0)
	if err != nil {
		return 0, err
	}
	now := org.At(at)
	var best org.PersonID
	most := math.MinInt
	for id, p := range s.People() {
		if !p.Present() || p.Guest || p.Since > now-365*org.Day {
			continue
		}
		if n := variety(s, id, now); n > most {
			best, most = id, n
		}
	}
	return best, nil
}

// An answer that is asked goes before all else: it is what a visitor is to do first. Then it
// counts that they lead something.
const answerAsked, leadsNothing = 100, 20

// variety is how much there is to see on somebody's home.
func variety(s *org.State, id org.PersonID, now org.Time) int {
	p := s.Person(id)
	n := 2*min(len(p.Seats), 2) + min(len(p.Strengths), 2) + 3*min(len(p.Leads), 2) - 2*max(0, len(p.Leads)-3)
	if len(p.Leads) == 0 {
		n -= leadsNothing
	}
	if p.Steward {
		n += 3
	}
	waits := s.Waiting(id, now)
	n -= 3 * max(0, len(waits)-4)
	kinds := map[string]bool{}
	for _, w := range waits {
		kind := "other"
		switch {
		case w.Offer != 0:
			kind = "offer"
		case w.Step != 0:
			kind = "step"
		case w.Lead != 0:
			kind = "lead"
		case w.Tension != 0:
			kind = "tension"
		case w.Decision != 0:
			kind = "decision"
			if s.PartOf(w.Decision, id, now) == org.PartAnswer && !kinds["answer"] {
				kinds["answer"] = true
				n += answerAsked
			}
		}
		if !kinds[kind] {
			n += 4
		}
		kinds[kind] = true
		if w.By != 0 && w.By < now-14*org.Day {
			n -= 3
		}
	}
	for _, c := range s.Calls(id) {
		if c.Near || c.Felt {
			n++
			break
		}
	}
	return n
}

// dataGiven reports whether the store was named on the command line: a demo does
// not go into the store that only the environment names.
func dataGiven(k *kong.Context) bool {
	for _, p := range k.Path {
		if p.Flag != nil && p.Flag.Name == "data" && !p.Resolved {
			return true
		}
	}
	return false
}
