package web

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"orpheus/face/web/ui"
	"orpheus/org"
	"orpheus/service/search"
)

// learningsPage is what work taught, and what people wrote down as learned.
type learningsPage struct {
	*place
	q    learningQuery
	list []org.LearningID // the newest first
	page paging
	all  int            // that may be seen at all
	in   []learnedPlace // where the rest of the query leaves something
}

// learningQuery is what the list is narrowed to; all of it is in the address.
type learningQuery struct {
	words  string
	circle org.CircleID
	person org.PersonID // who wrote it down, or led the work that taught it
	sheet  bool         // to hang up: without anything else
}

// learnedPlace is a circle with how much was learned in it.
type learnedPlace struct {
	circle org.CircleID
	count  int
}

func (q learningQuery) values() url.Values {
	v := url.Values{}
	if q.words != "" {
		v.Set("q", q.words)
	}
	if q.circle != 0 {
		v.Set("circle", q.circle.String()[1:])
	}
	if q.person != 0 {
		v.Set("person", q.person.String()[1:])
	}
	if q.sheet {
		v.Set("sheet", "")
	}
	return v
}

// list is the same as a list.
func (q learningQuery) list() learningQuery { q.sheet = false; return q }

// sheet is where what is listed is a page to hang up.
func (l learningsPage) sheet() string {
	q := l.q
	q.sheet = true
	return l.at(q)
}

func (s *server) learningsPage(pg *place) (templ.Component, error) {
	l := learningsPage{place: pg, q: learningQuery{
		words: cut(strings.TrimSpace(pg.r.URL.Query().Get("q")), 200), circle: pg.asked("circle"), person: pg.askedPerson("person"),
		sheet: pg.r.URL.Query().Has("sheet"),
	}}
	if err := l.gather(); err != nil {
		return nil, err
	}
	l.page = pg.paged(len(l.list))
	pg.title = pg.p.T("learnings.title")
	var texts []org.TextID
	for _, id := range l.shown() {
		texts = append(texts, pg.s.Learning(id).Text)
	}
	if err := pg.loadPictures(l.shown()...); err != nil {
		return nil, err
	}
	return learningsShown(l), pg.load(pg.r.Context(), texts...)
}

// loadPictures fetches what is known of the files that came with some learnings.
func (pg *place) loadPictures(ids ...org.LearningID) (err error) {
	var files []org.FileID
	for _, id := range ids {
		files = append(files, pg.s.Learning(id).Files...)
	}
	pg.kept, err = pg.view.Files(pg.r.Context(), files...)
	return err
}

// learnedWhere are the learnings of which something holds, the latest first.
func (pg *place) learnedWhere(is func(*org.Learning) bool) (all []org.LearningID) {
	for _, k := range pg.learned() {
		if is(pg.s.Learning(k)) {
			all = append(all, k)
		}
	}
	return all
}

// gather lists what is asked for.
func (l *learningsPage) gather() error {
	all := l.learned()
	l.all = len(all)
	words := map[org.TextID]string{}
	m := search.NewMatch(l.q.words)
	if m.Any() {
		ids := make([]org.TextID, len(all))
		for i, id := range all {
			ids[i] = l.s.Learning(id).Text
		}
		var err error
		if words, err = l.view.Texts(l.r.Context(), ids...); err != nil {
			return err
		}
	}
	count := map[org.CircleID]int{}
	for _, id := range all {
		k := l.s.Learning(id)
		if m.Any() && !m.Fits(words[k.Text]+" "+l.workTitle(k)+" "+l.decisionTitle(k)) || l.q.person != 0 && !slices.Contains(l.learners(k), l.q.person) {
			continue
		}
		count[k.Circle]++
		if l.q.circle == 0 || l.s.Within(k.Circle, l.q.circle) {
			l.list = append(l.list, id)
		}
	}
	for c, n := range count {
		l.in = append(l.in, learnedPlace{c, n})
	}
	by := alphabetical(l.p.Lang())
	slices.SortFunc(l.in, func(a, b learnedPlace) int {
		return by.CompareString(l.s.Circle(a.circle).Name, l.s.Circle(b.circle).Name)
	})
	return nil
}

// learned are all learnings that the one who looks may see, the newest first. They are
// gathered once for a page: each link to one asks on which page of the list it stands.
func (pg *place) learned() []org.LearningID {
	if pg.taught == nil {
		pg.taught = []org.LearningID{}
		for id := range pg.s.Learnings() {
			if pg.sees(org.RefOf(id)) {
				pg.taught = append(pg.taught, id)
			}
		}
		slices.Reverse(pg.taught)
	}
	return pg.taught
}

// learners are who wrote a learning down, and who led the work that taught it.
func (pg *place) learners(k *org.Learning) []org.PersonID {
	all := []org.PersonID{k.By}
	if i := pg.s.Initiative(k.Initiative); i != nil {
		all = append(all, pg.led(i)...)
	}
	return all
}

func (pg *place) workTitle(k *org.Learning) string {
	if i := pg.s.Initiative(k.Initiative); i != nil {
		return i.Title
	}
	return ""
}

func (pg *place) decisionTitle(k *org.Learning) string {
	if x := pg.s.Decision(k.Decision); x != nil {
		return x.Title
	}
	return ""
}

// learning is where a learning stands among all of them.
func (pg *place) learning(id org.LearningID) string {
	q := url.Values{}
	if at := slices.Index(pg.learned(), id); at >= pageSize {
		q.Set("page", strconv.Itoa(at/pageSize+1))
	}
	return pg.with("/learnings", q) + "#" + id.String()
}

// shown are those on the page.
func (l learningsPage) shown() []org.LearningID { return l.list[l.page.first:l.page.last] }

func (l learningsPage) at(q learningQuery) string { return l.with("/learnings", q.values()) }

func (l learningsPage) within(c org.CircleID) string {
	q := l.q
	q.circle = c
	return l.at(q)
}

func (l learningsPage) pager() ui.Pager {
	return l.place.pager(l.page, l.q.values(), func(q url.Values) string { return l.with("/learnings", q) })
}

// learningsOf are the latest learnings of a circle and of those in it, and how many there are.
func (pg *place) learningsOf(c org.CircleID, most int) (latest []org.LearningID, all int) {
	for _, id := range pg.learned() {
		if pg.s.Within(pg.s.Learning(id).Circle, c) {
			if all++; len(latest) < most {
				latest = append(latest, id)
			}
		}
	}
	return latest, all
}

// longestHead is how long the sentence at the head of a learning may be, in bytes.
const longestHead = 160

// head is the first sentence of a text, and what comes after it. A text that begins with
// a long one has no head.
func head(text string) (first, rest string) {
	text = strings.TrimSpace(text)
	end := len(text)
	if at := strings.IndexByte(text, '\n'); at >= 0 {
		end = at
	}
	for _, stop := range []string{". ", "? "} {
		if at := strings.Index(text[:end], stop); at >= 0 {
			end = at + 1
		}
	}
	if end > longestHead {
		return "", text
	}
	return strings.TrimSpace(text[:end]), strings.TrimSpace(text[end:])
}

// firstOrAll is the first sentence of a text, or all of it where that has no head.
func firstOrAll(text string) string {
	first, rest := head(text)
	return cmp.Or(first, rest)
}

// taughtBy are who led the work that taught something; none for what no work taught.
func (pg *place) taughtBy(k *org.Learning) []org.PersonID {
	if i := pg.s.Initiative(k.Initiative); i != nil {
		return pg.led(i)
	}
	return nil
}

// answered is the tension that the work answered, where it may be seen and has another name
// than the work; zero for none.
func (pg *place) answered(k *org.Learning) org.TensionID {
	if i := pg.s.Initiative(k.Initiative); i != nil && pg.s.Tension(i.Tension) != nil && pg.s.Tension(i.Tension).Title != i.Title && pg.sees(org.RefOf(i.Tension)) {
		return i.Tension
	}
	return 0
}
