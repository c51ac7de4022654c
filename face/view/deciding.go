package view

import (
	"orpheus/org"
	"orpheus/org/deciding"
)

// Decision is a question on its way to an answer, and what came of it.
type Decision struct {
	ID          org.DecisionID   `json:"id"`
	Circle      org.CircleID     `json:"circle"`
	Title       string           `json:"title"`
	By          org.PersonID     `json:"by" nullable:"true" doc:"who proposes it"`
	Tension     org.TensionID    `json:"tension" nullable:"true" doc:"that it answers"`
	Initiative  org.InitiativeID `json:"initiative" nullable:"true" doc:"the work it comes from"`
	Proposed    *org.Time        `json:"proposed" nullable:"true"`
	Process     string           `json:"process" enum:",role_authority,advice,consent,election,vote,probe,act_first" doc:"how it is decided; empty while people say what kind of question it is"`
	AdviceFirst bool             `json:"advice_first" doc:"advice comes before consent"`
	Second      bool             `json:"second" doc:"a second person looks at it"`
	Portfolio   bool             `json:"portfolio" doc:"small trials are consented to"`
	TwoThirds   bool             `json:"two_thirds" doc:"two thirds of those who decide together have to take part"`
	Role        org.RoleID       `json:"role" nullable:"true" doc:"the role that lets its holder decide, or that somebody is elected for"`
	Facilitator org.PersonID     `json:"facilitator" nullable:"true"`
	Stage       string           `json:"stage" enum:",shaping,advising,deciding,questions,answering,mending,confirming,trying,acting,looking_back,naming,renaming,forwarding,voting,counting" doc:"empty where it ended"`
	Began       *org.Time        `json:"began" nullable:"true" doc:"when the stage began"`
	Until       *org.Time        `json:"until" nullable:"true" doc:"when the stage ends by the clock"`
	Round       int              `json:"round" doc:"of answers, from 1"`
	Together    []org.PersonID   `json:"together" doc:"who decides together"`
	Asked       []org.PersonID   `json:"asked" doc:"who is asked for advice only"`
	Version     int              `json:"version" doc:"of what is proposed, from 1"`
	Changes     []Change         `json:"changes" doc:"what it changes on the map"`
	Forward     org.PersonID     `json:"forward" nullable:"true" doc:"who is put forward in an election"`
	SecondedBy  org.PersonID     `json:"seconded_by" nullable:"true"`
	Review      int              `json:"review" doc:"days after which the agreement is looked at again"`
	Holds       *org.Time        `json:"holds" nullable:"true" doc:"when the agreement ends by itself"`
	Supersedes  org.AgreementID  `json:"supersedes" nullable:"true"`
	Roles       []org.RoleID     `json:"roles" doc:"that the agreement is to come with: whoever takes one accepts it"`
	Instead     org.DecisionID   `json:"instead" nullable:"true" doc:"the decision whose place this smaller trial takes"`
	Ended       *org.Time        `json:"ended" nullable:"true"`
	Outcome     string           `json:"outcome" enum:",adopted,dropped,lapsed,no_quorum,blocked,smaller,tried,looked_back,nobody_named,kept,tied,recorded,discarded" doc:"empty while it goes on"`
	Agreement   org.AgreementID  `json:"agreement" nullable:"true" doc:"what it left in force"`
	AdviceCount int              `json:"advice_count" doc:"how many gave advice; what they wrote is unseen by those who did not while it is gathered"`

	Vote *Vote `json:"vote,omitzero" doc:"how it is voted on, and what can be chosen; only where there is something to vote on"`

	Text        *string      `json:"text,omitzero" doc:"what would be agreed; only where one is asked for"`
	Word        *string      `json:"word,omitzero" doc:"what was said at the end; only where one is asked for"`
	Readings    []Reading    `json:"readings,omitzero" doc:"what kind of question it is, by those who said so; only where one is asked for"`
	Answers     []Reply      `json:"answers,omitzero" doc:"only where one is asked for"`
	Advice      []Advice     `json:"advice,omitzero" doc:"only where one is asked for"`
	Objections  []Objection  `json:"objections,omitzero" doc:"only where one is asked for"`
	Trials      []Trial      `json:"trials,omitzero" doc:"only where one is asked for"`
	Nominations []Nomination `json:"nominations,omitzero" doc:"only where one is asked for"`
}

// Change is an act inside a decision, which is done when it is adopted.
type Change struct {
	Kind string  `json:"kind"`
	Act  org.Act `json:"act"`
}

// Reading is how somebody answers the six questions; empty for what they left.
type Reading struct {
	Person   org.PersonID `json:"person" nullable:"true"`
	At       *org.Time    `json:"at"`
	Harm     string       `json:"harm" enum:",yes,no,unsure"`
	Familiar string       `json:"familiar" enum:",yes,no,unsure"`
	Knowable string       `json:"knowable" enum:",yes,no,unsure"`
	Reactive string       `json:"reactive" enum:",yes,no,unsure"`
	Undoable string       `json:"undoable" enum:",yes,no,unsure"`
	Shared   string       `json:"shared" enum:",yes,no,unsure"`
}

// ReadingOf returns a reading in that form.
func ReadingOf(r org.Reading) Reading {
	is := r.Is
	return Reading{
		Person: r.Person, At: OrNull(r.At), Harm: is[deciding.Harm].String(), Familiar: is[deciding.Familiar].String(), Knowable: is[deciding.Knowable].String(),
		Reactive: is[deciding.Reactive].String(), Undoable: is[deciding.Undoable].String(), Shared: is[deciding.TouchesOthers].String(),
	}
}

// Reply is what somebody says to a version of a proposal.
type Reply struct {
	Person  org.PersonID `json:"person" nullable:"true"`
	By      org.PersonID `json:"by" nullable:"true" doc:"who said it in their name; null for themselves"`
	At      *org.Time    `json:"at"`
	Version int          `json:"version"`
	Says    string       `json:"says" enum:"consent,stand_aside,object"`
}

// Advice is what somebody thinks of it, and what was done with that.
type Advice struct {
	Person org.PersonID `json:"person" nullable:"true"`
	By     org.PersonID `json:"by" nullable:"true" doc:"who gave it in their name; null for themselves"`
	At     *org.Time    `json:"at"`
	Text   *string      `json:"text"`
	Heed   string       `json:"heed" enum:",followed,not_followed" doc:"empty until it was said"`
	Reply  *string      `json:"reply"`
}

// Objection is the harm somebody sees in it.
type Objection struct {
	ID      org.ObjectionID `json:"id"`
	Person  org.PersonID    `json:"person" nullable:"true"`
	By      org.PersonID    `json:"by" nullable:"true" doc:"who raised it in their name; null for themselves"`
	At      *org.Time       `json:"at"`
	Version int             `json:"version"`
	Harm    *string         `json:"harm"`
	Solve   *string         `json:"solve" doc:"what would solve it"`
	Settled *org.Time       `json:"settled" nullable:"true"`
	How     string          `json:"how" enum:",solved,withdrawn,no_harm" doc:"empty while it is open"`
	Word    *string         `json:"word"`
	Tested  org.PersonID    `json:"tested" nullable:"true" doc:"who found no harm in it"`
}

// Trial is something small that may fail.
type Trial struct {
	Text  *string      `json:"text"`
	Limit *string      `json:"limit" doc:"what it may cost at most, and what ends it at once"`
	On    *org.Time    `json:"on" doc:"when it is looked at"`
	Seen  *org.Time    `json:"seen" nullable:"true"`
	By    org.PersonID `json:"by" nullable:"true" doc:"who looked at it"`
	Keep  bool         `json:"keep" doc:"it goes on"`
	Word  *string      `json:"word" doc:"what they saw"`
}

// Nomination is whom somebody names for a role.
type Nomination struct {
	Person org.PersonID `json:"person" nullable:"true"`
	For    org.PersonID `json:"for" nullable:"true" doc:"whom they name"`
	At     *org.Time    `json:"at"`
	Word   *string      `json:"word" doc:"why"`
	Again  bool         `json:"again" doc:"having heard the reasons of others"`
}

// Agreement is what a decision left in force.
type Agreement struct {
	ID           org.AgreementID `json:"id"`
	Decision     org.DecisionID  `json:"decision"`
	Circle       org.CircleID    `json:"circle"`
	Title        string          `json:"title"`
	Since        *org.Time       `json:"since"`
	Review       *org.Time       `json:"review" doc:"when it is looked at again, or ends by itself"`
	Season       bool            `json:"season" doc:"it ends then without being looked at"`
	Supersedes   org.AgreementID `json:"supersedes" nullable:"true"`
	SupersededBy org.AgreementID `json:"superseded_by" nullable:"true"`
	Keep         []org.PersonID  `json:"keep" doc:"who says to renew it, since it was last looked at"`
	LetGo        []org.PersonID  `json:"let_go" doc:"who says to let it go"`
	Renewed      *org.Time       `json:"renewed" nullable:"true"`
	Ended        *org.Time       `json:"ended" nullable:"true" doc:"null while it is in force"`
	Roles        []org.RoleID    `json:"roles" doc:"that it comes with: whoever takes one accepts it"`
	Accepted     []Acceptance    `json:"accepted" doc:"with which seats it was accepted"`
	Text         *string         `json:"text,omitzero" doc:"what was agreed; only where one is asked for"`
}

// Acceptance is that whoever holds a seat accepted the agreement on which its role hangs.
type Acceptance struct {
	Seat org.SeatID `json:"seat"`
	At   *org.Time  `json:"at"`
}
