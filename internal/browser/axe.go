package browser

import (
	_ "embed"
	"strings"

	"github.com/chromedp/chromedp"
)

// axe is axe-core, under the Mozilla Public License 2.0 beside it.
//
//go:embed testdata/axe.min.js
var axe string

// runAxe asks for no selectors, since elements are told of by their text, and
// for no stylesheets, which only a rule on trial reads.
const runAxe = `axe.run(document, {
	runOnly: RULES,
	resultTypes: ["violations"],
	selectors: false, preload: false,
}).then(r => r.violations.map(v => v.id + ": " + v.help + "\n    " + v.nodes.slice(0, 4).map(n => n.html.slice(0, 160) + "\n      " + (n.failureSummary ?? "").replaceAll("\n", " ")).join("\n    ")).join("\n"))`

const (
	allRules    = `["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]`
	colourRules = `{type: "rule", values: ["color-contrast", "link-in-text-block"]}`
)

func (p *Page) axe(rules string) string {
	p.t.Helper()
	p.Rest()
	// A page that was looked at before has it still.
	if !run(p, chromedp.Evaluate[bool](`"axe" in window`)) {
		run(p, chromedp.Evaluate[any](axe+"\n;0"))
	}
	return strings.TrimSpace(run(p, chromedp.Evaluate[string](strings.Replace(runAxe, "RULES", rules, 1), chromedp.EvalAwaitPromise)))
}

// Violations are what axe-core finds against WCAG 2.2 AA and against good
// practice, as text; empty for none.
func (p *Page) Violations() string {
	p.t.Helper()
	return p.axe(allRules)
}

// Accessible fails the test for every violation.
func (p *Page) Accessible() {
	p.t.Helper()
	p.tell(p.Violations())
}

// Legible fails the test for every violation that has to do with colours. It
// is for a page that passed Accessible in another theme.
func (p *Page) Legible() {
	p.t.Helper()
	p.tell(p.axe(colourRules))
}

func (p *Page) tell(found string) {
	p.t.Helper()
	if found != "" {
		p.t.Errorf("axe at %s:\n%s", p.Address(), found)
	}
}
