package web

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/a-h/templ"

	"orpheus/face/web/ui"
	"orpheus/org"
)

// Found is what a search found.
type Found struct {
	Thing     *Hit       // what the query names by its id; nil for none
	Groups    []HitGroup // things by name, the group with the best first
	Texts     []TextHit  // what people wrote
	MoreTexts bool       // there are more than the limit
	Reading   bool       // the texts are still being read: some may be missing
}

// HitGroup is what was found of one kind, by the letter of its ids.
type HitGroup struct {
	Letter byte
	Hits   []Hit
	More   bool // there are more than the limit
}

// Hit is a thing found by its name.
type Hit struct {
	Ref  org.Ref
	Name string
	Past bool // resolved, concluded, gone
}

// TextHit is a text that was found, by what it hangs on.
type TextHit struct {
	Ref     org.Ref
	By      org.PersonID // zero for nobody in person
	At      org.Time
	Snippet []Snip
}

// Snip is a piece of a text.
type Snip struct {
	Text  string
	Found bool // it is a word that was asked for
}

// findPage is the page of a search.
type findPage struct {
	*place
	query string
	found Found
}

// How many of each kind are shown: on the page, and while typing.
const (
	mostFound  = 20
	mostOffers = 5
)

// findPage shows what is found for ?q=; with ?part=1 only the names, for the field
// in the bar.
func (s *server) findPage(v *visit) error {
	view, err := s.Source.View(v.r.Context(), v.org.Slug, time.Time{})
	if err != nil {
		return err
	}
	q := v.r.URL.Query()
	f := findPage{place: &place{visit: v, view: view, s: view.State, at: org.At(v.now)}, query: cut(strings.TrimSpace(q.Get("q")), 200)}
	part, most := q.Has("part"), mostFound
	if part {
		most = mostOffers
	}
	if f.query != "" {
		if f.found, err = s.Source.Search(v.r.Context(), v.org.Slug, v.me.Person, f.query, most); err != nil {
			return err
		}
	}
	v.w.Header().Set("Cache-Control", "no-store")
	if part {
		return v.show(http.StatusOK, offers(f))
	}
	f.title = v.p.T("search.title")
	return v.show(http.StatusOK, findShown(f))
}

// none reports whether nothing was found.
func (f findPage) none() bool {
	return f.found.Thing == nil && len(f.found.Groups)+len(f.found.Texts) == 0
}

// groups are the names found, what was asked for by its id first.
func (f findPage) groups() []HitGroup {
	if f.found.Thing == nil {
		return f.found.Groups
	}
	return append([]HitGroup{{Letter: 'X', Hits: []Hit{*f.found.Thing}}}, f.found.Groups...)
}

var groupNames = map[byte]string{'X': "search.exact", 'P': "search.people", 'C': "search.circles", 'R': "search.roles", 'T': "search.tensions", 'I': "search.initiatives"}

var foundIcons = map[byte]string{'P': "people", 'C': "map", 'R': "seek", 'T': "bell", 'I': "work"}

// where says in which circle a thing is found.
func (f findPage) where(ref org.Ref) string {
	switch ref.Letter {
	case 'P':
		return f.circleNames(org.PersonID(ref.N))
	case 'C':
		if c := f.s.Circle(org.CircleID(ref.N)); c != nil && c.Parent() != 0 {
			return f.s.Circle(c.Parent()).Name
		}
		return ""
	}
	if c := f.circleOf(ref); c != 0 {
		return f.s.Circle(c).Name
	}
	return ""
}

// nameOf is what a text hangs on.
func (f findPage) nameOf(ref org.Ref) string {
	if ref.Letter == 'C' {
		return f.s.Circle(org.CircleID(ref.N)).Name
	}
	return f.called(ref)
}

// textRef is the thing that tells a text: of a limit or a learning its circle.
func (f findPage) textRef(ref org.Ref) org.Ref {
	if paths[ref.Letter] != "" {
		return ref
	}
	if c := f.circleOf(ref); c != 0 {
		return org.RefOf(c)
	}
	if ref.Letter == 'K' {
		if l := f.s.Learning(org.LearningID(ref.N)); l != nil && l.Circle != 0 {
			return org.RefOf(l.Circle)
		}
	}
	return org.RefOf(org.Root)
}

// everything is the page of all that is found.
func (f findPage) everything() string {
	return address("/"+f.org.Slug+"/search", url.Values{"q": {f.query}})
}

// snippet is a piece of a text, with what was asked for marked. It is written here,
// since a template would put spaces between the pieces.
func snippet(parts []Snip) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		var b strings.Builder
		for _, p := range parts {
			text := templ.EscapeString(p.Text)
			if p.Found {
				text = "<mark>" + text + "</mark>"
			}
			b.WriteString(text)
		}
		_, err := io.WriteString(w, b.String())
		return err
	})
}

// finding puts the field of the search, and the keys, around a page.
func (v *visit) finding(s *ui.Shell) {
	s.Ask = "/" + v.org.Slug + "/search"
	s.Keys = v.keys != "off"
}
