package web

import (
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"

	qr "github.com/piglig/go-qr"

	"orpheus/face/web/ui"
	"orpheus/identity"
	"orpheus/org"
	"orpheus/org/form"
	"orpheus/service"
	"orpheus/text/sentence"
)

// invitations is the page of those who were invited and have not come in.
type invitations struct {
	*place
	all   []pending
	late  []identity.Mail // mails of other kinds that did not arrive; for stewards
	mails bool            // the server sends mails
	fault string
	said  string // what was just done
	cards []card // to hand out, shown this once
	print bool   // as cards alone
}

// pending is somebody who has not come in.
type pending struct {
	identity.Invitation
	mail string // their address; empty for none
	mend string // an address as it was typed, that cannot be taken
	why  string // and why
	card *card  // just made; nil for none
}

// card is a link to hand to somebody.
type card struct {
	person     org.PersonID
	name, link string
	until      org.Time
	code       string // the picture of the link, as a path of SVG
	size       int    // its width
}

func (s *server) invitations(v *request) (*invitations, error) {
	pg, err := s.placeNow(v)
	if err != nil {
		return nil, err
	}
	if !s.invites(pg) {
		return nil, errNotFound
	}
	d := &invitations{place: pg, mails: s.Identity.Mails()}
	pg.title = v.p.T("invitations.title")
	pg.way = []ui.NavItem{{Text: v.p.T("nav.people"), Href: pg.to("/people")}, navHere(pg.title)}
	return d, d.load(s)
}

// load reads the invitations that the one who looks may see: stewards all, others those
// they made.
func (d *invitations) load(s *server) error {
	all, err := s.Identity.Invitations(d.r.Context(), d.org.Slug)
	if err != nil {
		return err
	}
	d.all = nil
	for _, i := range all {
		row := d.s.Person(i.Person)
		if row == nil || !row.Present() || !d.me.Steward && i.By != d.me.Person {
			continue
		}
		who, _, err := s.Identity.People.Who(d.r.Context(), d.org.Slug, i.Person)
		if err != nil {
			return err
		}
		d.all = append(d.all, pending{Invitation: i, mail: who.Mail})
	}
	if !d.me.Steward {
		return nil
	}
	d.late, err = s.Identity.Undelivered(d.r.Context(), d.org.Slug)
	d.late = slices.DeleteFunc(d.late, func(m identity.Mail) bool { return m.Kind == identity.Invite && d.find(m.Person.String()) != nil })
	return err
}

func (s *server) invitationsPage(v *request) error {
	d, err := s.invitations(v)
	if err != nil {
		return err
	}
	return d.shown(http.StatusOK)
}

func (d *invitations) shown(status int) error {
	d.w.Header().Set("Cache-Control", "no-store")
	if d.print {
		return d.show(status, cardsShown(d))
	}
	return d.show(status, invitationsShown(d))
}

// changeInvitation sends an invitation again, makes its link, mends the address, or takes it
// back.
func (s *server) changeInvitation(v *request) error {
	if err := v.read(); err != nil {
		return err
	}
	d, err := s.invitations(v)
	if err != nil {
		return err
	}
	status := http.StatusOK
	switch do := v.told("do"); do {
	case "cards":
		for i := range d.all {
			if p := &d.all[i]; p.mail == "" || !d.mails {
				if err := d.link(s, p); err != nil {
					return err
				}
			}
		}
		if err := d.linked(s); err != nil {
			return err
		}
		d.print = true
		return d.shown(status)
	default:
		p := d.find(v.told("person"))
		if p == nil {
			d.fault = v.p.T("invitations.over")
			return d.shown(http.StatusConflict)
		}
		if err := d.change(s, p, do); err != nil {
			return err
		}
		if p.why != "" || d.fault != "" {
			status = http.StatusUnprocessableEntity
		}
	}
	return d.shown(status)
}

func (d *invitations) find(text string) *pending {
	n, _ := strconv.ParseUint(strings.TrimPrefix(text, "P"), 10, 32)
	for i := range d.all {
		if uint64(d.all[i].Person) == n {
			return &d.all[i]
		}
	}
	return nil
}

// change does one thing about one invitation.
func (d *invitations) change(s *server, p *pending, do string) error {
	ctx, slug, name := d.r.Context(), d.org.Slug, d.name(p.Person)
	switch do {
	case "again":
		if p.mail == "" || !d.mails {
			d.fault = d.p.T("invitations.no_mail")
			return nil
		}
		if wait, ok := s.Identity.Allow("again "+slug+" "+p.Person.String(), identity.PerMail); !ok {
			return &tooOften{wait}
		}
		d.said = d.p.T("invitations.sent_again", name)
		if err := s.Identity.InviteAgain(ctx, slug, p.Person); err != nil {
			return err
		}
		return d.load(s)
	case "link", "card":
		d.print = do == "card"
		return errors.Join(d.link(s, p), d.linked(s))
	case "mend":
		return d.mend(s, p)
	case "back":
		_, err := d.as.Do(ctx, service.Asked{Face: org.Web, Act: &org.LeavePerson{Person: p.Person}})
		if org.CodeOf(err) != 0 {
			d.fault = sentence.Refusal(d.p, d.view.Name, d.s, err)
			return nil
		}
		if err != nil {
			return err
		}
		d.said = d.p.T("invitations.taken_back", name)
		view, err := s.placeNow(d.request)
		if err != nil {
			return err
		}
		d.place.view, d.place.s = view.view, view.s
		return d.load(s)
	}
	return errForm
}

// link makes a link to hand to somebody; linked says of all that were made until when
// they hold.
func (d *invitations) link(s *server, p *pending) error {
	address, err := s.Identity.InviteLink(d.r.Context(), d.org.Slug, p.Person)
	if err != nil || address == "" {
		return err
	}
	c := card{person: p.Person, name: d.name(p.Person), link: address}
	c.code, c.size, err = pictureOf(address)
	d.cards = append(d.cards, c)
	return err
}

func (d *invitations) linked(s *server) error {
	err := d.load(s)
	for i := range d.cards {
		if p := d.find(d.cards[i].person.String()); p != nil {
			d.cards[i].until, p.card = p.Ends, &d.cards[i]
		}
	}
	return err
}

// mend sets an address right and sends the invitation there.
func (d *invitations) mend(s *server, p *pending) error {
	ctx, slug, mail := d.r.Context(), d.org.Slug, d.told("mail")
	p.mend = mail
	if !form.IsMail(mail) {
		p.why = d.p.T("signin.mail.fault")
		return nil
	}
	err := d.as.Mend(ctx, p.Person, d.name(p.Person), mail)
	switch {
	case errors.Is(err, service.ErrAddress):
		p.why = d.p.T("account.mail.taken")
		return nil
	case org.CodeOf(err) != 0:
		p.why = sentence.Refusal(d.p, d.view.Name, d.s, err)
		return nil
	case err != nil:
		return err
	}
	d.said = d.p.T("invitations.mended", d.name(p.Person), mail)
	if err := s.Identity.InviteAgain(ctx, slug, p.Person); err != nil {
		return err
	}
	return d.load(s)
}

// unlinked are those who come in by a link that is handed to them.
func (d *invitations) unlinked() (n int) {
	for i := range d.all {
		if d.all[i].mail == "" || !d.mails {
			n++
		}
	}
	return n
}

// lates are those whose mail did not arrive.
func (d *invitations) lates() (n int) {
	for i := range d.all {
		if late := d.all[i].Late; late != nil && late.Tries > 0 {
			n++
		}
	}
	return n
}

// state says how an invitation stands: in a word, and what is to be known of it.
func (d *invitations) state(i *pending) (kind, icon, word, more string) {
	until := ""
	if i.Ends != 0 {
		until = d.p.T("invitations.until", d.date(i.Ends))
	}
	over := i.Ends == 0 || i.Ends <= d.at
	switch late := i.Late; {
	case late != nil && late.Tries > 0:
		return "late", "alert", d.p.T("invitations.late"), d.why(late)
	case late != nil && d.mails:
		return "", "", d.p.T("invitations.waits"), d.p.T("invitations.waits.more")
	case i.Opened != 0 && !over:
		return "soon", "", d.p.T("invitations.opened"), d.p.T("invitations.opened.more", d.hour(i.Opened), until)
	case over && (i.mail == "" || !d.mails || i.Shown):
		return "", "", d.p.T("invitations.no_link"), d.p.T("invitations.no_link.more")
	case over:
		return "late", "alert", d.p.T("invitations.over.word"), d.p.T("invitations.over.more")
	case i.Shown:
		return "", "", d.p.T("invitations.link"), d.p.T("invitations.not_opened", until)
	}
	return "", "", d.p.T("invitations.sent"), d.p.T("invitations.not_opened", until)
}

// why says why a mail did not arrive, in the words of the mail server, and what comes next.
func (d *invitations) why(m *identity.Mail) string {
	text := d.p.T("invitations.fault", m.Fault, d.hour(m.Tried))
	if m.Fault == identity.ErrLetters.Error() {
		text = d.p.T("invitations.fault.letters")
	}
	if m.Due != 0 {
		return text + " " + d.p.T("invitations.next", m.Tries, d.hour(m.Due))
	}
	return text + " " + d.p.T("invite.given_up", m.Tries)
}

// pictureOf is the QR code of a text as a path of SVG, each dot a square of 1, and how
// wide it is with the light band that it needs around it.
func pictureOf(text string) (path string, size int, err error) {
	const band = 4
	code, err := qr.EncodeText(text, qr.Medium)
	if err != nil {
		return "", 0, err
	}
	var b strings.Builder
	n := code.Size()
	for y := range n {
		for x := 0; x < n; x++ {
			if !code.Module(x, y) {
				continue
			}
			wide := 1
			for x+wide < n && code.Module(x+wide, y) {
				wide++
			}
			b.WriteString("M" + strconv.Itoa(x+band) + " " + strconv.Itoa(y+band) + "h" + strconv.Itoa(wide) + "v1h-" + strconv.Itoa(wide) + "z")
			x += wide
		}
	}
	return b.String(), n + 2*band, nil
}
