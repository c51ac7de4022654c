// Package gzipped sends bodies as they are or packed with gzip, as who asks takes
// them. Event streams never go through it: what is packed waits for more.
package gzipped

import (
	"bytes"
	"compress/gzip"
	"net/http"
	"strconv"
	"strings"
	"sync"
)

// least is how small a body is that fits into one packet anyway.
const least = 1400

// Body is what is sent often: it is packed once, when it is first asked for so.
type Body struct {
	raw  []byte
	pack func() []byte // nil where packing gains nothing
}

// New returns a body. Best packs it as small as can be, for what is kept for long.
func New(raw []byte, best bool) *Body {
	b := &Body{raw: raw}
	level := 6
	if best {
		level = gzip.BestCompression
	}
	if best || len(raw) > least {
		b.pack = sync.OnceValue(func() []byte {
			var out bytes.Buffer
			z, _ := gzip.NewWriterLevel(&out, level)
			_, _ = z.Write(raw)
			_ = z.Close()
			return out.Bytes()
		})
	}
	return b
}

// Bare returns a body that is never packed, since that gains nothing.
func Bare(raw []byte) *Body { return &Body{raw: raw} }

// Weight is about how many bytes of memory a body takes, packed too.
func (b *Body) Weight() int { return len(b.raw) + len(b.raw)/3 + 256 }

// Packs reports whether what is sent depends on what who asks takes.
func (b *Body) Packs() bool { return b.pack != nil }

// Send answers with the body, under a status. Nothing is sent where only the headers
// were asked for.
func (b *Body) Send(w http.ResponseWriter, r *http.Request, status int) {
	body := b.raw
	if b.pack != nil && Accepted(r) {
		body = b.pack()
		w.Header().Set("Content-Encoding", "gzip")
	}
	send(w, r, status, body)
}

func send(w http.ResponseWriter, r *http.Request, status int, body []byte) {
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	if status != http.StatusOK || r.Method == http.MethodHead {
		w.WriteHeader(status)
	}
	if r.Method != http.MethodHead { // Write says 200, and copies no headers as WriteHeader does
		_, _ = w.Write(body)
	}
}

var packers = sync.Pool{New: func() any {
	z, _ := gzip.NewWriterLevel(nil, 5)
	return z
}}

var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// Once answers with what is sent once.
func Once(w http.ResponseWriter, r *http.Request, status int, body []byte) {
	if len(body) <= least || !Accepted(r) {
		send(w, r, status, body)
		return
	}
	out := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(out)
	out.Reset()
	z := packers.Get().(*gzip.Writer)
	defer packers.Put(z)
	z.Reset(out)
	_, _ = z.Write(body)
	_ = z.Close()
	w.Header().Set("Content-Encoding", "gzip")
	send(w, r, status, out.Bytes())
}

// Accepted reports whether a request takes an answer packed with gzip.
func Accepted(r *http.Request) bool {
	for _, part := range strings.Split(r.Header.Get("Accept-Encoding"), ",") {
		name, q, _ := strings.Cut(strings.TrimSpace(part), ";")
		if strings.EqualFold(strings.TrimSpace(name), "gzip") {
			q = strings.ReplaceAll(q, " ", "")
			return q != "q=0" && !strings.HasPrefix(q, "q=0.000")
		}
	}
	return false
}
