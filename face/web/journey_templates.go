package web

import (
	"net/url"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"orpheus/face/web/ui"
	"orpheus/org"
	"orpheus/org/practice"
	"orpheus/text/sentence"
)

func (s *server) templatesPage(pg *place) (templ.Component, error) {
	pg.title = pg.p.T("journey.templates.title")
	c := pg.askedKnown("circle")
	pg.way = pg.journeyWay(c, pg.title)
	return templatesShown(pg, c), nil
}

// templatePage is one template, and the form with which it is laid into a circle.
type templatePage struct {
	*place
	t      *practice.Template
	laying org.Laying
	chosen bool  // a circle was asked for
	now    error // why it cannot be done at once
	fault  string
}

func (s *server) templatePage(pg *place) (templ.Component, error) {
	t := practice.TemplateNamed(pg.r.PathValue("template"))
	if t == nil {
		return nil, errNotFound
	}
	p := templatePage{place: pg, t: t, laying: pg.layingOf(t, pg.r.URL.Query()), chosen: pg.r.URL.Query().Has("circle")}
	p.begin()
	return templateShown(p), nil
}

// begin leaves out what is there already, and says whether it can be done at once.
func (p *templatePage) begin() {
	p.title = p.t.Name.In(p.p.Lang())
	p.way = p.journeyWay(p.laying.Into, p.p.T("journey.templates.title"))
	p.way[2].Href = p.with("/journey/templates", circleValues(p.laying.Into))
	p.way = append(p.way, navHere(p.title))
	p.now = p.as.MayLay(p.view.Look, p.laying)
}

// layingOf is what an address or a form asks for: into which circle, as which of the template's,
// under which names, without what. A form says what stays in it; an address leaves out what is
// there by that name.
func (pg *place) layingOf(t *practice.Template, q url.Values) org.Laying {
	l := org.Laying{Template: t, Lang: pg.org.Lang, Into: org.Root, As: q.Get("as"), Names: map[string]string{}, Without: map[string]bool{}}
	if id, err := org.ParseID[org.CircleID](q.Get("circle")); err == nil && pg.s.Circle(id) != nil && pg.s.Circle(id).Live() && pg.view.Sight.Knows(org.RefOf(id)) {
		l.Into = id
	}
	if t.Circle(l.As) == nil {
		l.As = t.Fits(l.Into == org.Root)
	}
	sent := q.Get("do") != ""
	look := func(key, name string, there bool) {
		if own := strings.TrimSpace(q.Get("name-" + key)); own != "" && own != name {
			l.Names[key] = own
		}
		l.Without[key] = sent && !q.Has("with-"+key) || !sent && there
	}
	for i := range t.Circles {
		name := t.Circles[i].Name.In(l.Lang)
		look(l.CircleKey(&t.Circles[i]), name, slices.ContainsFunc(pg.s.Circle(l.Into).Children, func(c org.CircleID) bool { return pg.s.Circle(c).Name == name }))
	}
	for i := range t.Roles {
		r := &t.Roles[i]
		name := r.Name.In(l.Lang)
		look(l.RoleKey(r), name, r.Formal && !pg.me.Steward || r.Circle == l.As && slices.ContainsFunc(pg.s.Circle(l.Into).Roles, func(id org.RoleID) bool { return pg.s.Role(id).Name == name }))
	}
	for i := range t.Guardrails {
		g := &t.Guardrails[i]
		look(l.GuardrailKey(i), "", g.Circle == l.As && slices.ContainsFunc(pg.s.Circle(l.Into).Guardrails, func(id org.GuardrailID) bool { return pg.s.Guardrail(id).Text == g.Text.In(l.Lang) }))
	}
	return l
}

// layTemplate gathers what a template makes in one's draft, or does it at once where the guardrail
// lets one.
func (s *server) layTemplate(v *request) error {
	if err := v.read(); err != nil {
		return err
	}
	t := practice.TemplateNamed(v.r.PathValue("template"))
	if t == nil || v.me.Person == 0 || v.me.Guest {
		return errNotFound
	}
	pg, err := s.placeNow(v)
	if err != nil {
		return err
	}
	f := v.r.PostForm
	if f.Get("do") == "" {
		f.Set("do", "draft")
	}
	p := templatePage{place: pg, t: t, laying: pg.layingOf(t, f), chosen: true}
	to := "/" + v.org.Slug + "/draft"
	if f.Get("do") == "now" {
		to = pg.circle(p.laying.Into)
		_, err = v.as.Lay(v.r.Context(), p.laying, org.Web, f.Get("_key"))
	} else {
		err = v.as.LayToPlan(v.r.Context(), p.laying, f.Get("_key"))
	}
	if org.CodeOf(err) != 0 {
		p.begin()
		p.fault = sentence.Refusal(v.p, p.view.Name, p.s, err)
		v.w.Header().Set("Cache-Control", "no-store")
		return v.show(statusOf(err), templateShown(p))
	}
	if err != nil {
		return err
	}
	v.redirect(to)
	return nil
}

// into are the circles into which it can be laid.
func (p templatePage) into() []ui.Option {
	all := p.circleChoices(p.view.Map(), nil)
	for i := range all {
		all[i].Chosen = all[i].Value == p.laying.Into.String()
		all[i].Value = all[i].Value[1:]
	}
	return all
}

// asWhich are the circles of the template, of which the circle that is there is one.
func (p templatePage) asWhich() (all []ui.Option) {
	for i := range p.t.Circles {
		c := &p.t.Circles[i]
		all = append(all, ui.Option{Value: c.Key, Text: c.Name.In(p.p.Lang()), Chosen: c.Key == p.laying.As})
	}
	return all
}

// layItem is one thing of a template in its form.
type layItem struct {
	key, name, about string
	limit            bool // it has no name of its own
	formal           bool
}

// items are what would be made: circles, roles, guardrails, each as far as it lies inside.
func (p templatePage) items() (circles, roles, limits []layItem) {
	lang := p.laying.Lang
	called := func(key, name string) string {
		if own := p.laying.Names[key]; own != "" {
			return own
		}
		return name
	}
	inside := func(c string) bool { return p.t.Within(c, p.laying.As) }
	for i := range p.t.Circles {
		if c := &p.t.Circles[i]; c.Key != p.laying.As && inside(c.Key) {
			key := p.laying.CircleKey(c)
			circles = append(circles, layItem{key: key, name: called(key, c.Name.In(lang)), about: c.Purpose.In(lang)})
		}
	}
	for i := range p.t.Roles {
		if r := &p.t.Roles[i]; !r.Each && inside(r.Circle) {
			key := p.laying.RoleKey(r)
			roles = append(roles, layItem{key: key, name: called(key, r.Name.In(lang)), about: r.Purpose.In(lang), formal: r.Formal})
		}
	}
	for i := range p.t.Guardrails {
		if g := &p.t.Guardrails[i]; inside(g.Circle) {
			limits = append(limits, layItem{key: p.laying.GuardrailKey(i), name: g.Text.In(lang), limit: true})
		}
	}
	return circles, roles, limits
}

// out are roles that are not laid in: of the circles around, and what everybody writes for
// themselves.
func (p templatePage) out() (names []string) {
	for i := range p.t.Roles {
		if r := &p.t.Roles[i]; r.Each || !p.t.Within(r.Circle, p.laying.As) {
			names = append(names, r.Name.In(p.p.Lang()))
		}
	}
	return names
}

// decides says how it decides where nothing else is said.
func (p templatePage) decides() string { return p.p.T("process." + p.t.Process) }

// termSays says for how long a role is held, and by how many.
func (pg *place) termSays(r *practice.TemplateRole) string {
	var all []string
	if r.Formal {
		all = append(all, pg.p.T("journey.role.formal"))
	}
	if r.Leads {
		all = append(all, pg.p.T("journey.role.leads"))
	}
	if r.TermDays > 0 {
		all = append(all, pg.p.T("journey.role.term", pg.p.T("since.days", int(r.TermDays))))
	}
	if r.Each {
		all = append(all, pg.p.T("journey.role.each"))
	}
	return strings.Join(all, " · ")
}
