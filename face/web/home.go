package web

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"github.com/a-h/templ"

	"orpheus/face/web/ui"
	"orpheus/org"
	"orpheus/service"
	"orpheus/service/search"
	"orpheus/text/i18n"
)

// homePage is what somebody sees first.
type homePage struct {
	*place
	changed     []noticeRow // for the one who looks, not seen
	changedMore int         // lines beyond
	waits       []org.Wait
	away        int // how much of what waits or is open they said no to
	calls       []org.Call
	leads       []org.LeadID // of the one who looks
	lit         int          // roles that lead now
	all         int          // circles in which somebody leads
	mine        bool         // the one who looks leads too
	latest      actList
	picture     ui.MapPicture
	named       map[org.Call]org.StrengthID // what calls have to do with
	ofTime      []string                    // what is the matter with the time, to whoever looks after the settings
}

// mostWaits is how many things that wait are shown, mostCalls how many that are
// open: the rest is a link away.
const (
	mostWaits = 7
	mostCalls = 2
	mostNews  = 6
)

// homePage shows home to somebody who is known; everybody else, and the past, is
// led to the map.
func (s *server) homePage(pg *place) (templ.Component, error) {
	h := homePage{place: pg}
	var err error
	if h.waits, err = pg.view.Waiting(pg.r.Context()); err != nil {
		return nil, err
	}
	for _, w := range pg.s.Waiting(pg.me.Person, pg.at) {
		if w.Pulse != 0 { // whether they answered is in no version
			pg.w.Header().Del("ETag")
			pg.tag = ""
		}
	}
	h.calls = pg.s.Calls(pg.me.Person)
	h.setAside()
	h.suitNew()
	who := pg.s.Person(pg.me.Person)
	h.leads, h.mine = who.Leads, len(who.Leads) > 0
	h.ofTime = s.ofTime(pg)
	m := pg.view.Map()
	h.count(m)
	acts, err := pg.view.acts(pg.r.Context(), service.Query{Most: mostNews, Kinds: newsKinds(), Wants: func(e *org.Entry) bool {
		return e.Cause == 0 || e.Face != org.Rule // what an act entails it says itself
	}})
	if err != nil {
		return nil, err
	}
	h.latest = acts
	look, err := s.look(pg.request, pg.m.at)
	if err != nil {
		return nil, err
	}
	if h.picture, err = s.smallMap(pg, look); err != nil {
		return nil, err
	}
	if h.changed, h.changedMore, err = pg.noticeRows(pg.inbox.Changed, mostChanged); err != nil {
		return nil, err
	}
	pg.title = pg.p.T("nav.home")
	var texts []org.TextID
	for _, w := range h.waits {
		switch {
		case w.Step != 0:
			texts = append(texts, pg.s.Step(w.Step).Text)
		case w.Offer != 0:
			texts = append(texts, pg.s.Offer(w.Offer).Word)
		}
	}
	for _, l := range h.leads {
		if st := pg.next(pg.s.Lead(l).Initiative); st != nil {
			texts = append(texts, st.Text)
		}
	}
	texts = append(texts, pg.namedTexts(pg.me.Person)...)
	if err := pg.load(pg.r.Context(), texts...); err != nil {
		return nil, err
	}
	h.prefer()
	return homeShown(h), nil
}

// prefer puts what has to do with something the one who looks named before the rest
// of what is open; what they notice too stays first.
func (h *homePage) prefer() {
	h.named = map[org.Call]org.StrengthID{}
	for _, c := range h.calls {
		for _, z := range h.s.Person(h.me.Person).Strengths {
			if text := h.texts[h.s.Strength(z).Text]; text != "" && search.Related(text, h.callTitle(c)) {
				h.named[c] = z
				break
			}
		}
	}
	slices.SortStableFunc(h.calls, func(a, b org.Call) int { return cmp.Compare(h.rank(a), h.rank(b)) })
}

func (h *homePage) rank(c org.Call) int {
	switch _, named := h.named[c]; {
	case c.Felt:
		return 0
	case named:
		return 1
	case c.Near:
		return 2
	}
	return 3
}

// callTitle is what a call is called.
func (pg *place) callTitle(c org.Call) string {
	if c.Initiative != 0 {
		return pg.s.Initiative(c.Initiative).Title
	}
	return pg.s.Tension(c.Tension).Title
}

// card is a call as a card, with why it is shown.
func (h homePage) card(c org.Call) ui.Open {
	o := h.callCard(c)
	z, named := h.named[c]
	if !named || c.Felt {
		return o
	}
	key := map[org.Naming]string{org.AsStrength: "home.why.knows", org.AsWish: "home.why.wish", org.AsEnergy: "home.why.energy"}[h.s.Strength(z).As]
	o.Why = h.p.T(key, h.texts[h.s.Strength(z).Text])
	return o
}

// newsKinds returns the names of the kinds that home tells of.
var newsKinds = sync.OnceValue(func() (names []string) {
	for _, k := range org.Kinds() {
		if k.News {
			names = append(names, k.Name)
		}
	}
	return names
})

// count counts what leads now.
func (h *homePage) count(m *org.MapCircle) {
	if m == nil {
		return
	}
	h.lit = m.LeadingCount
	for _, c := range m.Circles {
		if c.LeadingCount > 0 {
			h.all++
		}
	}
}

// smallMap is the map as a picture beside other things: nothing to press in it.
func (s *server) smallMap(pg *place, look *view) (ui.MapPicture, error) {
	l, err := s.placed(pg.r.Context(), look)
	if err != nil {
		return ui.MapPicture{}, err
	}
	q := readQuery("/"+pg.org.Slug+"/map", nil, pg.m)
	page := mapPage{look: look, m: pg.m, q: q, chart: newChart(look), view: viewMap}
	page.chosen = page.chart.choice(q)
	return pg.drawing(page, l), nil
}

// few are so many people that others still have to be invited.
const few = 3

// beginning is what a new organisation has to do first, as far as it is not done.
func (h homePage) beginning() []ui.NavItem {
	var steps []ui.NavItem
	root := h.s.Circle(org.Root)
	people := 0
	for _, p := range h.s.People() {
		if people > few {
			break
		}
		if p.Present() {
			people++
		}
	}
	if people > few && len(root.Children) > 0 {
		return nil
	}
	if root.Purpose == "" && h.may(&org.AmendCircle{Circle: org.Root, Name: &root.Name}) {
		steps = append(steps, ui.NavItem{Text: h.p.T("home.begin.purpose"), Href: h.act("circle.amend", "circle", org.Root.String(), "_back", h.to(""))})
	}
	if len(root.Children) == 0 && h.may(&org.FormCircle{Name: "x", Parents: []org.CircleID{org.Root}}) {
		steps = append(steps, ui.NavItem{Text: h.p.T("home.begin.circle"), Href: h.act("circle.form", "parents", org.Root.String(), "_back", h.to(""))})
	}
	if people <= few && h.may(&org.JoinPerson{Guest: true}) {
		steps = append(steps, ui.NavItem{Text: h.p.T("home.begin.invite"), Href: h.to("/people/invite")})
	}
	if len(steps) > 0 && !h.me.Guest {
		steps = append(steps, ui.NavItem{Text: h.p.T("journey.begin.title"), Href: h.to("/journey/begin")})
	}
	return steps
}

// raisesIn is where the one who looks raises what they notice: anywhere, or, for a
// guest, in a circle of theirs.
func (pg *place) raisesIn() (circle string, may bool) {
	if pg.may(&org.RaiseTension{Circle: org.Root, Title: "x"}) {
		return "", true
	}
	for _, c := range pg.circlesOf(pg.me.Person) {
		if pg.may(&org.RaiseTension{Circle: c, Title: "x"}) {
			return c.String(), true
		}
	}
	return "", false
}

// unlit says why there is no light on the map.
func (h homePage) unlit() string {
	n := 0
	for id, p := range h.s.People() {
		if len(p.Leads) > 0 && h.sees(org.RefOf(id)) {
			n++
		}
	}
	if n == 0 {
		return h.p.T("home.lights.none")
	}
	return h.p.T("home.lights.unplaced", n)
}

// alsoOpen says what else there is for who has nothing waiting.
func (h homePage) alsoOpen() string {
	if len(h.calls) == 0 {
		return ""
	}
	return h.p.T("home.waiting.none.text", len(h.calls))
}

func (h homePage) allOpen() string {
	if len(h.calls) == 0 {
		return ""
	}
	return h.p.T("home.all", len(h.calls))
}

// greeting greets by the time of day.
func (h homePage) greeting() string { return h.p.T("home.greet."+i18n.Daytime(h.now), h.first()) }

// first is the first name of the one who looks.
func (h homePage) first() string { return firstName(h.view.Name(h.me.Person)) }

func firstName(name string) string {
	first, _, _ := strings.Cut(name, " ")
	return first
}

// shownWaits are the first things that wait.
func (h homePage) shownWaits() []org.Wait { return h.waits[:min(len(h.waits), mostWaits)] }

// shownCalls are the first calls, each with why it is shown; not what stands among
// what waits.
func (h homePage) shownCalls() []org.Call {
	rest := slices.DeleteFunc(slices.Clone(h.calls), func(c org.Call) bool {
		return slices.ContainsFunc(h.shownWaits(), func(w org.Wait) bool { return w.Tension != 0 && w.Tension == c.Tension })
	})
	return rest[:min(len(rest), mostCalls)]
}

// waitRow is something that waits, as a line.
func (h homePage) waitRow(w org.Wait) ui.Row {
	r := ui.Row{Lang: h.foreign()}
	fact := func(kind, icon, text string) { r.Meta = append(r.Meta, ui.Fact{Kind: kind, Icon: icon, Text: text}) }
	until := func(key string) {
		kind, icon := "", "clock"
		if h.late(w.By) {
			kind, icon, key = "late", "alert", "home.by.past"
		}
		fact(kind, icon, h.p.T(key, h.date(w.By)))
	}
	switch {
	case w.Offer != 0:
		o := h.s.Offer(w.Offer)
		r.Mark, r.Say = ui.MarkOpen, h.p.T("mark.offer")
		r.Title, r.Href = h.askedFor(o)
		fact(ui.PlainFact, "", h.p.T("home.offer", h.name(o.By)))
		until("home.by")
	case w.Step != 0:
		st := h.s.Step(w.Step)
		i := h.s.Initiative(st.Initiative)
		r.Mark, r.Say, r.Title, r.Href = ui.MarkLed, h.p.T("mark.led"), i.Title, h.initiative(st.Initiative)
		if text := h.texts[st.Text]; text != "" {
			r.Title = i.Title + ": " + cut(oneLine(text), 60)
		}
		fact(ui.PlainFact, "", h.p.T("home.step"))
		until("step.due")
	case w.Lead != 0:
		id := h.s.Lead(w.Lead).Initiative
		r.Mark, r.Say, r.Title, r.Href = ui.MarkLed, h.p.T("mark.led"), h.s.Initiative(id).Title, h.initiative(id)
		fact(ui.PlainFact, "", h.p.T("home.ending"))
		until("home.ends")
	case w.Tension != 0:
		r.Mark, r.Say, r.Title, r.Href = ui.MarkOpen, h.p.T("mark.open"), h.s.Tension(w.Tension).Title, h.tension(w.Tension)
		fact(ui.PlainFact, "", h.p.T("home.still"))
		fact("", "clock", h.openFor(h.s.Tension(w.Tension).Raised))
	case w.StandIn != 0:
		away := h.s.StandIn(w.StandIn).Person
		r.Mark, r.Say, r.Title, r.Href, r.Lang = ui.MarkDone, h.p.T("home.standin"), h.name(away), h.person(away), ""
		fact(ui.PlainFact, "", h.p.T("home.standin"))
		until("home.ends")
	case w.Decision != 0:
		x := h.s.Decision(w.Decision)
		r.Mark, r.Full, r.Say = h.decisionMark(x)
		r.Title, r.Href = x.Title, h.decision(w.Decision)
		fact(ui.PlainFact, "", h.p.T("part."+h.s.PartOf(w.Decision, h.me.Person, h.at).String()))
		until("home.by")
	case w.Agreement != 0:
		g := h.s.Agreement(w.Agreement)
		r.Mark, r.Say, r.Title, r.Href = ui.MarkDone, h.p.T("decisions.force"), g.Title, h.agreement(w.Agreement)
		fact(ui.PlainFact, "", h.p.T("part.agreement"))
		until("home.by")
	case w.Pulse != 0:
		round := h.s.Pulse(w.Pulse)
		r.Mark, r.Say, r.Title, r.Href = ui.MarkOpen, h.p.T("pulse.name"), h.p.T("pulse.title", h.s.Circle(round.Circle).Name), h.pulse(w.Pulse)
		fact(ui.PlainFact, "", h.p.T("pulse.asks", round.Items()))
	case w.Feedback != "":
		r.Mark, r.Say, r.Lang = ui.MarkOpen, h.p.T("feedback.title"), ""
		r.Title, r.Href = h.p.T("feedback.with", h.name(w.With), h.called(w.About)), h.to("/feedback/"+w.Feedback)
		switch {
		case w.Returned:
			fact(ui.PlainFact, "", h.p.T("feedback.state.returned"))
		case w.Opened:
			fact(ui.PlainFact, "", h.p.T("feedback.state.open"))
		default:
			fact(ui.PlainFact, "", h.p.T("feedback.asked"))
			until("home.by")
		}
	case w.Seat != 0:
		role := h.s.Seat(w.Seat).Role
		r.Mark, r.Say, r.Title, r.Href = ui.MarkDone, h.p.T("home.seat"), h.s.Role(role).Name, h.role(role)
		fact(ui.PlainFact, "", h.p.T("home.seat"))
		until("home.ends")
	}
	return r
}

// askedFor is what an offer is about, and where that is told.
func (pg *place) askedFor(o *org.Offer) (title, href string) {
	if i := pg.s.Initiative(o.Initiative); i != nil {
		return i.Title, pg.initiative(o.Initiative)
	}
	if t := pg.s.Tension(o.Tension); t != nil {
		return t.Title, pg.tension(o.Tension)
	}
	return "", ""
}

// waitButtons are what can be done about something that waits.
func (h homePage) waitButtons(w org.Wait) []actButton {
	var list []actButton
	switch {
	case w.Offer != 0:
		list = h.button(list, ui.Lead, &org.AcceptOffer{Offer: w.Offer})
		if n := len(list); n > 0 {
			if list = h.form(list, &org.DeclineOffer{Offer: w.Offer}); len(list) > n {
				list[n].style = ui.Quiet
			}
		}
	case w.Step != 0:
		list = h.button(list, ui.Plain, &org.FinishStep{Step: w.Step})
		if n := len(list); n > 0 {
			if list = h.form(list, &org.AmendStep{Step: w.Step}); len(list) > n {
				list[n].text, list[n].style = h.p.T("home.step.move"), ui.Quiet
			}
		}
	case w.Lead != 0:
		list = h.form(list, &org.ExtendLead{Lead: w.Lead, Until: h.s.Lead(w.Lead).Planned + org.Day})
		list = h.form(list, &org.ConcludeInitiative{Initiative: h.s.Lead(w.Lead).Initiative, Outcome: org.Write("x")})
	case w.Tension != 0:
		list = h.button(list, ui.Lead, &org.TakeLead{Tension: w.Tension})
		list = h.form(list, &org.ResolveTension{Tension: w.Tension})
	case w.StandIn != 0:
		list = h.button(list, ui.Quiet, &org.EndStandIn{StandIn: w.StandIn})
	case w.Decision != 0:
		part := h.s.PartOf(w.Decision, h.me.Person, h.at)
		list = append(list, actButton{href: h.decision(w.Decision) + partAt(part), text: h.p.T("part." + part.String() + ".do"), style: ui.Plain})
	case w.Agreement != 0:
		list = h.button(list, ui.Plain, &org.RenewAgreement{Agreement: w.Agreement})
		list = h.button(list, ui.Quiet, &org.LetGoOfAgreement{Agreement: w.Agreement})
	case w.Pulse != 0:
		list = append(list, actButton{href: h.pulse(w.Pulse), text: h.p.T("pulse.answer"), style: ui.Plain})
	case w.Feedback != "":
		text := h.p.T("feedback.write")
		if w.Opened || w.Returned {
			text = h.p.T("feedback.read")
		}
		list = append(list, actButton{href: h.to("/feedback/" + w.Feedback), text: text, style: ui.Plain})
	case w.Seat != 0:
		list = h.button(list, ui.Plain, &org.LeaveSeat{Seat: w.Seat})
	}
	return list
}

// callCard is a call as a card.
func (pg *place) callCard(c org.Call) ui.Open {
	o := ui.Open{Lang: pg.foreign(), Say: pg.p.T("mark.open")}
	circle := pg.s.Circle(c.Circle).Name
	var felt []org.PersonID
	if c.Initiative != 0 {
		i := pg.s.Initiative(c.Initiative)
		o.Title, o.Href = i.Title, pg.initiative(c.Initiative)
		o.From = pg.p.T("home.call.again", pg.date(c.Since), circle)
		if t := pg.s.Tension(i.Tension); t != nil {
			felt = t.Felt
		}
	} else {
		t := pg.s.Tension(c.Tension)
		o.Title, o.Href, felt = t.Title, pg.tension(c.Tension), t.Felt
		o.From = pg.p.T("home.call.raised", pg.nameOr(t.By), pg.date(t.Raised), circle)
	}
	if len(felt) > 0 {
		o.Feel = pg.stack(felt)
		o.More, o.FeelText = len(felt)-len(o.Feel), pg.feltBy(felt)
	}
	switch {
	case c.Felt:
		o.Why = pg.p.T("home.why.felt")
	case c.Near:
		o.Why = pg.p.T("home.why.near", circle)
	}
	return o
}

// callButtons are what can be done about a call.
func (pg *place) callButtons(c org.Call) []actButton {
	var list []actButton
	if c.Initiative != 0 {
		list = pg.button(list, ui.Lead, &org.TakeLead{Initiative: c.Initiative})
		return pg.button(list, ui.Plain, &org.JoinInitiative{Initiative: c.Initiative})
	}
	list = pg.button(list, ui.Lead, &org.TakeLead{Tension: c.Tension})
	return pg.button(list, ui.Plain, &org.FeelTension{Tension: c.Tension})
}

// ownCircles are the circles to choose from when raising something: one's own
// first.
func (pg *place) ownCircles() []ui.Option {
	all := pg.circleChoices(pg.view.Map(), nil)
	var own []ui.Option
	for _, o := range all {
		if id, err := org.ParseID[org.CircleID](o.Value); err == nil && id != org.Root && pg.s.Belongs(pg.me.Person, id) {
			own = append(own, ui.Option{Value: o.Value, Text: strings.TrimLeft(o.Text, "\u2003")})
		}
	}
	if !pg.view.Sight.All() {
		return own
	}
	rest := slices.DeleteFunc(all, func(o ui.Option) bool {
		return o.Value == "C1" || slices.ContainsFunc(own, func(mine ui.Option) bool { return mine.Value == o.Value })
	})
	return append(append([]ui.Option{{Value: "", Text: pg.s.Circle(org.Root).Name}}, own...), rest...)
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
