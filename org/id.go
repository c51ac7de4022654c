package org

import (
	"fmt"
	"strconv"
	"strings"
)

// Ids are small numbers per kind, given in order by the state, from 1. Zero
// means none. Each has a letter so that people can say it: C12, R45, P7.
type (
	CircleID     uint32
	RoleID       uint32
	PersonID     uint32
	SeatID       uint32
	GuardrailID  uint32
	TensionID    uint32
	InitiativeID uint32
	LeadID       uint32
	OfferID      uint32
	StepID       uint32
	NoteID       uint32
	FileID       uint32
	LearningID   uint32
	StrengthID   uint32
	DecisionID   uint32
	ObjectionID  uint32
	AgreementID  uint32
	StandInID    uint32
	MeetingID    uint32
	TryID        uint32
	TextID       uint32
	ShiftID      uint32 // never said, so it has no letter; nor have these
	TraceID      uint32

	SettledSignalID uint32

	ThanksID   uint32
	InformalID uint32
)

// Root is the circle that is the organisation as a whole.
const Root CircleID = 1

// Letter is what ids of a kind begin with when they are said.
func (CircleID) Letter() byte     { return 'C' }
func (RoleID) Letter() byte       { return 'R' }
func (PersonID) Letter() byte     { return 'P' }
func (SeatID) Letter() byte       { return 'S' }
func (GuardrailID) Letter() byte  { return 'G' }
func (TensionID) Letter() byte    { return 'T' }
func (InitiativeID) Letter() byte { return 'I' }
func (LeadID) Letter() byte       { return 'L' }
func (OfferID) Letter() byte      { return 'O' }
func (StepID) Letter() byte       { return 'A' }
func (NoteID) Letter() byte       { return 'N' }
func (FileID) Letter() byte       { return 'F' }
func (LearningID) Letter() byte   { return 'K' }
func (StrengthID) Letter() byte   { return 'Z' }
func (DecisionID) Letter() byte   { return 'D' }
func (ObjectionID) Letter() byte  { return 'B' }
func (AgreementID) Letter() byte  { return 'M' }
func (StandInID) Letter() byte    { return 'V' }
func (MeetingID) Letter() byte    { return 'E' }
func (TryID) Letter() byte        { return 'J' }
func (TextID) Letter() byte       { return 'X' }
func (ThanksID) Letter() byte     { return 'W' }
func (InformalID) Letter() byte   { return 'Y' }

func (id CircleID) String() string     { return RefOf(id).String() }
func (id RoleID) String() string       { return RefOf(id).String() }
func (id PersonID) String() string     { return RefOf(id).String() }
func (id SeatID) String() string       { return RefOf(id).String() }
func (id GuardrailID) String() string  { return RefOf(id).String() }
func (id TensionID) String() string    { return RefOf(id).String() }
func (id InitiativeID) String() string { return RefOf(id).String() }
func (id LeadID) String() string       { return RefOf(id).String() }
func (id OfferID) String() string      { return RefOf(id).String() }
func (id StepID) String() string       { return RefOf(id).String() }
func (id NoteID) String() string       { return RefOf(id).String() }
func (id FileID) String() string       { return RefOf(id).String() }
func (id LearningID) String() string   { return RefOf(id).String() }
func (id StrengthID) String() string   { return RefOf(id).String() }
func (id DecisionID) String() string   { return RefOf(id).String() }
func (id ObjectionID) String() string  { return RefOf(id).String() }
func (id AgreementID) String() string  { return RefOf(id).String() }
func (id StandInID) String() string    { return RefOf(id).String() }
func (id MeetingID) String() string    { return RefOf(id).String() }
func (id TryID) String() string        { return RefOf(id).String() }
func (id TextID) String() string       { return RefOf(id).String() }
func (id ThanksID) String() string     { return RefOf(id).String() }
func (id InformalID) String() string   { return RefOf(id).String() }

// ids make an id of each kind, by its letter.
var ids = map[byte]func(uint32) any{
	'C': anyID[CircleID], 'R': anyID[RoleID], 'P': anyID[PersonID], 'S': anyID[SeatID], 'G': anyID[GuardrailID],
	'T': anyID[TensionID], 'I': anyID[InitiativeID], 'L': anyID[LeadID], 'O': anyID[OfferID], 'A': anyID[StepID],
	'D': anyID[DecisionID], 'B': anyID[ObjectionID], 'M': anyID[AgreementID],
	'J': anyID[TryID], 'E': anyID[MeetingID],
	'N': anyID[NoteID], 'F': anyID[FileID], 'K': anyID[LearningID], 'Z': anyID[StrengthID], 'V': anyID[StandInID], 'X': anyID[TextID],
	'W': anyID[ThanksID], 'Y': anyID[InformalID],
}

func anyID[ID ~uint32](n uint32) any { return ID(n) }

// idOf reads an id of any kind, with its letter.
func idOf(s string) (any, bool) {
	if s == "" || ids[s[0]] == nil {
		return nil, false
	}
	n, err := strconv.ParseUint(s[1:], 10, 32)
	return ids[s[0]](uint32(n)), err == nil
}

// ParseID reads an id of one kind, with or without its letter, in either case.
func ParseID[ID ~uint32](s string) (ID, error) {
	want := fmt.Sprint(any(ID(0)))[:1]
	digits := s
	if len(s) > 0 && (s[0] < '0' || s[0] > '9') {
		if !strings.EqualFold(s[:1], want) {
			return 0, fmt.Errorf("%q is no id of this kind: %s followed by a number is", s, want)
		}
		digits = s[1:]
	}
	n, err := strconv.ParseUint(digits, 10, 32)
	if err != nil || n == 0 {
		return 0, fmt.Errorf("%q is no id: %s followed by a number is", s, want)
	}
	return ID(n), nil
}
