package measure

import (
	"orpheus/insight/stat"
	"orpheus/org"
)

// Range is what lies between two numbers, both included.
type Range struct {
	Low  float64 `json:"low"`
	High float64 `json:"high"`
}

// Answer is what the acts say to one question. It is about the whole of a scope and
// never about a person. A median may have no upper bound: less than half of what would
// have to end to know it ended so far.
type Answer struct {
	ID      Question `json:"id"`
	Formula string   `json:"formula"`
	Unit    Unit     `json:"unit"`
	stat.Wire
	Chance *Range   `json:"chance,omitempty"` // nine in ten of what chance alone would give; none where no chance is meant
	Before *Range   `json:"before,omitempty"` // the interval of the window before; none where it was not enough
	Beside []Beside `json:"beside,omitempty"` // read together with it
	About  About    `json:"about"`            // what M counts
	N      int      `json:"n"`                // people who could have
	By     int      `json:"by"`               // people who did
	M      int      `json:"m"`                // acts it is based on
	// Unlabelled is how many of M nobody knows enough of to count for the one or the other.
	Unlabelled int    `json:"unlabelled,omitempty"`
	Reason     Reason `json:"reason,omitempty"` // why there is no number, where no count tells it

	hide Reason // why those who do not belong to the scope learn no count of it either; empty where they may
}

// Beside is a number that is read with an answer, since the answer alone misleads.
type Beside struct {
	ID   string `json:"id"` // the key of its sentence
	Unit Unit   `json:"unit"`
	stat.Wire
	M      int            `json:"m"`                // of how many
	Reason Reason         `json:"reason,omitempty"` // why there is no number, where no count tells it
	Moves  stat.Direction `json:"moves,omitempty"`  // whether it moves; absent for what is told of one moment
}

// Reason is why there is no number, where no count of what is missing tells it.
type Reason string

// The reasons.
const (
	BeforeAgreement Reason = "before_agreement" // before the day from which the organisation agreed to statistics
	FirstMonth      Reason = "first_month"      // below twenty people acts count from month to month, and the first is not over
	OneHolds        Reason = "one_holds"        // one person did more than four in five of it: it would speak of a person
	FewActed        Reason = "few_acted"        // fewer than five people did it
	WouldTell       Reason = "would_tell"       // with what else is shown, another number could be worked out that is not shown
	NoLine          Reason = "no_line"          // nobody holds a role of the line, or everybody the same
	NotAsked        Reason = "not_asked"        // nobody was asked in that time
	FewAnswered     Reason = "few_answered"     // they were asked, but too few answered
	SeenApart       Reason = "seen_apart"       // a circle that sees it too differently for a mean to stand for it
	ThreeApart      Reason = "three_apart"      // three numbers stand beside it, of which no one number is made
	MedianNotYet    Reason = "median_not_yet"   // less than half of them came to their end by now
)

// Verdict says where an interval lies beside what chance alone gives.
type Verdict string

// The verdicts.
const (
	NoVerdict  Verdict = ""
	AboveIt    Verdict = "above"
	BelowIt    Verdict = "below"
	CannotTell Verdict = "as_chance"
)

// Verdict is a matter of the interval, not of the point: where interval and chance
// touch, nobody can tell.
func (a *Answer) Verdict() Verdict {
	switch {
	case a.Chance == nil || a.Low == nil || a.High == nil:
		return NoVerdict
	case *a.Low > a.Chance.High:
		return AboveIt
	case *a.High < a.Chance.Low:
		return BelowIt
	default:
		return CannotTell
	}
}

// Course is how many people carry the lead, over time.
type Course struct {
	Points []Point        `json:"points"`
	Moves  stat.Direction `json:"moves"` // by the rule that two quarters running lie beyond chance; else nobody can tell
	Marks  []Mark         `json:"marks,omitempty"`
}

// Point is one moment of a Course: the window that ends then.
type Point struct {
	At org.Time `json:"at"`
	stat.Wire
	Chance *Range `json:"chance,omitempty"`
	N      int    `json:"n"`
	M      int    `json:"m"`
	// Recorded is how much was written down in that window: tensions, pieces of work, leads
	// and decisions begun. A jump in it is people getting used to writing down, not leading.
	Recorded int `json:"recorded"`
}

// Mark is something that happened on the way, which may be why a number moved.
type Mark struct {
	At   org.Time `json:"at"`
	Kind MarkKind `json:"kind"`
	Of   org.Ref  `json:"-"`
	Ref  string   `json:"ref,omitempty"` // what it tells of, as A3; absent for what has no page
}

// MarkKind is what a Mark tells of.
type MarkKind string

// What is marked.
const (
	MarkAgreement MarkKind = "agreement" // an agreement came into force
	MarkCircles   MarkKind = "circles"   // several circles were formed or closed within a month
	MarkImport    MarkKind = "import"    // an import changed many things at once
	MarkFrom      MarkKind = "from"      // statistics count from this day
)

// Definitions is the version of the definitions of all numbers here. It goes up when one of
// them changes, so that whoever kept numbers sees that those before are others.
const Definitions = 1

// Insight is the answers to all twelve questions in one scope.
type Insight struct {
	Definitions int          `json:"definitions"` // which version of them was used; numbers of two versions are not compared
	At          org.Time     `json:"at"`
	From        org.Time     `json:"from"` // where the window begins
	Circle      org.CircleID `json:"circle"`
	Days        int          `json:"window_days"`
	Answers     []Answer     `json:"answers"` // twelve, in the order of Questions
	Course      Course       `json:"course"`
	Planned     Planned      `json:"planned"`

	outside bool // it is what somebody sees who does not belong to the scope
}

// Answer returns what is said to a question.
func (i *Insight) Answer(q Question) *Answer {
	for n := range i.Answers {
		if i.Answers[n].ID == q {
			return &i.Answers[n]
		}
	}
	return nil
}

// Planned counts the leads of a window by whether they were planned and whether the work
// fits what else goes on.
type Planned struct {
	Fits    [2]int `json:"fits"` // planned, unplanned
	Not     [2]int `json:"does_not"`
	Unknown [2]int `json:"nobody_looked"`
	M       int    `json:"m"`
	Reason  Reason `json:"reason,omitempty"`
	Told    bool   `json:"shown"` // whether there is enough to show counts
}
