package web

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"orpheus/face/web/ui"
	"orpheus/identity"
	"orpheus/org"
	"orpheus/service"
	"orpheus/text/i18n"
)

// hooksPage is where an organisation tells other programs what happens, for stewards.
type hooksPage struct {
	*place
	hooks  []*service.Hook
	said   string // what was just done
	fault  string // what went wrong with one that is there
	secret string // just made, shown this once
	of     uint32 // the hook it is of
	form   hookForm
}

// hookForm is what was typed to make one, and what is wrong with it.
type hookForm struct {
	kind  service.HookKind
	url   string
	terms service.HookTerms
	fault string
}

func (s *server) hooksOf(v *request) (*hooksPage, error) {
	pg, err := s.placeNow(v)
	if err != nil {
		return nil, err
	}
	d := &hooksPage{place: pg}
	d.form.terms = service.HookTerms{Lang: v.org.Lang, Rhythm: service.Daily, Hour: 8 * 60}
	pg.title = v.p.T("hooks.title")
	pg.way = []ui.NavItem{{Text: v.p.T("settings.title"), Href: pg.to("/settings")}, navHere(pg.title)}
	return d, d.load()
}

// load reads them; for who does not look after the settings there is no such page.
func (d *hooksPage) load() (err error) {
	if d.hooks, err = d.as.Hooks(d.r.Context()); org.CodeOf(err) == org.Forbidden {
		return errNotFound
	}
	return err
}

func (s *server) hooksPage(v *request) error {
	d, err := s.hooksOf(v)
	if err != nil {
		return err
	}
	return d.shown(http.StatusOK)
}

func (d *hooksPage) shown(status int) error {
	d.w.Header().Set("Cache-Control", "no-store")
	return d.show(status, hooksShown(d))
}

// changeHook makes a hook, or does something with one that is there.
func (s *server) changeHook(v *request) error {
	if err := v.read(); err != nil {
		return err
	}
	d, err := s.hooksOf(v)
	if err != nil {
		return err
	}
	if v.told("do") == "make" {
		err = d.make()
	} else {
		err = s.doWithHook(d)
	}
	if org.CodeOf(err) == org.NotFound { // somebody else removed it
		d.fault, err = v.p.T("hooks.removed_already"), nil
	}
	if err == nil {
		err = d.load()
	}
	if err != nil {
		return err
	}
	if d.fault != "" || d.form.fault != "" {
		return d.shown(http.StatusUnprocessableEntity)
	}
	return d.shown(http.StatusOK)
}

// make makes one as the form says.
func (d *hooksPage) make() error {
	f := &d.form
	f.kind, f.url = service.HookKind(d.told("kind")), d.told("url")
	if f.kind != service.HookProgram && !slices.Contains(service.HookChats(), f.kind) {
		return errForm
	}
	f.terms.Kind = f.kind
	if f.terms.Chat() {
		d.readDigest()
	} else {
		f.terms = service.HookTerms{Kind: f.kind}
		for _, k := range kindsOfStream {
			if slices.Contains(d.r.PostForm["noun"], k.noun) {
				f.terms.Nouns = append(f.terms.Nouns, k.noun)
			}
		}
		if len(f.terms.Nouns) == len(kindsOfStream) {
			f.terms.Nouns = nil // all, and others that come
		}
	}
	h, err := d.as.MakeHook(d.r.Context(), f.url, f.terms)
	switch {
	case errors.Is(err, service.ErrHookAddress):
		f.fault = d.p.T("hooks.url.fault")
	case errors.Is(err, service.ErrHookPrivate):
		f.fault = d.p.T("hooks.url.private")
	case errors.Is(err, service.ErrHookMany):
		f.fault = d.p.T("hooks.many")
	case err == nil:
		d.said, d.secret, d.of = d.p.T("hooks.made"), h.Secret, h.ID
		*f = hookForm{terms: f.terms}
	default:
		return err
	}
	return nil
}

// readDigest reads when and in which language a digest comes.
func (d *hooksPage) readDigest() {
	t := &d.form.terms
	if lang := d.told("in"); i18n.Known(lang) {
		t.Lang = lang
	}
	if at, ok := readClock(d.told("hour")); ok {
		t.Hour = at
	}
	t.Rhythm = service.Daily
	if day, err := strconv.Atoi(d.told("rhythm")); err == nil && day >= 0 && day < 7 {
		t.Rhythm, t.Day = service.Weekly, time.Weekday(day)
	}
}

// doWithHook does something with one of them.
func (s *server) doWithHook(d *hooksPage) error {
	ctx := d.r.Context()
	n, err := strconv.ParseUint(d.told("id"), 10, 32)
	if err != nil {
		return errForm
	}
	id := uint32(n)
	switch d.told("do") {
	case "pause":
		d.said, err = d.p.T("hooks.paused"), d.as.PauseHook(ctx, id)
	case "resume":
		d.said, err = d.p.T("hooks.resumed"), d.as.ResumeHook(ctx, id)
	case "remove":
		d.said, err = d.p.T("hooks.removed"), d.as.DropHook(ctx, id)
	case "turn":
		d.of = id
		d.said = d.p.T("hooks.turned")
		d.secret, err = d.as.TurnHook(ctx, id)
	case "try":
		if wait, ok := s.Identity.Allow("hook "+d.org.Slug, identity.PerMail); !ok {
			return &tooOften{wait}
		}
		var fault *service.HookFault
		if fault, err = d.as.TryHook(ctx, id); fault != nil {
			d.fault = d.p.T("hooks.tried.fault", d.why(*fault))
		}
		d.said = d.p.T("hooks.tried")
	default:
		return errForm
	}
	if err != nil || d.fault != "" {
		d.said = ""
	}
	return err
}

// kindText is who listens.
func (d *hooksPage) kindText(k service.HookKind) string {
	return map[service.HookKind]string{service.HookSlack: "Slack", service.HookTeams: "Microsoft Teams", service.HookMattermost: "Mattermost", service.HookMatrix: "Matrix (Hookshot)"}[k]
}

// name is what a hook is called: who listens, and where. The rest of its address is a secret.
func (d *hooksPage) name(h *service.Hook) string {
	u, err := url.Parse(h.URL)
	if err != nil {
		return d.kindText(h.Kind)
	}
	if h.Chat() {
		return d.kindText(h.Kind) + ", " + u.Host
	}
	return u.Host
}

// what is what a hook tells.
func (d *hooksPage) what(h *service.Hook) string {
	if h.Chat() {
		day := d.p.T("notices.settings.daily")
		for _, o := range d.onDays(h.Rhythm, h.Day) {
			if o.Chosen {
				day = o.Text
			}
		}
		return d.p.T("hooks.digest", day, clock(h.Hour), i18n.Names[h.Lang])
	}
	if len(h.Nouns) == 0 {
		return d.p.T("hooks.everything")
	}
	text := ""
	for _, k := range kindsOfStream {
		if slices.Contains(h.Nouns, k.noun) {
			if text != "" {
				text += " · "
			}
			text += d.p.T(k.key)
		}
	}
	return text
}

// state is how one stands: in a word, and what is to be known of it.
func (d *hooksPage) state(h *service.Hook) (kind, icon, word string, more []string) {
	if h.Told != 0 {
		more = append(more, d.p.T("hooks.told", d.hour(h.Told)))
	}
	fault := d.p.T("hooks.fault", d.why(h.Fault), d.hour(h.Tried))
	switch {
	case h.Paused == service.HookStopped:
		return "soon", "", d.p.T("hooks.state.paused"), append(more, d.waits(h)...)
	case h.Paused != "":
		return "late", "alert", d.p.T("hooks.state.paused"), append(append(more, fault, d.p.T("hooks.gave_up", h.Tries)), d.waits(h)...)
	case h.Tries > 0:
		return "late", "alert", d.p.T("hooks.state.failing"), append(more, fault, d.p.T("hooks.next", h.Tries, d.hour(h.Due)))
	case h.Chat():
		more = append(more, d.p.T("hooks.comes", d.hour(h.Due)))
	}
	return "ok", "check", d.p.T("hooks.state.on"), more
}

// why says why a message was not taken.
func (d *hooksPage) why(f service.HookFault) string {
	switch f.Why {
	case service.HookRefused:
		return d.p.T("hooks.why.status", f.Status)
	case service.HookElsewhere:
		return d.p.T("hooks.why.elsewhere", f.Status)
	case service.HookLeft:
		return d.p.T("hooks.why.gone")
	case service.HookPrivate:
		return d.p.T("hooks.url.private")
	case service.HookLate:
		return d.p.T("hooks.why.late")
	}
	return d.p.T("hooks.why.other", f.Text)
}

// waits says what waits while one is paused.
func (d *hooksPage) waits(h *service.Hook) []string {
	switch {
	case h.Chat():
		return nil
	case h.Waits > service.MostWaiting:
		return []string{d.p.T("hooks.waits.many", service.MostWaiting)}
	}
	return []string{d.p.T("hooks.waits", h.Waits)}
}

// chats are the kinds of chat to choose from.
func (d *hooksPage) chats() (all []ui.Option) {
	for _, k := range service.HookChats() {
		all = append(all, ui.Option{Value: string(k), Text: d.kindText(k), Chosen: k == d.form.kind})
	}
	return all
}

// langs are the languages to choose from.
func (d *hooksPage) langs() (all []ui.Option) {
	for _, l := range i18n.Languages {
		all = append(all, ui.Option{Value: l, Text: i18n.Names[l], Chosen: l == d.form.terms.Lang})
	}
	return all
}

// urlField is the address in one of the two forms.
func (d *hooksPage) urlField(of string, chat bool) ui.FieldProps {
	f := ui.FieldProps{ID: of + "-url", Name: "url", Type: "url", Label: d.p.T("hooks.url"), Hint: d.p.T("hooks.url.hint"), Fill: "off"}
	if chat {
		f.Hint = d.p.T("hooks.url.chat")
	}
	if d.form.fault != "" && d.form.terms.Chat() == chat {
		f.Value, f.Fault, f.Focus = d.form.url, d.form.fault, true
	}
	return f
}

// wants reports whether a kind of act is chosen in the form.
func (d *hooksPage) wants(noun string) bool {
	return len(d.form.terms.Nouns) == 0 || slices.Contains(d.form.terms.Nouns, noun)
}
