package browser

import (
	"context"
	"slices"
	"strings"
	"sync"

	"github.com/chromedp/chromedp"
)

// console keeps what went wrong in a page: errors, uncaught exceptions, and
// what the content policy refused.
type console struct {
	mu      sync.Mutex
	bad     []string
	forgive []string
}

func listen(ctx context.Context) *console {
	c := &console{}
	messages := chromedp.Console(ctx)
	go func() {
		for m, err := range messages {
			if err != nil {
				return
			}
			// A page that answers 404 on purpose is told of as a network error.
			if m.Source == "network" || !m.IsException() && m.Type != "error" {
				continue
			}
			c.mu.Lock()
			c.bad = append(c.bad, m.Text)
			c.mu.Unlock()
		}
	}()
	return c
}

func (c *console) errors() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(c.bad), func(text string) bool {
		return slices.ContainsFunc(c.forgive, func(f string) bool { return strings.Contains(text, f) })
	})
}
