package web

import (
	"slices"

	"orpheus/face/web/ui"
	"orpheus/org"
	"orpheus/org/deciding"
)

// staff are the steps of the way in which it is decided: what was, what is now and until
// when, and what comes.
func (d decisionPage) staff() (steps []ui.Step) {
	x := d.x
	done := func(s ui.Step) { s.Done, s.Status = true, d.p.T("decision.step.done"); steps = append(steps, s) }
	next := func(s ui.Step) { s.Status = d.p.T("decision.step.next"); steps = append(steps, s) }
	if t := d.s.Tension(x.Tension); t != nil && d.sees(org.RefOf(x.Tension)) && t.Raised < x.At {
		done(ui.Step{Name: d.p.T("decision.step.raised"), When: d.date(t.Raised), More: d.nameOr(t.By)})
	}
	stages := x.Way().Stages()
	if x.Elsewhere() {
		if x.At < x.Ended {
			done(ui.Step{Name: d.stageName(deciding.Shaping, true), When: d.date(x.At), More: d.nameOrNone(x.By)})
		}
		return append(steps, d.ends()...)
	}
	now := slices.Index(stages, x.Stage)
	if x.Stage == deciding.Mending {
		now = max(slices.Index(stages, deciding.Answering), len(stages)-1) + 1
		stages = slices.Insert(slices.Clone(stages), now, deciding.Mending)
	}
	reached := d.reached(stages)
	for i, stage := range stages {
		s := ui.Step{Name: d.stageName(stage, i < now || !x.Open())}
		if stage == deciding.Shaping {
			s.When, s.More = d.date(x.At), d.nameOr(x.By)
		}
		switch {
		case i == now:
			s.Now, s.Full, s.Status = true, d.ran(x), d.p.T("decision.step.now")
			s.When = d.p.T("decision.until", d.hour(x.Until))
			_, s.More = d.decisionDots(d.id)
			steps = append(steps, s)
		case i < now || !x.Open() && i < reached:
			done(s)
		case !x.Open(): // it ended before
		default:
			s.When = ""
			next(s)
		}
	}
	return append(steps, d.ends()...)
}

// stageName is the name of a stage, another one once it is behind where that reads better.
func (d decisionPage) stageName(stage deciding.Stage, behind bool) string {
	if key := "stage." + stage.String() + ".done"; behind && d.p.Has(key) {
		return d.p.T(key)
	}
	return d.p.T("stage." + stage.String())
}

// reached is how many of its stages a decision that ended went through, as far as what was
// done in them tells.
func (d decisionPage) reached(stages []deciding.Stage) int {
	x := d.x
	last := deciding.NoStage
	switch {
	case x.Outcome == deciding.Adopted, x.Outcome == deciding.Tried, x.Outcome == deciding.LookedBack:
		return len(stages)
	case x.Round > 0:
		last = deciding.Answering
	case x.Forward != 0:
		last = deciding.Forwarding
	}
	return max(slices.Index(stages, last)+1, min(2, len(stages)))
}

// ends is how it ends, or ended, and when it is looked at again.
func (d decisionPage) ends() (steps []ui.Step) {
	x := d.x
	switch {
	case !x.Open():
		steps = append(steps, ui.Step{Name: d.p.T("outcome." + x.Outcome.String()), When: d.date(x.Ended), Done: true, Status: d.p.T("decision.step.done")})
	case !d.endsItself():
		decided := ui.Step{Name: d.p.T("decision.step.decided"), Status: d.p.T("decision.step.next")}
		if x.Process == deciding.Consent {
			decided.More = d.p.T("decision.step.unless")
		}
		steps = append(steps, decided)
	}
	switch g := d.s.Agreement(x.Agreement); {
	case g != nil && g.Holds():
		steps = append(steps, ui.Step{Name: d.p.T("decision.step.review"), When: d.date(g.Review), Status: d.p.T("decision.step.next")})
	case x.Open() && x.Stands().Text != 0 && x.Holds == 0 && x.Process != deciding.Probe && x.Process != deciding.ActFirst:
		steps = append(steps, ui.Step{Name: d.p.T("decision.step.review"), When: d.p.T("decision.step.after", int(x.Review)), Status: d.p.T("decision.step.next")})
	}
	return steps
}

// endsItself reports whether the last stage of the way is its end, so that no other step
// stands for that.
func (d decisionPage) endsItself() bool {
	stages := d.x.Way().Stages()
	switch stages[len(stages)-1] {
	case deciding.Deciding, deciding.Trying, deciding.LookingBack:
		return true
	}
	return false
}
