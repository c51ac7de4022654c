package search

import (
	"slices"
	"strings"

	"orpheus/org"
)

// structural are the words by which somebody asks who may change circles and roles.
var structural = strings.Fields("role circle structure rol kring structuur rolle cirkel cirkler struktur")

// structure returns who may change the structure, where that is asked: in the circles that
// the question names, else in those from which it is asked, else in the whole.
func (a *asking) structure() (out []Claiming) {
	meant := func(w *wish) bool {
		return slices.ContainsFunc(structural, func(s string) bool {
			stems := stemsOf(s)
			for lang := range stems {
				if stems[lang] == w.stems[lang] {
					return true
				}
			}
			return false
		})
	}
	if !slices.ContainsFunc(a.wishes, meant) {
		return nil
	}
	for _, c := range a.meantCircles() {
		row := a.c.find(org.RefOf(c))
		if row == nil || a.q.Sees != nil && !a.q.Sees(row.Ref) {
			continue
		}
		var sum float64
		for n, w := range a.wishes {
			if meant(w) {
				sum += a.weight[n]
			} else {
				sum += a.called[c][n] * a.weight[n]
			}
		}
		r := Reason{Claim: org.Claim{Kind: org.OnStructure, Text: a.c.ruleText(c)}, fits: sum / a.total}
		if len(a.called[c]) > 0 { // that it is about the structure, and where, says it all
			r.fits = max(r.fits, byName)
		}
		if r.score = strengths[org.OnStructure] * r.fits; r.fits >= leastFits[org.OnStructure] {
			out = append(out, Claiming{Claimant: row.Claimant, Why: []Reason{r}, Fits: r.fits, Near: a.near(c), Score: r.score * a.near(c)})
		}
	}
	return out
}

// meantCircles are the circles that a question about the structure is about.
func (a *asking) meantCircles() []org.CircleID {
	var most float64
	var all []org.CircleID
	for c, by := range a.called {
		var sum float64
		for n, weight := range by {
			sum += weight * a.weight[n]
		}
		if sum > most {
			most, all = sum, nil
		}
		if sum == most {
			all = append(all, c)
		}
	}
	if len(all) == 0 {
		all = slices.Clone(a.q.Circles)
	}
	if len(all) == 0 {
		all = []org.CircleID{org.Root}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// ruleText is the rule about the structure of a circle in words; empty where there are none.
func (c *Claims) ruleText(of org.CircleID) string {
	if g := c.state.StructureRuleOf(of); g != 0 {
		return c.state.Guardrail(g).Text
	}
	return ""
}
