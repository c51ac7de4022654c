package view

import (
	"orpheus/org"
	"orpheus/org/deciding"
)

// Decides is who decides about something, as `who-decides` says it.
type Decides struct {
	Who     []string          `json:"who" doc:"roles, or circles together, as R7 or C3"`
	Process deciding.Process  `json:"process" doc:"how: role_authority, advice or consent"`
	Within  []org.GuardrailID `json:"within" doc:"the limits that hold there, the nearest first"`
	Because []Because         `json:"because" doc:"why, the strongest reason first"`
	Score   float64           `json:"score" doc:"of 1: how strong the claim is, how well it fits, and how near it is"`
}

// Because is a reason: what is written, and where.
type Because struct {
	Kind org.ClaimKind `json:"kind" doc:"domain, agreement, accountability, guardrail, decision, structure or purpose"`
	Ref  string        `json:"ref" doc:"what says so, as R7, G3, M2 or C1"`
	Text string        `json:"text" doc:"what it says"`
}

// DecidesOf is the answer to who decides: none where nobody does.
func DecidesOf(all []org.WhoDecides) []Decides {
	out := make([]Decides, len(all))
	for i, d := range all {
		out[i] = Decides{Who: []string{d.Who.String()}, Process: d.By, Within: append([]org.GuardrailID{}, d.Within...), Score: d.Score}
		for _, b := range d.Because {
			out[i].Because = append(out[i].Because, Because{b.Kind, b.Ref.String(), b.Text})
		}
	}
	return out
}
