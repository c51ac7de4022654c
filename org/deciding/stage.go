package deciding

// Stage is how far a decision is.
type Stage uint8

// The stages. Zero is for what ended.
const (
	NoStage     Stage = iota
	Shaping           // it is put forward: people say what kind of question it is
	Advising          // advice is given, unseen until all did or the date has come
	Deciding          // one person decides, and says what was done with each advice
	Asking            // what is unclear is asked and answered
	Answering         // everybody concerned consents, stands aside or objects
	Mending           // objections are open, or the map changed: the proposal is made anew
	Confirming        // a second person looks at what cannot be undone
	Trying            // small trials run until they are looked at
	Acting            // somebody acts, to contain harm
	LookingBack       // what was done in haste is looked back on
	Naming            // people are named for a role, with reasons
	Renaming          // having heard the reasons, people may name somebody else
	Forwarding        // whoever facilitates puts somebody forward, on the reasons
	Voting            // ballots are given, unseen by others until it is over
	Counting          // and counted
)

var stageNames = []string{
	"", "shaping", "advising", "deciding", "questions", "answering", "mending", "confirming", "trying", "acting",
	"looking_back", "naming", "renaming", "forwarding", "voting", "counting",
}

func (s Stage) String() string { return stageNames[s] }

// Words are all stages, by their names in the log.
func (Stage) Words() []string { return stageNames[1:] }

// Offered is none: stages come by what people do, and by the clock.
func (Stage) Offered() []string { return nil }

// MarshalText returns the name used in the log and the API.
func (s Stage) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads that name.
func (s *Stage) UnmarshalText(b []byte) error { return fromWord(s, "stage", stageNames, b) }

// Outcome is how a decision ended.
type Outcome uint8

// The outcomes. Zero is for what goes on.
const (
	NoOutcome   Outcome = iota
	Adopted             // it holds, and the map has changed by it
	Dropped             // whoever proposed it took it back
	Lapsed              // the time was over, and nobody had done what was theirs
	NoQuorum            // too few took part
	Blocked             // objections stayed open: it is a tension again
	Smaller             // a smaller trial took its place
	Tried               // its trials were looked at
	LookedBack          // what was done in haste was looked back on
	NobodyNamed         // nobody was named, or whoever was put forward did not want it
	Kept                // most want it to stay as it is
	Tied                // as many want one as another, and no rule was stated for that
	Recorded            // it was decided elsewhere, and is kept here
	Discarded           // it was, and is not kept any more
)

var outcomeNames = []string{"", "adopted", "dropped", "lapsed", "no_quorum", "blocked", "smaller", "tried", "looked_back", "nobody_named", "kept", "tied", "recorded", "discarded"}

func (o Outcome) String() string { return outcomeNames[o] }

// Words are all outcomes, by their names in the log.
func (Outcome) Words() []string { return outcomeNames[1:] }

// Offered is none: outcomes come about.
func (Outcome) Offered() []string { return nil }

// MarshalText returns the name used in the log and the API.
func (o Outcome) MarshalText() ([]byte, error) { return []byte(o.String()), nil }

// UnmarshalText reads that name.
func (o *Outcome) UnmarshalText(b []byte) error { return fromWord(o, "outcome", outcomeNames, b) }

// Way is a process with what is asked beside it.
type Way struct {
	Process     Process
	AdviceFirst bool  // a consent, after advice
	Second      bool  // a second person looks
	Portfolio   bool  // what is consented to are small trials
	Quorum      Share // of those who decide together
}

// Stages returns the way from beginning to end, as it goes where nothing comes between.
func (w Way) Stages() []Stage {
	switch w.Process {
	case RoleAuthority:
		if w.Second {
			return []Stage{Shaping, Confirming}
		}
		return []Stage{Shaping}
	case Advice:
		return []Stage{Shaping, Advising, Deciding}
	case Consent:
		stages := []Stage{Shaping}
		if w.AdviceFirst {
			stages = append(stages, Advising, Deciding)
		}
		stages = append(stages, Asking, Answering)
		if w.Portfolio {
			stages = append(stages, Trying)
		}
		return stages
	case Probe:
		return []Stage{Shaping, Trying}
	case ActFirst:
		return []Stage{Shaping, Acting, LookingBack}
	case Election:
		return []Stage{Shaping, Naming, Renaming, Forwarding, Answering}
	case Vote:
		return []Stage{Shaping, Voting, Counting}
	}
	return []Stage{Shaping}
}

// after returns the stage that comes after one; NoStage where none does.
func (w Way) after(s Stage) Stage {
	stages := w.Stages()
	for i, one := range stages[:len(stages)-1] {
		if one == s {
			return stages[i+1]
		}
	}
	return NoStage
}

// Hours is a length of time in which people get round to something.
type Hours int

// Days of them.
const (
	day         Hours = 24
	LeastAdvice       = 2 * day // nobody decides sooner, however quick the advice was
	LeastNotice       = 3 * day // whoever is silent had so long to speak
	Rounds            = 3       // of consent; then it is made smaller, or is a tension again
)

// Takes returns how long a stage takes unless somebody says so, and the least and the most
// that they can say. All are zero for a stage whose end lies in what is decided.
func (s Stage) Takes() (usual, least, most Hours) {
	switch s {
	case Shaping:
		return 30 * day, day, 60 * day
	case Advising:
		return 7 * day, LeastAdvice, 30 * day
	case Deciding, Mending:
		return 14 * day, day, 30 * day
	case Asking:
		return 3 * day, day, 30 * day
	case Answering:
		return 7 * day, LeastNotice, 30 * day
	case Confirming:
		return 3 * day, day, 14 * day
	case Trying:
		return 7 * day, day, 30 * day // after the day on which the last trial is looked at
	case Acting:
		return 3 * day, 3 * day, 3 * day // then the authority of whoever acts is over
	case LookingBack:
		return 7 * day, day, 14 * day
	case Naming, Renaming:
		return 3 * day, day, 14 * day
	case Forwarding:
		return 3 * day, day, 14 * day
	case Voting:
		return 7 * day, LeastNotice, 30 * day
	case Counting:
		return 14 * day, day, 30 * day // it takes a moment, unless the ballots are gone
	}
	return 0, 0, 0
}

// Resumes returns the stage in which a text that was made anew is answered.
func (w Way) Resumes() Stage {
	switch w.Process {
	case Consent, Election:
		return Answering
	case Vote:
		return Voting
	case RoleAuthority:
		if w.Second {
			return Confirming
		}
	}
	return Deciding
}

// Way is the suggested process with what is asked beside it.
func (s *Suggestion) Way() Way {
	return Way{Process: s.Process, AdviceFirst: s.AdviceFirst, Second: s.Second, Portfolio: s.Portfolio, Quorum: s.Quorum}
}
