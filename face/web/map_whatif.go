package web

import (
	"net/http"
	"net/url"
	"strconv"

	"orpheus/face/web/ui"
	"orpheus/org"
	"orpheus/org/compare"
)

// withDraft asks for the map as what one gathered to propose would have it.
const withDraft = "draft"

// mapWhatIf shows the map as it is and as it would be, ?with=, one over the other. What is
// on the map of today keeps its place.
func (s *server) mapWhatIf(v *request) error {
	p, err := s.planAsked(v, v.r.URL.Query().Get("with"))
	if err != nil {
		return err
	}
	v.mark = strconv.Itoa(p.plan.Turn)
	if s.fresh(v, p.view.Version(), p.view.Edition()) {
		return nil
	}
	m := &mapDiff{difference: p.difference, with: p, asked: url.Values{"with": {v.r.URL.Query().Get("with")}}}
	m.looks = [2]*view{p.was.view, p.view}
	m.merge(v)
	if !m.outline {
		if m.picture, err = s.union(v, m, m.looks[0]); err != nil {
			return err
		}
	}
	m.shell = v.shell(v.p.T("plan.map.title"))
	m.shell.Nav, m.shell.Wide = v.nav("map"), true
	v.live(&m.shell, p.view.Version(), anything)
	return v.show(http.StatusOK, mapDiffShown(m))
}

// mapLook is the organisation whose map an address asks for as data: as it is or was, or as
// what ?with= names would have it, which is about today.
func (s *server) mapLook(v *request, m moment) (*view, error) {
	with, asked := v.r.URL.Query()["with"]
	if !asked {
		return s.look(v, m.at)
	}
	p, err := s.planAsked(v, with[0])
	if err != nil {
		return nil, err
	}
	v.mark = strconv.Itoa(p.plan.Turn)
	return p.view, nil
}

// planAsked is the plan that ?with= names: the draft of the one who looks, or what a decision
// would change.
func (s *server) planAsked(v *request, with string) (*planned, error) {
	if v.me.Person == 0 {
		return nil, errNotFound
	}
	if with != withDraft {
		return s.decisionAsked(v, with)
	}
	plan, err := v.as.Plan(v.r.Context())
	if err != nil {
		return nil, err
	}
	p := newPlanned(v, plan)
	p.with, p.label, p.stands, p.words = withDraft, v.p.T("plan.title"), v.p.T("plan.stands"), p.to("/draft")
	return p, nil
}

// decisionAsked is what a decision would change, as it stands. One that ended changes
// nothing any more.
func (s *server) decisionAsked(v *request, with string) (*planned, error) {
	id, err := org.ParseID[org.DecisionID](with)
	if err != nil {
		return nil, errNotFound
	}
	plan, err := v.as.Proposed(v.r.Context(), id)
	if org.CodeOf(err) == org.NotFound {
		return nil, errNotFound
	}
	if err != nil {
		return nil, err
	}
	x := plan.Now.State.Decision(id)
	p := newPlanned(v, plan)
	p.with = id.String()[1:]
	p.label, p.stands, p.words = x.Title, v.p.T("plan.stands.proposed", p.place.name(x.By)), p.to("/decisions/"+id.String()[1:])
	if !x.Open() {
		p.stands = v.p.T("plan.stands.ended")
	}
	return p, nil
}

// planPicture is the map as it would be, small, with what changes in the middle.
func (s *server) planPicture(v *request, p *planned) (ui.MapPicture, error) {
	m := &mapDiff{difference: p.difference, with: p, asked: url.Values{"with": {withDraft}}}
	m.looks = [2]*view{p.was.view, p.view}
	m.merge(v)
	m.chosen = m.middle()
	return s.union(v, m, m.looks[0])
}

// middle is the smallest circle that all changes are in.
func (m *mapDiff) middle() *mergedNode {
	var in *mergedNode
	for _, u := range m.n.all {
		if u.mark == compare.Same {
			continue
		}
		at := u.up
		if at == nil {
			return m.n.root
		}
		if at = at.in(); in == nil {
			in = at
		}
		for !in.holds(at) {
			in = in.up
		}
	}
	if in == nil {
		return m.n.root
	}
	return in
}

// holds reports whether something is the circle u, or in it.
func (u *mergedNode) holds(at *mergedNode) bool {
	for ; at != nil; at = at.up {
		if at == u {
			return true
		}
	}
	return false
}

// rowsOf is what changes about a circle or role, in words.
func (m *mapDiff) rowsOf(u *mergedNode) []changeRow {
	var of []compare.Change
	for _, ch := range m.changes {
		thing := ch.Thing
		switch ch.What {
		case compare.SeatBegun, compare.SeatEnded, compare.SeatFocus:
			thing = append(ch.After.Refs, ch.Before.Refs...)[1]
		case compare.GuardrailSet, compare.GuardrailLifted, compare.MemberJoined, compare.MemberLeft:
			thing = org.RefOf(ch.In)
		}
		if thing == u.ref() {
			of = append(of, ch)
		}
	}
	return m.difference.rows(of)
}

// figureRow is one count, today and as it would be.
type figureRow struct {
	label   string
	was, is int
}

func (p *planned) figureRows() []figureRow {
	a, b := p.figures[0], p.figures[1]
	return []figureRow{
		{p.p.T("plan.figure.roles"), a.Roles, b.Roles},
		{p.p.T("plan.figure.holders"), a.Holders, b.Holders},
		{p.p.T("plan.figure.most"), a.Most, b.Most},
		{p.p.T("plan.figure.empty"), a.Empty, b.Empty},
	}
}
