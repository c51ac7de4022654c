package browser

import (
	"context"
	"strings"
	"sync"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/serviceworker"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

// Notify answers the question whether pages of an origin may notify: "granted", "denied" or
// "prompt".
func (p *Page) Notify(origin, answer string) {
	p.t.Helper()
	params := browser.SetPermissionParams{Permission: &browser.PermissionDescriptor{Name: "notifications"}, Setting: browser.PermissionSetting(answer), Origin: origin}
	if c := chromedp.FromContext(p.ctx); c != nil {
		params.BrowserContextID = c.BrowserContextID
	}
	ctx, end := context.WithTimeout(p.ctx, limit)
	defer end()
	_, err := chromedp.CallBrowser(ctx, browser.SetPermission, params)
	p.must(err)
}

// Before runs a script in every page that is opened from now on, before its own.
func (p *Page) Before(script string) {
	p.t.Helper()
	call(p, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: script})
}

// Pushed hands a message to the worker of a scope, as a push service would.
func (p *Page) Pushed(origin, scope, data string) {
	p.t.Helper()
	var mu sync.Mutex
	ids := map[string]serviceworker.RegistrationID{}
	p.must(chromedp.Listen(p.ctx, func(ev any) {
		if e, ok := ev.(*serviceworker.EventWorkerRegistrationUpdated); ok {
			mu.Lock()
			defer mu.Unlock()
			for _, r := range e.Registrations {
				ids[r.ScopeURL] = r.RegistrationID
			}
		}
	}))
	call(p, serviceworker.Enable, struct{}{})
	for end := time.Now().Add(limit / 2); ; time.Sleep(20 * time.Millisecond) {
		mu.Lock()
		id, found := ids[scope]
		mu.Unlock()
		if found {
			call(p, serviceworker.DeliverPushMessage, serviceworker.DeliverPushMessageParams{Origin: origin, RegistrationID: id, Data: data})
			return
		}
		if time.Now().After(end) {
			p.t.Fatalf("no worker has the scope %s: %v", scope, ids)
		}
	}
}

// Worker runs a script in the worker of a scope, and returns what it comes to. The browser ends
// workers that have nothing to do, so this one is begun first; what is asked of one that ends
// meanwhile is never answered, and fails the test.
func (p *Page) Worker(scope, script string) string {
	p.t.Helper()
	call(p, serviceworker.Enable, struct{}{})
	for end := time.Now().Add(limit / 2); ; time.Sleep(20 * time.Millisecond) {
		call(p, serviceworker.StartWorker, serviceworker.StartWorkerParams{ScopeURL: scope})
		var all []*target.Info
		bounded(p.t, "what runs", func() (err error) {
			all, err = chromedp.Targets(p.ctx)
			return err
		})
		for _, t := range all {
			if t.Type != "service_worker" || !strings.HasPrefix(t.URL, scope) {
				continue
			}
			ctx, cancel := chromedp.NewContext(p.ctx, chromedp.WithTargetID(t.TargetID))
			p.t.Cleanup(cancel)
			var said string
			bounded(p.t, "the worker of "+scope, func() (err error) {
				said, err = chromedp.Run(ctx, chromedp.Evaluate[string](script, chromedp.EvalAwaitPromise))
				return err
			})
			return said
		}
		if time.Now().After(end) {
			p.t.Fatalf("no worker runs for %s", scope)
		}
	}
}
