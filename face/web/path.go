package web

import (
	"cmp"
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/a-h/templ"

	"orpheus/face/web/ui"
	"orpheus/identity"
	"orpheus/org"
	"orpheus/service"
)

// pathPage is a person's path, for themselves alone: what they led and held, what they are
// good at, what they would like, what they learned, and what is open for them.
type pathPage struct {
	personPage
	seats  []org.SeatID // all they ever held, the latest first
	taught []org.LearningID
	forMe  []service.ForMe
	said   identity.Suggest
	all    []bar // of every year
}

// mostForMe is how much is suggested to somebody at once.
const mostForMe = 6

func (s *server) pathPage(pg *place) (templ.Component, error) {
	if pg.m.past() || pg.s.Person(pg.me.Person) == nil {
		return nil, errNotFound
	}
	pg.w.Header().Del("ETag") // what they said for themselves is no act
	pg.w.Header().Set("Cache-Control", "no-store")
	p, err := pg.path()
	if err != nil {
		return nil, err
	}
	pg.title, pg.way = pg.p.T("path.title"), []ui.NavItem{{Text: pg.p.T("nav.people"), Href: pg.to("/people")}, navHere(pg.p.T("path.title"))}
	return pathShown(p), nil
}

// path gathers the path of the one who looks, with its texts.
func (pg *place) path() (pathPage, error) {
	id := pg.me.Person
	p := pathPage{personPage: personPage{place: pg, id: id, row: pg.s.Person(id), known: true}}
	var err error
	if p.all, err = pg.timeline(id); err != nil {
		return p, err
	}
	p.open(slices.Clone(p.all))
	for t := p.row.LastSeat; t != 0; t = pg.s.Seat(t).PrevOfPerson {
		p.seats = append(p.seats, t)
	}
	for _, k := range pg.learned() {
		if slices.Contains(pg.learners(pg.s.Learning(k)), id) {
			p.taught = append(p.taught, k)
		}
	}
	if p.forMe, err = pg.view.ForMe(pg.r.Context()); err != nil {
		return p, err
	}
	if p.said, err = pg.as.Suggested(pg.r.Context()); err != nil {
		return p, err
	}
	texts := pg.namedTexts(id)
	for _, k := range p.taught {
		texts = append(texts, pg.s.Learning(k).Text)
	}
	return p, pg.load(pg.r.Context(), texts...)
}

// why says what of one's own has to do with something open.
func (p pathPage) why(f service.ForMe) string {
	var all []string
	for _, z := range f.Named {
		key := map[org.Naming]string{org.AsStrength: "home.why.knows", org.AsWish: "home.why.wish", org.AsEnergy: "home.why.energy"}[p.s.Strength(z).As]
		if text := p.texts[p.s.Strength(z).Text]; text != "" {
			all = append(all, p.p.T(key, text))
		}
	}
	if f.Energy > 0 {
		all = append(all, p.p.T("path.why.energy", p.p.T("call.energy."+strconv.Itoa(f.Energy))))
	}
	return strings.Join(all, " ")
}

// mosts are how many things one would lead at once.
func (p pathPage) mosts() (out []ui.Option) {
	for i := 1; i <= identity.MostAtOnce; i++ {
		out = append(out, ui.Option{Value: strconv.Itoa(i), Text: p.p.Number(i), Chosen: i == p.said.AtOnce()})
	}
	return out
}

// saidAny reports whether they said anything about being suggested.
func (p pathPage) saidAny() bool { return p.said.On || p.said.Most != 0 || len(p.said.Energy) > 0 }

// pathLine is one line of a path that somebody takes along.
type pathLine struct {
	Kind  string    `json:"kind"` // led, took_part, role, strength, wish, energy, learning, suggest
	What  string    `json:"what"`
	Where string    `json:"where,omitempty"`
	From  org.Time  `json:"from,omitzero"`
	Until *org.Time `json:"until,omitempty"`
	More  string    `json:"more,omitempty"`
}

// lines are a path as a file has it.
func (p pathPage) lines() (out []pathLine) {
	add := func(kind, what, where string, from, until org.Time, more string) {
		l := pathLine{Kind: kind, What: what, Where: where, From: from, More: more}
		if until != 0 {
			l.Until = &until
		}
		out = append(out, l)
	}
	circle := func(c org.CircleID) string { return p.s.Circle(c).Name }
	for _, b := range p.all {
		kind := "took_part"
		if b.led {
			kind = "led"
		}
		i := p.s.Initiative(b.work)
		add(kind, i.Title, circle(i.Circle), b.since, b.till, "")
	}
	for _, id := range p.seats {
		t := p.s.Seat(id)
		r := p.s.Role(t.Role)
		add("role", r.Name, circle(r.Circle), t.Since, t.Until, t.Focus)
	}
	for _, id := range p.row.Strengths {
		z := p.s.Strength(id)
		if text := p.texts[z.Text]; text != "" {
			add(z.As.String(), text, "", z.Since, 0, p.names(z.Confirmed))
		}
	}
	for _, id := range p.taught {
		k := p.s.Learning(id)
		if text := p.texts[k.Text]; text != "" {
			add("learning", text, circle(k.Circle), k.At, 0, p.workTitle(k))
		}
	}
	if p.said.On {
		add("suggest", strconv.Itoa(p.said.AtOnce()), "", 0, 0, "")
	}
	for _, name := range slices.Sorted(func(yield func(string) bool) {
		for k := range p.said.Energy {
			if !yield(k) {
				return
			}
		}
	}) {
		if ref, ok := org.ParseRef(name); ok {
			add("suggest", cmp.Or(p.called(ref), name), "", 0, 0, strconv.Itoa(p.said.Energy[name]))
		}
	}
	return out
}

// pathFile sends the path of the one who asks as a file, theirs to take along.
func (s *server) pathFile(as string) func(*request) error {
	return func(v *request) error {
		pg, err := s.placeNow(v)
		if err != nil {
			return err
		}
		p, err := pg.path()
		if err != nil {
			return err
		}
		v.w.Header().Set("Cache-Control", "no-store")
		name := v.org.Slug + "-path-" + v.me.Person.String() + "-" + v.now.Format(time.DateOnly)
		if as == "csv" {
			return v.sendTable(name, p.table())
		}
		b, err := json.MarshalIndent(struct {
			Organisation string     `json:"organisation"`
			Person       string     `json:"person"`
			Lines        []pathLine `json:"lines"`
		}{v.org.Name, pg.name(v.me.Person), p.lines()}, "", "  ")
		if err != nil {
			return err
		}
		v.w.Header().Set("Content-Disposition", disposition("attachment", name+".json"))
		v.send(http.StatusOK, "application/json; charset=utf-8", append(b, '\n'))
		return nil
	}
}

// table is a path as a sheet.
func (p pathPage) table() [][]string {
	out := [][]string{{p.p.T("path.csv.kind"), p.p.T("path.csv.what"), p.p.T("path.csv.where"), p.p.T("csv.since"), p.p.T("csv.until"), p.p.T("path.csv.more")}}
	day := func(t org.Time) string {
		if t == 0 {
			return ""
		}
		return p.std(t).Format(time.DateOnly)
	}
	for _, l := range p.lines() {
		until := org.Time(0)
		if l.Until != nil {
			until = *l.Until
		}
		out = append(out, []string{p.p.T("path.kind." + l.Kind), harmless(l.What), harmless(l.Where), day(l.From), day(until), harmless(l.More)})
	}
	return out
}
