package deciding

import "time"

// Answer is what somebody says to one of the six questions.
type Answer uint8

// The answers. Zero is for a question that somebody left.
const (
	Unanswered Answer = iota
	Yes
	No
	Unsure // they do not know
)

var answerNames = []string{"", "yes", "no", "unsure"}

func (a Answer) String() string { return answerNames[a] }

// Words are all answers, by their names in the log.
func (Answer) Words() []string { return answerNames }

// Offered are those that people can choose.
func (Answer) Offered() []string { return answerNames[1:] }

// MarshalText returns the name used in the log and the API.
func (a Answer) MarshalText() ([]byte, error) { return []byte(a.String()), nil }

// UnmarshalText reads that name.
func (a *Answer) UnmarshalText(b []byte) error { return fromWord(a, "answer", answerNames, b) }

// Questions is how many there are.
const Questions = 6

// The questions, by their places in a reading.
const (
	Harm          = iota // is harm under way, or will waiting a day make it worse
	Familiar             // was this solved the same way three times, with the result expected
	Knowable             // could somebody who knows the subject work out the answer beforehand
	Reactive             // does it depend on how people react, or would good experts disagree
	Undoable             // can it be undone within a month for little cost
	TouchesOthers        // does it change other people's roles, rules, money or rights
)

// Enough is by how many people a question is to be read: by whoever raised it and two of
// those concerned. Fresh is how long a reading holds; then the question may lie elsewhere.
const (
	Enough = 3
	Fresh  = 30 * 24 * time.Hour
)

// Reading is how somebody sees a question: the answers to the six, in their order.
type Reading [Questions]Answer

// inOrder are the questions that choose a domain, in the order in which they do: that
// it depends on people goes before that it is familiar, since trouble begins where
// something is taken for known.
var inOrder = []struct {
	question int
	domain   Domain
	reason   Reason
}{{Harm, Chaotic, HarmUnderWay}, {Reactive, Complex, PeopleReact}, {Familiar, Clear, RuleIsKnown}, {Knowable, Complicated, ExpertKnows}}

// IsZero reports that nothing is answered.
func (r Reading) IsZero() bool { return r == Reading{} }

// Complete reports that all is answered.
func (r Reading) Complete() bool {
	for _, a := range r {
		if a == Unanswered {
			return false
		}
	}
	return true
}

// Domain returns where the reading places the question: by the first yes in the order.
// Without any it is confused, and so it is where two or more of the four are not known;
// only harm under way goes before not knowing. It is no domain while none of the four
// is answered.
func (r Reading) Domain() Domain {
	found, unsure, answered := Confused, 0, false
	for i := len(inOrder) - 1; i >= 0; i-- {
		switch r[inOrder[i].question] {
		case Unanswered:
			continue
		case Yes:
			found = inOrder[i].domain
		case Unsure:
			unsure++
		}
		answered = true
	}
	switch {
	case !answered:
		return NoDomain
	case unsure >= 2 && found != Chaotic:
		return Confused
	}
	return found
}

// Tally is how a question was answered: by whom, as places in the readings.
type Tally struct{ Yes, No, Unsure []int }

// Differ reports that the answers are not all the same.
func (t Tally) Differ() bool {
	return min(len(t.Yes), 1)+min(len(t.No), 1)+min(len(t.Unsure), 1) > 1
}

func tally(readings []Reading) (out [Questions]Tally) {
	for who, r := range readings {
		for q, a := range r {
			switch a {
			case Yes:
				out[q].Yes = append(out[q].Yes, who)
			case No:
				out[q].No = append(out[q].No, who)
			case Unsure:
				out[q].Unsure = append(out[q].Unsure, who)
			}
		}
	}
	return out
}
