package browser

import (
	"context"
	_ "embed"
	"strings"

	"github.com/chromedp/chromedp"
)

// axe is axe-core, under the Mozilla Public License 2.0 beside it.
//
//go:embed testdata/axe.min.js
var axe string

// runAxe asks for no selectors, since elements are told of by their text, and
// for no stylesheets, which only a rule on trial reads. It looks from the top of the page: what
// lies half under the bar there at another place is no fault of the page.
const runAxe = `(at => (scrollTo({top: 0, behavior: "instant"}), axe.run(document, {
	runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
	resultTypes: ["violations"],
	selectors: false, preload: false,
}).then(r => r.violations.map(v => v.id + ": " + v.help + "\n    " + v.nodes.slice(0, 4).map(n => n.html.slice(0, 160) + "\n      " + (n.failureSummary ?? "").replaceAll("\n", " ")).join("\n    ")).join("\n")).finally(() => scrollTo({top: at, behavior: "instant"}))))(scrollY)`

// aLongPage is how long axe may look at one page. The documents of the API, with 15,000 elements,
// take it 8 s alone and more than a minute where other tests run.
const aLongPage = 5 * limit

// Violations are what axe-core finds against WCAG 2.2 AA and against good
// practice, as text; empty for none.
func (p *Page) Violations() string {
	p.t.Helper()
	p.Rest()
	// A page that was looked at before has it still.
	if !run(p, chromedp.Evaluate[bool](`"axe" in window`)) {
		run(p, chromedp.Evaluate[any](axe+"\n;0"))
	}
	ctx, end := context.WithTimeout(p.ctx, aLongPage)
	defer end()
	found, err := chromedp.Run(ctx, chromedp.Evaluate[string](runAxe, chromedp.EvalAwaitPromise))
	if err != nil {
		p.t.Fatalf("axe at %s: %v", p.Address(), err)
	}
	return strings.TrimSpace(found)
}

// Accessible fails the test for every violation.
func (p *Page) Accessible() {
	p.t.Helper()
	if found := p.Violations(); found != "" {
		p.t.Errorf("axe at %s:\n%s", p.Address(), found)
	}
}
