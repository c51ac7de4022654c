package web

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"orpheus/face/web/ui"
	"orpheus/identity"
	"orpheus/org"
	"orpheus/service"
	"orpheus/text/i18n"
	"orpheus/text/sentence"
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
	edit   hookForm // one that was to be changed, and is at fault
}

// hookForm is what was typed to make one, and what is wrong with it.
type hookForm struct {
	id    uint32 // of one that is there
	kind  service.HookKind
	url   string
	terms service.HookTerms
	fault string
	named bool // the fault is one of the name
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
	switch v.told("do") {
	case "make":
		err = d.make()
	case "change":
		err = d.change()
	default:
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
	if d.fault != "" || d.form.fault != "" || d.edit.fault != "" {
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
	d.readTerms(f)
	h, err := d.as.MakeHook(d.r.Context(), f.url, f.terms)
	if err == nil {
		d.said, d.secret, d.of = d.p.T("hooks.made"), h.Secret, h.ID
		*f = hookForm{terms: f.terms}
		f.terms.Name = ""
		return nil
	}
	return d.wrong(f, err)
}

// change changes one as the form says; its address stays where none is given.
func (d *hooksPage) change() error {
	n, err := strconv.ParseUint(d.told("id"), 10, 32)
	if err != nil {
		return errForm
	}
	at := slices.IndexFunc(d.hooks, func(h *service.Hook) bool { return h.ID == uint32(n) })
	if at < 0 {
		return &org.Error{Code: org.NotFound, Key: "hook.unknown"}
	}
	f := hookForm{id: uint32(n), kind: d.hooks[at].Kind, url: d.told("url"), terms: d.hooks[at].HookTerms}
	d.readTerms(&f)
	if _, err = d.as.ChangeHook(d.r.Context(), f.id, f.url, f.terms); err == nil {
		d.said = d.p.T("hooks.changed")
		return nil
	}
	if err = d.wrong(&f, err); err == nil {
		d.edit = f
	}
	return err
}

// wrong says in a form why it was refused; what else went wrong it returns.
func (d *hooksPage) wrong(f *hookForm, err error) error {
	switch {
	case errors.Is(err, service.ErrHookAddress):
		f.fault = d.p.T("hooks.url.fault")
	case errors.Is(err, service.ErrHookPrivate):
		f.fault = d.p.T("hooks.url.private")
	case errors.Is(err, service.ErrHookMany):
		f.fault = d.p.T("hooks.many")
	case org.CodeOf(err) == org.Invalid:
		f.named, f.fault = true, sentence.Refusal(d.p, nil, nil, err)
	default:
		return err
	}
	return nil
}

// readTerms reads what is told there, and what it is called.
func (d *hooksPage) readTerms(f *hookForm) {
	f.terms.Kind, f.terms.Name = f.kind, strings.TrimSpace(d.told("name"))
	if f.terms.Chat() {
		d.readDigest(&f.terms)
		return
	}
	f.terms.Nouns = nil
	for _, k := range kindsOfStream {
		if slices.Contains(d.r.PostForm["noun"], k.noun) {
			f.terms.Nouns = append(f.terms.Nouns, k.noun)
		}
	}
	if len(f.terms.Nouns) == len(kindsOfStream) {
		f.terms.Nouns = nil // all, and others that come
	}
}

// readDigest reads when and in which language a digest comes.
func (d *hooksPage) readDigest(t *service.HookTerms) {
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

// name is what a hook is called: by stewards, or else by who listens, and where. The rest of its address is a secret.
func (d *hooksPage) name(h *service.Hook) string {
	if h.Name != "" {
		return h.Name
	}
	return d.where(h)
}

// where is who listens, and at which host.
func (d *hooksPage) where(h *service.Hook) string {
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
func (d *hooksPage) langs(chosen string) (all []ui.Option) {
	for _, l := range i18n.Languages {
		all = append(all, ui.Option{Value: l, Text: i18n.Names[l], Chosen: l == chosen})
	}
	return all
}

// formOf is the form in which one is changed, as it was sent where that is at fault.
func (d *hooksPage) formOf(h *service.Hook) hookForm {
	if d.edit.id == h.ID {
		return d.edit
	}
	return hookForm{id: h.ID, kind: h.Kind, terms: h.HookTerms}
}

// urlField is the address in a form.
func (d *hooksPage) urlField(of string, form hookForm, chat bool) ui.FieldProps {
	f := ui.FieldProps{ID: of + "-url", Name: "url", Type: "url", Label: d.p.T("hooks.url"), Hint: d.p.T("hooks.url.hint"), Fill: "off"}
	switch {
	case form.id != 0:
		f.Hint, f.Optional = d.p.T("hooks.url.stays"), true
	case chat:
		f.Hint = d.p.T("hooks.url.chat")
	}
	if form.fault != "" && !form.named && form.terms.Chat() == chat {
		f.Value, f.Fault, f.Focus = form.url, form.fault, true
	}
	return f
}

// nameField is what it is called, in a form.
func (d *hooksPage) nameField(of string, form hookForm) ui.FieldProps {
	f := ui.FieldProps{ID: of + "-name", Name: "name", Label: d.p.T("hooks.name"), Hint: d.p.T("hooks.name.hint"), Value: form.terms.Name, Optional: true, Fill: "off"}
	if form.named {
		f.Fault, f.Focus = form.fault, true
	}
	return f
}

// wants reports whether a kind of act is chosen in a form.
func (f hookForm) wants(noun string) bool {
	return len(f.terms.Nouns) == 0 || slices.Contains(f.terms.Nouns, noun)
}
