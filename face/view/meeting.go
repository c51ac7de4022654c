package view

import "orpheus/org"

// Meeting is a circle coming together, or looking back.
type Meeting struct {
	ID          org.MeetingID  `json:"id"`
	Circle      org.CircleID   `json:"circle"`
	Reflection  bool           `json:"reflection" doc:"it looks back"`
	Opened      *org.Time      `json:"opened"`
	By          org.PersonID   `json:"by" nullable:"true" doc:"null where the clock began it"`
	Ends        *org.Time      `json:"ends" doc:"when the clock closes it, if nobody does before"`
	Closed      *org.Time      `json:"closed" nullable:"true" doc:"null while it goes on"`
	Facilitator org.PersonID   `json:"facilitator" nullable:"true"`
	In          []org.PersonID `json:"in" doc:"who has a place in the round, while it goes on"`
	Point       uint16         `json:"point" doc:"the number of the point that is talked about; 0 in the first and last round"`
	Round       string         `json:"round" doc:"arrive, clear, speak, become or leave"`
	Speaker     org.PersonID   `json:"speaker" nullable:"true"`
	Points      []MeetingPoint `json:"points"`
	Said        []MeetingWord  `json:"said"`
	Step        *string        `json:"step,omitzero" doc:"the small step that a reflection ended with; only where one is asked for"`
}

// MeetingPoint is one thing that is talked about.
type MeetingPoint struct {
	Number  uint16       `json:"number"`
	About   string       `json:"about" doc:"the thing, by its id; empty for words of its own"`
	Words   *string      `json:"words,omitzero" doc:"only where one is asked for"`
	Why     string       `json:"why" doc:"the rule that found it, or added"`
	By      org.PersonID `json:"by" nullable:"true" doc:"null where a rule found it"`
	Outcome string       `json:"outcome" doc:"unsettled while it is open"`
	Act     uint64       `json:"act" doc:"the number of the act that did it; 0 where none was needed"`
	EndedBy org.PersonID `json:"ended_by" nullable:"true"`
}

// MeetingWord is one thing that somebody said.
type MeetingWord struct {
	Number  uint16       `json:"number"`
	Point   uint16       `json:"point" doc:"0 in the first and last round"`
	Closing bool         `json:"closing" doc:"it was said in the last round"`
	By      org.PersonID `json:"by"`
	At      *org.Time    `json:"at"`
	Text    *string      `json:"text,omitzero" doc:"null where it was taken back; only where one is asked for"`
}
