package service

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"errors"
	"net"
	"net/url"
	"slices"
	"strings"

	"orpheus/org"
)

// Showing is how an organisation stands in the open: a map that whoever has the link may see.
type Showing struct {
	By      org.PersonID   `json:"by"`
	Since   org.Time       `json:"since"`
	Token   string         `json:"token"`             // of the link; for stewards alone
	Names   bool           `json:"names,omitzero"`    // it says who holds what
	Frames  []string       `json:"frames,omitzero"`   // pages of which sites may show it within them
	Welcome []org.CircleID `json:"welcome,omitzero"`  // circles that say who may come and lead
	Edition uint64         `json:"edition,omitempty"` // how often it was changed
}

// openBox is where it lies: closed, since who has the link may see.
const openBox = "open"

// mostFrames is how many sites may show an open map.
const mostFrames = 10

// ErrFrame is a site that cannot be named as one that shows the map.
var ErrFrame = errors.New("a site is https:// and a name, and nothing more")

// ErrFrameMany is one site too many.
var ErrFrameMany = errors.New("too many sites")

// Showing is how the organisation stands in the open; nil where it does not. Everybody who takes
// part is told, the link only stewards.
func (v *Visit) Showing(ctx context.Context) (*Showing, error) {
	s, err := v.present(ctx)
	if err != nil {
		return nil, err
	}
	o, _, err := v.d.opening(ctx, v.slug)
	if err == nil && o != nil && v.who != Nobody && !s.Person(v.who).Steward {
		o.Token = ""
	}
	return o, err
}

func (d *Service) opening(ctx context.Context, slug string) (o *Showing, was string, err error) {
	var in Showing
	if was, err = d.readBox(ctx, slug, openBox, &in); err != nil || in.Token == "" {
		return nil, was, err
	}
	return &in, was, nil
}

// OpenMap opens the map, or says otherwise how it is open; the link stays where there is one. Only
// stewards do.
func (v *Visit) OpenMap(ctx context.Context, names bool, frames []string) (*Showing, error) {
	if _, err := v.steward(ctx); err != nil {
		return nil, err
	}
	frames, err := readFrames(frames)
	if err != nil {
		return nil, err
	}
	return v.changeOpening(ctx, func(o *Showing) *Showing {
		if o == nil {
			o = &Showing{By: v.who, Since: org.At(v.d.now()), Token: rand.Text()}
		}
		o.Names, o.Frames = names, frames
		return o
	})
}

// CloseMap withdraws the link: whoever has it sees nothing any more, and it never comes back.
func (v *Visit) CloseMap(ctx context.Context) error {
	if _, err := v.steward(ctx); err != nil {
		return err
	}
	return v.d.dropBox(ctx, v.slug, openBox)
}

// SayWelcome has a circle say on the open map that others are welcome to take its roles that nobody
// holds, or say so no more. Whoever may change the circle may.
func (v *Visit) SayWelcome(ctx context.Context, c org.CircleID, on bool) error {
	l, err := v.Look(ctx, 0)
	if err != nil {
		return err
	}
	if err := l.MaySayWelcome(c); err != nil {
		return err
	}
	o, err := v.changeOpening(ctx, func(o *Showing) *Showing {
		if o == nil {
			return nil
		}
		o.Welcome = slices.DeleteFunc(o.Welcome, func(x org.CircleID) bool { return x == c })
		if on {
			o.Welcome = append(o.Welcome, c)
		}
		return o
	})
	if err == nil && o == nil {
		err = &org.Error{Code: org.NotFound, Key: "open.closed"}
	}
	return err
}

// MaySayWelcome says whether the visitor may say for a circle that others are welcome.
func (l *Look) MaySayWelcome(c org.CircleID) error {
	row := l.State.Circle(c)
	if row == nil || !l.Sight.Sees(org.RefOf(c)) {
		return &org.Error{Code: org.NotFound, Key: "circle.unknown", Args: []any{c}}
	}
	purpose := "x"
	return l.May(&org.AmendCircle{Circle: c, Purpose: &purpose})
}

func (v *Visit) changeOpening(ctx context.Context, change func(*Showing) *Showing) (*Showing, error) {
	for {
		o, was, err := v.d.opening(ctx, v.slug)
		if err != nil {
			return nil, err
		}
		if o = change(o); o == nil {
			return nil, nil
		}
		o.Edition++
		done, err := v.d.putBox(ctx, v.slug, openBox, was, o)
		if done || err != nil {
			return o, err
		}
	}
}

// readFrames reads origins of sites, as browsers say them.
func readFrames(texts []string) (all []string, err error) {
	for _, text := range texts {
		if text = strings.TrimSuffix(strings.TrimSpace(text), "/"); text == "" {
			continue
		}
		u, err := url.Parse(strings.ToLower(text))
		if err != nil || u.Scheme != "https" || u.Host == "" || u.User != nil || u.Path != "" || u.RawQuery != "" || u.Fragment != "" || u.Host != strings.Trim(u.Host, ".") || !plainHost(u.Host) {
			return nil, ErrFrame
		}
		all = append(all, "https://"+u.Host)
	}
	slices.Sort(all)
	if all = slices.Compact(all); len(all) > mostFrames {
		return nil, ErrFrameMany
	}
	return all, nil
}

// plainHost reports whether a host with its port is letters, digits, dots and lines: nothing by
// which a policy would say something else, and no star.
func plainHost(host string) bool {
	name := host
	if h, port, err := net.SplitHostPort(host); err == nil {
		name = h + port
	}
	return strings.Contains(name, ".") && strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789.-") == ""
}

// InOpen is an organisation in the open, as whoever has the link sees it.
type InOpen struct {
	*Look
	Names   bool
	Frames  []string
	Welcome []WelcomeTo
	Edition uint64
}

// WelcomeTo is a circle in which others are welcome to lead, with its roles that nobody holds.
type WelcomeTo struct {
	Circle org.CircleID
	Roles  []org.RoleID
}

// InTheOpen is what whoever has a link sees of an organisation. Of one that was withdrawn, that
// never was, or of an organisation that is not there, it is ErrNoOpening: they cannot be told apart.
func (d *Service) InTheOpen(ctx context.Context, slug, token string) (*InOpen, error) {
	o, _, err := d.opening(ctx, slug)
	if err != nil {
		return nil, err
	}
	if o == nil || subtle.ConstantTimeCompare([]byte(o.Token), []byte(token)) != 1 {
		return nil, ErrNoOpening
	}
	v := d.anyMember(slug)
	v.open, v.named = true, o.Names
	l, err := v.Look(ctx, 0)
	if err != nil {
		return nil, err
	}
	out := &InOpen{Look: l, Names: o.Names, Frames: o.Frames, Edition: o.Edition}
	for _, c := range o.Welcome {
		row := l.State.Circle(c)
		if row == nil || !row.Live() {
			continue
		}
		w := WelcomeTo{Circle: c}
		for _, r := range row.Roles {
			if len(l.State.Role(r).Seats) == 0 {
				w.Roles = append(w.Roles, r)
			}
		}
		out.Welcome = append(out.Welcome, w)
	}
	return out, nil
}

// ErrNoOpening is a link of an open map that opens nothing.
var ErrNoOpening = errors.New("nothing is open here")
