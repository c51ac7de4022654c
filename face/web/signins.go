package web

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"orpheus/face/web/ui"
	"orpheus/identity"
	"orpheus/identity/oidc"
	"orpheus/org"
	"orpheus/service"
)

// signInsPage says how people come in, and has stewards change it.
type signInsPage struct {
	*place
	set    service.SignIns
	came   identity.Came    // of who looks
	stale  bool             // they say who they are before they change something
	said   string           // what was just done
	fault  string           // why something was not done
	form   service.Provider // what was typed of a provider, and is at fault
	failed string           // the field that is at fault: "name", "issuer" or "current"
	rule   service.GroupRule
	dir    identity.DirectoryToken
	listed bool   // a directory has a token
	token  string // just made, shown this once
	scim   string // where directories reach this
	back   string // where providers send browsers back to
}

func (s *server) signInsOf(v *request) (*signInsPage, error) {
	pg, err := s.placeNow(v)
	if err != nil {
		return nil, err
	}
	d := &signInsPage{place: pg, back: s.Providers.Return, scim: s.Identity.URL + "/scim/v2"}
	pg.title = v.p.T("ways.title")
	pg.way = []ui.NavItem{{Text: v.p.T("settings.title"), Href: pg.to("/settings")}, navHere(pg.title)}
	ctx := v.r.Context()
	_, here, _, err := s.Identity.Here(ctx, v.org.Slug, s.session(v))
	if err != nil {
		return nil, err
	}
	d.came = here.Came
	if err = s.Identity.Confirm(ctx, v.org.Slug, s.session(v), ""); errors.Is(err, identity.ErrConfirm) {
		d.stale, err = true, nil
	}
	if err != nil {
		return nil, err
	}
	if d.dir, d.listed, err = s.Identity.Directory(ctx, v.org.Slug); err != nil {
		return nil, err
	}
	return d, d.load()
}

// load reads what is set; for guests there is no such page.
func (d *signInsPage) load() (err error) {
	if d.set, err = d.as.SignIns(d.r.Context()); org.CodeOf(err) == org.Forbidden {
		return errNotFound
	}
	return err
}

func (d *signInsPage) shown() error {
	status := http.StatusOK
	if d.fault != "" {
		status = http.StatusUnprocessableEntity
	}
	d.w.Header().Set("Cache-Control", "no-store")
	return d.show(status, signInsShown(d))
}

func (s *server) signInsPage(v *request) error {
	d, err := s.signInsOf(v)
	if err != nil {
		return err
	}
	return d.shown()
}

// errSaid is a fault that stands on the page already.
var errSaid = errors.New("said on the page")

// changeSignIns does what a steward asks for.
func (s *server) changeSignIns(v *request) error {
	if err := v.read(); err != nil {
		return err
	}
	d, err := s.signInsOf(v)
	if err != nil {
		return err
	}
	if !v.me.Steward {
		return errNotFound
	}
	if err = s.confirmHere(v); errors.Is(err, identity.ErrConfirm) {
		d.failed, err = "current", d.wrong("account.current.fault")
	}
	if err == nil {
		err = s.doSignIns(d)
	}
	switch {
	case err == nil || errors.Is(err, errSaid):
		err = d.load()
	case errors.Is(err, service.ErrProviderMany):
		d.fault, err = v.p.T("ways.many"), nil
	case errors.Is(err, service.ErrNoProvider) || org.CodeOf(err) == org.NotFound:
		d.fault, err = v.p.T("ways.gone"), d.load()
	case errors.Is(err, service.ErrLockedOut):
		d.fault, err = v.p.T("ways.must.locked"), nil
	}
	if err != nil {
		return err
	}
	return d.shown()
}

// wrong says on the page what is wrong.
func (d *signInsPage) wrong(key string, args ...any) error {
	d.fault = d.p.T(key, args...)
	return errSaid
}

// confirmHere returns identity.ErrConfirm where whoever sent a form has to say who they are
// first.
func (s *server) confirmHere(v *request) error {
	current := v.r.PostForm.Get("current")
	if current != "" { // else nobody tries a password
		if wait, ok := s.Identity.MayConfirm(v.org.Slug, v.me.Person); !ok {
			return &tooOften{wait}
		}
	}
	return s.Identity.Confirm(v.r.Context(), v.org.Slug, s.session(v), current)
}

func (s *server) doSignIns(d *signInsPage) (err error) {
	ctx := d.r.Context()
	switch d.told("do") {
	case "provider":
		return s.saveProvider(d)
	case "remove":
		d.said = d.p.T("ways.removed")
		return d.as.DropProvider(ctx, d.told("id"))
	case "rule", "unrule":
		n, err := strconv.ParseUint(d.told("circle"), 10, 32)
		if err != nil {
			return errForm
		}
		r := service.GroupRule{Group: d.told("group"), Circle: org.CircleID(n)}
		if d.told("do") == "unrule" {
			d.said = d.p.T("ways.rule.removed")
			return d.as.DropGroupRule(ctx, r)
		}
		d.rule = r
		if err = d.as.AddGroupRule(ctx, r); errors.Is(err, service.ErrProviderText) {
			d.failed = "group"
			return d.wrong("ways.rule.fault")
		}
		if err == nil {
			d.rule, d.said = service.GroupRule{}, d.p.T("ways.rule.made")
		}
		return err
	case "directory":
		d.token, err = s.Identity.NewDirectory(ctx, d.org.Slug)
		d.said, d.listed = d.p.T("ways.directory.made"), true
		return err
	case "undirectory":
		d.said, d.listed = d.p.T("ways.directory.ended"), false
		return s.Identity.EndDirectory(ctx, d.org.Slug)
	case "must":
		must := identity.Policy{Provider: d.told("by"), Passkey: d.told("passkey") != ""}
		if must.Provider == "any" {
			must.Provider = ""
		}
		d.said = d.p.T("ways.must.saved")
		return d.as.Require(ctx, must, d.came)
	}
	return errForm
}

// saveProvider keeps a provider after it was looked at what it says of itself.
func (s *server) saveProvider(d *signInsPage) error {
	ctx := d.r.Context()
	p := service.Provider{
		ID: d.told("id"), Name: d.told("name"), Issuer: d.told("issuer"), ClientID: d.told("client"), Secret: d.told("secret"),
		Groups: d.told("groups"), Unknown: service.Unknown(d.told("unknown")),
	}
	if p.Unknown == "out" { // a list whose first choice says nothing could not be sent
		p.Unknown = service.UnknownOut
	}
	p.Domains = strings.FieldsFunc(d.told("domains"), func(r rune) bool { return r == ',' || r == ';' || r == ' ' || r == '\n' || r == '\r' || r == '\t' })
	for i, at := range p.Domains {
		p.Domains[i] = strings.ToLower(strings.TrimPrefix(at, "@"))
	}
	if p.Unknown != service.UnknownOut && p.Unknown != service.UnknownGuest && p.Unknown != service.UnknownMember {
		return errForm
	}
	d.form = p
	d.form.Secret = ""
	if p.Name == "" || p.ClientID == "" || p.Issuer == "" {
		d.failed = "name"
		return d.wrong("ways.provider.fault")
	}
	if wait, ok := s.Identity.Allow("provider "+d.org.Slug, identity.PerMail); !ok {
		return &tooOften{wait}
	}
	switch err := s.Providers.Check(ctx, asProvider(p)); oidc.FaultOf(err) {
	case "":
		if err != nil {
			return err
		}
	case oidc.Address:
		d.failed = "issuer"
		return d.wrong("ways.issuer.address")
	default:
		d.failed = "issuer"
		return d.wrong("ways.issuer.fault")
	}
	err := d.as.SetProvider(ctx, p)
	if errors.Is(err, service.ErrProviderText) {
		d.failed = "name"
		return d.wrong("ways.provider.fault")
	}
	if err == nil {
		d.form, d.said = service.Provider{}, d.p.T("ways.saved")
	}
	return err
}

// formOf is the form of a provider: as it was sent, where that is at fault.
func (d *signInsPage) formOf(p service.Provider) service.Provider {
	if d.fault != "" && d.form.Name+d.form.Issuer+d.form.ClientID != "" && d.form.ID == p.ID {
		return d.form
	}
	return p
}

// isOpen reports whether the form of a provider is what is at fault.
func (d *signInsPage) isOpen(id string) bool {
	return d.fault != "" && d.form.ID == id && d.form.Name+d.form.Issuer+d.form.ClientID != ""
}

// providerField is a field of the form of a provider.
func (d *signInsPage) providerField(of, name, value string) ui.FieldProps {
	f := ui.FieldProps{ID: of + "-" + name, Name: name, Label: d.p.T("ways." + name), Hint: d.p.T("ways." + name + ".hint"), Value: value, Fill: "off"}
	switch name {
	case "issuer":
		f.Type = "url"
	case "secret":
		f.Type, f.Optional, f.Fill, f.Hint = "password", true, "new-password", d.p.T("ways.secret.hint")
		if of != "new" {
			f.Hint = d.p.T("ways.secret.stays")
		}
	case "groups", "domains":
		f.Optional = true
	}
	return f
}

// unknowns are what may become of people whom nobody knows.
func (d *signInsPage) unknowns(is service.Unknown) []ui.Option {
	return []ui.Option{
		{Value: "out", Text: d.p.T("ways.unknown.out"), Chosen: is == service.UnknownOut},
		{Value: string(service.UnknownGuest), Text: d.p.T("ways.unknown.guest"), Chosen: is == service.UnknownGuest},
		{Value: string(service.UnknownMember), Text: d.p.T("ways.unknown.member"), Chosen: is == service.UnknownMember},
	}
}

// unknownText says what becomes of people whom nobody knows.
func (d *signInsPage) unknownText(is service.Unknown) string {
	for _, o := range d.unknowns(is) {
		if o.Chosen {
			return o.Text
		}
	}
	return ""
}

// circleChoices are the circles that a rule may lead to.
func (d *signInsPage) circleChoices() (all []ui.Option) {
	for id, c := range d.s.Circles() {
		if c.Closed == 0 {
			all = append(all, ui.Option{Value: strconv.FormatUint(uint64(id), 10), Text: d.s.Circle(id).Name, Chosen: d.rule.Circle == id})
		}
	}
	return all
}

// mustChoices are the ways in that may be required.
func (d *signInsPage) mustChoices() []ui.Option {
	all := []ui.Option{{Value: "any", Text: d.p.T("ways.must.any"), Chosen: d.set.Must.Provider == ""}}
	for _, p := range d.set.Providers {
		all = append(all, ui.Option{Value: p.ID, Text: d.p.T("ways.must.by", p.Name), Chosen: d.set.Must.Provider == p.ID})
	}
	return all
}

// mustText says what is required.
func (d *signInsPage) mustText() string {
	text := d.p.T("ways.must.any")
	for _, o := range d.mustChoices() {
		if o.Chosen {
			text = o.Text
		}
	}
	return text
}

// currentField asks who somebody is, where they signed in a while ago.
func (d *signInsPage) currentField(of string) ui.FieldProps {
	f := ui.FieldProps{ID: of + "-current", Name: "current", Type: "password", Fill: "current-password", Label: d.p.T("account.current"), Hint: d.p.T("ways.current.hint"), Optional: true}
	if d.failed == "current" {
		f.Fault = d.fault
	}
	return f
}
