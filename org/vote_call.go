package org

import "orpheus/org/deciding"

// CallVote begins a vote on what one proposes: the last choice, where nothing else ends it,
// so it says why. How it is counted is fixed with it.
type CallVote struct {
	Decision DecisionID `json:"decision" doc:"which decision" example:"D14"`
	Method   VoteMethod `json:"method" doc:"how it is counted" example:"schulze"`
	Why      Prose      `json:"why" doc:"why a vote, and no other way" example:"Both are fine, and we have to choose."`
	Secret   bool       `json:"secret,omitzero" doc:"nobody learns who voted what"`
	Majority Majority   `json:"majority,omitzero" doc:"more than half of yes and no"`
	Turnout  Turnout    `json:"turnout,omitzero" doc:"how many have to vote for it to hold"`
	Seats    uint16     `json:"seats,omitzero" doc:"how many are chosen; one where empty" rare:"yes"`
	Lot      bool       `json:"lot,omitzero" doc:"a lot that everybody can draw again breaks ties; else what is tied is not chosen" rare:"yes"`
	Role     RoleID     `json:"role,omitzero" doc:"the role that whoever is chosen holds" rare:"yes"`
	Until    Time       `json:"until,omitzero" doc:"until when" derived:"yes"`
}

// fewestSecret is how many have to be able to vote where nobody is to learn who voted what.
const fewestSecret = 3

func (a *CallVote) Check(s *State, m Moment) error {
	if m.Nobody() {
		return refuse(Invalid, "right.somebody")
	}
	if err := first(s.mustBeAt(a.Decision, deciding.Shaping), s.mustPropose(m, a.Decision), mustText(a.Why)); err != nil {
		return err
	}
	x := s.Decision(a.Decision)
	options := len(x.Vote.Options)
	switch {
	case a.Method == NoMethod:
		return refuse(Invalid, "vote.method", "")
	case a.Method == YesOrNo && options > 0:
		return refuse(Conflict, "vote.yes_no")
	case a.Method != YesOrNo && options < 2:
		return refuse(Conflict, "vote.options")
	case a.Majority != MoreYes && a.Method != YesOrNo:
		return refuse(Invalid, "vote.majority_of", a.Majority)
	case int(a.Seats) > options || a.Seats > 1 && a.Method.Counts().Single():
		return refuse(Invalid, "vote.seats", a.Seats)
	case a.Secret && len(s.Together(a.Decision)) < fewestSecret:
		return refuse(Conflict, "vote.few", fewestSecret)
	case a.Method != YesOrNo && !x.Vote.Persons() && x.Stands().Text == 0:
		return refuse(Conflict, "decision.empty")
	}
	return first(a.checkPersons(s, x), checkTrialless(x))
}

// checkPersons: people are voted for in secret, for a role that such a vote can give.
func (a *CallVote) checkPersons(s *State, x *Decision) error {
	switch persons := x.Vote.Persons(); {
	case !persons && a.Role != 0:
		return refuse(Invalid, "vote.role")
	case !persons:
		return nil
	case !a.Secret:
		return refuse(Invalid, "vote.persons")
	}
	return s.mustElectFor(a.Role, x)
}

// mustElectFor refuses electing for a role outside the circle, and of the line.
func (s *State) mustElectFor(role RoleID, x *Decision) error {
	if err := s.mustRole(role); err != nil {
		return err
	}
	switch r := s.Role(role); {
	case !s.Within(r.Circle, x.Circle):
		return refuse(Forbidden, "decision.outside", r.Circle, x.Circle)
	case r.Formal:
		return refuse(Forbidden, "role.formal", role)
	}
	return nil
}

// checkTrialless: trials are consented to, and looked at.
func checkTrialless(x *Decision) error {
	if len(x.Trials) > 0 {
		return refuse(Conflict, "vote.trials")
	}
	return nil
}

func (a *CallVote) Prepare(s *State, m Moment) { a.Until = s.after(m.At, deciding.Voting) }

func (a *CallVote) Apply(d *Draft, m Moment) {
	x := d.decisions.Edit(d.own, a.Decision)
	x.Process, x.Other, x.Role = deciding.Vote, a.Why.ID, a.Role
	v := &x.Vote
	v.Method, v.Majority, v.Turnout, v.Seats, v.Secret, v.Lot, v.Called = a.Method, a.Majority, a.Turnout, a.Seats, a.Secret, a.Lot, m.At
	x.begin(deciding.Voting, m.At, a.Until)
	d.schedule(RefOf(a.Decision))
}

func (a *CallVote) Say(_ *State, _ *Entry) Said {
	return say(when(a.Secret, ".secret"), a.Decision, a.Until)
}

func (a *CallVote) Tell(t *Telling) {
	t.decision(a.Decision)
	t.matter = MatterAsked
}
