package org

// NotThere is the refusal of an act that names a thing there is not: what somebody
// may not know of is refused in the same words.
func NotThere(r Ref) error {
	switch r.Letter {
	case 'C':
		return refuse(NotFound, "circle.unknown", CircleID(r.N))
	case 'R':
		return refuse(NotFound, "role.unknown", RoleID(r.N))
	case 'P':
		return refuse(NotFound, "person.unknown", PersonID(r.N))
	case 'S':
		return refuse(NotFound, "seat.unknown", SeatID(r.N))
	case 'G':
		return refuse(NotFound, "guardrail.unknown", GuardrailID(r.N))
	case 'T':
		return refuse(NotFound, "tension.unknown", TensionID(r.N))
	case 'I':
		return refuse(NotFound, "initiative.unknown", InitiativeID(r.N))
	case 'L':
		return refuse(NotFound, "lead.unknown", LeadID(r.N))
	case 'O':
		return refuse(NotFound, "offer.unknown", OfferID(r.N))
	case 'A':
		return refuse(NotFound, "step.unknown", StepID(r.N))
	case 'N':
		return refuse(NotFound, "note.unknown", NoteID(r.N))
	case 'F':
		return refuse(NotFound, "file.unknown", FileID(r.N))
	case 'D':
		return refuse(NotFound, "decision.unknown", DecisionID(r.N))
	case 'E':
		return refuse(NotFound, "meeting.unknown", MeetingID(r.N))
	case 'U':
		return refuse(NotFound, "pulse.unknown", PulseID(r.N))
	case 'J':
		return refuse(NotFound, "try.unknown", TryID(r.N))
	case 'W':
		return refuse(NotFound, "thanks.unknown", ThanksID(r.N))
	case 'Y':
		return refuse(NotFound, "informal.unknown", InformalID(r.N))
	}
	return refuse(NotFound, "strength.unknown", StrengthID(r.N))
}
