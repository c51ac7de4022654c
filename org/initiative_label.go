package org

// Label is how somebody who is involved in a piece of work sees it. It stands beside what a
// rule finds, and takes nothing of that away.
type Label struct {
	_       struct{} `cbor:",toarray"`
	Person  PersonID
	At      Time
	Fit     Fit
	Planned Planning
}

// Fit is whether work fits what else goes on.
type Fit uint8

// What somebody can say.
const (
	FitUnsaid Fit = iota
	FitsIn
	FitsNot
)

var fitNames = []string{"", "fits", "does_not_fit"}

func (v Fit) String() string { return fitNames[v] }

// Words are both, by their names in the log.
func (Fit) Words() []string { return fitNames[1:] }

// Offered are both.
func (Fit) Offered() []string { return fitNames[1:] }

// MarshalText returns the name used in the log and the API.
func (v Fit) MarshalText() ([]byte, error) { return []byte(v.String()), nil }

// UnmarshalText reads that name.
func (v *Fit) UnmarshalText(b []byte) error {
	return fromName(v, fitNames, string(b), "initiative.fit")
}

// Planning is whether it was known before who would lead it.
type Planning uint8

// What somebody can say.
const (
	PlanUnsaid Planning = iota
	WasPlanned
	WasUnplanned
)

var planningNames = []string{"", "planned", "unplanned"}

func (v Planning) String() string { return planningNames[v] }

// Words are both, by their names in the log.
func (Planning) Words() []string { return planningNames[1:] }

// Offered are both.
func (Planning) Offered() []string { return planningNames[1:] }

// MarshalText returns the name used in the log and the API.
func (v Planning) MarshalText() ([]byte, error) { return []byte(v.String()), nil }

// UnmarshalText reads that name.
func (v *Planning) UnmarshalText(b []byte) error {
	return fromName(v, planningNames, string(b), "initiative.planning")
}

// LabelInitiative is saying whether a piece of work fits what else goes on, and whether it
// was planned. What somebody said before they say anew, both answers together.
type LabelInitiative struct {
	Initiative InitiativeID `json:"initiative" doc:"which initiative" example:"I1"`
	Fit        Fit          `json:"fit,omitzero" doc:"whether it fits what else goes on" example:"fits"`
	Planned    Planning     `json:"planned,omitzero" doc:"whether it was planned who would lead it"`
}

func (a *LabelInitiative) Check(s *State, m Moment) error {
	if m.Nobody() {
		return refuse(Invalid, "right.somebody")
	}
	i := s.Initiative(a.Initiative)
	switch {
	case i == nil || i.Withdrawn:
		return refuse(NotFound, "initiative.unknown", a.Initiative)
	case a.Fit == FitUnsaid && a.Planned == PlanUnsaid:
		return refuse(Invalid, "initiative.label")
	case !s.involvedIn(m.By, a.Initiative):
		return refuse(Forbidden, "initiative.not_involved", a.Initiative, i.Circle)
	}
	return nil
}

// involvedIn reports whether p leads or led a piece of work, took part in it, or belongs to
// the circle that it is in.
func (s *State) involvedIn(p PersonID, id InitiativeID) bool {
	i := s.Initiative(id)
	if s.Belongs(p, i.Circle) {
		return true
	}
	for _, j := range i.Joined {
		if j == p {
			return true
		}
	}
	for l := i.LastLead; l != 0; l = s.Lead(l).PrevOfWork {
		if row := s.Lead(l); row.Person == p && row.End != LeadTakenBack {
			return true
		}
	}
	return false
}

func (a *LabelInitiative) Apply(d *Draft, m Moment) {
	i := d.initiatives.Edit(d.own, a.Initiative)
	said := Label{Person: m.By, At: m.At, Fit: a.Fit, Planned: a.Planned}
	i.Labels = lastWord(i.Labels, said, func(one Label) bool { return one.Person == m.By })
}

func (a *LabelInitiative) Say(_ *State, _ *Entry) Said {
	var v variant
	if a.Fit != FitUnsaid {
		v.add("." + a.Fit.String())
	}
	if a.Planned != PlanUnsaid {
		v.add("." + a.Planned.String())
	}
	return say(v.String(), a.Initiative)
}

func (a *LabelInitiative) Tell(t *Telling) {
	t.Thing = RefOf(a.Initiative)
	t.topics(RefOf(a.Initiative))
}
