package org

// Learning is what work taught, kept where others find it.
type Learning struct {
	_          struct{} `cbor:",toarray"`
	Circle     CircleID
	Initiative InitiativeID // zero where it came from elsewhere
	By         PersonID
	Text       TextID
	At         Time

	Dropped  Time       // when it was taken back; zero while it stands
	Decision DecisionID // that taught it; zero for none
	Files    []FileID   // pictures and papers that came with it
	Meeting  MeetingID  // the reflection or meeting that taught it; zero for none
}

type learningRow Learning

// MarshalCBOR writes the row, of old ones as it was before any was taken back.
func (k Learning) MarshalCBOR() ([]byte, error) { return encodeRow(learningRow(k), 5) }

// UnmarshalCBOR reads what MarshalCBOR wrote.
func (k *Learning) UnmarshalCBOR(b []byte) error { return decodeRow(b, (*learningRow)(k)) }

// KeepLearning writes down what something other than an initiative taught.
type KeepLearning struct {
	Learning LearningID `json:"learning,omitzero" doc:"the new id" derived:"id"`
	Circle   CircleID   `json:"circle,omitzero" doc:"where it was learned; the whole organisation where empty" example:"C2"`
	Text     Prose      `json:"text" doc:"what was learned"`
	Decision DecisionID `json:"decision,omitzero" doc:"the decision that taught it; it is learned in its circle then" example:"D1"`
	Meeting  MeetingID  `json:"meeting,omitzero" doc:"the reflection or meeting that taught it; it is learned in its circle then"`
	Files    []FileID   `json:"files,omitzero" doc:"files that came with it" derived:"yes"`
}

func (a *KeepLearning) Check(s *State, m Moment) error {
	x := s.Decision(a.Decision)
	if a.Decision != 0 && x == nil {
		return refuse(NotFound, "decision.unknown", a.Decision)
	}
	if a.Meeting != 0 && s.Meeting(a.Meeting) == nil {
		return refuse(NotFound, "meeting.unknown", a.Meeting)
	}
	c := a.where(s)
	return first(s.mustExist(), s.mustCircle(c), mustText(a.Text), mustAttach(a.Files), s.mustBelong(m, c))
}

// where is the circle in which it was learned: that of the decision or meeting that taught it.
func (a *KeepLearning) where(s *State) CircleID {
	if x := s.Decision(a.Decision); x != nil {
		return x.Circle
	}
	if e := s.Meeting(a.Meeting); e != nil {
		return e.Circle
	}
	return orRoot(a.Circle)
}

func (a *KeepLearning) Prepare(s *State, _ Moment) {
	a.Learning, a.Circle, a.Files = s.learnings.Next(), a.where(s), s.numberFiles(a.Files)
}

func (a *KeepLearning) Apply(d *Draft, m Moment) {
	for range a.Files {
		d.files.Append(d.own, File{Learning: d.learnings.Next()})
	}
	d.learnings.Append(d.own, Learning{Circle: a.Circle, By: m.By, Text: a.Text.ID, At: m.At, Decision: a.Decision, Meeting: a.Meeting, Files: a.Files})
}

func (a *KeepLearning) attached() *[]FileID { return &a.Files }

func (a *KeepLearning) Undo(undoing) ([]Act, error) {
	return []Act{&DropLearning{Learning: a.Learning}}, nil
}

func (a *KeepLearning) Say(_ *State, _ *Entry) Said {
	return say("", a.Circle)
}

// DropLearning takes back something that one wrote down as learned.
type DropLearning struct {
	Learning LearningID `json:"learning" doc:"which learning" example:"K1"`
}

func (a *DropLearning) Check(s *State, m Moment) error {
	k := s.Learning(a.Learning)
	switch {
	case k == nil:
		return refuse(NotFound, "learning.unknown", a.Learning)
	case k.Dropped != 0:
		return refuse(Conflict, "learning.dropped")
	case !m.Nobody() && k.By != m.By:
		return refuse(Forbidden, "learning.not_yours")
	}
	return nil
}

func (a *DropLearning) Apply(d *Draft, m Moment) { d.learnings.Edit(d.own, a.Learning).Dropped = m.At }

// Drops names its words: they are gone from every past view too.
func (a *DropLearning) Drops(s *State) []TextID { return []TextID{s.Learning(a.Learning).Text} }

// DropsFiles names the files that came with it, which go with its words.
func (a *DropLearning) DropsFiles(s *State) []FileID { return s.Learning(a.Learning).Files }

func (a *DropLearning) Say(s *State, _ *Entry) Said {
	return say("", s.HomeOf(RefOf(a.Learning)))
}
