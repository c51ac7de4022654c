package web

import "orpheus/insight/measure"

// definition is what of the definition of a measure is the same in every language. What is
// said in words is in the catalogs, by the name of the question; what is counted, and how much
// of it there has to be, the question knows.
type definition struct{ formula, source string }

// defined are the definitions. docs/measures.md and the pages are made from it.
var defined = map[measure.Question]definition{
	measure.EffectiveLeaders: {"D2 = 1/λ, λ = Σ x(x−1) / (m(m−1))", "Simpson 1949; Hill 1973; Jost 2006"},
	measure.Participation:    {"E[S] = Σ (1 − C(m−x, s) / C(m, s)) / n", "Hurlbert 1971"},
	measure.PullShare:        {"k / (k + h)", "Wilson 1927"},
	measure.Tenure:           {"S(t) = Π (1 − d/r), min{t : S(t) ≤ ½}", "Kaplan & Meier 1958; Brookmeyer & Crowley 1982"},
	measure.TimeToLead:       {"F(t) = Σ S(t−) d/r, min{t : F(t) ≥ ½}", "Kaplan & Meier 1958; Aalen & Johansen 1978"},
	measure.Locality:         {"#{d = 0} / #{d}", "Aghion & Tirole 1997; Wilson 1927"},
	measure.Reciprocity:      {"r = 2 Σ min(wᵢⱼ, wⱼᵢ) / Σ w", "Garlaschelli & Loffredo 2004; Squartini et al. 2013"},
	measure.RankAlignment:    {"τ_b = (C − D) / √((P − Tx)(P − Ty))", "Kendall 1945"},
	measure.CrossBoundary:    {"E / (E + I)", "Krackhardt & Stern 1988"},
	measure.RestsOnOne:       {"#{w : |L(w)| = 1}", "Avelino et al. 2016"},
	measure.EqualFooting:     {"1 − median(a | others) / median(a | formal)", "Orpheus"},
	measure.Pulse:            {"25 (x̄ − 1)", "Orpheus"},
}
