package browser

import "github.com/chromedp/cdproto/page"

// evenly has every frame come 16 ms after the one before, by the page's own clock,
// however long it took.
const evenly = `{
	let now = performance.now()
	const next = requestAnimationFrame.bind(window), tick = () => { now += 16; next(tick) }
	performance.now = () => now
	window.requestAnimationFrame = frame => next(() => frame(now))
	tick()
}`

// EvenFrames has what moves take as many frames as on a fast machine, in the pages
// opened from now on: a busy one would leave out those that a test looks for.
func (p *Page) EvenFrames() {
	p.t.Helper()
	call(p, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: evenly})
}
