package web

import (
	"errors"
	"net/http"
	"strings"

	"orpheus/face/web/ui"
	"orpheus/identity"
)

// keyCookie carries the secret of what a browser was asked to answer with a passkey.
const keyCookie = "orpheus_key"

// passkeyIn asks a browser for a passkey, and lets in by its answer.
func (s *server) passkeyIn(v *request) error {
	v.w.Header().Set("Cache-Control", "no-store")
	if err := v.read(); err != nil {
		return err
	}
	if slow := s.slow(v); slow != nil {
		return slow
	}
	ctx := v.r.Context()
	second := v.jar.get(v.r, stepCookie)
	d, err := s.signing(v, v.told("org"), v.told("next"))
	if err != nil {
		return err
	}
	if v.told("do") == "begin" {
		if v.told("second") == "" {
			second = ""
		}
		options, step, err := s.Passkeys.Ask(ctx, second)
		if err != nil {
			return s.refusedKey(d, err)
		}
		v.jar.set(v.w, v.r, keyCookie, step, "/signin", stepFor)
		v.send(http.StatusOK, "application/json; charset=utf-8", options)
		return nil
	}
	e, err := s.Passkeys.Enter(ctx, v.jar.get(v.r, keyCookie), second, v.r.PostForm.Get("answer"), v.r.UserAgent())
	if err != nil {
		return s.refusedKey(d, err)
	}
	v.jar.set(v.w, v.r, keyCookie, "", "/signin", 0)
	s.goIn(v, d.next, e)
	return nil
}

// refusedKey shows why a passkey lets nobody in.
func (s *server) refusedKey(d signing, err error) error {
	key := ""
	switch {
	case errors.Is(err, identity.ErrWay):
		return s.refusedBy(d, err)
	case errors.Is(err, identity.ErrStep):
		key = "provider.stale"
	case errors.Is(err, identity.ErrPasskey), errors.Is(err, identity.ErrGone):
		key = "passkey.refused"
	default:
		return err
	}
	s.Log.WarnContext(d.r.Context(), "nobody got in by a passkey", "from", d.jar.proxies.From(d.r), "why", key)
	return d.show(http.StatusForbidden, providerFault(d, key))
}

// secondPage asks for a passkey, or a code, of somebody who came in another way.
func (s *server) secondPage(v *request) error {
	v.w.Header().Set("Cache-Control", "no-store")
	d, err := s.signing(v, v.r.URL.Query().Get("org"), v.r.URL.Query().Get("next"))
	if err != nil {
		return err
	}
	return s.showSecond(d, http.StatusOK)
}

func (s *server) showSecond(d signing, status int) error {
	var came identity.Came
	if _, err := s.Identity.LookStep(d.r.Context(), identity.StepSecond, d.jar.get(d.r, stepCookie), &came); err != nil {
		return s.refusedKey(d, err)
	}
	return d.show(status, secondShown(d))
}

// enterByCode takes a code in place of a passkey. Tries are limited, by the network and by the
// browser that waits.
func (s *server) enterByCode(v *request) error {
	v.w.Header().Set("Cache-Control", "no-store")
	if err := v.read(); err != nil {
		return err
	}
	d, err := s.signing(v, v.told("org"), v.told("next"))
	if err != nil {
		return err
	}
	if slow := s.slow(v); slow != nil {
		return slow
	}
	var came identity.Came
	ctx, step := v.r.Context(), v.jar.get(v.r, stepCookie)
	at, err := s.Identity.LookStep(ctx, identity.StepSecond, step, &came)
	if err != nil {
		return s.refusedKey(d, err)
	}
	if wait, ok := s.Identity.Allow("code "+at.Org+" "+at.Person.String(), identity.PerMail); !ok {
		return &tooOften{wait}
	}
	e, err := s.Identity.EnterByCode(ctx, step, v.told("code"), v.r.UserAgent())
	if errors.Is(err, identity.ErrCode) {
		s.Log.WarnContext(ctx, "nobody got in by a code", "from", v.jar.proxies.From(v.r))
		d.fault = "code"
		return s.showSecond(d, http.StatusUnprocessableEntity)
	}
	if err != nil {
		return s.refusedKey(d, err)
	}
	s.goIn(v, d.next, e)
	return nil
}

func (d signing) codeField() ui.FieldProps {
	f := ui.FieldProps{ID: "code", Name: "code", Label: d.p.T("passkey.code"), Hint: d.p.T("passkey.code.hint"), Fill: "off"}
	if d.fault == "code" {
		f.Fault = d.p.T("passkey.code.fault")
	}
	return f
}

// passkeysPage is where somebody makes and removes their passkeys and codes.
type passkeysPage struct {
	*place
	keys     []identity.Passkey
	subjects []identity.Subject
	names    map[string]string // of providers, by id
	second   bool
	left     int      // codes that count
	codes    []string // just made, shown this once
	able     bool     // there can be passkeys here
	owes     bool     // they have to make one
	must     bool     // one is required of everybody
	stale    bool
	said     string
	fault    string
	failed   string
}

func (s *server) passkeysOf(v *request) (*passkeysPage, error) {
	pg, err := s.placeNow(v)
	if err != nil {
		return nil, err
	}
	d := &passkeysPage{place: pg, able: s.Passkeys.Able(), names: map[string]string{}}
	pg.title = v.p.T("passkey.title")
	pg.way = []ui.NavItem{{Text: v.p.T("account.title"), Href: pg.to("/account")}, navHere(pg.title)}
	if err = s.Identity.Confirm(v.r.Context(), v.org.Slug, s.session(v), ""); errors.Is(err, identity.ErrConfirm) {
		d.stale, err = true, nil
	}
	d.owes = v.owes
	return d, errors.Join(err, d.load(s))
}

func (d *passkeysPage) load(s *server) error {
	ctx, slug, p := d.r.Context(), d.org.Slug, d.me.Person
	var err, err1, err2, err3, err4 error
	d.keys, err = s.Identity.Passkeys(ctx, slug, p)
	d.second, err1 = s.Identity.Second(ctx, slug, p)
	d.left, err2 = s.Identity.RecoveryLeft(ctx, slug, p)
	d.subjects, err3 = s.Identity.Subjects(ctx, slug, p)
	set, err4 := s.Service.WaysIn(ctx, slug)
	d.must = set.Must.Passkey
	for _, one := range set.Providers {
		d.names[one.ID] = one.Name
	}
	return errors.Join(err, err1, err2, err3, err4)
}

func (d *passkeysPage) shown() error {
	status := http.StatusOK
	if d.fault != "" {
		status = http.StatusUnprocessableEntity
	}
	d.w.Header().Set("Cache-Control", "no-store")
	return d.show(status, passkeysShown(d))
}

func (s *server) passkeysPage(v *request) error {
	d, err := s.passkeysOf(v)
	if err != nil {
		return err
	}
	return d.shown()
}

// changePasskeys makes a passkey, or changes what there is.
func (s *server) changePasskeys(v *request) error {
	v.w.Header().Set("Cache-Control", "no-store")
	if err := v.read(); err != nil {
		return err
	}
	d, err := s.passkeysOf(v)
	if err != nil {
		return err
	}
	if v.told("do") != "add" { // what was asked for a moment ago is answered
		if err = s.confirmHere(v); errors.Is(err, identity.ErrConfirm) {
			d.failed, d.fault = "current", v.p.T("account.current.fault")
			return d.shown()
		}
		if err != nil {
			return err
		}
	}
	ctx, slug, p := v.r.Context(), v.org.Slug, v.me.Person
	switch v.told("do") {
	case "begin":
		options, step, err := s.Passkeys.Enrol(ctx, slug, p)
		if err != nil {
			return err
		}
		v.jar.set(v.w, v.r, keyCookie, step, "/"+slug+"/account", stepFor)
		v.send(http.StatusOK, "application/json; charset=utf-8", options)
		return nil
	case "add":
		if err = s.addPasskey(d); err == nil && d.fault == "" && d.owes {
			return s.settle(v)
		}
	case "remove":
		d.said, err = v.p.T("passkey.removed"), s.Identity.DropPasskey(ctx, slug, p, v.told("id"))
	case "second":
		d.said, err = v.p.T("passkey.second.saved"), s.Identity.SetSecond(ctx, slug, p, v.told("second") != "")
	case "codes":
		d.codes, err = s.Identity.NewRecovery(ctx, slug, p)
	default:
		return errForm
	}
	if err == nil {
		err = d.load(s)
	}
	if err != nil {
		return err
	}
	return d.shown()
}

func (s *server) addPasskey(d *passkeysPage) error {
	name, err := identity.PasskeyName(d.told("name"), d.r.UserAgent())
	if err == nil {
		err = s.Passkeys.Add(d.r.Context(), d.org.Slug, d.me.Person, d.jar.get(d.r, keyCookie), d.r.PostForm.Get("answer"), name)
	}
	d.jar.set(d.w, d.r, keyCookie, "", "/"+d.org.Slug+"/account", 0)
	switch {
	case err == nil:
		d.said = d.p.T("passkey.made")
	case errors.Is(err, identity.ErrName):
		d.failed, d.fault = "name", d.p.T("account.token.fault")
	case errors.Is(err, identity.ErrPasskeyMany):
		d.fault = d.p.T("ways.many")
	case errors.Is(err, identity.ErrPasskey), errors.Is(err, identity.ErrStep):
		d.fault = d.p.T("passkey.not_made")
	default:
		return err
	}
	return nil
}

// settle has somebody who owed a passkey be in as all others, by a session of its own.
func (s *server) settle(v *request) error {
	_, here, in, err := s.Identity.Here(v.r.Context(), v.org.Slug, s.session(v))
	if err != nil || !in {
		return errors.Join(err, errSignIn)
	}
	e, err := s.Identity.Settled(v.r.Context(), here, s.session(v), v.r.UserAgent())
	if err != nil {
		return err
	}
	s.letIn(v, e)
	v.redirect("/" + v.org.Slug + "/account/passkeys")
	return nil
}

func (d *passkeysPage) currentField(of string) ui.FieldProps {
	f := ui.FieldProps{ID: of + "-current", Name: "current", Type: "password", Fill: "current-password", Label: d.p.T("account.current"), Hint: d.p.T("ways.current.hint"), Optional: true}
	if d.failed == "current" {
		f.Fault = d.fault
	}
	return f
}

// usedText says when a passkey was made, and used last.
func (d *passkeysPage) usedText(k identity.Passkey) string {
	if k.Used == 0 {
		return d.p.T("account.token.never", d.date(k.Made))
	}
	return d.p.T("account.token.used", d.date(k.Made), d.date(k.Used))
}

// keyName is what a passkey is called.
func (d *passkeysPage) keyName(k identity.Passkey) string {
	if strings.TrimSpace(k.Name) == "" {
		return d.p.T("passkey.unnamed")
	}
	return k.Name
}
