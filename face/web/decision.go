package web

import (
	"errors"
	"slices"

	"github.com/a-h/templ"

	"orpheus/face/web/ui"
	"orpheus/org"
	"orpheus/org/ballot"
	"orpheus/org/compare"
	"orpheus/org/deciding"
	"orpheus/text/sentence"
)

// decisionPage is what the page of a decision shows.
type decisionPage struct {
	*place
	id       org.DecisionID
	x        *org.Decision
	part     org.Part
	together []org.PersonID                 // who decide together, while they take part
	change   *difference                    // what it would change, or did; nil for nothing
	stopped  string                         // why the map does not allow that; empty where it does
	concerns map[org.PersonID]org.Concerned // why people are concerned, while it is open
	versions bool                           // all versions are shown
	voted    bool                           // whoever looks gave their ballot
	tally    *ballot.Result                 // how ballots that are no yes and no were counted; nil before
	talk     talk
	lessons  []org.LearningID // what it taught
}

func (s *server) decisionPage(pg *place) (templ.Component, error) {
	id, err := id[org.DecisionID](pg)
	if err != nil {
		return nil, err
	}
	d := decisionPage{place: pg, id: id, x: pg.s.Decision(id)}
	if d.x == nil || !pg.sees(org.RefOf(id)) {
		return nil, errNotFound
	}
	d.together, d.versions = pg.s.Together(id), pg.r.URL.Query().Has("versions")
	if !pg.m.past() {
		if d.part, err = pg.view.AskedOf(pg.r.Context(), id); err != nil {
			return nil, err
		}
		d.findConcerns()
	}
	if d.voted, err = pg.view.HasVoted(pg.r.Context(), id); err != nil {
		return nil, err
	}
	d.tally = tallied(id, d.x)
	if err := s.whatChanges(&d); err != nil {
		return nil, err
	}
	texts := d.textsOf()
	if d.x.Tension != 0 && pg.sees(org.RefOf(d.x.Tension)) || d.x.Tension == 0 && pg.sees(org.RefOf(d.x.Initiative)) {
		said, spoken, err := pg.conversation(d.x.Tension, orNone(d.x.Initiative, d.x.Tension != 0))
		if err != nil {
			return nil, err
		}
		d.talk, texts = said, append(texts, spoken...)
		d.talk.shown = pg.decision(id)
	}
	pg.title = d.x.Title
	pg.way = append([]ui.NavItem{{Text: pg.p.T("nav.decisions"), Href: pg.to("/decisions")}}, append(pg.wayTo(d.x.Circle), navHere(d.x.Title))...)
	pg.hourly([]decisionItem{{id: id, x: d.x}})
	d.lessons = pg.learnedWhere(func(k *org.Learning) bool { return k.Decision == id })
	for _, k := range d.lessons {
		texts = append(texts, pg.s.Learning(k).Text)
	}
	if err := pg.loadPictures(d.lessons...); err != nil {
		return nil, err
	}
	if err := pg.load(pg.r.Context(), texts...); err != nil {
		return nil, err
	}
	return decisionShown(d), pg.alsoThanks(pg.thanksFor(org.RefOf(id)))
}

// orNone is a piece of work, or none where a decision answers a tension: the conversation is
// that of one matter.
func orNone(i org.InitiativeID, answers bool) org.InitiativeID {
	if answers {
		return 0
	}
	return i
}

// textsOf are the texts of a decision that the one who looks may read by now: what is
// advised stays closed until they gave theirs, or the time is over.
func (d *decisionPage) textsOf() (texts []org.TextID) {
	x := d.x
	texts = append(texts, x.Other, x.Word, x.ForwardWord)
	for _, v := range x.Versions {
		texts = append(texts, v.Text, v.Why)
	}
	for _, o := range x.Objections {
		row := d.s.Objection(o)
		texts = append(texts, row.Harm, row.Solve, row.Word)
	}
	for _, a := range x.Advice {
		if d.opened() || a.Person == d.me.Person {
			texts = append(texts, a.Text, a.Reply)
		}
	}
	for _, o := range x.Vote.Options {
		texts = append(texts, o.Text)
	}
	for _, t := range x.Trials {
		texts = append(texts, t.Text, t.Limit, t.Word)
	}
	for _, n := range x.Nominations {
		if d.namesShown() || n.Person == d.me.Person {
			texts = append(texts, n.Word)
		}
	}
	for _, e := range x.Extensions {
		texts = append(texts, e.Why)
	}
	return texts
}

// opened reports whether the one who looks may read what others advised.
func (d *decisionPage) opened() bool {
	return d.x.ShowsAdvice(d.me.Person) && (d.me.Person != 0 || d.x.Stage != deciding.Advising)
}

// namesShown reports whether it is seen who named whom: not while people name somebody for
// the first time.
func (d *decisionPage) namesShown() bool {
	return d.x.Stage != deciding.Naming || d.me.Person != 0 && d.x.Nomination(d.me.Person) != nil
}

// whatChanges compares the map with and without what is proposed; of what was adopted, as it
// was just before and after.
func (s *server) whatChanges(d *decisionPage) error {
	x := d.x
	switch {
	case len(x.Changes) == 0 && x.Process != deciding.Election:
		return nil
	case x.Open() && !d.m.past():
		look, err := d.as.Suppose(d.r.Context(), x.Changes...)
		if fault, ok := errors.AsType[*org.Error](err); ok {
			d.stopped = sentence.Refusal(d.p, d.view.Name, d.s, fault)
			return nil
		}
		then, err := viewed(d.r.Context(), look, err)
		if err != nil {
			return err
		}
		d.change = differ(d.place, &place{request: d.request, view: then, s: then.State, at: then.At})
		d.change.today = d.place
	case x.Outcome == deciding.Adopted:
		was, err := s.look(d.request, (x.Ended - 1).Std())
		if err != nil {
			return err
		}
		is, err := s.look(d.request, x.Ended.Std())
		if err != nil {
			return err
		}
		d.change = differ(&place{request: d.request, view: was, s: was.State, at: was.At}, &place{request: d.request, view: is, s: is.State, at: is.At})
	}
	return nil
}

// standing is the text as it stands, with what came to it in the last version marked.
func (d decisionPage) standing() []ui.Piece {
	all := d.written()
	if len(all) < 2 {
		return nil
	}
	marked := pieces(d.texts[all[len(all)-2].Text], d.texts[all[len(all)-1].Text])
	return slices.DeleteFunc(marked, func(p ui.Piece) bool { return p.Op == compare.Deleted.String() })
}

// written are the versions that have a text.
func (d decisionPage) written() (all []org.Version) {
	for _, v := range d.x.Versions {
		if v.Text != 0 {
			all = append(all, v)
		}
	}
	return all
}

// against is what one version has otherwise than the one before.
func (d decisionPage) against(i int) []ui.Piece {
	all := d.written()
	if i == 0 {
		return []ui.Piece{{Op: "same", Text: d.texts[all[0].Text]}}
	}
	return pieces(d.texts[all[i-1].Text], d.texts[all[i].Text])
}

// seats are the answers of those who decide together, in the order in which they came, with
// the place of the one who looks; -1 for none.
func (d decisionPage) seats() (all []ui.Answer, you int) {
	you = -1
	people := slices.Clone(d.together)
	slices.SortStableFunc(people, func(a, b org.PersonID) int {
		return dotOrder[answerDot(d.x.Answer(a))] - dotOrder[answerDot(d.x.Answer(b))]
	})
	for i, p := range people {
		all = append(all, answerDot(d.x.Answer(p)))
		if p == d.me.Person {
			you = i
		}
	}
	return all, you
}

// who says something to the version that stands.
func (d decisionPage) saying(s org.Says) (all []org.PersonID) {
	for _, p := range d.together {
		if d.x.Answer(p) == s {
			all = append(all, p)
		}
	}
	return all
}

// inName says who said something in the name of somebody else; empty for themselves.
func (d decisionPage) inName(p org.PersonID) string {
	for _, a := range d.x.Answers {
		if a.Person == p && a.By != 0 && int(a.Version) == len(d.x.Versions) {
			return d.p.T("decision.for", d.name(a.By))
		}
	}
	return ""
}

// answers reports whether answers are shown: of a decision that people answer together, from
// that stage on.
func (d decisionPage) answers() bool {
	return d.x.Round > 0
}

// reads are who answered a question in which way, by name: differing answers are shown, and
// not averaged.
func (d decisionPage) reads(q int) (all []readAs) {
	for _, a := range []deciding.Answer{deciding.Yes, deciding.No, deciding.Unsure} {
		var who []org.PersonID
		for _, r := range d.x.Readings {
			if r.Is[q] == a {
				who = append(who, r.Person)
			}
		}
		if len(who) > 0 {
			all = append(all, readAs{a, d.names(who)})
		}
	}
	return all
}

// readAs is an answer to a question, and who gave it.
type readAs struct {
	is  deciding.Answer
	who string
}

// own is how the one who looks sees the question.
func (d decisionPage) own() (r deciding.Reading) {
	for _, one := range d.x.Readings {
		if one.Person == d.me.Person {
			r = one.Is
		}
	}
	return r
}
