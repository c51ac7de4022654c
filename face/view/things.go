package view

import "orpheus/org"

// Organisation is the whole.
type Organisation struct {
	Slug    string    `json:"slug"`
	Name    string    `json:"name"`
	Lang    string    `json:"lang" doc:"its language: en, nl or da"`
	Zone    string    `json:"zone" doc:"its time zone; empty for UTC"`
	Founded *org.Time `json:"founded"`
	From    *org.Time `json:"statistics_from" nullable:"true" doc:"the day from which statistics about leading count; null where none is agreed"`
	Words   []Wording `json:"words" doc:"what it calls things by words of its own"`
	At      org.Time  `json:"at" doc:"the moment shown"`
	Version uint64    `json:"version" doc:"acts up to that moment"`
	Head    string    `json:"head" doc:"hash that chains the last of them to all before it"`
}

// Wording is a word of the organisation's own in one language.
type Wording struct {
	Lang   string   `json:"lang"`
	Term   org.Term `json:"term" doc:"what has the word"`
	One    string   `json:"one"`
	Many   string   `json:"many"`
	The    string   `json:"the,omitzero" doc:"in Danish: for one, with its article"`
	All    string   `json:"all,omitzero" doc:"in Danish: for several, with their article"`
	Neuter bool     `json:"neuter,omitzero" doc:"in Dutch with het, in Danish with et"`
}

// Wordings are those of an organisation.
func Wordings(o *org.Organisation) []Wording {
	all := []Wording{}
	for _, w := range o.Wordings {
		all = append(all, Wording{w.Lang, w.Term, w.One, w.Many, w.The, w.All, w.Neuter})
	}
	return all
}

// Circle is a team, department, board or network with a purpose.
type Circle struct {
	ID          org.CircleID       `json:"id"`
	Name        string             `json:"name"`
	Purpose     string             `json:"purpose"`
	Parents     []org.CircleID     `json:"parents" doc:"the circles it serves, the main one first"`
	Circles     []org.CircleID     `json:"circles" doc:"that serve this one"`
	Roles       []org.RoleID       `json:"roles"`
	Members     []org.PersonID     `json:"members"`
	Guardrails  []org.GuardrailID  `json:"guardrails"`
	Tensions    []org.TensionID    `json:"tensions" doc:"that are open"`
	Initiatives []org.InitiativeID `json:"initiatives" doc:"that are not concluded"`
	Formed      *org.Time          `json:"formed" nullable:"true"`
	Closed      *org.Time          `json:"closed" nullable:"true"`
}

// Role is a purpose with what may be expected of it and what it decides alone.
type Role struct {
	ID               org.RoleID   `json:"id"`
	Circle           org.CircleID `json:"circle"`
	Name             string       `json:"name"`
	Purpose          string       `json:"purpose"`
	Accountabilities []string     `json:"accountabilities"`
	Domains          []string     `json:"domains"`
	Leads            bool         `json:"leads" doc:"holding it is leading the circle"`
	Formal           bool         `json:"formal" doc:"a role of the line organisation"`
	Vacant           bool         `json:"vacant"`
	Places           uint16       `json:"places" doc:"how many may hold it; 0 for any number"`
	TermDays         uint16       `json:"term_days" doc:"how many days a seat lasts; 0 for no term"`
	Seats            []org.SeatID `json:"seats" doc:"held now"`
	Made             *org.Time    `json:"made" nullable:"true"`
	Retired          *org.Time    `json:"retired" nullable:"true"`
}

// Person is somebody taking part.
type Person struct {
	ID        org.PersonID     `json:"id"`
	Guest     bool             `json:"guest"`
	Steward   bool             `json:"steward"`
	Circles   []org.CircleID   `json:"circles" doc:"that they are in, by role or joined"`
	Seats     []org.SeatID     `json:"seats" doc:"held now"`
	Leads     []org.LeadID     `json:"leads" doc:"going on now"`
	Strengths []org.StrengthID `json:"strengths" doc:"what they say about themselves: wishes and what gives them energy too"`
	Since     *org.Time        `json:"since" nullable:"true"`
	Until     *org.Time        `json:"until" nullable:"true" doc:"null while they take part"`
}

// Seat is one person holding one role.
type Seat struct {
	ID     org.SeatID   `json:"id"`
	Role   org.RoleID   `json:"role"`
	Circle org.CircleID `json:"circle"`
	Person org.PersonID `json:"person"`
	Focus  string       `json:"focus,omitzero" doc:"which part of the role"`
	Origin org.Origin   `json:"origin" doc:"how it began, as people set it right"`
	Found  org.Origin   `json:"origin_found" doc:"as the rule found it"`
	Since  *org.Time    `json:"since" nullable:"true" doc:"null where not known"`
	Until  *org.Time    `json:"until" nullable:"true" doc:"the end of the term; null for none"`
	Ended  *org.Time    `json:"ended" nullable:"true"`
}

// Guardrail is a limit within which everyone in a circle decides freely.
type Guardrail struct {
	ID        org.GuardrailID `json:"id"`
	Circle    org.CircleID    `json:"circle"`
	Text      string          `json:"text"`
	Structure string          `json:"structure,omitzero" enum:"free,by_decision" doc:"who may change the structure"`
	Since     *org.Time       `json:"since" nullable:"true"`
	Ended     *org.Time       `json:"ended" nullable:"true"`
}

// Tension is the gap somebody senses.
type Tension struct {
	ID         org.TensionID    `json:"id"`
	Circle     org.CircleID     `json:"circle"`
	Title      string           `json:"title"`
	By         org.PersonID     `json:"by" nullable:"true"`
	Felt       []org.PersonID   `json:"felt" doc:"who notices it too"`
	Initiative org.InitiativeID `json:"initiative" nullable:"true" doc:"that answers it"`
	Raised     *org.Time        `json:"raised" nullable:"true"`
	Resolved   *org.Time        `json:"resolved" nullable:"true"`
	Body       *string          `json:"body,omitzero" doc:"more about it; only where one is asked for"`
	How        *string          `json:"how,omitzero" doc:"what closed it; only where one is asked for"`
	Notes      []Note           `json:"notes,omitzero" doc:"what was said about it, the newest first; only where one is asked for"`
}

// Learning is what work taught.
type Learning struct {
	ID         org.LearningID   `json:"id"`
	Circle     org.CircleID     `json:"circle"`
	Initiative org.InitiativeID `json:"initiative" nullable:"true"`
	Decision   org.DecisionID   `json:"decision" nullable:"true"`
	Meeting    org.MeetingID    `json:"meeting" nullable:"true"`
	By         org.PersonID     `json:"by" nullable:"true"`
	At         *org.Time        `json:"at"`
	Text       *string          `json:"text,omitzero" doc:"only where one is asked for"`
}

// StandIn is that somebody is away for some days, and who stands in.
type StandIn struct {
	ID     org.StandInID `json:"id"`
	Person org.PersonID  `json:"person" doc:"who is away"`
	Who    org.PersonID  `json:"who" doc:"who stands in"`
	From   *org.Time     `json:"from" nullable:"true"`
	Until  *org.Time     `json:"until" nullable:"true"`
	Ended  *org.Time     `json:"ended" nullable:"true" doc:"null while it is still to come or holds"`
}

// Thanks is a sentence of appreciation for something that somebody did.
type Thanks struct {
	ID     org.ThanksID `json:"id"`
	By     org.PersonID `json:"by"`
	To     org.PersonID `json:"to"`
	About  string       `json:"about" doc:"the id of the work, step, decision, tension or role it is for" example:"I1"`
	At     *org.Time    `json:"at" nullable:"true"`
	Hidden *org.Time    `json:"hidden" nullable:"true" doc:"since when whoever got it keeps it between the two; null while it is in the open"`
	Text   *string      `json:"text,omitzero" doc:"only where one is asked for"`
}

// Informal is what somebody is to a circle without being appointed.
type Informal struct {
	ID         org.InformalID `json:"id"`
	Circle     org.CircleID   `json:"circle"`
	Person     org.PersonID   `json:"person"`
	As         org.Informally `json:"as"`
	Name       string         `json:"name" doc:"the circle's own word; empty for the others"`
	By         []org.PersonID `json:"by" doc:"who recognise it, in the order in which they did"`
	Since      *org.Time      `json:"since" nullable:"true"`
	Accepted   *org.Time      `json:"accepted" nullable:"true" doc:"null until the person said yes; before that only they and those who recognise it see it"`
	Ended      *org.Time      `json:"ended" nullable:"true"`
	Recognised bool           `json:"recognised" doc:"two colleagues recognise it and the person said yes: it stands beside formal roles"`
}

// Strength is something somebody says about themselves.
type Strength struct {
	ID        org.StrengthID `json:"id"`
	Person    org.PersonID   `json:"person"`
	As        org.Naming     `json:"as" doc:"others may ask about a strength; they wish to grow in a wish; energy is what gives it to them"`
	Confirmed []org.PersonID `json:"confirmed" doc:"who confirmed it, in the order in which they did"`
	Since     *org.Time      `json:"since" nullable:"true"`
	Until     *org.Time      `json:"until" nullable:"true" doc:"null while they say so"`
	Text      *string        `json:"text,omitzero" doc:"only where one is asked for"`
}
