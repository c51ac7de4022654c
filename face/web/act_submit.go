package web

import (
	"errors"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"

	"orpheus/org"
	"orpheus/org/form"
	"orpheus/service"
)

// statusOf is the status of an answer that tells of a refusal.
func statusOf(fault error) int {
	if fault == error(errReading) {
		return http.StatusServiceUnavailable
	}
	switch org.CodeOf(fault) {
	case org.NotFound:
		return http.StatusNotFound
	case org.Forbidden:
		return http.StatusForbidden
	case org.Conflict:
		return http.StatusConflict
	}
	return http.StatusUnprocessableEntity
}

// errReading is a store that can be read now, not written: what was typed is shown again.
var errReading = &form.FieldError{Why: "do.reading"}

// may reports whether the one who looks may do an act now.
func (pg *place) may(act org.Act) bool {
	return !pg.m.past() && pg.view.May(act) == nil
}

// submitAct does the act that a form asks for and leads on to where it can be seen.
// A refusal shows the form again, with all that was typed.
func (s *server) submitAct(v *request) error {
	k := formed(v)
	if k == nil {
		return errNotFound
	}
	var came attaching
	var err error
	if k.Attaches() {
		came, err = s.readAttaching(v)
	} else {
		err = v.read()
	}
	if err != nil {
		return err
	}
	sent := readSent(v.r.PostForm)
	sent.files = came
	if len(came.faults) > 0 {
		return s.refused(v, k, sent, errors.Join(came.faults...))
	}
	if sent.plan && !k.InPlans() {
		return errNotFound
	}
	var pg *place
	if sent.plan || len(sent.find)+len(sent.was) > 0 {
		if pg, err = s.placeFor(v, k, &sent); err != nil {
			return err
		}
	}
	if len(sent.find) > 0 {
		if err := pg.find(k, &sent); err != nil {
			return s.refused(v, k, sent, err)
		}
	}
	if len(sent.was) > 0 {
		if pg.hides(k, sent.fields) {
			return errNotFound
		}
		m := sent.merge(pg, k)
		if names := m.Clashes(k); len(names) > 0 {
			return s.clash(pg, k, sent, m)
		}
		sent.fields = m.Fields
	}
	given, err := s.mention(v, k, sent.fields)
	if err != nil {
		return err
	}
	act, err := form.Act(k, given, v.now.Location())
	if err == nil && k.Final && v.r.PostForm.Get("_sure") == "" {
		err = &form.FieldError{Field: "_sure", Why: "do.sure.missing"}
	}
	if err == nil && v.r.URL.Query().Has("preview") {
		return s.preview(v, k, act, sent)
	}
	if err == nil && sent.plan {
		return s.submitPlan(v, pg, k, act, sent)
	}
	if err == nil {
		err = s.mustRead(v, act)
	}
	if err == nil {
		var a service.Answer
		if a, err = v.as.Do(v.r.Context(), service.Asked{Act: act, Face: org.Web, Key: sent.keyed(), Files: came.asked()}); err == nil {
			if gone := s.goneBy(v, act); gone != "" {
				v.redirect(address("/signin", map[string][]string{"org": {v.org.Slug}, "gone": {gone}}))
				return nil
			}
			v.done(a)
			s.ends(v, sent.point, a)
			if sent.again {
				v.redirect(v.anew(k, sent))
				return nil
			}
			v.redirect(v.onward(sent.back, act, a.Look.State))
			return nil
		}
	}
	if _, fault := errors.AsType[*form.FieldError](err); fault || org.CodeOf(err) != 0 {
		return s.refused(v, k, sent, err)
	}
	if service.Trouble(err) == "reading" {
		return s.refused(v, k, sent, errReading)
	}
	return err
}

// anew is the form of a kind of act with nothing in it but what it was about: where
// somebody makes one thing after the other.
func (v *request) anew(k *org.Kind, sent sent) string {
	q := url.Values{"_again": {"1"}}
	if sent.plan {
		q.Set("_plan", "1")
	}
	if sent.back != "" {
		q.Set("_back", sent.back)
	}
	for _, f := range k.Asked() {
		if !f.Optional && f.Value == org.IDValue && len(sent.fields[f.Name]) > 0 {
			q[f.Name] = sent.fields[f.Name]
		}
	}
	return address(v.action(k.Name), q)
}

// goneBy says what became of the one who acts, where an act of theirs ended their own
// part here, and has their browser forget them; empty where they are still here.
func (s *server) goneBy(v *request, act org.Act) string {
	gone := ""
	switch e := org.EffectOf(act); v.me.Person {
	case e.Left:
		gone = goneLeft
	case e.Erased:
		gone = goneErased
	default:
		return ""
	}
	s.setSession(v, v.org.Slug, "", 0)
	return gone
}

// formed is the kind of act in the address that has a form; nil for none. People
// join by invitation, which gives them a name.
func formed(v *request) *org.Kind {
	k := org.KindNamed(v.r.PathValue("kind"))
	if k == nil || k.Right == org.ByNobody || k.Profiled {
		return nil
	}
	return k
}

// onward is where to go after an act that led to s: where the form says, else to the
// work of the lead it names, else to what it is about.
func (v *request) onward(back string, act org.Act, s *org.State) string {
	home := "/" + v.org.Slug
	about := org.About(act)
	if to, ok := within(v.org.Slug, back); ok {
		return to + newest(act, to)
	}
	for i, ref := range about {
		if ref.Letter == 'L' && s != nil {
			about = slices.Insert(about, 0, org.RefOf(s.Lead(org.LeadID(about[i].N)).Initiative))
			break
		}
	}
	for _, ref := range about {
		if path := paths[ref.Letter]; path != "" {
			return home + path + ref.String()[1:]
		}
	}
	return home
}

// newest is where on a page what was just said stands.
func newest(act org.Act, to string) string {
	if strings.Contains(to, "#") {
		return ""
	}
	if f := org.KindOf(act).Named("note"); f != nil && f.Derived {
		for _, r := range f.Refs(act) {
			return "#" + r.String()
		}
	}
	return ""
}

// within reads an address as one of a page of an organisation; false for one that
// leads elsewhere.
func within(slug, text string) (to string, ok bool) {
	u, err := url.Parse(text)
	if err != nil || u.Host != "" || u.Scheme != "" || u.Opaque != "" || u.User != nil {
		return "", false
	}
	home, at := "/"+slug, path.Clean("/"+u.Path)
	if at != home && !strings.HasPrefix(at, home+"/") {
		return "", false
	}
	to = address(at, u.Query())
	if u.Fragment != "" {
		to += "#" + url.PathEscape(u.Fragment)
	}
	return to, true
}
