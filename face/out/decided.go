package out

import (
	"cmp"
	"context"
	"slices"
	"time"

	"orpheus/org"
	"orpheus/org/deciding"
	"orpheus/service"
	"orpheus/text/i18n"
)

// record is what was decided and agreed at a moment, as far as the visitor may see it.
type record struct {
	l     *service.Look
	p     *i18n.Printer
	texts map[org.TextID]string

	decisions  []org.DecisionID  // the newest first
	agreements []org.AgreementID // those in force first, then the newest
}

func recordOf(ctx context.Context, l *service.Look, p *i18n.Printer) (*record, error) {
	r := &record{l: l, p: p}
	var ids []org.TextID
	for id, x := range l.State.Decisions() {
		if l.Sight.Sees(org.RefOf(id)) {
			r.decisions, ids = append(r.decisions, id), append(ids, x.Stands().Text, x.Word)
		}
	}
	for id, g := range l.State.Agreements() {
		if l.Sight.Sees(org.RefOf(id)) {
			r.agreements, ids = append(r.agreements, id), append(ids, g.Text)
		}
	}
	slices.Reverse(r.decisions)
	slices.SortStableFunc(r.agreements, func(a, b org.AgreementID) int {
		x, y := l.State.Agreement(a), l.State.Agreement(b)
		if x.Holds() != y.Holds() {
			return map[bool]int{true: -1, false: 1}[x.Holds()]
		}
		return cmp.Compare(b, a)
	})
	var err error
	r.texts, err = l.Texts(ctx, slices.DeleteFunc(ids, func(id org.TextID) bool { return id == 0 })...)
	return r, err
}

// text is what was written, with the names of those whom it mentions.
func (r *record) text(id org.TextID) string {
	return org.NameMentions(r.texts[id], func(p org.PersonID) string { return r.name(p) })
}

// name is what somebody is called; who was erased is a former member.
func (r *record) name(p org.PersonID) string {
	if p == 0 {
		return ""
	}
	return cmp.Or(r.l.Name(p), r.p.T("person.former"))
}

func (r *record) circle(c org.CircleID) string {
	if !r.l.Sight.Knows(org.RefOf(c)) {
		return ""
	}
	return r.l.State.Circle(c).Name
}

func (r *record) day(at org.Time) string {
	if at == 0 {
		return ""
	}
	return at.Std().In(r.l.Zone()).Format(time.DateOnly)
}

// way is how something is decided, in words; empty where that is not settled.
func (r *record) way(x *org.Decision) string {
	if x.Process == deciding.NoProcess {
		return ""
	}
	return r.p.T("process." + x.Process.String())
}

// outcome is how a decision stands, in words.
func (r *record) outcome(x *org.Decision) string {
	if x.Open() {
		return r.p.T("stage." + x.Stage.String())
	}
	return r.p.T("outcome." + x.Outcome.String())
}

// decisionTable is a row for each decision, open ones too.
func (r *record) decisionTable() [][]string {
	rows := [][]string{r.heads("decision", "question", "circle", "way", "by", "begun", "ended", "outcome", "text", "word", "agreement")}
	for _, id := range r.decisions {
		x := r.l.State.Decision(id)
		agreement := ""
		if x.Agreement != 0 {
			agreement = x.Agreement.String()
		}
		rows = append(rows, []string{
			id.String(), x.Title, r.circle(x.Circle), r.way(x), r.name(x.By), r.day(x.At), r.day(x.Ended), r.outcome(x), r.text(x.Stands().Text), r.text(x.Word), agreement,
		})
	}
	return rows
}

// agreementTable is a row for each agreement, those that ended too.
func (r *record) agreementTable() [][]string {
	rows := [][]string{r.heads("agreement", "title", "circle", "text", "since", "review", "ended", "decision", "instead")}
	for _, id := range r.agreements {
		g := r.l.State.Agreement(id)
		review, instead := r.day(g.Review), ""
		if !g.Holds() {
			review = ""
		}
		if g.SupersededBy != 0 {
			instead = g.SupersededBy.String()
		}
		rows = append(rows, []string{id.String(), g.Title, r.circle(g.Circle), r.text(g.Text), r.day(g.Since), review, r.day(g.Until), g.Decision.String(), instead})
	}
	return rows
}

func (r *record) heads(names ...string) []string {
	for i, n := range names {
		names[i] = r.p.T("out.head." + n)
	}
	return names
}
