package web

import (
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"orpheus/face/web/ui"
	"orpheus/identity"
	"orpheus/org"
	"orpheus/org/form"
	"orpheus/service"
	"orpheus/text/sentence"
)

// inviting is the page to invite people.
type inviting struct {
	*place
	name, mail, list string // as typed
	guest            bool
	members          bool // the one who looks may invite members
	looked           bool // the lines were looked at
	lines            []invitee
	ready            int // lines that can be invited
	left             int // lines that were not
	invited          int // people who were just invited
	undelivered      []identity.Mail
}

// invitee is one line of the list.
type invitee struct {
	form.Line
	there org.PersonID // takes part already; zero for nobody
	back  org.PersonID // took part before and comes back; zero for nobody
	fault string       // why not, in words; empty for nothing
}

// inviting is the page for the one who looks. Those who may invite nobody have
// none.
func (s *server) inviting(v *request) (*inviting, error) {
	pg, err := s.placeNow(v)
	if err != nil {
		return nil, err
	}
	guests, members := pg.view.MayInvite()
	if !guests && !members {
		return nil, errNotFound
	}
	d := &inviting{place: pg, members: members}
	pg.title = v.p.T("invite.title")
	pg.way = []ui.NavItem{{Text: v.p.T("nav.people"), Href: pg.to("/people")}, navHere(pg.title)}
	if v.me.Steward {
		d.undelivered, err = s.Identity.Undelivered(v.r.Context(), v.org.Slug)
	}
	return d, err
}

func (s *server) invitePage(v *request) error {
	d, err := s.inviting(v)
	if err != nil {
		return err
	}
	return d.shown(http.StatusOK)
}

func (d *inviting) shown(status int) error {
	d.w.Header().Set("Cache-Control", "no-store")
	return d.show(status, inviteShown(d))
}

// invite looks at a list, or adds the people in it that can be added and sends each
// a mail. Lines that cannot stay in the form.
func (s *server) invite(v *request) error {
	if err := v.read(); err != nil {
		return err
	}
	d, err := s.inviting(v)
	if err != nil {
		return err
	}
	d.name, d.mail, d.list = v.told("name"), v.told("mail"), v.r.PostForm.Get("list")
	d.guest = v.told("as") == "guest" || !d.members
	if err := d.look(s); err != nil {
		return err
	}
	single := strings.TrimSpace(d.list) == "" && len(d.lines) == 1 && d.ready == 1
	if d.ready == 0 || v.told("do") != "invite" && !single {
		d.looked = true
		status := http.StatusOK
		if d.ready == 0 {
			status = http.StatusUnprocessableEntity
		}
		return d.shown(status)
	}
	return d.add(s, v.told("_key"))
}

// look reads the lines, and says what is wrong with each.
func (d *inviting) look(s *server) error {
	known, err := d.as.Addresses(d.r.Context())
	if err != nil {
		return err
	}
	text := d.list
	if d.name != "" || d.mail != "" {
		text = d.name + " <" + d.mail + ">\n" + text
	}
	lines := form.People(text)
	for i, l := range lines {
		in := invitee{Line: l}
		id := known.Of(l.Mail)
		switch {
		case i >= form.MaxPeople:
			in.fault = d.p.T("invite.too_many", form.MaxPeople)
		case l.Why != "":
			in.fault = d.p.T(l.Why)
		case id != 0 && d.s.Person(id).Present():
			in.there, in.fault = id, d.p.T("invite.there", d.name0(id))
		case id != 0 && !d.members:
			in.fault = d.p.T("invite.before", d.name0(id))
		case id != 0:
			in.back = id
		}
		if in.fault == "" {
			d.ready++
		}
		d.lines = append(d.lines, in)
	}
	return nil
}

// name0 is what somebody of the organisation is called.
func (d *inviting) name0(id org.PersonID) string { return d.place.name(id) }

// add has those join who can, and keeps the other lines.
func (d *inviting) add(s *server, nonce string) error {
	ctx, slug := d.r.Context(), d.org.Slug
	var kept []invitee
	status := http.StatusOK
	for _, l := range d.lines {
		if l.fault != "" {
			kept = append(kept, l)
			continue
		}
		if wait, ok := s.Identity.MayInvite(slug, d.me.Person); !ok {
			status = http.StatusTooManyRequests
			d.w.Header().Set("Retry-After", strconv.Itoa(int(wait/time.Second)+1))
			l.fault = d.p.T("invite.often", int((wait+time.Minute-1)/time.Minute))
			kept = append(kept, l)
			continue
		}
		asked := service.Asked{
			Face:    org.Web,
			Act:     &org.JoinPerson{Person: l.back, Guest: d.guest},
			Profile: &service.Profile{Name: l.Name, Mail: l.Mail},
		}
		if nonce != "" {
			asked.Key = keyOf(nonce, map[string][]string{"mail": {strings.ToLower(l.Mail)}})
		}
		a, err := d.as.Do(ctx, asked)
		if org.CodeOf(err) != 0 {
			l.fault = sentence.Refusal(d.p, d.view.Name, d.s, err)
			kept = append(kept, l)
			continue
		}
		if err != nil {
			return err
		}
		invited := org.EffectOf(a.Entries[0].Act).Known
		if invited == 0 {
			return errors.New("inviting led to another act")
		}
		d.invited++
		if a.Repeated {
			continue // the mail was sent then
		}
		if err := s.Identity.Invite(ctx, slug, invited, d.me.Person, d.org.Lang); err != nil {
			return err
		}
	}
	d.name, d.mail, d.list, d.lines, d.left = "", "", "", kept, len(kept)
	for _, l := range kept {
		d.list += l.Text + "\n"
	}
	d.ready, d.looked = 0, len(kept) > 0
	return d.shown(status)
}

// late says how a mail that did not arrive stands.
func (d *inviting) late(m identity.Mail) string {
	if m.Due == 0 {
		return d.p.T("invite.given_up", m.Tries)
	}
	return d.p.T("invite.again", m.Tries, d.p.Date(d.std(m.Due), d.now))
}
