package web

import (
	"net/http"

	"orpheus/org"
)

// preview shows the form again with what the act would change on the map, and changes
// nothing.
func (s *server) preview(v *request, k *org.Kind, act org.Act, sent sent) error {
	pg, err := s.placeNow(v)
	if err != nil {
		return err
	}
	fork, err := v.as.Fork(v.r.Context(), act)
	if org.CodeOf(err) != 0 {
		return s.refused(v, k, sent, err)
	}
	then, err := viewed(v.r.Context(), fork, err)
	if err != nil {
		return err
	}
	d, err := pg.actForm(k, sent, nil)
	if err != nil {
		return err
	}
	d.ahead = differ(pg, &place{request: v, view: then, s: then.State, at: then.At})
	d.ahead.today = pg
	v.w.Header().Set("Cache-Control", "no-store")
	return v.show(http.StatusOK, actFormShown(d))
}
