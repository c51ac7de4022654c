package web

import (
	"net/http"
	"time"

	"orpheus/org"
)

// preview shows the form again with what the act would change, and changes nothing.
func (s *server) preview(v *visit, k *org.Kind, act org.Act, given map[string][]string, back string) error {
	view, err := s.Source.View(v.r.Context(), v.org.Slug, time.Time{})
	if err != nil {
		return err
	}
	pg := &place{visit: v, view: view, s: view.State, at: org.At(v.now)}
	draft := pg.s.Edit()
	if _, err := draft.Do(act, org.Moment{At: max(pg.at, pg.s.Last), By: v.me.Person, Face: org.Web}); err != nil {
		return s.refused(v, k, given, back, err)
	}
	then := *pg
	then.s, then.hues = draft.Freeze(), nil
	d := pg.doing(k, given, back, nil)
	d.ahead = differ(pg, &then)
	d.ahead.ahead = true
	v.w.Header().Set("Cache-Control", "no-store")
	return v.show(http.StatusOK, doingShown(d))
}
