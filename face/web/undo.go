package web

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"orpheus/face/web/ui"
	"orpheus/org"
	"orpheus/text/sentence"
)

// undoFor is how long something can be taken back by one press.
const undoFor = 10 * time.Minute

// undoable reports whether an entry is one that the one who looks did just now, of
// their own accord.
func (v *visit) undoable(e *org.Entry) bool {
	return v.me.Person != 0 && e.By == v.me.Person && e.Cause == 0 && v.now.Sub(e.At.Std()) < undoFor
}

// findUndo finds out which of some entries the one who looks may undo.
func (pg *place) findUndo(entries ...org.Entry) error {
	if pg.m.past() || pg.view.AtVersion == nil {
		return nil
	}
	for _, e := range entries {
		if !pg.undoable(&e) {
			continue
		}
		before, err := pg.view.AtVersion(pg.r.Context(), e.Seq-1)
		if err != nil {
			return err
		}
		acts, err := org.Undo(before, pg.s, e)
		if by := org.UndoneBy(e); err != nil || by != 0 && by != pg.me.Person || !pg.may(acts[0]) {
			continue
		}
		if pg.undo == nil {
			pg.undo = map[uint64]bool{}
		}
		pg.undo[e.Seq] = true
	}
	return nil
}

// undoing takes back what the one who asks just did.
func (s *server) undoing(v *visit) error {
	seq, err := strconv.ParseUint(v.r.PathValue("seq"), 10, 64)
	if err != nil || s.Doer == nil {
		return ErrNotFound
	}
	if err := v.read(); err != nil {
		return err
	}
	view, err := s.Source.View(v.r.Context(), v.org.Slug, time.Time{})
	if err != nil {
		return err
	}
	pg := &place{visit: v, view: view, s: view.State, at: org.At(v.now)}
	found, err := view.Acts(v.r.Context(), ActFilter{Before: seq + 1, Most: 1})
	if err != nil {
		return err
	}
	if len(found.Entries) == 0 || found.Entries[0].Seq != seq || !pg.mayTell(&found.Entries[0]) {
		return ErrNotFound
	}
	e := found.Entries[0]
	if e.By == v.me.Person && !v.undoable(&e) {
		return pg.notUndone(e, http.StatusConflict, v.p.T("undo.late"))
	}
	a, err := s.Doer.Undo(v.r.Context(), v.org.Slug, seq, v.me.Person)
	if refusal, ok := errors.AsType[*org.Error](err); ok {
		return pg.notUndone(e, statusOf(refusal), sentence.Refusal(v.p, view.Name, pg.s, err))
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
