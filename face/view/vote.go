package view

import "orpheus/org"

// Vote is how a decision is voted on, and what came of it. A ballot has a mark for each
// option in their order, or for the proposal where there are none, and last for that it
// stays as it is.
type Vote struct {
	Method   string         `json:"method" enum:",yes_no,approval,score,star,irv,schulze,ranked_pairs,stv_scottish,stv_meek" doc:"how it is counted; empty while options are gathered"`
	Majority string         `json:"majority" enum:",two_thirds,three_quarters" doc:"which part of yes and no has to be yes; empty for more yes than no"`
	Turnout  string         `json:"turnout" enum:",third,half,two_thirds" doc:"which part of those who may vote has to; empty for any"`
	Seats    int            `json:"seats" doc:"how many options are chosen"`
	Secret   bool           `json:"secret" doc:"nobody learns who voted what"`
	Lot      bool           `json:"lot" doc:"a lot that everybody can draw again breaks ties"`
	Called   *org.Time      `json:"called" nullable:"true" doc:"when it began"`
	Options  []VoteOption   `json:"options"`
	Ballots  []Ballot       `json:"ballots" doc:"once they were counted; before that one's own named one"`
	Voted    []org.PersonID `json:"voted" doc:"who took part in a secret vote: once it is over, from three on"`
	Chosen   []int          `json:"chosen" doc:"the places of those chosen, from 0, best first"`
	Tied     []int          `json:"tied" doc:"the places between which the count does not tell"`
	Pairs    [][]int64      `json:"pairs" nullable:"true" doc:"how many prefer one candidate (row) to another (column), of ranks, once they were counted"`
}

// VoteOption is something that can be chosen.
type VoteOption struct {
	Name   string       `json:"name" doc:"empty for a person"`
	Person org.PersonID `json:"person" nullable:"true"`
	By     org.PersonID `json:"by" nullable:"true" doc:"who added it"`
}

// Ballot is what somebody wants.
type Ballot struct {
	Person org.PersonID `json:"person" nullable:"true" doc:"null on a secret one"`
	By     org.PersonID `json:"by" nullable:"true" doc:"who gave it in their name; null for themselves"`
	At     *org.Time    `json:"at" nullable:"true" doc:"null on a secret one"`
	Marks  []int        `json:"marks"`
	Sign   string       `json:"sign" doc:"by which whoever gave a secret one finds it: 40 bits of the SHA-256 of \"orpheus ballot D4\\n\" and their word; empty for none"`
}
