package web

import (
	"errors"
	"net/url"
	"strconv"

	"orpheus/face/web/ui"
	"orpheus/org"
	"orpheus/text/sentence"
)

// findUndo finds out which of some entries the one who looks may undo.
func (pg *place) findUndo(entries ...org.Entry) error {
	for i := range entries {
		may, err := pg.view.MayUndo(pg.r.Context(), &entries[i])
		if err != nil {
			return err
		}
		if may {
			if pg.undo == nil {
				pg.undo = map[uint64]bool{}
			}
			pg.undo[entries[i].Seq] = true
		}
	}
	return nil
}

// undoAct takes back what the one who asks just did.
func (s *server) undoAct(v *request) error {
	seq, err := strconv.ParseUint(v.r.PathValue("seq"), 10, 64)
	if err != nil {
		return errNotFound
	}
	if err := v.read(); err != nil {
		return err
	}
	pg, err := s.placeNow(v)
	if err != nil {
		return err
	}
	e, err := pg.view.Entry(v.r.Context(), seq)
	if err != nil {
		return err
	}
	if e == nil {
		return errNotFound
	}
	a, err := v.as.Undo(v.r.Context(), seq, org.Web)
	if refusal, ok := errors.AsType[*org.Error](err); ok {
		return pg.notUndone(*e, statusOf(refusal), sentence.Refusal(v.p, pg.view.Name, pg.s, err))
	}
	if err != nil {
		return err
	}
	v.done(a)
	v.redirect(v.onward(v.r.PostForm.Get("_back"), e.Act, nil))
	return nil
}

// notUndone says why something cannot be taken back.
func (pg *place) notUndone(e org.Entry, status int, why string) error {
	pg.title = pg.p.T("undo.not")
	pg.way = []ui.NavItem{{Text: pg.org.Name, Href: pg.to("")}, navHere(pg.title)}
	pg.w.Header().Set("Cache-Control", "no-store")
	back := pg.onward(pg.r.PostForm.Get("_back"), e.Act, nil)
	return pg.show(status, notUndone(pg, e, why, back))
}

// goBack is the page to come back to after something small.
func (pg *place) goBack() string {
	q := url.Values{}
	for name, values := range pg.r.URL.Query() {
		q[name] = values
	}
	return address(pg.r.URL.Path, q)
}
