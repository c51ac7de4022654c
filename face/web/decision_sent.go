package web

import (
	"net/url"

	"orpheus/org"
	"orpheus/service"
)

// answerDecision takes the answer to a proposal: one form has all of them, and an objection
// is an act of its own, with its harm.
func (s *server) answerDecision(v *request) error {
	if err := v.read(); err != nil {
		return err
	}
	kind, fields := "consent.give", []string{"decision", "says", "for"}
	if v.r.PostForm.Get("says") == org.Objects.String() {
		kind, fields = "objection.raise", []string{"decision", "harm", "solve", "for"}
	}
	kept := url.Values{"decision": {"D" + v.r.PathValue("id")}}
	for _, name := range append(fields, "_key", "_back") {
		if texts, ok := v.r.PostForm[name]; ok {
			kept[name] = texts
		}
	}
	v.r.PostForm = kept
	v.r.SetPathValue("kind", kind)
	return s.submitAct(v)
}

// reviseDecision puts a new text in the place of the one that is proposed; what it changes
// on the map stays as it is.
func (s *server) reviseDecision(v *request) error {
	pg, id, err := s.decisionSent(v)
	if err != nil {
		return err
	}
	act := &org.ReviseDecision{Decision: id, Text: org.Write(v.r.PostForm.Get("text")), Why: org.Write(v.r.PostForm.Get("why")), Changes: pg.s.Decision(id).Changes}
	return s.doOfPage(v, act, func(a service.Answer) string { return v.onward(readSent(v.r.PostForm).back, act, a.Look.State) })
}

// decisionSent reads what a form on the page of a decision sent, and the decision it is
// about.
func (s *server) decisionSent(v *request) (*place, org.DecisionID, error) {
	if err := v.read(); err != nil {
		return nil, 0, err
	}
	return s.decisionNow(v)
}

// decisionNow finds the decision of an address as it is now; none where the visitor sees none.
func (s *server) decisionNow(v *request) (*place, org.DecisionID, error) {
	pg, err := s.placeNow(v)
	if err != nil {
		return nil, 0, err
	}
	id, err := org.ParseID[org.DecisionID](v.r.PathValue("id"))
	if err != nil || pg.s.Decision(id) == nil || !pg.sees(org.RefOf(id)) {
		return nil, 0, errNotFound
	}
	return pg, id, nil
}

// doOfPage does what a page made of its form, and leads on; refused, the form of the act
// comes with all that was sent.
func (s *server) doOfPage(v *request, act org.Act, to func(service.Answer) string) error {
	sent := readSent(v.r.PostForm)
	a, err := v.as.Do(v.r.Context(), service.Asked{Act: act, Face: org.Web, Key: sent.keyed()})
	if org.CodeOf(err) != 0 {
		return s.refused(v, org.KindOf(act), sent, err)
	}
	if err != nil {
		return err
	}
	v.done(a)
	v.redirect(to(a))
	return nil
}
