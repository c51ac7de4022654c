package web

import (
	"net/http"
	"strings"
	"time"

	"orpheus/org"
)

// structural reports whether acts of a kind change what is on the map, so that it
// can be seen beforehand what one would change.
func structural(k *org.Kind) bool {
	for _, noun := range []string{"circle.", "role.", "seat.", "guardrail."} {
		if strings.HasPrefix(k.Name, noun) {
			return true
		}
	}
	return false
}

// preview shows the form again with what the act would change, and changes nothing.
func (s *server) preview(v *visit, k *org.Kind, act org.Act, given map[string][]string, back string) error {
	view, err := s.look(v, time.Time{})
	if err != nil {
		return err
	}
	pg := &place{visit: v, view: view, s: view.State, at: org.At(v.now)}
	draft := pg.s.Edit()
	if _, err := draft.Do(act, org.Moment{At: max(pg.at, pg.s.Last), By: v.me.Person, Face: org.Web}); err != nil {
		return s.refused(v, k, given, back, err)
	}
	then := *pg
	then.s = draft.Freeze()
	then.view = view.with(then.s)
	d := pg.doing(k, given, back, nil)
	d.ahead = differ(pg, &then)
	d.ahead.ahead = true
	v.w.Header().Set("Cache-Control", "no-store")
	return v.show(http.StatusOK, doingShown(d))
}
