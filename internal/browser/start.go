package browser

import (
	"context"
	"errors"
	"os"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"
)

// one is the browser that the tests of a package share.
var one struct {
	sync.Mutex
	ctx   context.Context
	stop  func()
	owned bool // Main ends it
}

// unwanted is what Chromium draws around pages even where nobody sees it: the
// panels of its address bar, anew for each window, took more time than the
// pages. They are no part of a page.
const unwanted = "Translate,WebUIOmniboxPopup,WebUIOmniboxFullPopup,WebUIOmniboxAimPopup,AimEnabled," +
	"WebUIOmniboxSimplification,InitialWebUI,WebUIReloadButton,WebUIToolbar"

// Main runs the tests of a package and ends the browser they shared. A package
// with tests in a browser calls it from TestMain.
func Main(m *testing.M) {
	one.owned = true
	code := m.Run()
	if one.stop != nil {
		one.stop()
	}
	os.Exit(code)
}

func start(path string) (context.Context, error) {
	one.Lock()
	defer one.Unlock()
	if !one.owned {
		return nil, errors.New("TestMain has to call browser.Main")
	}
	if one.ctx != nil {
		return one.ctx, nil
	}
	dir, err := os.MkdirTemp("", "browser")
	if err != nil {
		return nil, err
	}
	alloc, cancel := chromedp.NewExecAllocator(context.Background(),
		chromedp.ExecPath(path),
		chromedp.UserDataDir(dir),
		chromedp.Flag("headless", true),
		chromedp.Flag("no-sandbox", true),
		chromedp.Flag("disable-gpu", true),
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("no-first-run", true),
		chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-sync", true),
		chromedp.Flag("disable-backgrounding-occluded-windows", true),
		chromedp.Flag("disable-renderer-backgrounding", true),
		chromedp.Flag("disable-background-timer-throttling", true),
		chromedp.Flag("disable-features", unwanted),
		chromedp.Flag("hide-scrollbars", true),
		chromedp.Flag("force-color-profile", "srgb"),
	)
	ctx, end := chromedp.NewContext(alloc)
	stop := func() {
		_ = chromedp.Cancel(ctx)
		end()
		cancel()
		_ = os.RemoveAll(dir)
	}
	// The first time on a machine it reads all of itself from the disk.
	if err := within(2*limit, func() error { return chromedp.Do(ctx) }); err != nil {
		stop()
		return nil, err
	}
	one.ctx, one.stop = ctx, stop
	return ctx, nil
}
