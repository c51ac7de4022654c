// Package browser lets tests look at pages in a real browser. A test that
// needs one is skipped where none is installed, except under CI, where that
// is a failure.
package browser

import (
	"context"
	"errors"
	"os/exec"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"orpheus/internal/test/need"
)

// Browser is a profile of a running browser, with nothing remembered.
type Browser struct{ ctx context.Context }

// names are what the browser may be called.
var names = []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "headless-shell"}

func find() string {
	for _, n := range names {
		if path, err := exec.LookPath(n); err == nil {
			return path
		}
	}
	return ""
}

// limit is how long one step in a page may take.
const limit = 60 * time.Second

var errSilent = errors.New("the browser does not answer")

// within does what may wait for the browser, for so long: errSilent after it.
func within(long time.Duration, do func() error) error {
	said := make(chan error, 1)
	go func() { said <- do() }()
	select {
	case err := <-said:
		return err
	case <-time.After(long):
		return errSilent
	}
}

// bounded does one thing that may wait for the browser: one that is stuck costs one test, which
// says so.
func bounded(t testing.TB, what string, do func() error) {
	t.Helper()
	if err := within(limit, do); err != nil {
		t.Fatalf("%s: %v", what, err)
	}
}

// ended closes what the test opened. The browser may be gone, or stuck: the next test is told.
func ended(ctx context.Context, cancel func()) {
	_ = within(limit/6, func() error { return chromedp.Cancel(ctx) })
	cancel()
}

// Open gives the test a profile of its own in the one browser of the package,
// which starts with the first test that needs it and ends with Main.
func Open(t testing.TB) *Browser {
	t.Helper()
	path := find()
	if path == "" {
		need.Missing(t, "no Chromium is installed")
	}
	need.Brisk(t)
	all, err := start(path)
	if err != nil {
		t.Fatalf("the browser does not start: %v", err)
	}
	ctx, stop := chromedp.NewContext(all, chromedp.WithNewBrowserContext())
	t.Cleanup(func() { ended(ctx, stop) })
	bounded(t, "a new profile", func() error { return chromedp.Do(ctx) })
	return &Browser{ctx}
}

// Screen is what a page is shown on.
type Screen struct {
	Width, Height int
	Phone         bool // touch, and two pixels for one
	Dark          bool
	Contrast      bool // the reader asks for more
	Still         bool // the reader asks for less motion
	Forced        bool // colours are forced
	Print         bool // as on paper
	NoScript      bool
}

// Wide and Phone are the two screens most things are looked at on.
var (
	Wide  = Screen{Width: 1280, Height: 800}
	Phone = Screen{Width: 390, Height: 844, Phone: true}
)

// Page is one tab.
type Page struct {
	t     testing.TB
	ctx   context.Context
	log   *console
	first time.Duration // for which a page is waited for before the browser is sent there again
}

// Page opens a tab on a screen. Errors in its console fail the test at its end.
func (b *Browser) Page(t testing.TB, s Screen) *Page {
	t.Helper()
	ctx, cancel := chromedp.NewContext(b.ctx)
	p := &Page{t: t, ctx: ctx, first: limit / 2}
	bounded(t, "a new tab", func() error { return chromedp.Do(ctx) })
	p.log = listen(ctx)
	t.Cleanup(func() {
		for _, m := range p.log.errors() {
			t.Errorf("console: %s", m)
		}
		ended(ctx, cancel)
	})
	// Tabs next to each other all behave as the one in front.
	call(p, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true})
	p.Media(s)
	p.Size(s)
	if s.NoScript {
		call(p, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	}
	return p
}

// Size changes how large the screen is, and whether it is touched.
func (p *Page) Size(s Screen) {
	p.t.Helper()
	view := []chromedp.EmulateViewportOption{}
	if s.Phone {
		view = append(view, chromedp.EmulateMobile, chromedp.EmulateTouch, chromedp.EmulateScale(2))
	}
	p.do(chromedp.EmulateViewport(int64(s.Width), int64(s.Height), view...))
}

// Media changes what the reader wishes for: colours, contrast, motion, paper.
func (p *Page) Media(s Screen) {
	p.t.Helper()
	wish := func(name, value string, on bool) *emulation.MediaFeature {
		if !on {
			value = "no-preference"
		}
		return &emulation.MediaFeature{Name: name, Value: value}
	}
	scheme, forced := "light", "none"
	if s.Dark {
		scheme = "dark"
	}
	if s.Forced {
		forced = "active"
	}
	media := ""
	if s.Print {
		media = "print"
	}
	call(p, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Media: media,
		Features: []*emulation.MediaFeature{
			{Name: "prefers-color-scheme", Value: scheme},
			{Name: "forced-colors", Value: forced},
			wish("prefers-contrast", "more", s.Contrast),
			wish("prefers-reduced-motion", "reduce", s.Still),
		},
	})
}
