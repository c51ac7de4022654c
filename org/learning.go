package org

// Learning is what work taught, kept where others find it.
type Learning struct {
	_          struct{} `cbor:",toarray"`
	Circle     CircleID
	Initiative InitiativeID // zero where it came from elsewhere
	By         PersonID
	Text       TextID
	At         Time

	Dropped Time // when it was taken back; zero while it stands
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
}

func (a *KeepLearning) Check(s *State, m Moment) error {
	c := orRoot(a.Circle)
	return first(s.mustExist(), s.mustCircle(c), mustText(a.Text), s.mustBelong(m, c))
}

func (a *KeepLearning) Prepare(s *State, _ Moment) {
	a.Learning, a.Circle = s.learnings.Next(), orRoot(a.Circle)
}

func (a *KeepLearning) Apply(d *Draft, m Moment) {
	d.learnings.Append(d.own, Learning{Circle: a.Circle, By: m.By, Text: a.Text.ID, At: m.At})
}

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

func (a *DropLearning) Say(s *State, _ *Entry) Said {
	return say("", s.HomeOf(RefOf(a.Learning)))
}
