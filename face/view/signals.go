package view

import (
	"orpheus/insight/watch"
	"orpheus/org"
)

// Signals are what is worth a conversation, as `signals` says it.
type Signals struct {
	At      org.Time `json:"at" doc:"the moment that is looked at"`
	Open    []Signal `json:"open" doc:"that nobody settled, in the order of the rules, the oldest first"`
	Settled []Signal `json:"settled" doc:"of which somebody says that they are fine as they are"`
}

// Signal is one of them. It names no person.
type Signal struct {
	Key     string     `json:"key" doc:"stable: the same matter has the same key; signal.settle takes it"`
	Rule    string     `json:"rule" doc:"the rule that found it"`
	Limits  []int      `json:"limits" doc:"the numbers of that rule; of times, in days"`
	About   []string   `json:"about" doc:"what it is about, as C3, R7, T2, I5 or D4"`
	Says    string     `json:"says" doc:"what it says, in the language asked for"`
	Facts   []string   `json:"facts" doc:"by which it can be checked"`
	Since   org.Time   `json:"since" doc:"from when on it holds"`
	Step    SignalStep `json:"step" doc:"the one next step that it offers"`
	Settled *Fine      `json:"settled,omitempty" doc:"who says that it is fine"`
}

// SignalStep is a next step: an act, or a page.
type SignalStep struct {
	Kind   string            `json:"kind,omitempty" doc:"the kind of act; none for a page"`
	Page   string            `json:"page,omitempty" doc:"thing, propose, calls or raised; none for an act"`
	About  string            `json:"about" doc:"what it is about"`
	Fields map[string]string `json:"fields" doc:"what the act or page begins with"`
}

// Fine is that somebody says that a signal is fine as it is.
type Fine struct {
	By    *org.PersonID `json:"by" doc:"who says so; null for nobody in person"`
	At    org.Time      `json:"at" doc:"when they said so"`
	Until org.Time      `json:"until" doc:"when it comes back"`
	Why   string        `json:"why" doc:"why; empty where the words are gone"`
}

// SignalOf is a signal; says is its sentence, and texts are the words that people wrote.
func SignalOf(one *watch.Signal, says string, texts map[org.TextID]string) Signal {
	v := Signal{
		Key: one.Key, Rule: string(one.Rule), Limits: []int{}, About: refs(one.About), Says: says, Facts: refs(one.Facts), Since: one.Since,
		Step: SignalStep{Kind: one.Step.Kind, Page: string(one.Step.Page), About: one.Step.About.String(), Fields: map[string]string{}},
	}
	for _, n := range one.Rule.Limits() {
		switch n := n.(type) {
		case int:
			v.Limits = append(v.Limits, n)
		case watch.Days:
			v.Limits = append(v.Limits, int(n))
		}
	}
	for i := 0; i+1 < len(one.Step.Fields); i += 2 {
		v.Step.Fields[one.Step.Fields[i]] = one.Step.Fields[i+1]
	}
	if row := one.Settled; row != nil {
		v.Settled = &Fine{At: row.At, Until: row.Until, Why: texts[row.Why]}
		if row.By != 0 {
			v.Settled.By = &row.By
		}
	}
	return v
}

func refs(all []org.Ref) []string {
	out := make([]string, len(all))
	for i, r := range all {
		out[i] = r.String()
	}
	return out
}

// WhyOf are the numbers of the words in settled signals.
func WhyOf(settled []watch.Signal) (ids []org.TextID) {
	for i := range settled {
		ids = append(ids, settled[i].Settled.Why)
	}
	return ids
}
