package web

import (
	"net/http"
	"strings"

	"github.com/a-h/templ"

	"orpheus/org"
)

// infoKinds are the pages that explain the program, by their addresses: one each for
// whoever is not signed in, and one in each organisation.
var infoKinds = []string{"help", "privacy", "accessibility"}

// helpWords are the words that the help explains, in the order in which one meets them.
var helpWords = []string{"circle", "role", "raise", "take", "initiative", "step", "pass", "open", "guardrail", "guest"}

// infoOpen is one of these pages for anybody.
func (s *server) infoOpen(kind string) http.Handler {
	return s.open(func(v *request) error {
		return v.show(http.StatusOK, infoShown(v, kind))
	})
}

// infoPlace is one of these pages in an organisation: it knows whom to ask.
func (s *server) infoPlace(kind string) func(*place) (templ.Component, error) {
	return func(pg *place) (templ.Component, error) {
		pg.title = pg.p.T("info." + kind)
		return infoOf(pg, kind), nil
	}
}

// stewards are whom to ask, by name.
func (pg *place) stewards() string {
	var all []org.PersonID
	for id, p := range pg.s.People() {
		if p.Steward && p.Present() && pg.view.Sight.Knows(org.RefOf(id)) {
			all = append(all, id)
		}
	}
	return pg.names(all)
}

// lines are the lines of a text: each is a paragraph, or an item of a list.
func lines(text string) []string { return strings.Split(text, "\n") }

// whoSees says in one line who can see the thing that a page is about; nothing for a page
// about none, or about what only some may do with it.
func (pg *place) whoSees() string {
	area, rest, _ := strings.Cut(strings.TrimPrefix(pg.r.URL.Path, "/"+pg.org.Slug+"/"), "/")
	if strings.Contains(rest, "/") {
		return ""
	}
	letter := map[string]byte{"circles": 'C', "roles": 'R', "tensions": 'T', "initiatives": 'I', "people": 'P'}[area]
	r, ok := org.ParseRef(string(letter) + pg.r.PathValue("id"))
	if letter == 0 || !ok {
		return ""
	}
	c := pg.s.Circle(pg.s.HomeOf(r))
	switch {
	case pg.me.Guest:
		return pg.p.T("sees.guest", pg.org.Name, pg.stewards())
	case r.Letter == 'P':
		return pg.p.T("sees.person", pg.org.Name)
	case c == nil:
		return ""
	}
	return pg.p.T("sees.all", pg.org.Name, c.Name)
}
