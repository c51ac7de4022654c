package web

import (
	"net/http"
	"strings"

	"orpheus/face/web/ui"
	"orpheus/insight/measure"
	"orpheus/insight/stat"
)

// insightFile is the picture of an answer as a file of its own, for a report or a wall.
func (s *server) insightFile(v *request) error {
	name, ok := strings.CutSuffix(v.r.PathValue("file"), ".svg")
	q := measure.Question(name)
	if _, known := defined[q]; !ok || !known || v.me.Guest {
		return errNotFound
	}
	pg, err := s.placeOf(v)
	if err != nil {
		return err
	}
	l := &insightPage{place: pg, q: pg.insightAsked()}
	if err := l.gather(l.q.days()); err != nil {
		return err
	}
	sheet, ok := l.sheet(q)
	if !ok {
		return errNotFound
	}
	v.w.Header().Set("Content-Disposition", `inline; filename="`+name+`.svg"`)
	v.send(http.StatusOK, "image/svg+xml", sheet.SVG())
	return nil
}

// placeOf is the organisation at the moment that the address asks for.
func (s *server) placeOf(v *request) (*place, error) {
	m := readMoment(v.r.URL.Query().Get("at"), v.founded(), v.now)
	if m.fault != "" {
		return nil, errNotFound
	}
	w, err := s.look(v, m.at)
	if err != nil {
		return nil, err
	}
	return &place{request: v, m: m, view: w, s: w.State, at: w.At}, nil
}

// sheet is the picture of an answer with its sentence; not ok where it has no number.
func (l *insightPage) sheet(q measure.Question) (sheet ui.Sheet, ok bool) {
	a := l.found.Answer(q)
	if a == nil || a.State != stat.Value {
		return sheet, false
	}
	sheet = ui.Sheet{
		Lang: l.p.Lang(), Title: l.p.T("insight.q." + string(q)), Says: l.say().says(a),
		Foot: l.p.T("insight.file.foot", l.scopeName(), l.p.Day(l.std(l.found.From)), l.p.Day(l.std(l.found.At)), l.say().rests(a)),
	}
	if q == measure.EffectiveLeaders {
		run, ok := l.run()
		sheet.Run = &run
		return sheet, ok
	}
	bar, ok := l.say().bar(a)
	sheet.Foot += " " + l.p.T("insight.file.legend")
	sheet.Bar = &bar
	return sheet, ok
}
