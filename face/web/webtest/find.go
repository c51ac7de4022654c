package webtest

import (
	"context"
	"strings"
	"time"

	"orpheus/face/web"
	"orpheus/org"
)

// Search implements web.Source: names that hold the query, and texts. Whoever is
// a guest finds nothing but themselves.
func (s *Story) Search(_ context.Context, _ string, viewer org.PersonID, query string, limit int) (web.Found, error) {
	var found web.Found
	query, found.Reading = strings.CutSuffix(query, " unread") // as in an organisation whose texts are being read
	now := s.at(time.Time{})
	guest := viewer != 0 && now.Person(viewer).Guest
	groups := map[byte]*web.HitGroup{}
	add := func(ref org.Ref, name string, past bool) {
		if guest && ref != org.RefOf(viewer) || !strings.Contains(strings.ToLower(name), strings.ToLower(query)) {
			return
		}
		if groups[ref.Letter] == nil {
			groups[ref.Letter] = &web.HitGroup{Letter: ref.Letter}
		}
		if g := groups[ref.Letter]; len(g.Hits) == limit {
			g.More = true
		} else {
			g.Hits = append(g.Hits, web.Hit{Ref: ref, Name: name, Past: past})
		}
	}
	for id, p := range now.People() {
		if name := s.name(id); name != "" {
			add(org.RefOf(id), name, !p.Present())
		}
	}
	for id, c := range now.Circles() {
		add(org.RefOf(id), c.Name, !c.Live())
	}
	for id, r := range now.Roles() {
		add(org.RefOf(id), r.Name, !r.Live())
	}
	for id, t := range now.Tensions() {
		add(org.RefOf(id), t.Title, !t.Open())
		text := s.texts[t.Body]
		if i := strings.Index(strings.ToLower(text), strings.ToLower(query)); i >= 0 && !guest {
			found.Texts = append(found.Texts, web.TextHit{Ref: org.RefOf(id), By: t.By, At: t.Raised, Snippet: []web.Snip{
				{Text: text[:i]}, {Text: text[i : i+len(query)], Found: true}, {Text: text[i+len(query):]},
			}})
		}
	}
	for _, letter := range []byte("PCRTI") {
		if g := groups[letter]; g != nil {
			found.Groups = append(found.Groups, *g)
		}
	}
	return found, nil
}

// Search implements web.Source: in De Linde nothing is found.
func (s *Source) Search(context.Context, string, org.PersonID, string, int) (web.Found, error) {
	return web.Found{}, nil
}
