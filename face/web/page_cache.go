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

// kept remembers pages by their tag, which names everything that a page was made
// from: the version of the state, who looks, their language and wishes, the
// address. One act makes another version, and so another page. What is not asked
// for goes first.
type kept struct{ pages *lru.Cache[string, keptPage] }

type keptPage struct {
	tag  string // of its content
	body *gzipped.Body
}

func newKept(most int) *kept {
	return &kept{lru.New[string](most, func(p keptPage) int { return p.body.Weight() })}
}

// answer sends the page of this visit where it is kept.
func (k *kept) answer(v *visit) bool {
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
func (k *kept) keep(v *visit, page templ.Component) error {
	var b bytes.Buffer
	if err := page.Render(v.r.Context(), &b); err != nil {
		return fmt.Errorf("rendering: %w", err)
	}
	body, tag := v.sealed(b.Bytes())
	k.pages.Keep(v.tag, keptPage{tag, gzipped.New(body, false)}).send(v)
	return nil
}

func (p keptPage) send(v *visit) {
	if v.has(p.tag) {
		v.unchanged()
		return
	}
	v.head(html)
	p.body.Send(v.w, v.r, http.StatusOK)
}
