package api

import (
	"bytes"
	"fmt"
	"net/http"
	"strconv"

	"orpheus/internal/lru"
)

// answers keeps what was answered, by what it was made from, which is what its tag is
// made from: one act makes another version, and so another answer. Of all in an answer
// the moment alone goes on with the clock where nothing happens; so it is kept in two
// halves, and each time the moment of now is written between them.
type answers struct {
	by *lru.Cache[[32]byte, answer]
}

// answer is what was answered, before and after the moment in it.
type answer struct {
	before, after []byte
	link          string // to the next page; empty for none
}

const (
	keptBytes = 16 << 20 // of answers that are kept
	longest   = 1 << 20  // an answer with more is not kept
)

func newAnswers() *answers {
	return &answers{lru.New[[32]byte](keptBytes, func(a answer) int { return len(a.before) + len(a.after) + len(a.link) + 256 })}
}

// again answers with what is kept, and reports whether something is.
func (c *call) again() bool {
	a, ok := c.answers.by.Get(c.made)
	if !ok {
		return false
	}
	if a.link != "" {
		c.w.Header().Set("Link", a.link)
	}
	at := c.At.String()
	b := append(make([]byte, 0, len(a.before)+len(at)+len(a.after)), a.before...)
	c.answer(append(append(b, at...), a.after...))
	return true
}

// remember keeps an answer in which the moment stands near the beginning, after the
// version.
func (c *call) remember(b []byte) {
	if !c.keeps || len(b) > longest {
		return
	}
	before := fmt.Appendf(nil, `{"version":%d,"at":"`, c.Version())
	after, ok := bytes.CutPrefix(b, append(before, c.At.String()...))
	if ok {
		c.answers.by.Keep(c.made, answer{before, after, c.w.Header().Get("Link")})
	}
}

// answer sends JSON. What has its length is sent as it is, not in pieces.
func (c *call) answer(b []byte) {
	h := c.w.Header()
	h["Content-Type"] = typeJSON
	h["Content-Length"] = []string{strconv.Itoa(len(b))}
	if c.r.Method == http.MethodHead {
		return
	}
	if _, err := c.w.Write(b); err != nil {
		c.Log.DebugContext(c.r.Context(), "an answer was not taken", "error", err)
	}
}

var typeJSON = []string{"application/json"}
