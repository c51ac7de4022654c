package web

import (
	"errors"
	"net/http"
	"strings"
	"unicode/utf8"

	"orpheus/face/web/ui"
	"orpheus/identity"
	"orpheus/org"
	"orpheus/org/form"
)

// move is a change of somebody's address that waits to be confirmed.
type move struct {
	identity.Moving
	late *identity.Mail // the mail with its link, where it was tried in vain
}

// seenBy is the change as somebody reads it: the new address whole to who wrote it.
func (m *move) seenBy(p org.PersonID) *move {
	seen := *m
	if m.By != p {
		seen.Mail = masked(m.Mail)
	}
	return &seen
}

// moveOf is the change of somebody's address that waits; nil for none.
func (s *server) moveOf(v *request, p org.PersonID) (*move, error) {
	m, waits, err := s.Identity.Moving(v.r.Context(), v.org.Slug, p)
	if err != nil || !waits {
		return nil, err
	}
	out := &move{Moving: m}
	late, err := s.Identity.Undelivered(v.r.Context(), v.org.Slug)
	for i := range late {
		if late[i].Kind == identity.Confirm && late[i].Person == p {
			out.late = &late[i]
		}
	}
	return out, err
}

// change begins the change of an address, or does it at once where no link can go there.
// A fault is a message key; empty for none.
func (s *server) change(v *request, p org.PersonID, name, mail string) (fault string, err error) {
	ctx, slug := v.r.Context(), v.org.Slug
	if !form.IsMail(mail) {
		return "signin.mail.fault", nil
	}
	if !s.Identity.Mails() {
		err = s.Service.Correct(ctx, slug, p, name, mail)
	} else {
		if wait, ok := s.Identity.Allow("move "+slug+" "+p.String(), identity.PerMail); !ok {
			return "", &tooOften{wait}
		}
		var lang string
		if lang, err = s.Identity.Lang(ctx, slug, p); err == nil {
			if lang == "" && p == v.me.Person {
				lang = v.p.Lang()
			}
			err = s.Identity.Move(ctx, slug, p, v.me.Person, mail, lang)
		}
	}
	if errors.Is(err, identity.ErrTaken) {
		return "account.mail.taken", nil
	}
	return "", err
}

// addressPage is where a steward sets the address of somebody right.
type addressPage struct {
	*place
	id    org.PersonID
	was   string
	typed string
	fault string
	mails bool
	move  *move
}

func (s *server) addressOf(v *request) (*addressPage, error) {
	pg, err := s.placeNow(v)
	if err != nil {
		return nil, err
	}
	d := &addressPage{place: pg, mails: s.Identity.Mails()}
	if d.id, err = id[org.PersonID](pg); err != nil {
		return nil, err
	}
	row := pg.s.Person(d.id)
	if row == nil || !row.Present() || !v.me.Steward || d.id == v.me.Person { // one's own is in the account
		return nil, errNotFound
	}
	who, err := v.as.ProfileOf(v.r.Context(), d.id)
	if err != nil {
		return nil, err
	}
	d.was = who.Mail
	pg.title = pg.p.T("move.page", pg.name(d.id))
	pg.way = []ui.NavItem{{Text: pg.p.T("nav.people"), Href: pg.to("/people")}, {Text: pg.name(d.id), Href: pg.person(d.id)}, navHere(pg.p.T("signin.mail"))}
	d.move, err = s.moveOf(v, d.id)
	return d, err
}

func (d *addressPage) shown(status int) error {
	d.w.Header().Set("Cache-Control", "no-store")
	return d.show(status, addressShown(d))
}

func (s *server) addressPage(v *request) error {
	d, err := s.addressOf(v)
	if err != nil {
		return err
	}
	return d.shown(http.StatusOK)
}

func (s *server) changeAddress(v *request) error {
	if err := v.read(); err != nil {
		return err
	}
	d, err := s.addressOf(v)
	if err != nil {
		return err
	}
	if v.told("do") == "stop" {
		err = s.Identity.StopMoving(v.r.Context(), v.org.Slug, d.id)
	} else {
		mail := v.told("mail")
		if v.told("do") == "again" && d.move != nil {
			mail = d.move.Mail
		} else {
			d.typed = mail
		}
		d.fault, err = s.change(v, d.id, d.view.Name(d.id), mail)
	}
	if err != nil {
		return err
	}
	if d.fault != "" {
		return d.shown(http.StatusUnprocessableEntity)
	}
	v.redirect(d.action())
	return nil
}

func (d *addressPage) action() string { return d.person(d.id) + "/mail" }

func (d *addressPage) field() ui.FieldProps {
	f := ui.FieldProps{ID: "mail", Name: "mail", Type: "email", Label: d.p.T("move.page.field"), Value: d.typed, Fill: "off"}
	if d.fault != "" {
		f.Fault, f.Focus = d.p.T(d.fault), true
	}
	return f
}

// stopMove keeps the old address of the one who asks, or sends the link again.
func (s *server) stopMove(d *accountPage) (string, error) {
	if d.told("do") != "again" || d.move == nil {
		return "stopped", s.Identity.StopMoving(d.r.Context(), d.org.Slug, d.me.Person)
	}
	fault, err := s.change(d.request, d.me.Person, d.profile.Name, d.move.Mail)
	if fault != "" {
		d.faults["mail"] = d.p.T(fault)
	}
	return "mail", err
}

// moving is the page behind a link that confirms an address.
type moving struct {
	*request
	token string
	who   identity.Who
	mail  string
	done  bool
}

// confirmPage asks whether an address is to be used; whatever scans mails opens links, and
// presses nothing. It reports false for a link of another kind.
func (s *server) confirmPage(v *request, l identity.Link, fault error) (bool, error) {
	if l.Kind != identity.Confirm {
		return false, nil
	}
	if fault != nil {
		return true, s.showLink(v, l, fault)
	}
	_, m, err := s.Identity.Confirming(v.r.Context(), v.r.PathValue("token"))
	if errors.Is(err, identity.ErrEnded) {
		return true, s.showLink(v, l, err)
	}
	if err != nil {
		return true, err
	}
	return true, s.showMoving(v, l, m, false)
}

func (s *server) showMoving(v *request, l identity.Link, m identity.Moving, done bool) error {
	who, in, err := s.Identity.People.Who(v.r.Context(), l.Org, l.Person)
	if err != nil {
		return err
	}
	if !in {
		return s.showLink(v, l, identity.ErrGone)
	}
	v.speak(who.Lang)
	v.w.Header().Set("Cache-Control", "no-store")
	return v.show(http.StatusOK, movingShown(moving{request: v, token: v.r.PathValue("token"), who: who, mail: m.Mail, done: done}))
}

// confirmMail uses such a link.
func (s *server) confirmMail(v *request, l identity.Link) error {
	ctx := v.r.Context()
	m, err := s.Identity.Confirmed(ctx, v.r.PathValue("token"), func(l identity.Link, mail string) error {
		who, in, err := s.Identity.People.Who(ctx, l.Org, l.Person)
		if err == nil && !in {
			err = identity.ErrGone
		}
		if err != nil {
			return err
		}
		return s.Service.Correct(ctx, l.Org, l.Person, who.Name, mail)
	})
	switch {
	case errors.Is(err, identity.ErrTaken), errors.Is(err, identity.ErrEnded):
		return s.showLink(v, l, identity.ErrEnded)
	case errors.Is(err, identity.ErrGone):
		return s.showLink(v, l, identity.ErrGone)
	case err != nil:
		return err
	}
	return s.showMoving(v, l, m, true)
}

// masked is an address of somebody else as a steward sees it: enough to tell a slip of the
// domain, and not where its owner is written to.
func masked(address string) string {
	name, domain, ok := strings.Cut(address, "@")
	if !ok || name == "" {
		return address
	}
	first, _ := utf8.DecodeRuneInString(name)
	return string(first) + "…@" + domain
}
