package web

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"orpheus/face/web/ui"
	"orpheus/org"
	"orpheus/org/deciding"
	"orpheus/org/form"
	"orpheus/service"
)

// proposePage is the page on which something is proposed, as it is filled in so far.
type proposePage struct {
	*place
	sent    sent
	fault   string
	circle  org.CircleID // whose question it is
	reading deciding.Reading
	other   deciding.Process // another way than the questions suggest; none for theirs
	plan    *planned         // what was gathered on the map; nil for nothing
	with    bool             // it is proposed along
	picture ui.MapPicture

	concerned []org.Concerned
	out       []org.Concerned // near it, and not concerned
	also      []org.PersonID  // of those, who are added
	supersede *org.Agreement
	instead   *org.Decision
}

// proposed are the fields of the form that are those of the act, beside what it changes.
var proposed = []string{"title", "text", "circle", "tension", "initiative", "review", "holds", "supersedes", "instead", "roles"}

// proposePage shows the page as its address fills it in.
func (s *server) proposePage(v *request) error {
	sent := readSent(v.r.URL.Query())
	p, err := s.proposal(v, sent, true)
	if err != nil {
		return err
	}
	return p.answer(http.StatusOK)
}

// submitProposal puts a proposal forward, or shows what would happen.
func (s *server) submitProposal(v *request) error {
	if err := v.read(); err != nil {
		return err
	}
	sent := readSent(v.r.PostForm)
	p, err := s.proposal(v, sent, len(sent.fields["with"]) > 0)
	if err != nil {
		return err
	}
	if v.r.URL.Query().Has("look") {
		return p.answer(http.StatusOK)
	}
	if p.other != deciding.NoProcess && strings.TrimSpace(p.value("why")) == "" {
		p.fault = p.p.T("propose.other.missing")
		return p.answer(http.StatusUnprocessableEntity)
	}
	act, err := p.act()
	if err == nil {
		var done service.Answer
		if done, err = v.as.Do(v.r.Context(), service.Asked{Act: act, Face: org.Web, Key: sent.keyed()}); err == nil {
			return p.goOn(s, done)
		}
	}
	if !isRefusal(err) {
		return err
	}
	p.blame(err)
	return p.answer(statusOf(err))
}

// goOn does what else was filled in, as far as that can be done: what kind of question it
// is, whom one wanted added, a trial, another way. Then it leads to the decision, or to the
// form of what could not be done as it was filled in.
func (p *proposePage) goOn(s *server, done service.Answer) error {
	v := p.request
	put := done.Entries[0].Act.(*org.ProposeDecision)
	if p.with && !done.Repeated {
		if err := v.as.DropPlan(v.r.Context()); err != nil {
			return err
		}
	}
	v.done(done)
	s.ends(v, v.r.PostForm.Get("_point"), done)
	if done.Repeated {
		v.redirect("/" + v.org.Slug + "/decisions/" + put.Decision.String()[1:])
		return nil
	}
	for _, next := range p.beside(put.Decision) {
		act, err := form.Act(next.kind, next.fields, p.now.Location())
		if err == nil {
			_, err = v.as.Do(v.r.Context(), service.Asked{Act: act, Face: org.Web})
		}
		switch {
		case err == nil, next.lightly && isRefusal(err):
		case isRefusal(err):
			return s.refused(v, next.kind, readSent(next.fields), err)
		default:
			return err
		}
	}
	v.redirect("/" + v.org.Slug + "/decisions/" + put.Decision.String()[1:])
	return nil
}

// besideAct is something done beside putting it forward.
type besideAct struct {
	kind    *org.Kind
	fields  url.Values
	lightly bool // where it cannot be done the page of the decision asks for it
}

// beside are the acts that what was filled in asks for, in their order.
func (p *proposePage) beside(id org.DecisionID) (acts []besideAct) {
	do := func(kind string, lightly bool, more ...string) {
		fields := url.Values{"decision": {id.String()}}
		for i := 0; i+1 < len(more); i += 2 {
			if more[i+1] != "" {
				fields.Set(more[i], more[i+1])
			}
		}
		acts = append(acts, besideAct{org.KindNamed(kind), fields, lightly})
	}
	if !p.reading.IsZero() {
		var said []string
		for i, name := range questionNames {
			said = append(said, name, p.reading[i].String())
		}
		do("decision.judge", true, said...)
	}
	for _, person := range p.also {
		do("decision.involve", true, "person", person.String(), "asked", "true")
	}
	if p.value("trial")+p.value("limit")+p.value("on") != "" {
		do("decision.add_trial", false, "text", p.value("trial"), "limit", p.value("limit"), "on", p.value("on"))
	}
	if p.other != deciding.NoProcess {
		do("decision.open", false, "process", p.other.String(), "why", p.value("why"), "role", p.value("role"))
	}
	return acts
}

// proposal is the page as it was filled in. What names something that the one who looks
// does not see is as if it were not there.
func (s *server) proposal(v *request, sent sent, with bool) (*proposePage, error) {
	pg, err := s.placeNow(v)
	if err != nil {
		return nil, err
	}
	k := org.KindNamed("decision.propose")
	if err := pg.find(k, &sent); err != nil {
		sent.find = nil
	}
	p := &proposePage{place: pg, sent: sent, with: with}
	for _, name := range proposed {
		f := k.Named(name)
		if r, ok := form.Ref(f, sent.fields[name]); f.Letter != 0 && !f.Many && (!ok || !pg.sees(r)) {
			delete(sent.fields, name)
		}
	}
	p.title = pg.p.T("propose.title")
	p.way = []ui.NavItem{{Text: pg.p.T("nav.decisions"), Href: pg.to("/decisions")}, navHere(p.title)}
	_ = p.other.UnmarshalText([]byte(p.value("process"))) // what is none is no other way
	for i, name := range questionNames {
		if len(sent.fields[name]) > 0 {
			_ = p.reading[i].UnmarshalText([]byte(sent.fields[name][0])) // what is none is not answered
		}
	}
	p.readCircle()
	if id := org.AgreementID(p.number("supersedes")); id != 0 {
		p.supersede = p.s.Agreement(id)
		p.begin("title", p.supersede.Title)
	}
	p.beginRoles()
	if id := org.DecisionID(p.number("instead")); id != 0 {
		p.instead = p.s.Decision(id)
		p.begin("title", p.instead.Title)
	}
	if err := p.wordsBefore(v.r.Context()); err != nil {
		return nil, err
	}
	return p, p.gather(s)
}

// wordsBefore fills in the words of what the proposal takes the place of.
func (p *proposePage) wordsBefore(ctx context.Context) error {
	var was org.TextID
	switch {
	case p.supersede != nil:
		was = p.supersede.Text
	case p.instead != nil:
		was = p.instead.Stands().Text
	}
	if err := p.load(ctx, was); err != nil {
		return err
	}
	p.begin("text", p.place.texts[was])
	return nil
}

// begin fills in a field that was not filled in yet.
func (p *proposePage) begin(name, text string) {
	if _, filled := p.sent.fields[name]; !filled && text != "" {
		p.sent.fields[name] = []string{text}
	}
}

// number is the id that a field holds; zero for none.
func (p *proposePage) number(name string) uint32 {
	r, _ := form.Ref(org.KindNamed("decision.propose").Named(name), p.sent.fields[name])
	return r.N
}

// value is what a field holds.
func (p *proposePage) value(name string) string { return strings.Join(p.sent.fields[name], "\n") }

// readCircle is whose question it is: the circle that was chosen, or that of what it comes
// from.
func (p *proposePage) readCircle() {
	from := map[string]org.Ref{
		"initiative": org.RefOf(org.InitiativeID(p.number("initiative"))), "tension": org.RefOf(org.TensionID(p.number("tension"))),
		"supersedes": org.RefOf(org.AgreementID(p.number("supersedes"))), "instead": org.RefOf(org.DecisionID(p.number("instead"))),
	}
	for _, name := range []string{"initiative", "tension", "supersedes", "instead"} {
		if c := p.s.HomeOf(from[name]); from[name].N != 0 && c != 0 {
			p.circle = c
		}
	}
	if c := org.CircleID(p.number("circle")); c != 0 {
		p.circle = c
	} else if _, chosen := p.sent.fields["circle"]; p.circle == 0 || chosen {
		p.circle = org.Root
	}
}

// gather finds what would change, and whom it concerns.
func (p *proposePage) gather(s *server) error {
	var acts []org.Act
	if !p.me.Guest {
		plan, err := p.as.Plan(p.r.Context())
		if err != nil {
			return err
		}
		if len(plan.Acts) > 0 {
			p.plan = newPlanned(p.request, plan).listed()
			if p.picture, err = s.planPicture(p.request, p.plan); err != nil {
				return err
			}
		}
	}
	p.with = p.with && p.plan != nil
	if p.with {
		acts = p.plan.plan.Acts
	}
	seen := func(all []org.Concerned) []org.Concerned {
		return slices.DeleteFunc(all, func(c org.Concerned) bool { return !p.sees(org.RefOf(c.Person)) || !p.s.Sees(c.Person, p.circle) })
	}
	acts = org.Affecting(acts, p.hanging())
	p.concerned = seen(p.s.Concerned(p.circle, acts, p.at))
	p.out = seen(p.s.LeftOut(p.circle, acts, p.at))
	for _, text := range p.sent.fields["also"] {
		id, err := org.ParseID[org.PersonID](text)
		if err == nil && p.s.Person(id) != nil && p.sees(org.RefOf(id)) && !slices.Contains(p.also, id) {
			p.also = append(p.also, id)
		}
	}
	return nil
}

// act is what the form asks for.
func (p *proposePage) act() (*org.ProposeDecision, error) {
	fields := map[string][]string{}
	for _, name := range proposed {
		if texts := p.sent.fields[name]; len(texts) > 0 {
			fields[name] = texts
		}
	}
	act, err := form.Act(org.KindNamed("decision.propose"), fields, p.now.Location())
	if err != nil {
		return nil, err
	}
	out := act.(*org.ProposeDecision)
	out.Circle = p.circle
	if p.with {
		out.Changes = p.plan.plan.Acts
	}
	return out, nil
}

func (p *proposePage) answer(status int) error {
	p.w.Header().Set("Cache-Control", "no-store")
	return p.show(status, proposeShown(p))
}

// proposeTo is the address of the page on which something is proposed about things.
func (v *request) proposeTo(fields ...string) string {
	q := url.Values{}
	for i := 0; i+1 < len(fields); i += 2 {
		q.Set(fields[i], fields[i+1])
	}
	return address("/"+v.org.Slug+"/propose", q)
}
