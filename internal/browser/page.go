package browser

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/chromedp"
)

func (p *Page) must(err error) {
	p.t.Helper()
	if err != nil {
		p.t.Fatal(err)
	}
}

func (p *Page) do(steps ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	ctx, end := context.WithTimeout(p.ctx, limit)
	defer end()
	p.must(chromedp.Do(ctx, steps...))
}

// run does one step and returns what it says.
func run[T any](p *Page, step chromedp.Action[T]) T {
	p.t.Helper()
	ctx, end := context.WithTimeout(p.ctx, limit)
	defer end()
	v, err := chromedp.Run(ctx, step)
	p.must(err)
	return v
}

// call says one thing to the browser about the page, and returns its answer.
func call[P, R any](p *Page, command cdp.Command[P, R], params P) R {
	p.t.Helper()
	ctx, end := context.WithTimeout(p.ctx, limit)
	defer end()
	answer, err := chromedp.Call(ctx, command, params)
	p.must(err)
	return answer
}

// Forgive lets errors with a text in them pass in this page's console.
func (p *Page) Forgive(text string) {
	p.log.mu.Lock()
	defer p.log.mu.Unlock()
	p.log.forgive = append(p.log.forgive, text)
}

// Open goes to an address and waits until the page is there. The browser loses its way once in
// some thousand pages, on a busy machine: then it is sent there again, as a reader would, and the
// log of the test says so.
func (p *Page) Open(url string) {
	p.t.Helper()
	err := p.reach(url, p.first)
	if errors.Is(err, context.DeadlineExceeded) {
		p.t.Logf("%s is not there after %v: once more", url, p.first)
		p.do(chromedp.Stop()) // else it tells of the page that it did not reach
		err = p.reach(url, limit)
	}
	if err != nil {
		p.t.Fatalf("%s: %v", url, err)
	}
}

func (p *Page) reach(url string, long time.Duration) error {
	ctx, end := context.WithTimeout(p.ctx, long)
	defer end()
	return chromedp.Do(ctx, chromedp.Navigate(url))
}

// Keys presses keys where the focus is; the names are those of package kb.
func (p *Page) Keys(keys string) {
	p.t.Helper()
	p.do(chromedp.KeyEvent(keys))
}

// Click clicks what a CSS selector finds first.
func (p *Page) Click(selector string) {
	p.t.Helper()
	p.do(chromedp.Click(chromedp.CSS(selector)))
}

// spot finds where somebody would press what a script finds, once it is in sight:
// two numbers, or a dash and why it cannot be pressed. A box to tick is pressed by
// its label, where it has one.
const spot = `(() => {
	const asked = FIND
	if (!asked) return "- is not there"
	const e = asked.matches("input[type=radio], input[type=checkbox]") && asked.labels?.[0] || asked
	e.scrollIntoView({block: "center", inline: "nearest", behavior: "instant"})
	const b = [...e.getClientRects()].find(r => r.width > 0 && r.height > 0)
	if (!b || getComputedStyle(e).visibility !== "visible") return "- is not shown"
	const x = b.left + b.width / 2, y = b.top + b.height / 2, top = document.elementFromPoint(x, y)
	if (!top) return "- is not on the screen"
	if (!e.contains(top) && top.closest("label")?.control !== asked) return "- lies under " + top.outerHTML.slice(0, 120)
	return x + " " + y
})()`

func (p *Page) spot(find string) string {
	p.t.Helper()
	return p.Text(strings.ReplaceAll(spot, "FIND", "("+find+")"))
}

// Press presses what a script finds, by a pointer, where it lies on the screen. What
// lies under something else, or is not shown, fails the test; what is on its way
// somewhere is waited for.
func (p *Page) Press(find string) {
	p.t.Helper()
	p.Wait(find)
	for end, was := time.Now().Add(limit/2), ""; ; time.Sleep(30 * time.Millisecond) {
		at := p.spot(find)
		if at == was && at[0] != '-' {
			break
		}
		if was = at; time.Now().After(end) {
			p.t.Fatalf("%s cannot be pressed: it %s, at %s", find, strings.TrimPrefix(at, "- "), p.Address())
		}
	}
	var x, y float64
	if _, err := fmt.Sscan(p.spot(find), &x, &y); err != nil {
		p.t.Fatalf("%s has no place: %v", find, err)
	}
	p.do(chromedp.MouseEvent(chromedp.MouseMoved, x, y), chromedp.MouseClickXY(x, y))
}

// Title is the title of the page.
func (p *Page) Title() string {
	p.t.Helper()
	return run(p, chromedp.Title())
}

// Address is where the page is, without the server.
func (p *Page) Address() string {
	p.t.Helper()
	s := run(p, chromedp.Location())
	_, rest, _ := strings.Cut(strings.TrimPrefix(s, "http://"), "/")
	return "/" + rest
}

// Text evaluates a script whose value is text.
func (p *Page) Text(script string) string {
	p.t.Helper()
	return run(p, chromedp.Evaluate[string](script))
}

// Later evaluates a script whose value is text that comes later.
func (p *Page) Later(script string) string {
	p.t.Helper()
	return run(p, chromedp.Evaluate[string](script, chromedp.EvalAwaitPromise))
}

// Number evaluates a script whose value is a number.
func (p *Page) Number(script string) float64 {
	p.t.Helper()
	return run(p, chromedp.Evaluate[float64](script))
}

// Wait waits until a script's value is true. How long is up to the machine:
// only a page that will not get there takes the whole half minute.
func (p *Page) Wait(script string) {
	p.t.Helper()
	for end := time.Now().Add(limit / 2); ; time.Sleep(20 * time.Millisecond) {
		ok, err := p.holds(script)
		if err == nil && ok {
			return
		}
		if time.Now().After(end) {
			p.t.Fatalf("waited in vain for %s (%v) at %s", script, err, p.Address())
		}
	}
}

// holds asks once; a page that is being left cannot answer.
func (p *Page) holds(script string) (bool, error) {
	ctx, end := context.WithTimeout(p.ctx, limit)
	defer end()
	return chromedp.Run(ctx, chromedp.Evaluate[bool]("!!("+script+")"))
}

// rested says that nothing in the page will move or change its colour by itself.
const rested = `document.readyState === "complete" && document.fonts.status === "loaded" &&
	!document.getAnimations().some(a => a.playState === "running" && a.effect.getComputedTiming().endTime !== Infinity)`

// Rest waits until fonts are there and what moved has come to rest.
func (p *Page) Rest() {
	p.t.Helper()
	p.Wait(rested)
}

// Picture writes the page as a PNG: what is on the screen, or all of it.
func (p *Page) Picture(file string, whole bool) {
	p.t.Helper()
	shot := chromedp.CaptureScreenshot()
	if whole {
		shot = chromedp.FullScreenshot(100)
	}
	b := run(p, shot)
	p.must(os.MkdirAll(filepath.Dir(file), 0o755))
	p.must(os.WriteFile(file, b, 0o644))
}

// PDF writes the page as it is printed.
func (p *Page) PDF(file string) {
	p.t.Helper()
	b := run(p, chromedp.PrintToPDF())
	p.must(os.WriteFile(file, b, 0o644))
}

// Sideways is by how many pixels the page is wider than the screen.
func (p *Page) Sideways() float64 {
	p.t.Helper()
	return p.Number("document.documentElement.scrollWidth - document.documentElement.clientWidth")
}
