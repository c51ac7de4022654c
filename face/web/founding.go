package web

import (
	"errors"
	"net/http"
	"strings"

	"orpheus/face/web/ui"
	"orpheus/identity"
	"orpheus/org"
	"orpheus/org/form"
	"orpheus/org/practice"
	"orpheus/service"
	"orpheus/text/i18n"
	"orpheus/text/sentence"
)

// founding is the page that begins an organisation.
type founding struct {
	*request
	token  string
	begin  *practice.Template // to begin from; nil for none
	f      service.Founding
	fault  string // why it could not be founded, in words
	faults map[string]string

	copyFault string // what is the matter with the copy that was sent, in words
}

func (s *server) foundPage(v *request) error {
	d, err := s.founding(v)
	if err != nil || d == nil {
		return err
	}
	d.f.Lang = v.p.Lang()
	d.f.Zone = map[string]string{"nl": "Europe/Amsterdam", "da": "Europe/Copenhagen"}[v.p.Lang()]
	return d.shown(http.StatusOK)
}

func (d *founding) shown(status int) error {
	d.w.Header().Set("Cache-Control", "no-store")
	return d.show(status, foundShown(d))
}

// founding looks at the link; nil where it has answered that it does not hold.
func (s *server) founding(v *request) (*founding, error) {
	token := v.r.PathValue("token")
	l, err := s.Identity.Peek(v.r.Context(), token)
	if err == nil && l.Kind != identity.Found {
		err = identity.ErrNoLink
	}
	if err == nil {
		return &founding{request: v, token: token, faults: map[string]string{}}, nil
	}
	for _, f := range linkFaults {
		if errors.Is(err, f.err) {
			v.w.Header().Set("Cache-Control", "no-store")
			return nil, v.show(f.status, foundFault(v, f.key))
		}
	}
	return nil, err
}

// found founds the organisation, and signs its first person in.
func (s *server) found(v *request) error {
	if v.isFiles() {
		return s.restored(v)
	}
	if err := v.read(); err != nil {
		return err
	}
	d, err := s.founding(v)
	if err != nil || d == nil {
		return err
	}
	d.f = service.Founding{
		Slug: v.told("slug"), Name: v.told("name"), Lang: v.told("lang"), Zone: v.told("zone"),
		Person: service.Profile{Name: v.told("person"), Mail: v.told("mail")},
	}
	d.begin = practice.TemplateNamed(v.told("begin"))
	if d.f.Slug == "" {
		d.f.Slug = slugOf(d.f.Name)
	}
	if !form.IsMail(d.f.Person.Mail) {
		d.faults["mail"] = v.p.T("signin.mail.fault")
	}
	if !form.IsName(d.f.Person.Name) {
		d.faults["person"] = v.p.T("account.name.fault")
	}
	if len(d.faults) > 0 {
		return d.shown(http.StatusUnprocessableEntity)
	}
	e, err := s.Identity.Founding(v.r.Context(), d.token, v.r.UserAgent(), func(use identity.Use) (string, org.PersonID, error) {
		d.f.Use = &use
		id, err := s.Service.Found(v.r.Context(), d.f)
		return d.f.Slug, id, err
	})
	if org.CodeOf(err) != 0 {
		d.fault = sentence.Refusal(v.p, nil, nil, err)
		return d.shown(http.StatusUnprocessableEntity)
	}
	if err != nil {
		return err
	}
	s.letIn(v, e)
	to := "/" + d.f.Slug
	if d.begin != nil { // looked at and changed before anything of it is made
		to += "/journey/templates/" + d.begin.ID + "?circle=" + org.Root.String()[1:]
	}
	v.redirect(to)
	return nil
}

// slugOf makes a short name of a name; empty where nothing is left of it.
func slugOf(name string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(name) {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			b.WriteRune(r)
		case r == 'ø' || r == 'ö':
			b.WriteString("o")
		case r == 'æ' || r == 'ä':
			b.WriteString("ae")
		case r == 'å':
			b.WriteString("aa")
		case strings.ContainsRune("éèëê", r):
			b.WriteString("e")
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteString("-")
		}
	}
	slug := b.String()
	return strings.Trim(slug[:min(len(slug), 40)], "-")
}

func (d *founding) field(name, label, value, hint string) ui.FieldProps {
	return ui.FieldProps{ID: name, Name: name, Label: label, Value: value, Hint: hint, Fault: d.faults[name]}
}

func (d *founding) languages() []ui.Option {
	var out []ui.Option
	for _, l := range i18n.Languages {
		out = append(out, ui.Option{Value: l, Text: i18n.Names[l], Chosen: l == d.f.Lang})
	}
	return out
}

// begins are the templates to begin from, after none.
func (d *founding) begins() []ui.Option {
	out := []ui.Option{{Text: d.p.T("found.begin.none")}}
	for _, t := range practice.Templates() {
		out = append(out, ui.Option{Value: t.ID, Text: t.Name.In(d.p.Lang()) + " (" + t.Size.In(d.p.Lang()) + ")", Chosen: d.begin != nil && t.ID == d.begin.ID})
	}
	return out
}

func (d *founding) optional(f ui.FieldProps) ui.FieldProps {
	f.Optional = true
	return f
}

func (d *founding) filled(f ui.FieldProps, kind, fill string) ui.FieldProps {
	f.Type, f.Fill = kind, fill
	return f
}
