package web

import (
	"cmp"
	"context"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"orpheus/face/web/ui"
	"orpheus/org"
	"orpheus/service"
	"orpheus/service/search"
)

// findPage is the page of a search.
type findPage struct {
	*place
	query   string
	found   service.Results
	decides []org.WhoDecides // about what the query says
	about   []askAbout       // what people say others may ask them about
}

// askAbout is a topic that a query fits, with whom one may ask about it.
type askAbout struct {
	text   string // as whoever named it first wrote it
	people []org.PersonID
}

// How many of each kind are shown: on the page, and while typing.
const (
	mostFound  = 20
	mostOffers = 5
)

// findPage shows what is found for ?q=; with ?part=1 only the names, for the field
// in the bar.
func (s *server) findPage(v *request) error {
	pg, err := s.placeNow(v)
	if err != nil {
		return err
	}
	q := v.r.URL.Query()
	f := findPage{place: pg, query: cut(strings.TrimSpace(q.Get("q")), 200)}
	part, most := q.Has("part"), mostFound
	if part {
		most = mostOffers
	}
	if f.query != "" {
		if f.found, err = v.as.Search(v.r.Context(), f.query, most); err != nil {
			return err
		}
		if err := f.findAbout(most); err != nil {
			return err
		}
		if f.decides, err = f.view.WhoDecides(v.r.Context(), service.About{Words: f.query, Unfinished: part}); err != nil {
			return err
		}
		f.decides = f.decides[:min(len(f.decides), mostDecides)]
	}
	v.w.Header().Set("Cache-Control", "no-store")
	if part {
		return v.show(http.StatusOK, offers(f))
	}
	f.title = v.p.T("search.title")
	return v.show(http.StatusOK, findShown(f))
}

// findAbout finds the topics that the query fits, in the order of the language.
func (f *findPage) findAbout(most int) error {
	m := search.NewMatch(f.query)
	if !m.Any() {
		return nil
	}
	named, err := f.view.Named(f.r.Context(), org.AsStrength)
	if err != nil {
		return err
	}
	at, told := map[string]int{}, map[string]map[org.PersonID]bool{}
	for _, n := range named {
		if !m.FitsFolded(n.Folded) {
			continue
		}
		i, known := at[n.Folded]
		if !known {
			i = len(f.about)
			at[n.Folded], told[n.Folded] = i, map[org.PersonID]bool{}
			f.about = append(f.about, askAbout{text: n.Text})
		}
		if !told[n.Folded][n.Person] {
			told[n.Folded][n.Person] = true
			f.about[i].people = append(f.about[i].people, n.Person)
		}
	}
	by := alphabetical(f.p.Lang())
	slices.SortStableFunc(f.about, func(a, b askAbout) int { return by.CompareString(a.text, b.text) })
	f.about = f.about[:min(len(f.about), most)]
	return nil
}

// whom names the first of those one may ask.
func (f findPage) whom(a askAbout) string {
	if len(a.people) > mostNamed {
		return f.names(a.people[:mostNamed]) + ", …"
	}
	return f.names(a.people)
}

// asking is where those stand whom one may ask about a topic.
func (f findPage) asking(a askAbout) string {
	return f.with("/people", peopleQuery{words: a.text}.values())
}

// none reports whether nothing was found.
func (f findPage) none() bool {
	return f.found.Thing == nil && len(f.found.Groups)+len(f.found.Texts)+len(f.about) == 0
}

// groups are the names found, what was asked for by its id first.
func (f findPage) groups() []search.Group {
	if f.found.Thing == nil {
		return f.found.Groups
	}
	return append([]search.Group{{Letter: 'X', Hits: []search.Hit{*f.found.Thing}}}, f.found.Groups...)
}

var groupNames = map[byte]string{'X': "search.exact", 'P': "search.people", 'C': "search.circles", 'R': "search.roles", 'T': "search.tensions", 'I': "search.initiatives", 'D': "search.decisions", 'M': "search.agreements"}

var foundIcons = map[byte]string{'P': "people", 'C': "map", 'R': "seek", 'T': "bell", 'I': "work", 'D': "decide", 'M': "decide"}

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

// told is where a text is told, and what it is called there.
func (f findPage) told(ref org.Ref) (href, name string) {
	if k := f.s.Learning(org.LearningID(ref.N)); ref.Letter == 'K' && k != nil {
		return f.learning(org.LearningID(ref.N)), f.p.T("search.learned", cmp.Or(f.workTitle(k), f.s.Circle(k.Circle).Name))
	}
	at := f.textRef(ref)
	return f.href(at), f.nameOf(at)
}

// nameOf is what a text hangs on.
func (f findPage) nameOf(ref org.Ref) string {
	if ref.Letter == 'C' {
		return f.s.Circle(org.CircleID(ref.N)).Name
	}
	return f.called(ref)
}

// textRef is the thing that tells a text: of a limit its circle.
func (f findPage) textRef(ref org.Ref) org.Ref {
	if paths[ref.Letter] != "" {
		return ref
	}
	if c := f.circleOf(ref); c != 0 {
		return org.RefOf(c)
	}
	return org.RefOf(org.Root)
}

// everything is the page of all that is found.
func (f findPage) everything() string {
	return address("/"+f.org.Slug+"/search", url.Values{"q": {f.query}})
}

// snippet is a piece of a text, with what was asked for marked. It is written here,
// since a template would put spaces between the pieces.
func snippet(pg *place, parts []search.Part) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		var b strings.Builder
		for _, p := range parts {
			text := templ.EscapeString(pg.typed(p.Text))
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
func (v *request) finding(s *ui.Shell) {
	s.Ask = "/" + v.org.Slug + "/search"
	s.Keys = v.keys != "off"
}
