package browser

import (
	"strings"
	"sync"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/serviceworker"
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
	_, err := chromedp.CallBrowser(p.ctx, browser.SetPermission, params)
	p.must(err)
}

// Before runs a script in every page that is opened from now on, before its own.
func (p *Page) Before(script string) {
	p.t.Helper()
	_, err := chromedp.Call(p.ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: script})
	p.must(err)
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
	_, err := chromedp.Call(p.ctx, serviceworker.Enable, struct{}{})
	p.must(err)
	for end := time.Now().Add(limit / 2); ; time.Sleep(20 * time.Millisecond) {
		mu.Lock()
		id, found := ids[scope]
		mu.Unlock()
		if found {
			_, err := chromedp.Call(p.ctx, serviceworker.DeliverPushMessage, serviceworker.DeliverPushMessageParams{Origin: origin, RegistrationID: id, Data: data})
			p.must(err)
			return
		}
		if time.Now().After(end) {
			p.t.Fatalf("no worker has the scope %s: %v", scope, ids)
		}
	}
}

// Worker runs a script in the worker of a scope, and returns what it comes to.
func (p *Page) Worker(scope, script string) string {
	p.t.Helper()
	for end := time.Now().Add(limit / 2); ; time.Sleep(20 * time.Millisecond) {
		all, err := chromedp.Targets(p.ctx)
		p.must(err)
		for _, t := range all {
			if t.Type != "service_worker" || !strings.HasPrefix(t.URL, scope) {
				continue
			}
			ctx, cancel := chromedp.NewContext(p.ctx, chromedp.WithTargetID(t.TargetID))
			p.t.Cleanup(cancel)
			said, err := chromedp.Run(ctx, chromedp.Evaluate[string](script, chromedp.EvalAwaitPromise))
			p.must(err)
			return said
		}
		if time.Now().After(end) {
			p.t.Fatalf("no worker runs for %s", scope)
		}
	}
}
