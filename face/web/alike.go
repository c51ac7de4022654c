package web

import (
	"net/http"
	"slices"
	"strings"

	"orpheus/org"
	"orpheus/service"
)

// alikeFew is what is like something that somebody raises, with its texts.
type alikeFew struct {
	*place
	all    []service.Alike
	circle org.CircleID // where it is raised
}

// alike finds what is like some words, that somebody means to raise or raised.
func (pg *place) alike(words string, circle org.CircleID, but org.TensionID) (alikeFew, []org.TextID, error) {
	if circle == 0 || !pg.sees(org.RefOf(circle)) {
		circle = org.Root
	}
	a := alikeFew{place: pg, circle: circle}
	var err error
	a.all, err = pg.view.Alike(pg.r.Context(), words, circle, but)
	var texts []org.TextID
	for _, one := range a.all {
		if one.Learning != 0 {
			texts = append(texts, pg.s.Learning(one.Learning).Text)
		}
	}
	return a, texts, err
}

// alikeNote says to who is writing ?q= in ?circle= what others learned of it, and what is open
// already. It is empty where nothing is like it, and nobody is told that they looked.
func (s *server) alikeNote(v *request) error {
	pg, err := s.placeNow(v)
	if err != nil {
		return err
	}
	circle, _ := org.ParseID[org.CircleID](v.r.URL.Query().Get("circle"))
	a, texts, err := pg.alike(v.r.URL.Query().Get("q"), circle, 0)
	if err != nil {
		return err
	}
	if err := pg.load(v.r.Context(), texts...); err != nil {
		return err
	}
	v.w.Header().Set("Cache-Control", "no-store")
	return v.show(http.StatusOK, alikeShown(a))
}

// foundBy says why it was found: by the words, and where it is near by that too.
func (a alikeFew) foundBy() string {
	var words, near []string
	for _, one := range a.all {
		for _, w := range one.Words {
			if !slices.ContainsFunc(words, func(k string) bool { return strings.EqualFold(k, w) }) {
				words = append(words, w)
			}
		}
		if name := a.s.Circle(a.in(one)).Name; one.Near && a.in(one) != a.circle && !slices.Contains(near, name) {
			near = append(near, name)
		}
	}
	if len(near) == 0 {
		return a.p.T("alike.by", a.listed(words))
	}
	return a.p.T("alike.by.near", a.listed(words), a.listed(near), a.s.Circle(a.circle).Name)
}

// in is the circle of something alike.
func (a alikeFew) in(one service.Alike) org.CircleID {
	if one.Learning != 0 {
		return a.s.Learning(one.Learning).Circle
	}
	return a.s.Tension(one.Tension).Circle
}

// listed are some words in one line.
func (pg *place) listed(words []string) string { return strings.Join(words, ", ") }
