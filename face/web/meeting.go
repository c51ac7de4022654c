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
	"orpheus/text/sentence"
)

// meetingPage is what the page of a meeting or a reflection shows: the same to everybody,
// to those in the room as to those who come later.
type meetingPage struct {
	*place
	id      org.MeetingID
	e       *org.Meeting
	topics  []org.Topic // that can be put on the agenda
	last    *org.Meeting
	minutes []org.Entry // what was done in it, while it goes on the newest first
}

// mostMinutes is how many acts of a meeting its page shows.
const mostMinutes = 100

func (s *server) meetingPage(pg *place) (templ.Component, error) {
	id, err := id[org.MeetingID](pg)
	if err != nil {
		return nil, err
	}
	l := &meetingPage{place: pg, id: id, e: pg.s.Meeting(id)}
	if l.e == nil || !pg.sees(org.RefOf(id)) {
		return nil, errNotFound
	}
	pg.title = pg.p.T("meeting.title", pg.s.Circle(l.e.Circle).Name)
	if l.e.Looks {
		pg.title = pg.p.T("meeting.title.looks", pg.s.Circle(l.e.Circle).Name)
	}
	pg.way = append(pg.wayTo(l.e.Circle), ui.NavItem{Text: l.kind(), Href: pg.href(org.RefOf(id))})
	if l.goesOn() {
		l.topics = slices.DeleteFunc(pg.s.ForAgenda(id, pg.at), func(t org.Topic) bool { return !pg.sees(t.About) })
	}
	for before := l.e.Prev; before != 0; before = pg.s.Meeting(before).Prev {
		if row := pg.s.Meeting(before); row.Looks && row.Closed != 0 {
			l.last = row
			break
		}
	}
	if err := l.write(); err != nil {
		return nil, err
	}
	return meetingShown(l), pg.load(pg.r.Context(), l.written()...)
}

// goesOn reports whether something can be done in it.
func (l *meetingPage) goesOn() bool { return l.e.Open() && !l.m.past() }

// kind is what it is called.
func (l *meetingPage) kind() string {
	if l.e.Looks {
		return l.p.T("meeting.reflection")
	}
	return l.p.T("meeting.meeting")
}

// written are the texts on the page.
func (l *meetingPage) written() []org.TextID {
	texts := []org.TextID{l.e.Step}
	if l.last != nil {
		texts = append(texts, l.last.Step)
		for i := range l.last.Points {
			texts = append(texts, l.last.Points[i].Text)
		}
	}
	for i := range l.e.Points {
		p := &l.e.Points[i]
		texts = append(texts, p.Text)
		if row := l.s.Meeting(org.MeetingID(p.N)); p.Letter == 'E' && row != nil {
			texts = append(texts, row.Step)
		}
	}
	for i := range l.e.Spoken {
		texts = append(texts, l.e.Spoken[i].Text)
	}
	for _, t := range l.topics {
		if t.About.Letter == 'E' {
			texts = append(texts, l.s.Meeting(org.MeetingID(t.About.N)).Step)
		}
	}
	return texts
}

// write gathers the minutes: the acts by which points ended, what those who are there did
// about the points meanwhile, and how the meeting itself went. Going on to the next turn is
// none of it.
func (l *meetingPage) write() (err error) {
	about := map[org.Ref]bool{}
	did := map[uint64]bool{}
	for i := range l.e.Points {
		about[l.e.Points[i].About()] = true
		did[l.e.Points[i].Act] = l.e.Points[i].Act != 0
	}
	delete(about, org.Ref{})
	q := service.Query{After: l.e.First - 1, Most: mostMinutes, Wants: func(e *org.Entry) bool {
		if did[e.Seq] {
			return true
		}
		r, _ := org.Subject(e.Act)
		if r == org.RefOf(l.id) {
			return slices.Contains([]string{"meeting.open", "reflection.begin", "meeting.settle", "meeting.facilitate", "meeting.close"}, org.NameOf(e.Act))
		}
		return e.By != 0 && about[r] && slices.Contains(l.e.In, e.By)
	}}
	if l.e.Last != 0 {
		q.Before = l.e.Last + 1
	}
	list, err := l.view.acts(l.r.Context(), q)
	l.minutes = list.Entries
	if !l.e.Open() {
		slices.Reverse(l.minutes)
	}
	return err
}

// pointTitle is what a point is about; a guest is not told of what they do not see.
func (l *meetingPage) pointTitle(p *org.Point) string {
	if p.N != 0 && !l.sees(p.About()) {
		return l.p.T("meeting.hidden")
	}
	if p.Letter == 'E' {
		if row := l.s.Meeting(org.MeetingID(p.N)); row != nil {
			return l.texts[row.Step]
		}
	}
	if p.N == 0 {
		if text := l.texts[p.Text]; text != "" {
			return text
		}
		return l.p.T("page.text.gone")
	}
	return sentence.Title(l.p, l.s, p.About())
}

// topicTitle is what something that can be a point is called.
func (l *meetingPage) topicTitle(t org.Topic) string {
	return l.pointTitle(&org.Point{Letter: t.About.Letter, N: t.About.N})
}

// why says why a point is here.
func (l *meetingPage) why(w org.Why, r org.Ref) string {
	if r.N != 0 && !l.sees(r) {
		return l.p.T("meeting.why.added")
	}
	switch w {
	case org.WhyUntouched:
		return l.p.T("meeting.why.untouched", l.month(l.s.RolesTouched(l.e.Opened)[org.RoleID(r.N)]))
	case org.WhyAgreement:
		return l.p.T("meeting.why.agreement", l.date(l.s.Agreement(org.AgreementID(r.N)).Review))
	case org.WhyOpen:
		return l.p.T("meeting.why.open", l.date(l.s.Tension(org.TensionID(r.N)).Raised))
	case org.WhyTerm:
		if row := l.s.Role(org.RoleID(r.N)); len(row.Seats) > 0 {
			for _, seat := range row.Seats {
				if end := l.s.Seat(seat).Term; end != 0 {
					return l.p.T("meeting.why.term", l.date(end))
				}
			}
		}
		return l.p.T("meeting.why.term.over")
	}
	return l.p.T("meeting.why." + w.String())
}

// leads is where what a point is about is told; empty for nowhere, and where it is hidden.
func (l *meetingPage) leads(r org.Ref) string {
	if r.N == 0 || !l.sees(r) {
		return ""
	}
	return l.href(r)
}

// settledAs says what became of a point.
func (l *meetingPage) settledAs(p *org.Point) string {
	return l.p.T("meeting.became." + p.Outcome.String())
}

// said are the numbers of what was said about a point; zero is the first round, and the last
// where closing.
func (l *meetingPage) said(point uint16, closing bool) (all []uint16) {
	for i := range l.e.Spoken {
		if w := &l.e.Spoken[i]; w.Point == point && w.Closing == closing && (w.Text != 0 || w.By == l.me.Person) {
			all = append(all, uint16(i+1)) //nolint:gosec // there are few
		}
	}
	return all
}

// current is the point that is talked about; nil in the first and last round.
func (l *meetingPage) current() *org.Point { return l.e.Point(l.e.Floor.Point) }

// steps are the parts of it.
func (l *meetingPage) parts() []ui.Step {
	settled := 0
	for i := range l.e.Points {
		if !l.e.Points[i].Open() {
			settled++
		}
	}
	over := !l.e.Open()
	f := l.e.Floor
	at := 0
	switch {
	case f.Round.OfPoint():
		at = 1
	case f.Round == org.Leaving:
		at = 2
	}
	names := []string{"meeting.part.arrive", "meeting.part.points", "meeting.part.close"}
	when := []string{l.p.T("meeting.part.arrive.text"), l.p.T("meeting.part.points.count", settled, len(l.e.Points)), l.p.T("meeting.part.close.text")}
	if l.e.Looks {
		when[2] = l.p.T("meeting.part.close.step")
	}
	steps := make([]ui.Step, len(names))
	for i, name := range names {
		steps[i] = ui.Step{Name: l.p.T(name), When: when[i], Done: over || i < at, Now: !over && i == at, Full: .5}
		switch {
		case steps[i].Done:
			steps[i].Status = l.p.T("meeting.part.done")
		case steps[i].Now:
			steps[i].Status = l.p.T("meeting.part.now")
		default:
			steps[i].Status = l.p.T("meeting.part.ahead")
		}
	}
	return steps
}

// here is the address of the page, as what is done on it comes back to.
func (l *meetingPage) back() string { return "/" + l.org.Slug + Path(org.RefOf(l.id)) }

// next is the button that goes on; none where the one who looks may not.
func (l *meetingPage) next() []actButton {
	t := l.s.NextTurn(l.e)
	if t == l.e.Floor {
		return nil
	}
	return l.turning(t, "meeting.next", ui.Solid)
}

// turning is a button that goes to a turn.
func (l *meetingPage) turning(t org.Floor, text, style string) []actButton {
	act := org.Turning(l.id, t)
	if !l.may(act) {
		return nil
	}
	fields := []string{"meeting", l.id.String(), "round", t.Round.String()}
	if t.Point != 0 {
		fields = append(fields, "point", strconv.Itoa(int(t.Point)))
	}
	if t.Speaker != 0 {
		fields = append(fields, "speaker", t.Speaker.String())
	}
	return []actButton{{kind: "meeting.turn", text: l.p.T(text), style: style, press: true, fields: fields, back: l.back()}}
}

// pressed is a button of the meeting that takes no more than a press.
func (l *meetingPage) pressed(act org.Act, style string) []actButton {
	list := l.button(nil, style, act)
	for i := range list {
		list[i].back = l.back()
	}
	return list
}

// about is a point as a form carries it, so that what is done there ends the point.
func (l *meetingPage) about(n uint16) string { return l.id.String() + "." + strconv.Itoa(int(n)) }

// endings are the buttons by which a point ends: each does what it says in one press, or
// leads to the form that asks for what is missing.
func (l *meetingPage) endings(n uint16) (list []actButton) {
	p := l.e.Point(n)
	if p == nil || !p.Open() || p.N != 0 && !l.sees(p.About()) || !l.may(&org.SettlePoint{Meeting: l.id, Point: n, Outcome: p.Outcomes()[0]}) {
		return nil
	}
	for _, o := range p.Outcomes() {
		if d, ok := l.ending(n, p, o); ok {
			d.text, d.about = l.p.T("meeting.do."+o.String()), l.pointTitle(p)
			list = append(list, d)
		}
	}
	return list
}

// ending is one of them; false where it cannot be done.
func (l *meetingPage) ending(n uint16, p *org.Point, o org.Outcome) (actButton, bool) {
	point := []string{"_point", l.about(n)}
	press := func(style string, act org.Act) (actButton, bool) {
		return actButton{kind: org.NameOf(act), style: style, press: true, fields: append(idsOf(act), point...), back: l.back()}, l.may(act)
	}
	form := func(kind string, fields ...string) actButton {
		return actButton{kind: kind, style: ui.Plain, fields: append(append(fields, point...), "_back", l.back())}
	}
	settle := actButton{
		kind: "meeting.settle", style: ui.Plain, press: true, back: l.back(),
		fields: []string{"meeting", l.id.String(), "point", strconv.Itoa(int(n)), "outcome", o.String()},
	}
	switch role, work := org.RoleID(p.N), org.InitiativeID(p.N); {
	case o == org.Proposed:
		return l.proposed(n, p)
	case o == org.Raised:
		return form("tension.raise", "circle", l.e.Circle.String()), true
	case o == org.LeftOpen, p.Letter == 'E', p.Letter != 'M' && o == org.Kept:
		settle.style = map[bool]string{true: ui.Quiet, false: ui.Plain}[o == org.LeftOpen]
		return settle, true
	case p.Letter == 'M' && o == org.Kept:
		return press(ui.Plain, &org.RenewAgreement{Agreement: org.AgreementID(p.N)})
	case p.Letter == 'M' && o == org.Retired:
		return press(ui.Plain, &org.LetGoOfAgreement{Agreement: org.AgreementID(p.N)})
	case p.Letter == 'M':
		return l.proposed(n, p)
	case p.Letter == 'R' && o == org.Retired:
		if d, may := press(ui.Plain, &org.RetireRole{Role: role}); may {
			return d, true
		}
		return l.proposed(n, p)
	case p.Letter == 'R' && o == org.Altered:
		name := l.called(p.About()) + "."
		if l.may(&org.AmendRole{Role: role, Name: &name}) {
			return form("role.amend", "role", role.String()), true
		}
		return l.proposed(n, p)
	case p.Letter == 'R' && o == org.HandedOver:
		for who, row := range l.s.People() {
			if row.Present() && l.may(&org.FillSeat{Role: role, Person: who}) {
				return form("seat.fill", "role", role.String()), true
			}
		}
	case p.Letter == 'I' && o == org.HandedOver && l.s.LeadOf(l.me.Person, work) != 0:
		return form("lead.hand_over", "lead", l.s.LeadOf(l.me.Person, work).String()), true
	case p.Letter == 'I' && o == org.HandedOver:
		return form("lead.offer", "initiative", work.String()), l.mayAsk(p.About())
	case p.Letter == 'T' && o == org.HandedOver:
		return form("lead.offer", "tension", org.TensionID(p.N).String()), l.mayAsk(p.About())
	case p.Letter == 'I' && o == org.Taken:
		return press(ui.Lead, &org.TakeLead{Initiative: work})
	case p.Letter == 'T' && o == org.Taken:
		return press(ui.Lead, &org.TakeLead{Tension: org.TensionID(p.N)})
	}
	return actButton{}, false
}

// proposed leads to the page on which something is proposed, about what the point is about.
func (l *meetingPage) proposed(n uint16, p *org.Point) (actButton, bool) {
	if !l.may(&org.ProposeDecision{Circle: l.e.Circle, Title: "x", Text: org.Write("x")}) {
		return actButton{}, false
	}
	fields := []string{"circle", l.e.Circle.String()}
	if name := map[byte]string{'T': "tension", 'I': "initiative", 'M': "supersedes"}[p.Letter]; name != "" {
		fields = []string{name, p.About().String()}
	}
	return actButton{kind: "decision.propose", style: ui.Plain, href: l.proposeTo(append(fields, "_point", l.about(n))...)}, true
}

// consequence says beforehand what ending a role or changing it asks for.
func (l *meetingPage) consequence(p *org.Point) string {
	if p.Letter == 'R' && l.s.Structure(l.s.HomeOf(p.About())) == org.ByDecision {
		return l.p.T("meeting.by_decision")
	}
	return l.p.T("meeting.anybody")
}

// addTopic is the button that puts something on the agenda.
func (l *meetingPage) addTopic(t org.Topic) actButton {
	name := map[byte]string{'R': "role", 'T': "tension", 'I': "initiative", 'D': "decision", 'M': "agreement", 'E': "earlier"}[t.About.Letter]
	return actButton{
		kind: "meeting.add_point", text: l.p.T("meeting.add"), style: ui.Plain + " " + ui.Small, press: true, about: l.topicTitle(t), back: l.back(),
		fields: []string{"meeting", l.id.String(), name, t.About.String()},
	}
}

// mayRun reports whether the one who looks belongs to its circle.
func (l *meetingPage) mayRun() bool {
	return l.goesOn() && l.may(&org.CloseMeeting{Meeting: l.id})
}

// ends ends the point of a meeting that a form was about, with the act that it did. What was
// done stands in any case: whoever ended the point before was as right.
func (s *server) ends(v *request, point string, done service.Answer) {
	meeting, number, ok := strings.Cut(point, ".")
	id, err := org.ParseID[org.MeetingID](meeting)
	n, fault := strconv.ParseUint(number, 10, 16)
	if !ok || err != nil || fault != nil || len(done.Entries) == 0 || done.Repeated {
		return
	}
	e := done.Entries[0]
	outcome, is := org.EndsPoint(org.NameOf(e.Act))
	if !is {
		return
	}
	settle := &org.SettlePoint{Meeting: id, Point: uint16(n), Outcome: outcome, Act: e.Seq}
	_, _ = v.as.Do(v.r.Context(), service.Asked{Act: settle, Face: org.Web}) // refused where somebody else ended it
}

// meetingsPage is how a circle comes together: what goes on, its rhythm, and what was.
type meetingsPage struct {
	*place
	id  org.CircleID
	all []org.MeetingID
	few paging
}

func (s *server) meetingsPage(pg *place) (templ.Component, error) {
	id, err := id[org.CircleID](pg)
	if err != nil {
		return nil, err
	}
	if pg.s.Circle(id) == nil || !pg.sees(org.RefOf(id)) {
		return nil, errNotFound
	}
	l := &meetingsPage{place: pg, id: id}
	for e := range pg.s.MeetingsOf(id) {
		l.all = append(l.all, e)
	}
	l.few = pg.paged(len(l.all))
	pg.title = pg.p.T("meetings.title", pg.s.Circle(id).Name)
	pg.way = append(pg.wayTo(id), ui.NavItem{Text: pg.p.T("meetings.short"), Href: pg.meetingsOf(id)})
	return meetingsShown(l), nil
}

func (pg *place) meetingsOf(id org.CircleID) string { return pg.circle(id) + "/meetings" }

// row is a meeting as a line of a list.
func (pg *place) meetingRow(id org.MeetingID) ui.Row {
	e := pg.s.Meeting(id)
	r := ui.Row{Mark: ui.MarkDone, Say: pg.p.T("meetings.closed"), Title: sentence.Title(pg.p, pg.s, org.RefOf(id)), Href: pg.href(org.RefOf(id))}
	settled := 0
	for i := range e.Points {
		if !e.Points[i].Open() {
			settled++
		}
	}
	if e.Open() {
		r.Mark, r.Full, r.Say = ui.MarkDeciding, .5, pg.p.T("meetings.open")
		r.Meta = append(r.Meta, ui.Fact{Kind: "soon", Text: pg.p.T("meetings.open")})
	}
	r.Meta = append(r.Meta, ui.Fact{Kind: ui.PlainFact, Text: pg.p.T("meeting.part.points.count", settled, len(e.Points))})
	if e.Facilitator != 0 {
		r.Meta = append(r.Meta, ui.Fact{Kind: ui.PlainFact, Text: pg.p.T("meeting.facilitates", pg.name(e.Facilitator))})
	}
	return r
}

// rhythm says how often a circle looks back.
func (pg *place) rhythm(id org.CircleID) string {
	c := pg.s.Circle(id)
	if c.Weeks == 0 {
		return pg.p.T("meetings.rhythm.none")
	}
	return pg.p.T("meetings.rhythm", int(c.Weeks), pg.date(c.LooksBack))
}

// facilitates says whose turn it is next in a circle; empty where it is nobody's.
func (pg *place) facilitates(id org.CircleID) string {
	who := pg.s.NextFacilitator(id, org.Moment{At: pg.at})
	if who == 0 {
		return ""
	}
	return pg.p.T("meetings.turn", pg.name(who))
}

// openings are the buttons by which a circle comes together.
func (pg *place) openings(id org.CircleID) (list []actButton) {
	list = pg.button(list, ui.Plain, &org.BeginReflection{Circle: id})
	list = pg.button(list, ui.Plain, &org.OpenMeeting{Circle: id})
	for i := range list {
		list[i].back = ""
	}
	return list
}

// turnsButtons are those about facilitating in turn, and the rhythm.
func (pg *place) turnsButtons(id org.CircleID) (list []actButton) {
	c := pg.s.Circle(id)
	if !c.Live() {
		return nil
	}
	if pg.may(&org.SetRhythm{Circle: id, Weeks: c.Weeks%50 + 2}) {
		list = append(list, actButton{kind: "reflection.rhythm", text: pg.p.T("do.reflection.rhythm"), style: ui.Plain, fields: []string{"circle", id.String(), "_back", pg.meetingsOf(id)}})
	}
	if spared := pg.s.Belongs(pg.me.Person, id) && !pg.s.TakesTurns(pg.me.Person, id); pg.may(&org.SpareFacilitator{Circle: id, Spared: !spared}) {
		text := map[bool]string{true: "meetings.spared.again", false: "meetings.spared"}[spared]
		list = append(list, actButton{kind: "meeting.spare", text: pg.p.T(text), style: ui.Quiet, press: true, fields: []string{"circle", id.String(), "spared", strconv.FormatBool(!spared)}, back: pg.meetingsOf(id)})
	}
	return list
}

// meetingsNow are the meetings of circles of the one who looks that go on.
func (pg *place) meetingsNow() (all []org.MeetingID) {
	if pg.me.Person == 0 {
		return nil
	}
	for _, c := range append([]org.CircleID{org.Root}, pg.s.CirclesOf(pg.me.Person)...) {
		for _, looks := range []bool{false, true} {
			if id := pg.s.MeetingNow(c, looks); id != 0 && !slices.Contains(all, id) && pg.sees(org.RefOf(id)) {
				all = append(all, id)
			}
		}
	}
	return all
}

// aMeeting is what the page of a meeting shows.
func (s *shown) aMeeting() bool {
	id, err := id[org.MeetingID](s.place)
	e := s.s.Meeting(id)
	if err != nil || e == nil {
		return false
	}
	s.things(org.RefOf(id))
	s.around(e.Circle)
	for i := range e.Points {
		s.things(e.Points[i].About())
	}
	return true
}

// lede says from when it is, and until when.
func (l *meetingPage) lede() string {
	switch {
	case !l.e.Open() && l.e.Closed-l.e.Opened < org.Day:
		return l.p.T("meeting.lede.was", l.date(l.e.Opened))
	case !l.e.Open():
		return l.p.T("meeting.lede.over", l.date(l.e.Opened), l.date(l.e.Closed))
	case l.e.Looks:
		return l.p.T("meeting.lede.looks", l.date(l.e.Ends))
	}
	return l.p.T("meeting.lede")
}

// rounds are those of what is talked about, with where it is.
func (l *meetingPage) rounds() (items []ui.NavItem) {
	rounds := []org.Round{l.e.Floor.Round}
	if l.e.Floor.Round.OfPoint() {
		rounds = []org.Round{org.Clearing, org.Speaking, org.Becoming}
	}
	for _, r := range rounds {
		items = append(items, ui.NavItem{Text: l.p.T("meeting.round." + r.String()), Here: r == l.e.Floor.Round, Href: "#floor"})
	}
	return items
}

// after says who facilitates next time.
func (l *meetingPage) after() string {
	next := l.s.FacilitatorAfter(l.id, org.Moment{At: l.at})
	if next == 0 || next == l.e.Facilitator {
		return l.p.T("meeting.this_time")
	}
	return l.p.T("meeting.this_time.next", l.name(next))
}

func (l *meetingPage) aboutPoint(d actButton, p *org.Point) actButton {
	d.about = l.pointTitle(p)
	return d
}

// again is a button that opens a point again.
func (l *meetingPage) again(d actButton, n uint16) actButton {
	d.text = l.p.T("meeting.again")
	d.fields = []string{"meeting", l.id.String(), "point", strconv.Itoa(int(n)), "outcome", org.Pending.String()}
	return l.aboutPoint(d, l.e.Point(n))
}

func (l *meetingPage) closing() string {
	if l.e.Looks {
		return l.p.T("meeting.close.looks")
	}
	return l.p.T("do.meeting.close")
}

// meetingOn is a button to a meeting that goes on.
func meetingOn(pg *place, id org.MeetingID) string {
	if pg.s.Meeting(id).Looks {
		return pg.p.T("meetings.go.looks")
	}
	return pg.p.T("meetings.go")
}

func (l *meetingsPage) paging(q url.Values) string {
	return l.with("/circles/"+l.id.String()[1:]+"/meetings", q)
}

// trying is the form that begins the small step with which a reflection ended, for some weeks;
// empty where the one who looks cannot.
func (l *meetingPage) trying() string {
	text := []rune(oneLine(l.texts[l.e.Step]))
	if len(text) == 0 || !l.may(&org.BeginTry{Circle: l.e.Circle, Title: "x"}) {
		return ""
	}
	return l.act("try.begin", "circle", l.e.Circle.String(), "title", string(text[:min(len(text), org.MaxName)]))
}
