package web

import (
	"net/http"
	"slices"
	"strings"

	"orpheus/org"
)

// mostMentionable is how many people are listed while somebody types a name.
const mostMentionable = 8

// namedPeople lists people whose name has a word that begins as ?q= does, for the field
// in which somebody writes: those of one's own circles first.
func (s *server) namedPeople(v *request) error {
	pg, err := s.placeNow(v)
	if err != nil {
		return err
	}
	mine := pg.circlesOf(pg.me.Person)
	q := strings.ToLower(strings.TrimSpace(cut(v.r.URL.Query().Get("q"), 80)))
	var near, far []org.PersonID
	for id, p := range pg.s.People() {
		name, known := pg.view.Known(id)
		if !known || name == "" || id == pg.me.Person || !p.Present() || !beginsWord(strings.ToLower(name), q) {
			continue
		}
		if slices.ContainsFunc(pg.circlesOf(id), func(c org.CircleID) bool { return slices.Contains(mine, c) }) {
			near = append(near, id)
		} else {
			far = append(far, id)
		}
	}
	all := append(near, far...)
	v.w.Header().Set("Cache-Control", "no-store")
	return v.show(http.StatusOK, namedPeople(pg, all[:min(len(all), mostMentionable)]))
}

// beginsWord reports whether a word of a name begins with q.
func beginsWord(name, q string) bool {
	return strings.HasPrefix(name, q) || strings.Contains(name, " "+q) || strings.Contains(name, "-"+q)
}

// ownWords are the words that a form to correct them begins with; nil for other forms.
func (pg *place) ownWords(k *org.Kind, given map[string][]string) *string {
	if k.Name != "note.correct" || len(given["note"]) == 0 {
		return nil
	}
	id, err := org.ParseID[org.NoteID](given["note"][0])
	n := pg.s.Note(id)
	if err != nil || n == nil || n.By != pg.me.Person || pg.load(pg.r.Context(), n.Text) != nil {
		return nil
	}
	text := pg.typed(pg.texts[n.Text])
	return &text
}
