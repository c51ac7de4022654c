package view

import (
	"orpheus/org"
)

// Initiative is work that somebody leads.
type Initiative struct {
	ID        org.InitiativeID `json:"id"`
	Circle    org.CircleID     `json:"circle"`
	Serves    org.CircleID     `json:"serves" nullable:"true" doc:"whose purpose it serves"`
	Title     string           `json:"title"`
	Tension   org.TensionID    `json:"tension" nullable:"true" doc:"that it answers"`
	By        org.PersonID     `json:"by" nullable:"true" doc:"who started it"`
	Leads     []org.LeadID     `json:"leads" doc:"going on now; none: it is open"`
	Leaders   []org.PersonID   `json:"leaders" doc:"who leads it now"`
	Joined    []org.PersonID   `json:"joined" doc:"who takes part"`
	Started   *org.Time        `json:"started" nullable:"true"`
	Concluded *org.Time        `json:"concluded" nullable:"true"`
	Stopped   bool             `json:"stopped" doc:"it ended without what it was for"`
	Body      *string          `json:"body,omitzero" doc:"more about it; only where one is asked for"`
	Outcome   *string          `json:"outcome,omitzero" doc:"what came of it; only where one is asked for"`
	Steps     []Step           `json:"steps,omitzero" doc:"the newest first; only where one is asked for"`
	Notes     []Note           `json:"notes,omitzero" doc:"the newest first; only where one is asked for"`
}

// Step is something to do next in an initiative.
type Step struct {
	ID      org.StepID   `json:"id"`
	By      org.PersonID `json:"by" nullable:"true"`
	Who     org.PersonID `json:"who" nullable:"true" doc:"who does it; null for whoever leads"`
	Text    *string      `json:"text" doc:"null where it was taken out"`
	Set     *org.Time    `json:"set" nullable:"true"`
	Due     *org.Time    `json:"due" nullable:"true"`
	Done    *org.Time    `json:"done" nullable:"true"`
	Dropped *org.Time    `json:"dropped" nullable:"true" doc:"when it was taken off the list undone"`
	Open    bool         `json:"open" doc:"it is to do"`
}

// Note is something said about an initiative or a tension.
type Note struct {
	ID        org.NoteID     `json:"id"`
	By        org.PersonID   `json:"by" nullable:"true"`
	Text      *string        `json:"text" doc:"null where it was taken out or taken back; @P7 names person P7"`
	At        *org.Time      `json:"at"`
	Answers   org.NoteID     `json:"answers" nullable:"true" doc:"the words it answers"`
	Mentions  []org.PersonID `json:"mentions" doc:"whom it names"`
	Corrected *org.Time      `json:"corrected" nullable:"true" doc:"when its words were last replaced"`
	TakenBack *org.Time      `json:"taken_back" nullable:"true"`
	Files     []File         `json:"files" doc:"what came with it and is still there"`
}

// File is something that came with words; what is in it is fetched by itself.
type File struct {
	ID     org.FileID `json:"id"`
	Name   string     `json:"name"`
	Kind   string     `json:"kind" doc:"media type, by what is in it"`
	About  string     `json:"about" doc:"what one sees on it, as whoever added it says"`
	Size   int        `json:"size" doc:"in bytes"`
	Width  int        `json:"width" doc:"of a picture in pixels, else 0"`
	Height int        `json:"height"`
}

// Lead is one person leading one piece of work for a time.
type Lead struct {
	ID         org.LeadID       `json:"id"`
	Initiative org.InitiativeID `json:"initiative"`
	Circle     org.CircleID     `json:"circle"`
	Person     org.PersonID     `json:"person"`
	Role       org.RoleID       `json:"role" nullable:"true" doc:"that includes it"`
	Origin     org.Origin       `json:"origin" doc:"how it began, as people set it right"`
	Found      org.Origin       `json:"origin_found" doc:"as the rule found it"`
	From       org.LeadID       `json:"from" nullable:"true" doc:"the lead that was handed over"`
	Since      *org.Time        `json:"since" nullable:"true"`
	Until      *org.Time        `json:"until" nullable:"true" doc:"its planned end"`
	Ended      *org.Time        `json:"ended" nullable:"true"`
	End        string           `json:"end" enum:"goes_on,concluded,handed_over,laid_down,expired"`
}

// Offer is one person asking another to lead something.
type Offer struct {
	ID         org.OfferID      `json:"id"`
	Tension    org.TensionID    `json:"tension" nullable:"true"`
	Initiative org.InitiativeID `json:"initiative" nullable:"true"`
	Lead       org.LeadID       `json:"lead" nullable:"true" doc:"that would be handed over"`
	By         org.PersonID     `json:"by" nullable:"true"`
	To         org.PersonID     `json:"to"`
	At         *org.Time        `json:"at"`
	Until      *org.Time        `json:"until" nullable:"true" doc:"when it lapses"`
	Answered   *org.Time        `json:"answered" nullable:"true"`
	Answer     string           `json:"answer" enum:"unanswered,accepted,declined,lapsed"`
	Word       *string          `json:"word,omitzero" doc:"why they are asked; only where one is asked for, and for the two it concerns"`
}

// Act is an act with what was written in it.
type Act struct {
	Entry
	Texts map[string]string `json:"texts" doc:"the sentences of the act that are still there, by field"`
}
