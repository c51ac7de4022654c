package web

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"orpheus/face/web/ui"
	"orpheus/org"
	"orpheus/org/feedback"
	"orpheus/service"
	"orpheus/service/search"
	"orpheus/text/sentence"
)

// feedbackPage is one exchange as one of the two may know it. It is made anew each time and
// kept nowhere: there is no act to know another state of it by.
type feedbackPage struct {
	*place
	f     service.Feedback
	typed *feedback.Words // what was sent and refused
	fault string
}

// feedbackList is what is between the one who looks and others.
type feedbackList struct {
	*place
	all   []service.Feedback // those of this page
	pager ui.Pager
}

// feedbackAsk is the form that asks somebody for feedback about a thing.
type feedbackAsk struct {
	*place
	about org.Ref
	whom  []org.PersonID // the first of them
	all   int            // how many there are
	words string         // that their names are narrowed to
	fault string
}

// feedbackShown is what somebody shows of what they received.
type feedbackShown struct {
	*place
	id  org.PersonID
	all []service.ShownFeedback
}

// looks reports whether somebody looks at the page: one that follows by itself, or is fetched
// before anybody asks for it, is not looked at.
func (pg *place) looks() bool {
	return pg.r.Method == http.MethodGet && pg.r.Header.Get("Orpheus-Live") == "" && pg.r.Header.Get("Sec-Purpose") == ""
}

// prompts are the three questions, by number.
var prompts = [feedback.Prompts]string{"helped", "more", "take"}

// feedbackPlace is a page that nothing keeps.
func (s *server) feedbackPlace(v *request) (*place, error) {
	pg, err := s.placeNow(v)
	if err != nil {
		return nil, err
	}
	if pg.me.Person == 0 {
		return nil, errNotFound
	}
	v.w.Header().Set("Cache-Control", "no-store")
	pg.still = true // no act changes it
	pg.title = pg.p.T("feedback.title")
	pg.way = []ui.NavItem{{Text: pg.p.T("feedback.title"), Href: pg.to("/feedback")}}
	return pg, nil
}

func (s *server) feedbackListPage(v *request) error {
	pg, err := s.feedbackPlace(v)
	if err != nil {
		return err
	}
	all, err := v.as.AllFeedback(v.r.Context())
	if err != nil {
		return err
	}
	g := v.paged(len(all))
	to := func(q url.Values) string { return pg.with("/feedback", q) }
	return v.show(http.StatusOK, feedbackListShown(feedbackList{pg, all[g.first:g.last], v.pager(g, nil, to)}))
}

func (s *server) feedbackPage(v *request) error {
	pg, err := s.feedbackPlace(v)
	if err != nil {
		return err
	}
	f, err := v.as.OneFeedback(v.r.Context(), v.r.PathValue("feedback"))
	if org.CodeOf(err) == org.NotFound {
		return errNotFound
	}
	if err != nil {
		return err
	}
	if f.Unread && pg.looks() {
		if err := v.as.SeeFeedback(v.r.Context(), f.ID); err != nil {
			return err
		}
	}
	return v.show(http.StatusOK, feedbackOneShown(feedbackOf(pg, f)))
}

func feedbackOf(pg *place, f service.Feedback) feedbackPage {
	pg.title = pg.p.T("feedback.between", pg.name(f.With))
	pg.way = append(pg.way, navHere(pg.title))
	return feedbackPage{place: pg, f: f}
}

// aboutOf reads about what feedback is asked for.
func aboutOf(q url.Values) org.Ref {
	for _, name := range []string{"initiative", "decision", "role"} {
		if r, ok := org.ParseRef(q.Get(name)); ok && thanking[r.Letter] == name {
			return r
		}
	}
	return org.Ref{}
}

// feedbackAbout is where feedback about a thing is asked for; empty where there is nobody to
// exchange it with.
func (pg *place) feedbackAbout(of org.Ref) string {
	if pg.me.Person == 0 || pg.m.past() {
		return ""
	}
	for range pg.s.Exchanging(of, pg.me.Person) {
		return pg.with("/feedback/ask", url.Values{thanking[of.Letter]: {of.String()}})
	}
	return ""
}

func (s *server) feedbackAskPage(v *request) error {
	pg, err := s.feedbackPlace(v)
	if err != nil {
		return err
	}
	q := v.r.URL.Query()
	return s.askFeedback(pg, aboutOf(q), q.Get("q"), http.StatusOK, "")
}

// askFeedback shows who can be asked; where they are many, the first of them, and a field to
// narrow them by their names.
func (s *server) askFeedback(pg *place, about org.Ref, words string, status int, fault string) error {
	a := feedbackAsk{place: pg, about: about, words: strings.TrimSpace(words), fault: fault}
	fits := search.NewMatch(a.words)
	for p := range pg.s.Exchanging(about, pg.me.Person) {
		if a.all++; len(a.whom) < mostOptions && (a.words == "" || pg.view.Called(p, fits)) {
			a.whom = append(a.whom, p)
		}
	}
	if a.all == 0 {
		return errNotFound
	}
	pg.title = pg.p.T("feedback.ask")
	pg.way = append(pg.way, navHere(pg.title))
	return pg.show(status, feedbackAskShown(a))
}

func (s *server) sendFeedbackAsk(v *request) error {
	if err := v.read(); err != nil {
		return err
	}
	pg, err := s.feedbackPlace(v)
	if err != nil {
		return err
	}
	about := aboutOf(v.r.PostForm)
	to, _ := org.ParseID[org.PersonID](v.r.PostForm.Get("to"))
	id, err := v.as.AskFeedback(v.r.Context(), about, to)
	if org.CodeOf(err) != 0 {
		return s.askFeedback(pg, about, "", statusOf(err), sentence.Refusal(pg.p, pg.view.Name, pg.s, err))
	}
	if err != nil {
		return err
	}
	v.redirect(pg.to("/feedback/" + id))
	return nil
}

// changeFeedback takes what one of the two does on the page of an exchange.
func (s *server) changeFeedback(v *request) error {
	if err := v.read(); err != nil {
		return err
	}
	pg, err := s.feedbackPlace(v)
	if err != nil {
		return err
	}
	id, ctx, f := v.r.PathValue("feedback"), v.r.Context(), v.r.PostForm
	was, err := v.as.OneFeedback(ctx, id)
	if org.CodeOf(err) == org.NotFound {
		return errNotFound
	}
	if err != nil {
		return err
	}
	prompt, err := strconv.Atoi(f.Get("prompt"))
	if err != nil {
		prompt = -1
	}
	typed := feedback.Words{f.Get("helped"), f.Get("more"), f.Get("take")}
	switch f.Get("do") {
	case "write":
		_, err = v.as.WriteFeedback(ctx, id, typed)
	case "decline":
		_, err = v.as.DeclineFeedback(ctx, id)
	case "back":
		_, err = v.as.TakeBackFeedback(ctx, id)
	case "erase":
		_, err = v.as.EraseFeedback(ctx, id)
	case "show", "hide":
		_, err = v.as.ShowFeedback(ctx, id, prompt, f.Get("do") == "show")
	case "agree", "keep":
		_, err = v.as.AgreeFeedback(ctx, id, prompt, f.Get("do") == "agree")
	default:
		err = errors.Join(errForm, errors.New("nothing to do with feedback"))
	}
	if org.CodeOf(err) != 0 {
		p := feedbackOf(pg, was)
		p.typed, p.fault = &typed, sentence.Refusal(pg.p, pg.view.Name, pg.s, err)
		return v.show(statusOf(err), feedbackOneShown(p))
	}
	if err != nil {
		return err
	}
	v.redirect(pg.to("/feedback/" + id))
	return nil
}

// raises is where the one who looks makes something of it, in the circle of what it is about; empty
// where they may not.
func (p feedbackPage) raises() string {
	act := &org.RaiseTension{Circle: p.s.HomeOf(p.f.About), Title: "x"}
	if act.Circle == 0 || !p.may(act) {
		return ""
	}
	return p.act("tension.raise", "circle", act.Circle.String())
}

// thanks is where they thank the other in the open; empty where they may not.
func (p feedbackPage) thanks() string {
	if !p.may(thanksAbout(p.f.About, p.f.With)) {
		return ""
	}
	return p.thanksForm(p.f.About, p.f.With)
}

// value is what stands in the field of a prompt.
func (p feedbackPage) value(prompt int) string {
	switch {
	case p.typed != nil:
		return p.typed[prompt]
	case p.f.Mine != nil:
		return p.f.Mine[prompt]
	}
	return ""
}

// exchange is the address of one.
func (p feedbackPage) exchange() string { return p.to("/feedback/" + p.f.ID) }

// feedbackRow is an exchange as a line of a list.
func (pg *place) feedbackRow(f *service.Feedback) ui.Row {
	state := pg.feedbackState(f)
	r := ui.Row{Mark: ui.MarkOpen, Say: state, Title: pg.p.T("feedback.with", pg.name(f.With), pg.called(f.About)), Href: pg.to("/feedback/" + f.ID)}
	if !f.Waits() {
		r.Mark = ui.MarkDone
	}
	r.Meta = []ui.Fact{{Kind: ui.PlainFact, Text: state}}
	return r
}

// feedbackState says how far an exchange is, to one of the two.
func (pg *place) feedbackState(f *service.Feedback) string {
	switch {
	case f.Returned != nil:
		return pg.p.T("feedback.state.returned")
	case f.Opened != 0:
		return pg.p.T("feedback.state.open")
	case f.Declined:
		return pg.p.T("feedback.state.declined", pg.date(f.Until))
	case f.Mine != nil:
		return pg.p.T("feedback.state.wrote", pg.date(f.Until))
	}
	return pg.p.T("feedback.state.write", pg.date(f.Until))
}

// feedbackShownPage is what somebody shows of what they received.
func (s *server) feedbackShownPage(v *request) error {
	pg, err := s.feedbackPlace(v)
	if err != nil {
		return err
	}
	id, err := id[org.PersonID](pg)
	if err != nil || pg.s.Person(id) == nil || !pg.sees(org.RefOf(id)) || pg.view.Name(id) == "" {
		return errNotFound
	}
	all, err := pg.view.ShownFeedback(v.r.Context(), id)
	if err != nil {
		return err
	}
	pg.title = pg.p.T("feedback.shown", pg.name(id))
	pg.way = []ui.NavItem{{Text: pg.name(id), Href: pg.person(id)}, navHere(pg.title)}
	return v.show(http.StatusOK, feedbackShownShown(feedbackShown{pg, id, all}))
}
