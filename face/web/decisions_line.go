package web

import (
	"slices"
	"strings"

	"orpheus/face/web/ui"
	"orpheus/org"
	"orpheus/org/deciding"
)

// decisionMark is how a decision stands, as a mark, how full it is, and in words.
func (pg *place) decisionMark(x *org.Decision) (mark ui.MarkKind, full float64, says string) {
	switch {
	case x.Outcome == deciding.Adopted, x.Outcome == deciding.Recorded:
		return ui.MarkDone, 0, pg.p.T("outcome." + x.Outcome.String())
	case !x.Open():
		return ui.MarkAside, 0, pg.p.T("outcome." + x.Outcome.String())
	case x.Stage == deciding.Advising:
		return ui.MarkAdvice, 0, pg.p.T("stage." + x.Stage.String())
	}
	return ui.MarkDeciding, pg.ran(x), pg.p.T("stage." + x.Stage.String())
}

// ran is how much of the time of the present stage is over.
func (pg *place) ran(x *org.Decision) float64 {
	if x.Until <= x.Began {
		return 1
	}
	return min(1, max(0, float64(pg.at-x.Began)/float64(x.Until-x.Began)))
}

// howDecided is the process and the stage, in words.
func (pg *place) howDecided(x *org.Decision) string {
	if x.Elsewhere() {
		return pg.p.T("outcome." + x.Outcome.String())
	}
	if x.Process == deciding.NoProcess && !x.Open() { // it was taken back before
		return pg.p.T("stage." + deciding.Shaping.String())
	}
	if x.Process == deciding.NoProcess {
		return pg.p.T("stage." + x.Stage.String())
	}
	text := pg.p.T("process." + x.Process.String())
	if x.Open() {
		text += ", " + strings.ToLower(pg.p.T("stage."+x.Stage.String()))
	}
	if x.Round > 1 {
		text += " · " + pg.p.T("decision.round", int(x.Round))
	}
	return text
}

// deciderOf says by whom a decision is, as far as one person decides it.
func (pg *place) deciderOf(x *org.Decision) string {
	if x.Process == deciding.Advice || x.Process == deciding.RoleAuthority {
		return pg.p.T("decisions.decides", pg.nameOr(x.By))
	}
	return pg.p.T("decisions.by", pg.nameOr(x.By))
}

// decisionDots is who answered, one dot each, and the sum of it in words. There are none
// where nobody is asked in this stage.
func (pg *place) decisionDots(id org.DecisionID) (dots []ui.Answer, says string) {
	x := pg.s.Decision(id)
	done, open := 0, 0
	switch x.Stage {
	case deciding.Answering, deciding.Mending:
		for _, p := range pg.s.Together(id) {
			a := answerDot(x.Answer(p))
			dots = append(dots, a)
			if a != ui.AnswerOpen {
				done++
			}
		}
		for _, o := range x.Objections {
			if pg.s.Objection(o).Open() {
				open++
			}
		}
		says = pg.p.T("decisions.answered", done, len(dots))
		if open > 0 {
			says += ", " + pg.p.T("decisions.objections", open)
		}
	case deciding.Advising:
		for _, p := range x.Parties {
			if p.Person == x.By {
				continue
			}
			a := ui.AnswerOpen
			if x.AdviceOf(p.Person) != nil {
				a = ui.AnswerYes
				done++
			}
			dots = append(dots, a)
		}
		says = pg.p.T("decisions.advised", done, len(dots))
	case deciding.Naming, deciding.Renaming:
		for _, p := range pg.s.Together(id) {
			a := ui.AnswerOpen
			if x.Nomination(p) != nil {
				a = ui.AnswerYes
				done++
			}
			dots = append(dots, a)
		}
		says = pg.p.T("decisions.named", done, len(dots))
	case deciding.Voting: // of a secret vote nobody learns how many
		if x.Vote.Secret {
			return nil, pg.p.T("vote.goes_on")
		}
		for _, p := range pg.s.Together(id) {
			a := ui.AnswerOpen
			if x.Vote.BallotOf(p) != nil {
				a = ui.AnswerYes
				done++
			}
			dots = append(dots, a)
		}
		says = pg.p.T("decisions.voted", done, len(dots))
	case deciding.Shaping:
		return nil, pg.p.T("decisions.read", len(x.Readings))
	case deciding.Trying:
		left := 0
		for _, t := range x.Trials {
			if t.Seen == 0 {
				left++
			}
		}
		return nil, pg.p.T("decisions.trials", left, len(x.Trials))
	}
	slices.SortStableFunc(dots, func(a, b ui.Answer) int { return dotOrder[a] - dotOrder[b] })
	return dots, says
}

// dotOrder has those who answered stand before those who did not yet, as the seats do.
var dotOrder = map[ui.Answer]int{ui.AnswerYes: 0, ui.AnswerAside: 1, ui.AnswerNo: 2, ui.AnswerOpen: 3}

func answerDot(s org.Says) ui.Answer {
	return map[org.Says]ui.Answer{org.Consents: ui.AnswerYes, org.StandAside: ui.AnswerAside, org.Objects: ui.AnswerNo}[s]
}

// untilChip is the day by which a stage ends; soon where that asks something of the one who
// looks in the next days.
func (pg *place) untilChip(d decisionItem) (kind, icon, text string) {
	switch left := d.x.Until - pg.at; {
	case d.x.Stage == deciding.Acting:
		return "late", "clock", pg.p.T("decision.lapses", pg.hour(d.x.Until))
	case d.part != org.NoPart && left < 3*org.Day:
		return "soon", "clock", pg.left(d.x.Until)
	}
	return "", "clock", pg.p.T("decision.by", pg.date(d.x.Until))
}

// left is how much time there is until a moment: in days, and near its end in hours.
func (pg *place) left(t org.Time) string {
	left := t - pg.at
	hour := org.Day / 24
	switch {
	case left <= 0:
		return pg.p.T("left.over")
	case left >= 2*org.Day:
		return pg.p.T("left.days", int(left/org.Day))
	case left >= hour:
		return pg.p.T("left.hours", int(left/hour))
	}
	return pg.p.T("left.minutes", max(1, int(left/(hour/60))))
}

// outcomeFact is what came of a decision that ended.
func (pg *place) outcomeFact(x *org.Decision) string {
	text := pg.p.T("outcome." + x.Outcome.String())
	if g := pg.s.Agreement(x.Agreement); g != nil {
		if g.Holds() {
			return pg.p.T("decisions.holds", pg.date(g.Review))
		}
		return pg.p.T("decisions.held", pg.date(g.Until))
	}
	if x.Elsewhere() && x.By == 0 {
		return ""
	} else if x.Elsewhere() {
		return pg.p.T("decisions.by", pg.nameOr(x.By))
	}
	return text
}
