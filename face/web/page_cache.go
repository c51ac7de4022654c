package web

import (
	"bytes"
	"compress/gzip"
	"container/list"
	"fmt"
	"net/http"
	"strconv"
	"sync"

	"github.com/a-h/templ"

	"orpheus/face/web/assets"
)

// keptBytes is how many bytes of pages are kept.
const keptBytes = 48 << 20

// kept remembers pages by their tag, which names everything that a page was made
// from: the version of the state, who looks, their language and wishes, the
// address. One act makes another version, and so another page. What is not asked
// for goes first.
type kept struct {
	most int

	mu   sync.Mutex
	by   map[string]*list.Element
	age  *list.List // most recently used first
	size int
}

type keptPage struct {
	tag  string
	body []byte

	once   sync.Once
	packed []byte
}

func newKept(most int) *kept {
	return &kept{most: most, by: map[string]*list.Element{}, age: list.New()}
}

// answer sends the page of this visit where it is kept.
func (k *kept) answer(v *visit) bool {
	if v.tag == "" {
		return false
	}
	k.mu.Lock()
	e := k.by[v.tag]
	if e != nil {
		k.age.MoveToFront(e)
	}
	k.mu.Unlock()
	if e == nil {
		return false
	}
	e.Value.(*keptPage).send(v)
	return true
}

// keep makes a page, sends it and remembers it.
func (k *kept) keep(v *visit, page templ.Component) error {
	var b bytes.Buffer
	if err := page.Render(v.r.Context(), &b); err != nil {
		return fmt.Errorf("rendering: %w", err)
	}
	p := &keptPage{tag: v.tag, body: b.Bytes()}
	k.mu.Lock()
	if k.by[p.tag] == nil {
		k.by[p.tag] = k.age.PushFront(p)
		for k.size += p.weight(); k.size > k.most && k.age.Len() > 1; {
			old := k.age.Remove(k.age.Back()).(*keptPage)
			delete(k.by, old.tag)
			k.size -= old.weight()
		}
	}
	k.mu.Unlock()
	p.send(v)
	return nil
}

// weight counts a page with its packed form.
func (p *keptPage) weight() int { return len(p.body) + len(p.body)/3 + 256 }

func (p *keptPage) send(v *visit) {
	h, body := v.w.Header(), p.body
	if len(body) > 1400 && assets.AcceptsGzip(v.r) {
		p.once.Do(func() {
			var b bytes.Buffer
			z, _ := gzip.NewWriterLevel(&b, 6)
			_, _ = z.Write(p.body)
			_ = z.Close()
			p.packed = b.Bytes()
		})
		body = p.packed
		h.Set("Content-Encoding", "gzip")
	}
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Vary", vary)
	if h.Get("Cache-Control") == "" {
		h.Set("Cache-Control", "private, no-cache")
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	if v.r.Method != http.MethodHead { // Write says 200, and copies no headers as WriteHeader does
		_, _ = v.w.Write(body)
	}
}
