package web

import (
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"orpheus/face/web/ui"
	"orpheus/identity"
	"orpheus/org"
	"orpheus/org/form"
	"orpheus/service"
	"orpheus/text/i18n"
	"orpheus/text/sentence"
)

// inviting is the page to invite people.
type inviting struct {
	*place
	name, mail, list string // as typed, not looked at yet
	guest            bool
	members          bool         // the one who looks may invite members
	circle           org.CircleID // which they join; zero for none
	lang             string       // in which they are written to
	line             string       // what the one who invites says to them
	links            bool         // who has no address gets a link
	mails            bool         // the server sends mails
	looked           bool         // the lines were looked at
	lines            []invitee
	ready            int // lines that can be invited
	left             int // lines that were not
	invited          int // people who were just invited
}

// invitee is one line of the list.
type invitee struct {
	form.Line
	there org.PersonID // takes part already; zero for nobody
	back  org.PersonID // took part before and comes back; zero for nobody
	fault string       // why not, in words; empty for nothing
}

// mendable reports whether a line is shown in a field: it has a fault, or was guessed.
func (l *invitee) mendable() bool { return l.fault != "" || l.Guessed }

// canonical is a line as it is read again.
func (l *invitee) canonical() string {
	switch {
	case l.Why != "" && l.Why != "invite.twice" && l.Why != "invite.no_mail":
		return l.Text
	case l.Mail == "":
		return l.Name
	}
	return l.Name + " <" + l.Mail + ">"
}

// longestLine is how long the words to who is invited may be, in characters.
const longestLine = 500

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
	d := &inviting{place: pg, members: members, mails: s.Identity.Mails(), lang: v.org.Lang}
	d.links = !d.mails
	pg.title = v.p.T("invite.title")
	pg.way = []ui.NavItem{{Text: v.p.T("nav.people"), Href: pg.to("/people")}, {Text: v.p.T("invitations.title"), Href: pg.to("/people/invitations")}, navHere(pg.title)}
	return d, nil
}

func (s *server) invitePage(v *request) error {
	d, err := s.inviting(v)
	if err != nil {
		return err
	}
	if n, err := strconv.ParseUint(v.r.URL.Query().Get("circle"), 10, 32); err == nil && d.s.Circle(org.CircleID(n)) != nil {
		d.circle = org.CircleID(n)
	}
	return d.shown(http.StatusOK)
}

func (d *inviting) shown(status int) error {
	d.w.Header().Set("Cache-Control", "no-store")
	return d.show(status, inviteShown(d))
}

// invite looks at a list, or adds the people in it that can be added and sends each
// a mail. Nobody is invited before the list was looked at. Lines that cannot stay in
// the form, to be mended.
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
	d.links = v.told("links") == "on"
	if l := v.told("lang"); i18n.Known(l) {
		d.lang = l
	}
	d.line = v.told("line")
	if n, err := strconv.ParseUint(v.told("circle"), 10, 32); err == nil && slices.Contains(d.circles(), org.CircleID(n)) {
		d.circle = org.CircleID(n)
	}
	if err := d.look(s); err != nil {
		return err
	}
	if d.ready == 0 || v.told("do") != "invite" || len([]rune(d.line)) > longestLine {
		d.looked = true
		status := http.StatusOK
		if d.ready == 0 || len([]rune(d.line)) > longestLine {
			status = http.StatusUnprocessableEntity
		}
		return d.shown(status)
	}
	return d.add(s, v.told("_key"))
}

// circles are those into which the one who invites may bring people.
func (d *inviting) circles() []org.CircleID {
	var all []org.CircleID
	for id, c := range d.s.Circles() {
		if c.Live() && id != org.Root && d.view.MayBringInto(id) == nil {
			all = append(all, id)
		}
	}
	return all
}

func (d *inviting) circleOptions() []ui.Option {
	out := []ui.Option{{Value: "", Text: d.p.T("invite.circle.none"), Chosen: d.circle == 0}}
	for _, id := range d.circles() {
		out = append(out, ui.Option{Value: strconv.FormatUint(uint64(id), 10), Text: d.s.Circle(id).Name, Chosen: d.circle == id})
	}
	return out
}

func (d *inviting) langOptions() []ui.Option {
	var out []ui.Option
	for _, l := range i18n.Languages {
		out = append(out, ui.Option{Value: l, Text: i18n.Names[l], Chosen: l == d.lang})
	}
	return out
}

func (d *inviting) lineField() ui.FieldProps {
	f := ui.FieldProps{ID: "line", Name: "line", Label: d.p.T("invite.line"), Hint: d.p.T("invite.line.hint"), Value: d.line, Lines: 2, Optional: true}
	if len([]rune(d.line)) > longestLine {
		f.Fault = d.p.T("invite.line.long", longestLine)
	}
	return f
}

// text is all that was typed: the lines that were looked at before, and new ones.
func (d *inviting) text() string {
	var text strings.Builder
	skip := d.r.PostForm["skip"]
	for i, l := range d.r.PostForm["person"] {
		if !slices.Contains(skip, strconv.Itoa(i)) {
			text.WriteString(l + "\n")
		}
	}
	switch {
	case d.name != "" && d.mail != "":
		text.WriteString(d.name + " <" + d.mail + ">\n")
	case d.name != "" || d.mail != "":
		text.WriteString(d.name + d.mail + "\n")
	}
	// A header stands first, so the list is read by itself where there is nothing before it.
	return text.String() + d.list
}

// look reads the lines, and says what is wrong with each.
func (d *inviting) look(s *server) error {
	known, err := d.as.Addresses(d.r.Context())
	if err != nil {
		return err
	}
	for i, l := range form.People(d.text()) {
		in := invitee{Line: l}
		id := known.Of(l.Mail)
		switch {
		case i >= form.MaxPeople:
			in.fault = d.p.T("invite.too_many", form.MaxPeople)
		case l.Why == "invite.no_mail" && d.links && form.IsName(l.Name):
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
	d.name, d.mail, d.list = "", "", ""
	return nil
}

// faults are how many lines want mending.
func (d *inviting) faults() (n int) {
	for i := range d.lines {
		if d.lines[i].fault != "" {
			n++
		}
	}
	return n
}

// name0 is what somebody of the organisation is called.
func (d *inviting) name0(id org.PersonID) string { return d.place.name(id) }

// add has those join who can, and keeps the other lines.
func (d *inviting) add(s *server, nonce string) error {
	var kept []invitee
	status := http.StatusOK
	for _, l := range d.lines {
		if l.fault == "" {
			if wait, ok := s.Identity.MayInvite(d.org.Slug, d.me.Person); !ok {
				status = http.StatusTooManyRequests
				d.w.Header().Set("Retry-After", strconv.Itoa(int(wait/time.Second)+1))
				l.fault = d.p.T("invite.often", int((wait+time.Minute-1)/time.Minute))
			} else if err := d.addOne(s, &l, nonce); err != nil {
				return err
			}
		}
		if l.fault != "" && l.Why != "invite.twice" { // who is there twice was invited once
			kept = append(kept, l)
		}
	}
	d.lines, d.left = kept, len(kept)
	d.ready, d.looked = 0, len(kept) > 0
	if d.looked {
		for _, l := range kept { // they may be tried again
			if l.Why == "" && l.there == 0 {
				d.ready++
			}
		}
	}
	return d.shown(status)
}

// addOne has one person join, and the circle; what is refused is their fault.
func (d *inviting) addOne(s *server, l *invitee, nonce string) error {
	ctx, slug := d.r.Context(), d.org.Slug
	asked := service.Asked{
		Face:    org.Web,
		Act:     &org.JoinPerson{Person: l.back, Guest: d.guest},
		Profile: &service.Profile{Name: l.Name, Mail: l.Mail},
	}
	if nonce != "" {
		asked.Key = keyOf(nonce, map[string][]string{"mail": {strings.ToLower(l.Mail)}, "name": {l.Name}})
	}
	a, err := d.as.Do(ctx, asked)
	if org.CodeOf(err) != 0 {
		l.fault = sentence.Refusal(d.p, d.view.Name, d.s, err)
		return nil
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
		return nil // the mail was sent then
	}
	if err := s.Identity.Invite(ctx, slug, identity.Invited{Person: invited, By: d.me.Person, Lang: d.lang, Line: d.line}); err != nil {
		return err
	}
	if d.circle != 0 {
		_, err := d.as.Do(ctx, service.Asked{Face: org.Web, Act: &org.JoinCircle{Circle: d.circle, Person: invited}})
		if err != nil && org.CodeOf(err) == 0 {
			return err
		}
	}
	return nil
}
