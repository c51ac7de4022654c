package deciding

// Facts are what is known of a decision at a moment, in numbers: what comes next follows
// from these and from nothing else.
type Facts struct {
	Way   Way
	Stage Stage
	Over  bool // the time of the stage is over
	Least bool // the least time of the stage is over

	People   int  // who decide together, or are to name somebody
	Answered int  // of these, for the text that stands
	Open     int  // objections that nobody settled
	Asked    int  // whose advice is waited for still
	Unheeded int  // advice of which nobody said what was done with it
	Trials   int  // that nobody looked at yet
	Named    int  // who were named by somebody
	Moved    bool // the map changed so that what was decided is not possible: it is made anew

	Seconded bool // a second person looked, and agrees
	Looked   bool // it was looked back on
	Refused  bool // whoever was put forward does not want it
}

// Step is what comes next.
type Step struct {
	Stay    bool    // nothing, for now
	Sooner  bool    // nothing, but the stage ends as soon as its least time is over
	To      Stage   // another stage
	Outcome Outcome // or the end
}

var stay = Step{Stay: true}

// Next returns what comes next. Where the time of a stage is over something does: no
// decision stays for ever. The silence of those who had notice is no objection, and in
// every other stage nothing.
func Next(f Facts) Step {
	switch f.Stage {
	case Shaping:
		return f.when(false, Step{}, Lapsed)
	case Advising:
		if f.Asked == 0 && !f.Over && !f.Least {
			return Step{Stay: true, Sooner: true}
		}
		if f.Asked == 0 || f.Over {
			return f.on()
		}
	case Deciding:
		return f.deciding()
	case Asking, Naming, Renaming:
		return f.naming()
	case Answering:
		return f.answering()
	case Mending:
		return f.mending()
	case Confirming:
		return f.when(f.Seconded, Step{Outcome: Adopted}, Lapsed)
	case Trying:
		return f.when(f.Trials == 0, Step{Outcome: Tried}, Lapsed)
	case Acting:
		if f.Over || f.Looked {
			return f.when(f.Looked, Step{Outcome: LookedBack}, NoOutcome)
		}
	case LookingBack:
		return f.when(f.Looked, Step{Outcome: LookedBack}, Lapsed)
	case Forwarding, Counting:
		return f.when(false, Step{}, Lapsed) // an act goes on from there
	case Voting:
		return f.when(f.People > 0 && f.Answered == f.People, f.on(), NoOutcome)
	}
	return stay
}

// when returns a step where something is so; else, when the time is over, the end or the
// stage after.
func (f Facts) when(so bool, then Step, end Outcome) Step {
	switch {
	case so:
		return then
	case f.Over && end == NoOutcome:
		return f.on()
	case f.Over:
		return Step{Outcome: end}
	}
	return stay
}

// on is the stage after, or that it is adopted.
func (f Facts) on() Step {
	if next := f.Way.after(f.Stage); next != NoStage {
		return Step{To: next}
	}
	return Step{Outcome: Adopted}
}

// deciding: where consent comes after advice, it does when it was said what was done with
// each.
func (f Facts) deciding() Step {
	if f.Way.AdviceFirst && f.Unheeded == 0 {
		return f.on()
	}
	return f.when(false, Step{}, Lapsed) // whoever decides does so by an act
}

// naming goes on when all have named somebody, and at the end with what was named.
func (f Facts) naming() Step {
	all := f.Stage == Naming && f.People > 0 && f.Answered == f.People
	if !f.Over && !all {
		return stay
	}
	if f.Stage != Asking && f.Named == 0 {
		return Step{Outcome: NobodyNamed}
	}
	return f.on()
}

func (f Facts) answering() Step {
	switch all := f.People > 0 && f.Answered == f.People; {
	case f.Refused:
		return Step{Outcome: NobodyNamed}
	case f.Open > 0 && f.Over:
		return Step{To: Mending}
	case f.Open > 0 || !all && !f.Over:
		return stay
	case !f.quorum():
		return Step{Outcome: NoQuorum}
	}
	return f.on()
}

// quorum reports whether enough took part. Where nobody is left, nobody decides.
func (f Facts) quorum() bool { return f.People > 0 && f.Way.Quorum.Met(f.Answered, f.People) }

// mending ends well where the last objection is settled by words alone; what the map does
// not allow has to be made anew.
func (f Facts) mending() Step {
	if f.Open == 0 && !f.Moved {
		if !f.quorum() {
			return Step{Outcome: NoQuorum}
		}
		f.Stage = Answering
		return f.on()
	}
	return f.when(false, Step{}, Blocked)
}
