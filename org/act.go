package org

// Act is one thing done in an organisation. Acts are facts: what is in the log
// happened, and stays. Every act is a pointer to a struct whose fields are all
// that is remembered of it.
type Act interface {
	// Check says whether the act may be done now. It never runs on replay, so a
	// rule may change without rewriting history.
	Check(s *State, m Moment) error
	// Apply makes it so and cannot fail. It depends on nothing but the draft,
	// the act and the moment.
	Apply(d *Draft, m Moment)
}

// preparer is an act that writes down, before it is logged, what a rule worked
// out: the id it gives, the origin, a default end. It runs after Check. What it
// wrote is the fact; a later change of the rule changes nothing back.
type preparer interface {
	Prepare(s *State, m Moment)
}

// Moment is who, when, and through which face.
type Moment struct {
	At   Time
	By   PersonID // zero: nobody in person (the clock, a rule, an import, the operator)
	Face Face
}

// Nobody reports whether no person did it: such acts pass every rule about who.
func (m Moment) Nobody() bool { return m.By == 0 }

// Face is the way an act came in.
type Face uint8

// The faces. Their numbers are in the log; add, never change.
const (
	Operator Face = iota // the command line, by whoever runs the server
	Web
	API
	Assistant
	Import
	Clock     // a planned end, a term
	Rule      // entailed by another act
	Directory // who signed in by a provider, or a directory of people, by the rules that stewards set
)

var faceNames = []string{"operator", "web", "api", "assistant", "import", "clock", "rule", "directory"}

func (f Face) String() string {
	if int(f) < len(faceNames) {
		return faceNames[f]
	}
	return "unknown"
}

// Done is one act as it happened.
type Done struct {
	Act    Act
	Moment Moment
	Cause  int // index, among the acts done together, of the act that entailed it; -1 for none
}

// Do checks act, applies it and all that it entails, and returns what was done,
// the act itself first. On an error the draft is as it was before.
func (d *Draft) Do(act Act, m Moment) ([]Done, error) {
	if err := first(d.mayAct(m), checkCarried(act), checkProse(act)); err != nil {
		return nil, err
	}
	trim(act)
	if err := act.Check(&d.State, m); err != nil {
		return nil, err
	}
	if err := d.change(act, m); err != nil {
		return nil, err
	}
	return d.entail(nil, act, m, -1), nil
}

// Replay applies an act that is known to have happened.
func (d *Draft) Replay(act Act, m Moment) {
	d.Texts = max(d.Texts, highestProse(act))
	d.Version++
	d.Last = max(d.Last, m.At)
	act.Apply(d, m)
}

// May says whether an act could be done now; it changes nothing. What is written
// in it is not looked at.
func (s *State) May(act Act, m Moment) error {
	if err := s.mayAct(m); err != nil {
		return err
	}
	return act.Check(s, m)
}

// mayAct refuses people who are not there (any more).
func (s *State) mayAct(m Moment) error {
	if m.Nobody() {
		return nil
	}
	p := s.Person(m.By)
	if p == nil {
		return refuse(NotFound, "person.unknown", m.By)
	}
	if !p.Present() {
		return refuse(Forbidden, "person.gone", m.By)
	}
	return nil
}
