package web

import (
	"bytes"
	"fmt"
	"net/http"

	"github.com/a-h/templ"

	"orpheus/internal/gzipped"
	"orpheus/internal/lru"
)

// keptBytes is how many bytes of pages are kept. It is one bound for the whole program,
// so that many organisations take no more than one; what is kept is bytes alone, which
// hold nothing of an organisation.
const keptBytes = 48 << 20

// pageCache remembers pages by their tag, which names everything that a page was made
// from: the version of the state, who looks, their language and wishes, the
// address. One act makes another version, and so another page. What is not asked
// for goes first.
type pageCache struct {
	pages *lru.Cache[string, cachedPage]
}

type cachedPage struct {
	tag  string // of its content
	body *gzipped.Body
}

func newPageCache(most int) *pageCache {
	return &pageCache{lru.New[string](most, func(p cachedPage) int { return p.body.Weight() })}
}

// answer sends the page of this request where it is kept.
func (k *pageCache) answer(v *request) bool {
	if v.tag == "" {
		return false
	}
	p, ok := k.pages.Get(v.tag)
	if ok {
		p.send(v)
	}
	return ok
}

// keep makes a page, sends it and remembers it.
func (k *pageCache) keep(v *request, page templ.Component) error {
	var b bytes.Buffer
	if err := page.Render(v.r.Context(), &b); err != nil {
		return fmt.Errorf("rendering: %w", err)
	}
	body, tag := v.sealed(b.Bytes())
	k.pages.Keep(v.tag, cachedPage{tag, gzipped.New(body, false)}).send(v)
	return nil
}

func (p cachedPage) send(v *request) {
	if v.has(p.tag) {
		v.unchanged()
		return
	}
	v.head(html)
	p.body.Send(v.w, v.r, http.StatusOK)
}
