package org

// Origin is how a lead or a seat came about: the line between delegating and
// distributing.
type Origin uint8

// The origins. Unknown is for what was written down afterwards.
const (
	Unknown      Origin = iota
	Mandate             // a standing role includes it
	Assigned            // someone with formal authority asked
	Invited             // a peer asked
	AnsweredCall        // an open call was taken
	SelfStarted         // nobody asked
	Elected             // an election or another decision gave it
)

var originNames = []string{"unknown", "mandate", "assigned", "invited", "answered_call", "self_started", "elected"}

func (o Origin) String() string { return originNames[o] }

// Words are all origins, by the names used in the log and the API.
func (Origin) Words() []string { return originNames }

// Offered are those that people can say: nobody says that it is unknown.
func (Origin) Offered() []string { return originNames[1:] }

// MarshalText returns the name used in the log and the API.
func (o Origin) MarshalText() ([]byte, error) { return []byte(o.String()), nil }

// UnmarshalText reads that name.
func (o *Origin) UnmarshalText(b []byte) error {
	return fromName(o, originNames, string(b), "origin.unknown")
}

// askedBy is the origin of what somebody takes on because giver asked.
func (s *State) askedBy(giver PersonID, c CircleID) Origin {
	if giver != 0 && s.HasAuthority(giver, c) {
		return Assigned
	}
	return Invited
}

// Corrected is an origin as the rule found it and as people set it right; both
// are kept.
type Corrected struct {
	_     struct{} `cbor:",toarray"`
	Found Origin
	Set   Origin // Unknown where nobody corrected it
}

// Origin returns what people set, else what the rule found.
func (c Corrected) Origin() Origin {
	if c.Set != Unknown {
		return c.Set
	}
	return c.Found
}
