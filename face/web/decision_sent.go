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
	if err := v.read(); err != nil {
		return err
	}
	sent := readSent(v.r.PostForm)
	pg, err := s.placeNow(v)
	if err != nil {
		return err
	}
	id, err := org.ParseID[org.DecisionID](v.r.PathValue("id"))
	if err != nil || pg.s.Decision(id) == nil || !pg.sees(org.RefOf(id)) {
		return errNotFound
	}
	act := &org.ReviseDecision{Decision: id, Text: org.Write(v.r.PostForm.Get("text")), Why: org.Write(v.r.PostForm.Get("why")), Changes: pg.s.Decision(id).Changes}
	a, err := v.as.Do(v.r.Context(), service.Asked{Act: act, Face: org.Web, Key: sent.keyed()})
	if org.CodeOf(err) != 0 {
		return s.refused(v, org.KindOf(act), sent, err)
	}
	if err != nil {
		return err
	}
	v.done(a)
	v.redirect(v.onward(sent.back, act, a.Look.State))
	return nil
}
