package view

import "orpheus/org"

// Pulse is a round of questions: what it asks and, when it is over, how many gave each answer,
// where that may be shown. Who answered what is nowhere.
type Pulse struct {
	ID         org.PulseID      `json:"id"`
	Circle     org.CircleID     `json:"circle"`
	By         org.PersonID     `json:"by" nullable:"true" doc:"who asked; null for the rhythm of the circle"`
	Opened     *org.Time        `json:"opened" nullable:"true"`
	Until      *org.Time        `json:"until" nullable:"true" doc:"until when it can be answered"`
	Closed     *org.Time        `json:"closed" nullable:"true" doc:"when the results were there"`
	Items      []PulseItem      `json:"items" doc:"what is asked, in the order of the marks of an answer"`
	Asked      []org.PersonID   `json:"asked" doc:"who is asked"`
	Answers    int              `json:"answers" doc:"how many answered; 0 where that is not shown"`
	Hidden     string           `json:"hidden" enum:"shown,few,half" doc:"why nothing of it is shown"`
	Results    []PulseResult    `json:"results" doc:"by subject; empty until it closed"`
	Words      []*string        `json:"words" doc:"what people added, in an order that says nothing"`
	Told       *string          `json:"told" doc:"what became of it"`
	ToldBy     org.PersonID     `json:"told_by" nullable:"true"`
	ToldAt     *org.Time        `json:"told_at" nullable:"true"`
	Tension    org.TensionID    `json:"tension" nullable:"true" doc:"what was raised of it"`
	Initiative org.InitiativeID `json:"initiative" nullable:"true"`
	Decision   org.DecisionID   `json:"decision" nullable:"true"`
}

// PulseItem is one sentence to agree or disagree with.
type PulseItem struct {
	Subject string `json:"subject" doc:"what it is about; empty for their own sentence"`
	Text    string `json:"text"`
}

// PulseResult is how many gave each answer to the sentences of a subject, from 1 (strongly
// disagree) to 5.
type PulseResult struct {
	Subject string `json:"subject" doc:"empty for their own sentence"`
	First   []int  `json:"first" doc:"to the first sentence"`
	Second  []int  `json:"second" doc:"to the second, by the same people; empty where there is one alone"`
	CantSay int    `json:"cant_say"`
	Hidden  string `json:"hidden" enum:"shown,few,beside" doc:"why it is not shown"`
}
