package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"orpheus/face/web/ui"
	"orpheus/org"
	"orpheus/org/compare"
	"orpheus/service"
	"orpheus/text/sentence"
)

// planned is what a plan would change, as pages show it: act by act, what it comes to, and
// what it does to people.
type planned struct {
	*difference // today, and as it would be
	plan        *service.Plan
	steps       []planStep
	effects     compare.Effects
	figures     [2]compare.Figures // today, and as it would be
	own         bool               // of the one who looks, who can take acts out
	label       string             // what it is called, on the map
	stands      string             // whose it is and how it stands, there
	words       string             // where it is told in words
	with        string             // how an address asks for it
	back        string             // where to go on after that; empty for the draft
}

// planStep is one act of a plan.
type planStep struct {
	place  int
	title  string      // what kind of act it is
	names  []planName  // what it is about, where it changes nothing
	rows   []changeRow // what it changes, the main thing first
	others int         // how many more it changes
	fault  string      // why it cannot be done any more
	hangs  int         // how many acts hang on it
	adds   []actButton // what can be gathered about what it makes
}

type planName struct{ text, href string }

// mostOfStep is how much of what one act changes is shown.
const mostOfStep = 4

// newPlanned makes it of a plan that was tried.
func newPlanned(v *request, plan *service.Plan) *planned {
	at := func(l *service.Look) *place {
		return &place{request: v, view: &view{Look: l}, s: l.State, at: l.At}
	}
	p := &planned{difference: differ(at(plan.Now), at(plan.Look)), plan: plan}
	p.today = p.was
	p.effects = compare.EffectsOf(p.was.s, p.s, p.changes)
	return p
}

// count adds the figures, which take a look at the whole of both maps.
func (p *planned) count(was, is *org.MapCircle) {
	p.figures = [2]compare.Figures{compare.Count(was), compare.Count(is)}
}

// listed adds the acts in words.
func (p *planned) listed() *planned {
	trial, states := p.plan.TrySteps(p.was.s, p.at)
	before := p.was
	for i, act := range p.plan.Acts {
		after := *p.place
		after.s = states[i]
		d := differ(before, &after)
		d.today = p.was
		step := planStep{place: i, title: p.p.T("do." + org.NameOf(act)), hangs: len(p.plan.Hanging(i)), rows: d.rows(d.changes)}
		if n := len(step.rows); n > mostOfStep {
			step.rows, step.others = step.rows[:mostOfStep], n-mostOfStep
		}
		if err := trial.Faults[i]; err != nil {
			step.fault = sentence.Refusal(p.p, p.view.Name, after.s, err)
			step.names = p.about(d, act)
		} else {
			step.adds = p.adds(act)
		}
		p.steps = append(p.steps, step)
		before = &after
	}
	return p
}

// about is what an act is about, as far as it has a name.
func (p *planned) about(d *difference, act org.Act) (names []planName) {
	for _, ref := range org.About(act) {
		if name, href := d.thing(p.plan.WhatIf.Real(ref)); name != "" {
			names = append(names, planName{name, href})
		}
	}
	return names
}

// adds are what can be gathered about what an act makes, by whoever gathers.
func (p *planned) adds(act org.Act) (list []actButton) {
	add := func(kind, key string, fields ...string) {
		list = append(list, actButton{kind: kind, text: p.p.T(key), style: ui.Quiet + " " + ui.Small, fields: append(fields, "_plan", "1")})
	}
	switch made := org.PlannedBy(act); made.Letter {
	case 'C':
		add("role.create", "plan.add.role", "circle", made.String())
		add("circle.form", "plan.add.circle", "parents", made.String())
	case 'R':
		add("seat.fill", "plan.add.seat", "role", made.String())
	}
	return list
}

// faulty is how many acts cannot be done any more.
func (p *planned) faulty() (n int) {
	for _, err := range p.plan.WhatIf.Faults {
		if err != nil {
			n++
		}
	}
	return n
}

// impossible are the acts that cannot be done any more and why, as far as the one who looks
// knows of what each is about. Who sees a part is told no reason: it may name the rest.
func (p *planned) impossible() (steps []planStep) {
	for i, err := range p.plan.WhatIf.Faults {
		if err == nil {
			continue
		}
		act := p.plan.Acts[i]
		if slices.ContainsFunc(org.About(act), func(r org.Ref) bool { return !p.either(p.plan.WhatIf.Real(r)) && !r.Planned() }) {
			continue
		}
		step := planStep{place: i, title: p.p.T("do." + org.NameOf(act)), names: p.about(p.difference, act)}
		if p.view.Sight.All() {
			step.fault = sentence.Refusal(p.p, p.view.Name, p.s, err)
		}
		steps = append(steps, step)
	}
	return steps
}

// mostTold is how many people and things a sentence about effects names.
const mostTold = 4

// effect is what a plan does, in sentences; nothing where it does nothing to anybody.
func (p *planned) effect() (say []string) {
	e := &p.effects
	if before, after := e.Holders[0], e.Holders[1]; before != after {
		say = append(say, p.p.T("plan.effect.holders", after, before))
	} else if after > 0 {
		say = append(say, p.p.T("plan.effect.same", after))
	}
	if n := len(e.Empty); n > 0 {
		say = append(say, p.p.T("plan.effect.empty", n, p.namesOf(n, func(i int) string { return p.called(org.RefOf(e.Empty[i])) })))
	}
	if n := len(e.Alone); n > 0 {
		say = append(say, p.p.T("plan.effect.alone", n, p.namesOf(n, func(i int) string { return p.called(org.RefOf(e.Alone[i])) })))
	}
	for _, s := range []struct {
		key   string
		seats []compare.Seat
		in    *place
	}{{"plan.effect.get", e.Get, p.place}, {"plan.effect.lose", e.Lose, p.was}} {
		if n := len(s.seats); n > 0 {
			say = append(say, p.p.T(s.key, n, p.namesOf(n, func(i int) string {
				return p.p.T("plan.effect.seat", p.name(s.seats[i].Person), s.in.called(org.RefOf(s.seats[i].Role)))
			})))
		}
	}
	return say
}

// namesOf are the first names of so many, and how many more there are.
func (p *planned) namesOf(n int, name func(int) string) string {
	var names []string
	for i := range min(n, mostTold) {
		names = append(names, name(i))
	}
	if more := n - mostTold; more > 0 {
		names = append(names, p.p.T("plan.effect.more", more))
	}
	return strings.Join(names, ", ")
}

// draftPage is what the one who looks gathered to propose.
type draftPage struct {
	*planned
	fault   string
	picture ui.MapPicture
}

func (s *server) draftPage(v *request) error { return s.showDraft(v, http.StatusOK, nil) }

func (s *server) showDraft(v *request, status int, fault error) error {
	if v.me.Person == 0 || v.me.Guest {
		return errNotFound
	}
	plan, err := v.as.Plan(v.r.Context())
	if err != nil {
		return err
	}
	d := draftPage{planned: newPlanned(v, plan).listed()}
	d.own, d.title = true, v.p.T("plan.title")
	d.way = []ui.NavItem{{Text: v.org.Name, Href: d.to("")}, navHere(d.title)}
	if fault != nil {
		d.fault = sentence.Refusal(v.p, d.view.Name, d.s, fault)
	}
	if len(d.steps) > 0 {
		if d.picture, err = s.planPicture(v, d.planned); err != nil {
			return err
		}
	}
	v.w.Header().Set("Cache-Control", "no-store")
	return v.show(status, draftShown(d))
}

// changeDraft takes something out of what was gathered.
func (s *server) changeDraft(v *request) error {
	if err := v.read(); err != nil {
		return err
	}
	if v.me.Person == 0 || v.me.Guest {
		return errNotFound
	}
	var err error
	switch f := v.r.PostForm; f.Get("do") {
	case "out":
		place, bad := strconv.Atoi(f.Get("place"))
		turn, worse := strconv.Atoi(f.Get("turn"))
		if bad != nil || worse != nil {
			place = -1
		}
		err = v.as.TakeFromPlan(v.r.Context(), place, turn)
	case "refresh":
		err = v.as.RefreshPlan(v.r.Context())
	case "drop":
		err = v.as.DropPlan(v.r.Context())
	default:
		return errNotFound
	}
	if org.CodeOf(err) != 0 {
		return s.showDraft(v, statusOf(err), err)
	}
	if err != nil {
		return err
	}
	to, ok := within(v.org.Slug, v.r.PostForm.Get("_back"))
	if !ok {
		to = "/" + v.org.Slug + "/draft"
	}
	v.redirect(to)
	return nil
}

// outSays is what the button says that takes an act out, for ears.
func (p *planned) outSays(step planStep) string {
	what := step.title
	if len(step.rows) > 0 {
		what = step.rows[0].name + ", " + step.rows[0].phrase
	} else if len(step.names) > 0 {
		what += ", " + step.names[0].text
	}
	return p.p.T("plan.out", what)
}

// wouldHref is where what it would change in numbers is told.
func (p *planned) wouldHref() string {
	return p.place.with("/insight/would", url.Values{"with": {p.with}})
}

// mapHref is where the map is as it would be.
func (p *planned) mapHref() string { return p.place.with("/map", url.Values{"with": {"draft"}}) }
