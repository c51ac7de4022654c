package web

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"orpheus/face/web/ui"
	"orpheus/org"
	"orpheus/service"
)

// streamPage is what the stream of acts shows.
type streamPage struct {
	*place
	in   org.CircleID // zero for all
	by   org.PersonID // zero for everybody
	kind string       // empty for all
	hush bool         // asked for somebody who was erased
	acts actList
}

// mostActs is how many acts a page of the stream has.
const mostActs = 50

// kindsOfStream are what the stream can be narrowed to: the first words of the
// kinds of act.
var kindsOfStream = []struct{ noun, key string }{
	{"circle", "stream.kind.circle"},
	{"guardrail", "stream.kind.guardrail"},
	{"initiative", "stream.kind.initiative"},
	{"lead", "stream.kind.lead"},
	{"learning", "stream.kind.learning"},
	{"person", "stream.kind.person"},
	{"role", "stream.kind.role"},
	{"seat", "stream.kind.seat"},
	{"tension", "stream.kind.tension"},
}

func (s *server) streamPage(pg *place) (templ.Component, error) {
	q := pg.r.URL.Query()
	st := streamPage{place: pg, in: pg.asked("circle")}
	for _, k := range kindsOfStream {
		if k.noun == q.Get("kind") {
			st.kind = k.noun
		}
	}
	id, err := org.ParseID[org.PersonID](q.Get("person"))
	if text := q.Get(findPrefix + "person"); text != "" {
		id, err = org.PersonID(pg.first('P', text)), nil
	}
	if err == nil && pg.s.Person(id) != nil && pg.sees(org.RefOf(id)) {
		st.by, st.hush = id, pg.view.Name(id) == ""
	}
	pg.title = pg.p.T("nav.stream")
	if st.hush {
		return streamShown(st), nil // not even what they did is put together
	}
	f := service.Query{Most: mostActs, Kinds: st.kinds(), Wants: st.wants}
	f.Before, _ = strconv.ParseUint(q.Get("before"), 10, 64)
	acts, err := pg.view.acts(pg.r.Context(), f)
	if st.acts = acts; err != nil {
		return nil, err
	}
	return streamShown(st), pg.findUndo(acts.Entries...)
}

// kinds are the kinds of act asked for; nil for all.
func (st *streamPage) kinds() []string {
	var names []string
	for _, k := range org.Kinds() {
		if strings.HasPrefix(k.Name, st.kind+".") {
			names = append(names, k.Name)
		}
	}
	return names
}

func (st *streamPage) wants(e *org.Entry) bool {
	return (st.in == 0 || st.within(e, st.in)) && (st.by == 0 || st.about(e, st.by))
}

// about reports whether somebody did an act, or it is about them.
func (pg *place) about(e *org.Entry, id org.PersonID) bool {
	return e.By == id || slices.ContainsFunc(org.About(e.Act), func(r org.Ref) bool {
		switch r.Letter {
		case 'P':
			return org.PersonID(r.N) == id
		case 'S':
			seat := pg.s.Seat(org.SeatID(r.N))
			return seat != nil && seat.Person == id
		case 'L':
			l := pg.s.Lead(org.LeadID(r.N))
			return l != nil && l.Person == id
		}
		return false
	})
}

// kindOptions are the kinds to choose from.
func (st streamPage) kindOptions() []ui.Option {
	all := []ui.Option{{Text: st.p.T("filter.kinds"), Chosen: st.kind == ""}}
	for _, k := range kindsOfStream {
		all = append(all, ui.Option{Value: k.noun, Text: st.p.T(k.key), Chosen: k.noun == st.kind})
	}
	return all
}

// personOptions are the people to choose from: those there are, and the one
// who is chosen.
func (st streamPage) personOptions() []ui.Option {
	all := st.pickChoices('P')
	if st.by != 0 && !slices.ContainsFunc(all, func(o ui.Option) bool { return o.Value == st.by.String() }) {
		all = append(all, ui.Option{Value: st.by.String(), Text: st.view.Name(st.by)})
	}
	for i := range all {
		all[i].Chosen = all[i].Value == st.by.String()
	}
	return append([]ui.Option{{Text: st.p.T("filter.people"), Chosen: st.by == 0}}, all...)
}

// older is the address of the acts before these; newer that of the newest.
func (st streamPage) older() string {
	q := st.narrowed()
	q.Set("before", strconv.FormatUint(st.acts.Next, 10))
	return st.with("/stream", q)
}

func (st streamPage) newest() string { return st.with("/stream", st.narrowed()) }

// narrowed is what the reader asked for, without the place in the stream.
func (st streamPage) narrowed() url.Values {
	q := url.Values{}
	for name, id := range map[string]uint32{"circle": uint32(st.in), "person": uint32(st.by)} {
		if id != 0 {
			q.Set(name, strconv.FormatUint(uint64(id), 10))
		}
	}
	if st.kind != "" {
		q.Set("kind", st.kind)
	}
	return q
}
