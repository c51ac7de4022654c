package org

import "slices"

// Note is something said about a matter: in the log of an initiative, or about a tension.
type Note struct {
	_          struct{} `cbor:",toarray"`
	Initiative InitiativeID
	By         PersonID
	Text       TextID // zero where it was taken back
	At         Time
	Prev       NoteID // of the same initiative or tension

	Tension   TensionID  // where it was said about a tension; Initiative is zero then
	Answers   NoteID     // the words it answers; zero for none
	Mentions  []PersonID // whom it names
	Corrected Time       // when its words were last replaced; zero for never
	TakenBack Time       // zero while it stands
	Was       TextID     // the words that were replaced last, or taken back: they are gone
	Lead      LeadID     // the lead that was handed over with these words
	Files     []FileID   // that came with it; what was in them is gone where it was taken back
}

type noteRow Note

// MarshalCBOR writes the row, of old ones as it was before there were conversations.
func (n Note) MarshalCBOR() ([]byte, error) { return encodeRow(noteRow(n), 5) }

// UnmarshalCBOR reads what MarshalCBOR wrote.
func (n *Note) UnmarshalCBOR(b []byte) error { return decodeRow(b, (*noteRow)(n)) }

// Stands reports whether the words were not taken back.
func (n *Note) Stands() bool { return n.TakenBack == 0 }

// NoteInitiative adds to the log of an initiative.
type NoteInitiative struct {
	Note       NoteID       `json:"note,omitzero" doc:"the new id" derived:"id"`
	Initiative InitiativeID `json:"initiative" doc:"which initiative"`
	Text       Prose        `json:"text" doc:"what there is to say; @P7 names person P7"`
	Answers    NoteID       `json:"answers,omitzero" doc:"the words it answers"`
	Mentions   []PersonID   `json:"mentions,omitzero" doc:"whom the words name" derived:"yes"`
	Files      []FileID     `json:"files,omitzero" doc:"files that came with it" derived:"yes"`
}

func (a *NoteInitiative) Check(s *State, m Moment) error {
	i := s.Initiative(a.Initiative)
	if i == nil {
		return refuse(NotFound, "initiative.unknown", a.Initiative)
	}
	return first(mustSay(a.Text, a.Files), s.mustBelong(m, i.Circle), s.mustMention(m, a.Text, i.Circle),
		s.mustAnswer(a.Answers, i.Tension, a.Initiative))
}

func (a *NoteInitiative) Prepare(s *State, _ Moment) {
	a.Note, a.Mentions, a.Files = s.notes.Next(), Mentioned(a.Text.text), s.numberFiles(a.Files)
}

func (a *NoteInitiative) Apply(d *Draft, m Moment) {
	d.note(Note{Initiative: a.Initiative, By: m.By, Text: a.Text.ID, At: m.At, Answers: a.Answers, Mentions: a.Mentions, Files: a.Files})
}

func (a *NoteInitiative) attached() *[]FileID { return &a.Files }

func (a *NoteInitiative) Say(s *State, _ *Entry) Said { return s.sayNote(a.Answers, a.Initiative) }

func (a *NoteInitiative) Tell(t *Telling) {
	t.spoken(a.Mentions, a.Answers)
	t.about(a.Initiative)
	t.partners(t.S.Initiative(a.Initiative))
}

// NoteTension says something about a tension.
type NoteTension struct {
	Note     NoteID     `json:"note,omitzero" doc:"the new id" derived:"id"`
	Tension  TensionID  `json:"tension" doc:"which tension"`
	Text     Prose      `json:"text" doc:"what there is to say; @P7 names person P7"`
	Answers  NoteID     `json:"answers,omitzero" doc:"the words it answers"`
	Mentions []PersonID `json:"mentions,omitzero" doc:"whom the words name" derived:"yes"`
	Files    []FileID   `json:"files,omitzero" doc:"files that came with it" derived:"yes"`
}

func (a *NoteTension) Check(s *State, m Moment) error {
	t := s.Tension(a.Tension)
	if t == nil {
		return refuse(NotFound, "tension.unknown", a.Tension)
	}
	return first(mustSay(a.Text, a.Files), s.mustBelong(m, t.Circle), s.mustMention(m, a.Text, t.Circle),
		s.mustAnswer(a.Answers, a.Tension, 0))
}

func (a *NoteTension) Prepare(s *State, _ Moment) {
	a.Note, a.Mentions, a.Files = s.notes.Next(), Mentioned(a.Text.text), s.numberFiles(a.Files)
}

func (a *NoteTension) Apply(d *Draft, m Moment) {
	d.note(Note{Tension: a.Tension, By: m.By, Text: a.Text.ID, At: m.At, Answers: a.Answers, Mentions: a.Mentions, Files: a.Files})
}

func (a *NoteTension) attached() *[]FileID { return &a.Files }

func (a *NoteTension) Say(s *State, _ *Entry) Said { return s.sayNote(a.Answers, a.Tension) }

func (a *NoteTension) Tell(t *Telling) {
	t.spoken(a.Mentions, a.Answers)
	t.tension(a.Tension)
}

// spoken tells whom words name, and whoever said the words that they answer: the sentence
// of the act names them too.
func (t *Telling) spoken(mentions []PersonID, answers NoteID) {
	t.to(BecauseNamed, mentions...)
	if n := t.S.Note(answers); n != nil {
		t.to(BecauseNamed, n.By)
	}
}

// sayNote is how something said is said: with whom it answers, where it does.
func (s *State) sayNote(answers NoteID, about any) Said {
	if n := s.Note(answers); n != nil && n.By != 0 {
		return say(".answer", about, n.By)
	}
	return say("", about)
}

// mustSay refuses saying nothing: there are words, or a file that speaks for itself.
func mustSay(text Prose, files []FileID) error {
	if len(files) > 0 {
		return mustAttach(files)
	}
	return mustText(text)
}

// note appends something said and links it.
func (d *Draft) note(n Note) {
	for range n.Files {
		d.files.Append(d.own, File{Note: d.notes.Next()})
	}
	if n.Tension != 0 {
		t := d.tensions.Edit(d.own, n.Tension)
		n.Prev = t.LastNote
		t.LastNote = d.notes.Append(d.own, n)
		return
	}
	i := d.initiatives.Edit(d.own, n.Initiative)
	n.Prev = i.LastNote
	i.LastNote = d.notes.Append(d.own, n)
}

// CorrectNote puts other words in the place of one's own, and may take out files that came
// with them, or add some.
type CorrectNote struct {
	Note     NoteID     `json:"note" doc:"which words"`
	Text     Prose      `json:"text" doc:"what stands there instead; @P7 names person P7"`
	Drop     []FileID   `json:"drop,omitzero" doc:"files that came with the words, and go for good"`
	Mentions []PersonID `json:"mentions,omitzero" doc:"whom the words name" derived:"yes"`
	Newly    []PersonID `json:"newly,omitzero" doc:"whom of these the earlier words did not name" derived:"yes"`
	Files    []FileID   `json:"files,omitzero" doc:"files that came with it" derived:"yes"`
}

func (a *CorrectNote) Check(s *State, m Moment) error {
	if err := s.mustBeOwnNote(m, a.Note); err != nil {
		return err
	}
	n := s.Note(a.Note)
	for _, f := range a.Drop {
		if !slices.Contains(n.Files, f) {
			return refuse(NotFound, "file.unknown", f)
		}
	}
	left := len(n.without(a.Drop)) + len(a.Files)
	if left > MaxFiles {
		return refuse(Invalid, "file.many", MaxFiles)
	}
	if left == 0 {
		if err := mustText(a.Text); err != nil {
			return err
		}
	}
	return first(mustAttach(a.Files), s.mustMention(m, a.Text, s.HomeOf(RefOf(a.Note))))
}

// without are the files that came with some words, but for these.
func (n *Note) without(these []FileID) []FileID {
	var out []FileID
	for _, f := range n.Files {
		if !slices.Contains(these, f) {
			out = append(out, f)
		}
	}
	return out
}

func (a *CorrectNote) attached() *[]FileID { return &a.Files }

// DropsFiles names the files that were taken out.
func (a *CorrectNote) DropsFiles(*State) []FileID { return a.Drop }

func (a *CorrectNote) Prepare(s *State, _ Moment) {
	a.Mentions, a.Files = Mentioned(a.Text.text), s.numberFiles(a.Files)
	for _, p := range a.Mentions {
		if !slices.Contains(s.Note(a.Note).Mentions, p) {
			a.Newly = append(a.Newly, p)
		}
	}
}

func (a *CorrectNote) Apply(d *Draft, m Moment) {
	for range a.Files {
		d.files.Append(d.own, File{Note: a.Note})
	}
	n := d.notes.Edit(d.own, a.Note)
	n.Was, n.Text, n.Mentions, n.Corrected = n.Text, a.Text.ID, a.Mentions, m.At
	if len(a.Drop)+len(a.Files) > 0 {
		n.Files = append(n.without(a.Drop), a.Files...)
	}
}

// Drops names the words that stood there: whoever corrects theirs has them back.
func (a *CorrectNote) Drops(s *State) []TextID { return []TextID{s.Note(a.Note).Was} }

func (a *CorrectNote) Say(s *State, _ *Entry) Said { return say("", s.notedOn(a.Note)) }

func (a *CorrectNote) Concern(PersonID) (Ref, CircleID) { return RefOf(a.Note), 0 }

// Tell: those whom the earlier words named were told by these.
func (a *CorrectNote) Tell(t *Telling) {
	if n := t.S.Note(a.Note); n.Tension != 0 {
		t.Thing = RefOf(n.Tension)
	} else {
		t.Thing = RefOf(n.Initiative)
	}
	t.to(BecauseNamed, a.Newly...)
}

// TakeBackNote takes one's own words back: a line without words stays.
type TakeBackNote struct {
	Note NoteID `json:"note" doc:"which words"`
}

func (a *TakeBackNote) Check(s *State, m Moment) error { return s.mustBeOwnNote(m, a.Note) }

func (a *TakeBackNote) Apply(d *Draft, m Moment) {
	n := d.notes.Edit(d.own, a.Note)
	n.Was, n.Text, n.Mentions, n.TakenBack = n.Text, 0, nil, m.At
}

// Drops names the words: they are gone from every past view too.
func (a *TakeBackNote) Drops(s *State) []TextID { return []TextID{s.Note(a.Note).Was} }

// DropsFiles names the files that came with the words, which go with them.
func (a *TakeBackNote) DropsFiles(s *State) []FileID { return s.Note(a.Note).Files }

func (a *TakeBackNote) Say(s *State, _ *Entry) Said { return say("", s.notedOn(a.Note)) }

func (a *TakeBackNote) Concern(PersonID) (Ref, CircleID) { return RefOf(a.Note), 0 }

// mustBeOwnNote lets through who said it, while it stands.
func (s *State) mustBeOwnNote(m Moment, id NoteID) error {
	n := s.Note(id)
	switch {
	case n == nil:
		return refuse(NotFound, "note.unknown", id)
	case !m.Nobody() && n.By != m.By:
		return refuse(Forbidden, "note.not_yours")
	case !n.Stands():
		return refuse(Conflict, "note.taken_back")
	}
	return s.mustBelong(m, s.HomeOf(RefOf(id)))
}

// mustAnswer refuses answering what was said about another matter, or taken back.
func (s *State) mustAnswer(id NoteID, t TensionID, i InitiativeID) error {
	if id == 0 {
		return nil
	}
	n := s.Note(id)
	if n == nil {
		return refuse(NotFound, "note.unknown", id)
	}
	about := n.Tension
	if about == 0 {
		about = s.Initiative(n.Initiative).Tension
	}
	switch {
	case !n.Stands():
		return refuse(Conflict, "note.taken_back")
	case about != t || t == 0 && n.Initiative != i:
		return refuse(Conflict, "note.elsewhere")
	}
	return nil
}

// notedOn is what somebody said something about, as a sentence names it.
func (s *State) notedOn(id NoteID) any {
	n := s.Note(id)
	if n == nil {
		return InitiativeID(0)
	}
	return work(n.Initiative, n.Tension)
}
