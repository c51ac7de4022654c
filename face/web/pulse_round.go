package web

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"orpheus/face/web/ui"
	"orpheus/org"
	"orpheus/text/sentence"
)

// roundPage is one round: what it asks whoever looks, or what came out.
type roundPage struct {
	*place
	id   org.PulseID
	row  *org.Pulse
	asks bool // it waits for an answer of whoever looks
	is   bool // they were asked
	so   answering

	beside []string // what was done in the same weeks
}

// answering is how far somebody is. All of it travels in the form, until it is sent: nothing
// half is kept.
type answering struct {
	at    int // which sentence; after the last, the words
	marks []string
	words string
	fault string
}

func (s *server) roundPage(pg *place) (templ.Component, error) {
	id, err := id[org.PulseID](pg)
	if err != nil {
		return nil, err
	}
	r, err := roundOf(pg, id)
	if err != nil {
		return nil, err
	}
	texts := append([]org.TextID{r.row.Question, r.row.Told}, r.row.Words...)
	if err := pg.load(pg.r.Context(), texts...); err != nil {
		return nil, err
	}
	if r.asks {
		return roundAsks(r), nil
	}
	if err := r.readBeside(); err != nil {
		return nil, err
	}
	return roundShown(r, r.results()), nil
}

// roundOf finds a round; none where the visitor sees none.
func roundOf(pg *place, id org.PulseID) (*roundPage, error) {
	r := &roundPage{place: pg, id: id, row: pg.s.Pulse(id)}
	if r.row == nil || r.row.Dropped != 0 || !pg.sees(org.RefOf(id)) {
		return nil, errNotFound
	}
	pg.title = pg.p.T("pulse.title", pg.s.Circle(r.row.Circle).Name)
	pg.way = append(pg.wayTo(r.row.Circle), ui.NavItem{Text: pg.p.T("pulse.name"), Href: pg.with(pulsePath, query1("circle", r.row.Circle))}, navHere(pg.date(r.row.Until)))
	r.so.marks = make([]string, r.row.Items())
	var err error
	if r.asks, err = pg.pulseAsks(id); err != nil {
		return nil, err
	}
	r.is = slices.Contains(r.row.Asked, pg.me.Person)
	pg.still = r.asks
	return r, nil
}

// answerRound takes one screen of answers and shows the next; with the last press all of them
// are sent at once.
func (s *server) answerRound(v *request) error {
	if err := v.read(); err != nil {
		return err
	}
	pg, err := s.placeNow(v)
	if err != nil {
		return err
	}
	id, err := org.ParseID[org.PulseID](v.r.PathValue("id"))
	if err != nil {
		return errNotFound
	}
	r, err := roundOf(pg, id)
	if err != nil {
		return err
	}
	if err := pg.load(v.r.Context(), r.row.Question); err != nil {
		return err
	}
	v.w.Header().Set("Cache-Control", "no-store")
	f := v.r.PostForm
	for i := range r.so.marks {
		if mark := f.Get("m" + strconv.Itoa(i)); len(mark) == 1 && "0" <= mark && mark <= "5" {
			r.so.marks[i] = mark
		}
	}
	r.so.words = v.told("words")
	at, _ := strconv.Atoi(f.Get("at"))
	r.so.at = min(max(at, 0), len(r.so.marks))
	switch {
	case f.Get("go") == "back":
		r.so.at = max(0, r.so.at-1)
	case r.so.at < len(r.so.marks) && r.so.marks[r.so.at] == "":
		r.so.fault = v.p.T("pulse.choose")
	case r.so.at < len(r.so.marks):
		r.so.at++
	default:
		return r.send()
	}
	return r.again(http.StatusOK)
}

// again shows the screen that they are at.
func (r *roundPage) again(status int) error {
	if r.so.fault != "" {
		status = http.StatusUnprocessableEntity
	}
	r.still = true
	return r.show(status, roundAsks(r))
}

// send gives all answers at once. What is missing is asked for.
func (r *roundPage) send() error {
	a := &org.PulseAnswer{Pulse: r.id, Words: r.so.words}
	for i, mark := range r.so.marks {
		if mark == "" {
			r.so.at, r.so.fault = i, r.p.T("pulse.choose")
			return r.again(0)
		}
		a.Marks = append(a.Marks, mark[0]-'0')
	}
	err := r.as.AnswerPulse(r.r.Context(), a)
	if fault, is := err.(*org.Error); is && fault.Code != org.NotFound {
		r.so.fault = sentence.Refusal(r.p, r.view.Name, r.s, fault)
		return r.again(0)
	}
	if err != nil {
		return err
	}
	r.redirect(r.pulse(r.id))
	return nil
}

// last reports whether all sentences are answered.
func (r *roundPage) last() bool { return r.so.at == len(r.so.marks) }

// sentence is the one at a place.
func (r *roundPage) sentence(i int) string {
	subjects := r.row.Subjects()
	if i/2 < len(subjects) {
		return r.p.T("pulse.item." + subjects[i/2].String() + "." + strconv.Itoa(i%2+1))
	}
	return r.texts[r.row.Question]
}

// own reports whether a sentence is the circle's own, in its own language.
func (r *roundPage) own(i int) bool { return i/2 >= len(r.row.Subjects()) }

// marks are what can be answered, "can't say" last.
func (r *roundPage) marks() []string { return []string{"1", "2", "3", "4", "5", "0"} }

// until is when it ends, to the hour.
func (r *roundPage) until() string { return r.p.DateTime(r.std(r.row.Until), r.now) }

// roundButtons are what can be done about a round: taking it back, saying what became of it, and
// raising what came out.
func (r *roundPage) roundButtons() (list []actButton) {
	list = r.form(list, &org.TellPulse{Pulse: r.id, Text: org.Write("x")})
	if r.showing(r.row) {
		list = r.form(list, &org.RaiseTension{Circle: r.row.Circle, Title: "x"})
	}
	return r.button(list, ui.Quiet, &org.DropPulse{Pulse: r.id})
}
