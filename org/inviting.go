package org

// Inviter is who may invite people.
type Inviter uint8

// The inviters. As usual stewards invite members, and every member may invite a guest.
const (
	AsUsual Inviter = iota
	ByStewards
	ByMembers
)

var inviterNames = []string{"", "stewards", "members"}

func (i Inviter) String() string { return inviterNames[i] }

// Words are all that can be said, by the names used in the log and the API.
func (Inviter) Words() []string { return inviterNames[1:] }

// Offered are all of them.
func (Inviter) Offered() []string { return inviterNames[1:] }

// MarshalText returns the name used in the log and the API.
func (i Inviter) MarshalText() ([]byte, error) { return []byte(i.String()), nil }

// UnmarshalText reads that name.
func (i *Inviter) UnmarshalText(b []byte) error {
	return fromName(i, inviterNames, string(b), "org.inviter")
}

// SetInviting says who may invite people.
type SetInviting struct {
	Members Inviter `json:"members" doc:"who may invite members: stewards or members"`
	Guests  Inviter `json:"guests" doc:"who may invite guests: stewards or members"`
}

func (a *SetInviting) Check(s *State, m Moment) error {
	if a.Members == AsUsual || a.Guests == AsUsual {
		return refuse(Invalid, "org.inviter", "")
	}
	return s.mustSteward(m)
}

func (a *SetInviting) Apply(d *Draft, _ Moment) {
	d.InviteMembers, d.InviteGuests = a.Members, a.Guests
}

func (a *SetInviting) Say(_ *State, _ *Entry) Said { return say("") }

func (a *SetInviting) Open(s *State) { a.Members, a.Guests = s.Inviter(false), s.Inviter(true) }

func (*SetInviting) Concern(PersonID) (Ref, CircleID) { return RefOf(Root), 0 }

// Inviter is who may invite guests, or else members.
func (o *Organisation) Inviter(guests bool) Inviter {
	set, usual := o.InviteMembers, ByStewards
	if guests {
		set, usual = o.InviteGuests, ByMembers
	}
	if set == AsUsual {
		return usual
	}
	return set
}

// mustInvite refuses who may not invite guests, or else members.
func (s *State) mustInvite(m Moment, guest bool) error {
	if s.Inviter(guest) == ByMembers {
		return s.mustMember(m)
	}
	return s.mustSteward(m)
}
