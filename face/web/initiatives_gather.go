package web

import (
	"cmp"
	"slices"

	"orpheus/org"
	"orpheus/service/search"
)

// workItem is something that is led, that was, or that anybody may take: a tension that
// nobody answers, or a piece of work.
type workItem struct {
	tension    org.TensionID    // zero for a piece of work
	initiative org.InitiativeID // zero for a tension
	circle     org.CircleID
	title      string
	tab        string
	step       *org.Step // what comes next; nil for nothing, and for what is not led
	due        due
	day        org.Time // by which things of one part are ordered
	found      bool     // by the words asked for
}

// due is how the day of a next step stands to today.
type due uint8

// The parts of the list of what is led, in their order.
const (
	dueNext due = iota
	dueLate
	dueNever // no day was set
)

var dueTexts = [...]string{"initiatives.due.next", "initiatives.due.late", "initiatives.due.never"}

// gathered is all work that the one who looks may see.
type gathered struct {
	*place
	items []workItem
}

// gatherWork finds all work that may be seen, and marks what has the words asked for in
// its title, its steps or its log. Of the past, titles alone are searched.
func (pg *place) gatherWork(q workQuery) (gathered, error) {
	g := gathered{place: pg}
	texts, err := pg.foundTexts(q.words)
	if err != nil {
		return g, err
	}
	m := search.NewMatch(q.words)
	add := func(w workItem, refs ...org.Ref) {
		w.found = m.Fits(w.title) || slices.ContainsFunc(refs, func(r org.Ref) bool { return texts[r] })
		g.items = append(g.items, w)
	}
	for id, t := range pg.s.Tensions() {
		if i := pg.s.Initiative(t.Initiative); t.Open() && (i == nil || !i.Live()) && pg.sees(org.RefOf(id)) {
			add(workItem{tension: id, circle: t.Circle, title: t.Title, tab: tabOpen, due: dueNever, day: t.Raised}, org.RefOf(id))
		}
	}
	for id, i := range pg.s.Initiatives() {
		if pg.sees(org.RefOf(id)) {
			add(pg.workItem(id, i), org.RefOf(id), org.RefOf(i.Tension))
		}
	}
	slices.SortStableFunc(g.items, inOrder)
	return g, nil
}

func (pg *place) workItem(id org.InitiativeID, i *org.Initiative) workItem {
	w := workItem{initiative: id, circle: i.Circle, title: i.Title, due: dueNever}
	switch {
	case !i.Live():
		w.tab, w.day = tabDone, i.Concluded
	case len(i.Leads) == 0:
		w.tab, w.day = tabOpen, pg.s.Lead(i.LastLead).Until
	default:
		w.tab, w.step, w.day = tabLed, pg.next(id), pg.s.Lead(i.Leads[0]).Planned
		if w.step == nil || w.step.Due == 0 {
			break
		}
		if w.day, w.due = w.step.Due, dueNext; pg.late(w.day) {
			w.due = dueLate
		}
	}
	return w
}

// inOrder orders each list: what is led by the day of its next step, the nearest to
// today first, and what has none by the end of its lead; the others by the day they were
// raised, laid down or concluded, the latest first.
func inOrder(a, b workItem) int {
	later := cmp.Compare(a.day, b.day)
	if a.tab != tabLed || a.due == dueLate {
		later = -later
	}
	return cmp.Or(cmp.Compare(a.tab, b.tab), cmp.Compare(a.due, b.due), later)
}

// mostTexts is how many texts with the words asked for are looked at.
const mostTexts = 500

// foundTexts are the things in whose texts words are found.
func (pg *place) foundTexts(words string) (map[org.Ref]bool, error) {
	if words == "" || pg.m.past() {
		return nil, nil
	}
	found, err := pg.as.Search(pg.r.Context(), words, mostTexts)
	if err != nil {
		return nil, err
	}
	out := map[org.Ref]bool{}
	for _, h := range found.Texts {
		out[h.Ref] = true
	}
	return out, nil
}

// lists are the things that a query asks for, by tab.
func (g gathered) lists(q workQuery) map[string][]workItem {
	own := g.circlesOf(g.me.Person)
	out := map[string][]workItem{}
	for _, w := range g.items {
		switch {
		case q.words != "" && !w.found,
			q.circle != 0 && !g.s.Within(w.circle, q.circle),
			q.near && !slices.Contains(own, w.circle),
			q.mine && !g.concerns(w, g.me.Person),
			q.person != 0 && !g.concerns(w, q.person),
			q.late && w.tab == tabLed && w.due != dueLate:
		default:
			out[w.tab] = append(out[w.tab], w)
		}
	}
	return out
}

// concerns reports whether somebody leads a thing, or led it once it is over, takes part
// in it, raised it, or, while nobody answers it, notices it too.
func (pg *place) concerns(w workItem, p org.PersonID) bool {
	if w.tension != 0 {
		t := pg.s.Tension(w.tension)
		return t.By == p || slices.Contains(t.Felt, p)
	}
	i := pg.s.Initiative(w.initiative)
	if t := pg.s.Tension(i.Tension); t != nil && t.By == p {
		return true
	}
	if slices.Contains(i.Joined, p) || pg.s.LeadOf(p, w.initiative) != 0 {
		return true
	}
	if w.tab == tabLed {
		return false
	}
	for l := i.LastLead; l != 0; l = pg.s.Lead(l).PrevOfWork {
		if pg.s.Lead(l).Person == p {
			return true
		}
	}
	return false
}

// leaders are who leads a piece of work; of one that is not led, who led it last.
func (w workItem) leaders(s *org.State) (out []org.PersonID) {
	i := s.Initiative(w.initiative)
	for _, l := range i.Leads {
		out = append(out, s.Lead(l).Person)
	}
	if len(out) == 0 {
		out = append(out, s.Lead(i.LastLead).Person)
	}
	return out
}
