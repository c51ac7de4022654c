package web

import (
	"errors"
	"net/http"

	"github.com/a-h/templ"

	"orpheus/face/web/ui"
	"orpheus/identity"
	"orpheus/org"
	"orpheus/org/form"
	"orpheus/service"
	"orpheus/text/i18n"
)

// accountPage is what somebody sees of their own account.
type accountPage struct {
	*request
	profile  service.Profile
	password bool // one is set
	sessions []identity.Session
	here     identity.Hash // of the session that looks
	tokens   []identity.Token
	token    string            // one just made, shown this once
	faults   map[string]string // by field
	done     string            // what was just saved, as a message key
	stale    bool              // they say who they are before they make a token
	mails    bool              // links can go to an address
	move     *move             // a new address that waits to be confirmed; nil for none
}

func (s *server) account(v *request) error {
	d, err := s.accountOf(v)
	if err != nil {
		return err
	}
	switch said := v.r.URL.Query().Get("done"); said {
	case "profile", "mail", "stopped", "photo", "photo_gone", "password", "sessions", "tokens":
		d.done = "account.done." + said
	}
	return d.shown(http.StatusOK)
}

func (d *accountPage) shown(status int) error {
	d.w.Header().Set("Cache-Control", "no-store")
	return d.show(status, accountShown(d))
}

func (s *server) accountOf(v *request) (*accountPage, error) {
	ctx, slug, p := v.r.Context(), v.org.Slug, v.me.Person
	d := &accountPage{request: v, here: identity.HashOf(s.session(v)), mails: s.Identity.Mails(), faults: map[string]string{}}
	var err, err1, err2, err3, err4 error
	d.profile, err = v.as.Profile(ctx)
	d.password, err1 = s.Identity.HasPassword(ctx, slug, p)
	d.sessions, err2 = s.Identity.Sessions(ctx, slug, p)
	d.tokens, err3 = s.Identity.Tokens(ctx, slug, p)
	d.move, err4 = s.moveOf(v, p)
	err5 := s.Identity.Confirm(ctx, slug, s.session(v), "")
	if d.stale = errors.Is(err5, identity.ErrConfirm); d.stale {
		err5 = nil
	}
	return d, errors.Join(err, err1, err2, err3, err4, err5)
}

// accountForm makes a handler of a function that saves a part of the account. It
// leads back with a word of what was done, or shows what was wrong with all that
// was typed.
func (s *server) accountForm(save func(d *accountPage) (done string, err error)) func(*request) error {
	return func(v *request) error {
		if err := v.read(); err != nil {
			return err
		}
		d, err := s.accountOf(v)
		if err != nil {
			return err
		}
		done, err := save(d)
		if err != nil {
			return err
		}
		if len(d.faults) > 0 {
			return d.shown(http.StatusUnprocessableEntity)
		}
		if d.token != "" {
			if d.tokens, err = s.Identity.Tokens(v.r.Context(), v.org.Slug, v.me.Person); err != nil {
				return err
			}
			return d.shown(http.StatusOK)
		}
		v.redirect("/" + v.org.Slug + "/account?done=" + done)
		return nil
	}
}

func (s *server) saveProfile(d *accountPage) (string, error) {
	was, done := d.profile.Mail, "profile"
	d.profile = service.Profile{Name: d.told("name"), Mail: d.told("mail")}
	if !form.IsName(d.profile.Name) {
		d.faults["name"] = d.p.T("account.name.fault")
	}
	if !form.IsMail(d.profile.Mail) {
		d.faults["mail"] = d.p.T("signin.mail.fault")
	}
	if d.profile.Mail != was && len(d.faults) == 0 {
		if err := s.confirm(d); err != nil {
			return "", err
		}
	}
	if len(d.faults) > 0 {
		return "", nil
	}
	if err := d.as.Correct(d.r.Context(), d.profile.Name, was); err != nil || d.profile.Mail == was {
		return done, err
	}
	if s.Identity.Mails() {
		done = "mail"
	}
	fault, err := s.change(d.request, d.me.Person, d.profile.Name, d.profile.Mail)
	if fault != "" {
		d.faults["mail"] = d.p.T(fault)
	}
	return done, err
}

// confirm has somebody say who they are before they change how they come in, where
// they signed in a while ago.
func (s *server) confirm(d *accountPage) error {
	current := d.r.PostForm.Get("current")
	if current != "" { // else nobody tries a password
		if wait, ok := s.Identity.MayConfirm(d.org.Slug, d.me.Person); !ok {
			return &tooOften{wait}
		}
	}
	err := s.Identity.Confirm(d.r.Context(), d.org.Slug, s.session(d.request), current)
	if errors.Is(err, identity.ErrConfirm) {
		d.faults["current"] = d.p.T("account.current.fault")
		return nil
	}
	return err
}

// savePassword sets or removes the password. Whoever is signed in elsewhere is
// signed out there.
func (s *server) savePassword(d *accountPage) (string, error) {
	ctx, password := d.r.Context(), d.r.PostForm.Get("password")
	if d.told("do") == "remove" {
		password = ""
	} else if password == "" {
		d.faults["password"] = d.p.T("account.password.short", identity.MinPassword)
		return "", nil
	}
	if err := s.confirm(d); err != nil || len(d.faults) > 0 {
		return "", err
	}
	err := s.Identity.SetPassword(ctx, d.org.Slug, d.me.Person, password)
	if errors.Is(err, identity.ErrKnown) {
		d.faults["password"] = d.p.T("account.password.known")
		return "", nil
	}
	if errors.Is(err, identity.ErrShort) {
		d.faults["password"] = d.p.T("account.password.short", identity.MinPassword)
		return "", nil
	}
	if err != nil {
		return "", err
	}
	return "password", s.Identity.RevokeAll(ctx, d.org.Slug, d.me.Person, s.session(d.request))
}

func (s *server) endSessions(d *accountPage) (string, error) {
	ctx := d.r.Context()
	if id := d.told("id"); id != "" {
		return "sessions", s.Identity.Revoke(ctx, d.org.Slug, d.me.Person, id)
	}
	return "sessions", s.Identity.RevokeAll(ctx, d.org.Slug, d.me.Person, s.session(d.request))
}

func (s *server) saveTokens(d *accountPage) (_ string, err error) {
	ctx := d.r.Context()
	if id := d.told("id"); id != "" {
		return "tokens", s.Identity.RevokeToken(ctx, d.org.Slug, d.me.Person, id)
	}
	if err := s.confirm(d); err != nil || len(d.faults) > 0 { // it lets in for a year
		return "", err
	}
	d.token, err = s.Identity.NewToken(ctx, d.org.Slug, d.me.Person, d.told("token"), identity.TokenTerms{})
	if errors.Is(err, identity.ErrName) {
		d.faults["token"] = d.p.T("account.token.fault")
		return "", nil
	}
	return "tokens", err
}

// field is a field of the account.
func (d *accountPage) field(name, label, value string) ui.FieldProps {
	return ui.FieldProps{ID: name, Name: name, Label: label, Value: value, Fault: d.faults[name]}
}

func (d *accountPage) mailField() ui.FieldProps {
	f := d.field("mail", d.p.T("signin.mail"), d.profile.Mail)
	f.Type, f.Fill = "email", "email"
	if d.mails {
		f.Hint = d.p.T("account.mail.hint")
	}
	return f
}

func (d *accountPage) passwordField() ui.FieldProps {
	f := d.field("password", d.p.T("account.password.new"), "")
	f.Type, f.Fill, f.Hint = "password", "new-password", d.p.T("account.password.hint", identity.MinPassword)
	return f
}

// currentField asks for the current password, where there is one. It is in both forms
// that need it.
func (d *accountPage) currentField(form string) ui.FieldProps {
	f := d.field("current", d.p.T("account.current"), "")
	f.ID, f.Type, f.Fill, f.Hint, f.Optional = form+"-current", "password", "current-password", d.p.T("account.current.hint"), true
	return f
}

func (d *accountPage) nameField() ui.FieldProps {
	f := d.field("name", d.p.T("account.name"), d.profile.Name)
	f.Fill = "name"
	return f
}

// device names what a session was begun with.
func (d *accountPage) device(e identity.Session) string {
	if e.Device == "" {
		return d.p.T("account.device.none")
	}
	return e.Device
}

func (d *accountPage) day(t org.Time) string { return d.p.Date(t.Std().In(d.now.Location()), d.now) }

// languages are the languages to choose from.
func (d *accountPage) languages() []ui.NavItem {
	var items []ui.NavItem
	for _, l := range i18n.Languages {
		items = append(items, ui.NavItem{Text: i18n.Names[l], Href: address("/"+d.org.Slug+"/account", map[string][]string{"lang": {l}}), Here: l == d.p.Lang()})
	}
	return items
}

// themes are the ways the pages can look.
func (d *accountPage) themes() []ui.NavItem {
	item := func(theme, text string) ui.NavItem {
		return ui.NavItem{Text: text, Href: address("/"+d.org.Slug+"/account", map[string][]string{"theme": {theme}}), Here: theme == d.theme}
	}
	return []ui.NavItem{item("light", d.p.T("shell.light")), item("dark", d.p.T("shell.dark"))}
}

// part is where a form of the account is sent to.
func (d *accountPage) part(name string) templ.SafeURL {
	return templ.SafeURL("/" + d.org.Slug + "/account/" + name)
}

// used says when a token was used.
func (d *accountPage) used(k identity.Token) string {
	text := d.p.T("account.token.never", d.day(k.Made))
	if k.Used != 0 {
		text = d.p.T("account.token.used", d.day(k.Made), d.day(k.Used))
	}
	if k.Ends != 0 {
		text += ", " + d.p.T("account.token.until", d.day(k.Ends))
	}
	if k.Reads {
		text += ", " + d.p.T("account.token.reads")
	}
	return text
}
