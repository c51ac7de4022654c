package web

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/a-h/templ"

	"orpheus/org"
	"orpheus/service"
	"orpheus/text/sentence"
)

// decidesPage says who decides about something.
type decidesPage struct {
	*place
	query string
	all   []org.WhoDecides
}

// mostDecides is how many answers the field in the bar lists.
const mostDecides = 2

// decidesPage shows who decides about ?q=.
func (s *server) decidesPage(pg *place) (templ.Component, error) {
	d := decidesPage{place: pg, query: cut(strings.TrimSpace(pg.r.URL.Query().Get("q")), 200)}
	pg.title = pg.p.T("decides.title")
	if d.query == "" {
		return decidesShown(d), nil
	}
	pg.title = pg.p.T("decides.asked", d.query)
	var err error
	d.all, err = pg.view.WhoDecides(pg.r.Context(), service.About{Words: d.query})
	return decidesShown(d), err
}

// aloneNote says to who is writing ?q= in ?circle= whether they may decide it themselves. It
// is empty where nothing says so: then nothing is said.
func (s *server) aloneNote(v *request) error {
	pg, err := s.placeNow(v)
	if err != nil {
		return err
	}
	circle, _ := org.ParseID[org.CircleID](v.r.URL.Query().Get("circle"))
	one, err := pg.alone(v.r.URL.Query().Get("q"), circle)
	if err != nil {
		return err
	}
	v.w.Header().Set("Cache-Control", "no-store")
	return v.show(http.StatusOK, aloneShown(pg, one))
}

// alone is what lets the one who looks decide themselves about what they write; nil where
// nothing does. A circle they do not see is none.
func (pg *place) alone(words string, circle org.CircleID) (*org.WhoDecides, error) {
	if circle != 0 && !pg.sees(org.RefOf(circle)) {
		circle = 0
	}
	return pg.view.Alone(pg.r.Context(), words, circle)
}

// claims is what an answer is about: the claim, in the words in which it stands.
func (pg *place) claims(d *org.WhoDecides) string { return sentence.Claim(pg.p, pg.s, d.Because[0]) }

// ground is what a reason says.
func (pg *place) ground(g org.Ground) string { return sentence.Claim(pg.p, pg.s, g) }

// decided says who decides, and how.
func (pg *place) decided(d *org.WhoDecides) string {
	return sentence.Decides(pg.p, pg.view.Known, pg.s, d)
}

// decider is the page of who decides: of a role that nobody holds its own.
func (pg *place) decider(d *org.WhoDecides) string {
	if d.Vacant != 0 {
		return pg.role(d.Vacant)
	}
	return pg.href(d.Who)
}

// says is the page of what says so: of a limit its circle.
func (pg *place) says(r org.Ref) string {
	if href := pg.href(r); href != "" {
		return href
	}
	return pg.circle(pg.s.HomeOf(r))
}

// whoDecides is the page that says who decides about something.
func (pg *place) whoDecides(query string) string {
	return pg.with("/who-decides", url.Values{"q": {query}})
}

// raise is the form for raising something, with its words; empty for who may not.
func (pg *place) raise(words string) string {
	circle, may := pg.raisesIn()
	if !may {
		return ""
	}
	fields := []string{"title", cut(words, 120)}
	if circle != "" {
		fields = append(fields, "circle", circle)
	}
	return pg.act("tension.raise", fields...)
}

// decidesIcon is the sign of who decides: a role, a circle, or a place that is open.
func decidesIcon(d *org.WhoDecides) string {
	switch {
	case d.Vacant != 0:
		return "seek"
	case d.Who.Letter == 'C':
		return "decide"
	}
	return "people"
}
