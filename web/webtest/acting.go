package webtest

import (
	"context"
	"maps"
	"net/http"
	"strconv"

	"orpheus/org"
	"orpheus/web"
)

// Gate lets in whoever the cookie "as" names by number, as the organisation knows
// them.
type Gate struct{ *Story }

// Viewer implements web.Gate.
func (g Gate) Viewer(r *http.Request, _ string) (web.Viewer, error) {
	c, err := r.Cookie("as")
	if err != nil {
		return web.Viewer{}, nil
	}
	n, _ := strconv.ParseUint(c.Value, 10, 32)
	p := g.draft.Person(org.PersonID(n))
	if p == nil || !p.Present() {
		return web.Viewer{}, nil
	}
	return web.Viewer{Person: org.PersonID(n), Guest: p.Guest, Steward: p.Steward}, nil
}

// Do implements web.Doer: at the moment of the last act, one minute later.
func (s *Story) Do(_ context.Context, _ string, a web.Asked) (web.Answer, error) {
	if a.Key != "" && s.keys[a.Key] != nil {
		return web.Answer{Entries: s.keys[a.Key], State: s.draft.Edit().Freeze(), Repeated: true}, nil
	}
	before, texts := len(s.entries), maps.Clone(s.texts)
	d := s.draft.Freeze().Edit()
	m := org.Moment{At: max(d.Last, org.At(Now)) + org.Day/1440, By: a.By, Face: a.Face}
	if err := d.May(a.Act, m); err != nil {
		s.draft, s.texts = d, texts
		return web.Answer{}, err
	}
	s.draft = d
	s.enact(m, a.Act)
	answer := web.Answer{Entries: s.entries[before:], State: s.at(Now)}
	if a.Key != "" {
		if s.keys == nil {
			s.keys = map[string][]org.Entry{}
		}
		s.keys[a.Key] = answer.Entries
	}
	return answer, nil
}
