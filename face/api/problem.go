package api

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/go-json-experiment/json"

	"orpheus/face/view"
	"orpheus/org"
	"orpheus/service"
	"orpheus/text/sentence"
)

// Problem is why something could not be done (RFC 9457).
type Problem struct {
	Type   string `json:"type" doc:"about:blank: the status says it all"`
	Title  string `json:"title" doc:"the status in words"`
	Status int    `json:"status"`
	Detail string `json:"detail" doc:"what is the matter and what to do, in the language of Accept-Language"`
	Code   string `json:"code" doc:"not_found, forbidden, invalid, conflict, unauthorized, method, too_large, too_many or broken"`
	Key    string `json:"key" doc:"name of the text, the same in every language"`
	Args   []any  `json:"args" doc:"what fills the places in the text"`
	Field  string `json:"field,omitzero" doc:"the field or parameter at fault"`
	Number string `json:"number,omitzero" doc:"where it is in the log of the server, for a fault of ours"`
}

// statuses is the one table from codes to statuses.
var statuses = map[org.Code]int{
	org.NotFound: http.StatusNotFound, org.Forbidden: http.StatusForbidden,
	org.Invalid: http.StatusUnprocessableEntity, org.Conflict: http.StatusConflict,
}

var codes = map[int]string{
	http.StatusNotFound: "not_found", http.StatusForbidden: "forbidden", http.StatusUnprocessableEntity: "invalid",
	http.StatusConflict: "conflict", http.StatusUnauthorized: "unauthorized", http.StatusMethodNotAllowed: "method",
	http.StatusRequestEntityTooLarge: "too_large", http.StatusTooManyRequests: "too_many", http.StatusInternalServerError: "broken",
	http.StatusServiceUnavailable: "broken",
}

// tooMany is more than one person may ask for.
func tooMany(wait time.Duration) error {
	seconds := int(wait/time.Second) + 1
	return &fault{status: http.StatusTooManyRequests, key: "often", args: []any{seconds}, wait: seconds}
}

// fault is a refusal of this face: the domain was not asked. Its text is that of
// "api.<key>".
type fault struct {
	status int
	key    string
	args   []any
	field  string
	wait   int // seconds to wait before asking again; zero for none
}

func (f *fault) Error() string { return fmt.Sprintf("%s %v", f.key, f.args) }

func wrong(status int, key string, args ...any) error {
	return &fault{status: status, key: key, args: args}
}

// wrongField is a field or parameter that cannot be read.
func wrongField(field, key string, args ...any) error {
	return &fault{status: http.StatusUnprocessableEntity, key: key, args: args, field: field}
}

// problem answers with an error. Only a fault of ours is logged, under a number
// that the answer has too.
func (c *call) problem(err error) {
	if errors.Is(err, context.Canceled) && c.r.Context().Err() != nil {
		return // nobody is waiting any more
	}
	p := c.explain(err)
	h := c.w.Header()
	h.Del("ETag")
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Type", "application/problem+json")
	h.Set("Content-Language", c.p.Lang())
	h.Add("Vary", "Accept-Language")
	if p.Status == http.StatusUnauthorized {
		h.Set("WWW-Authenticate", `Bearer realm="orpheus"`)
	}
	if f, ok := errors.AsType[*fault](err); ok && f.wait > 0 {
		h.Set("Retry-After", strconv.Itoa(f.wait))
	}
	c.w.WriteHeader(p.Status)
	_ = json.MarshalWrite(c.w, p, view.Options())
}

func (c *call) explain(err error) Problem {
	p := Problem{Type: "about:blank", Args: []any{}}
	var f *fault
	var refusal *org.Error
	switch {
	case errors.As(err, &f):
		p.Status, p.Key, p.Field = f.status, "api."+f.key, f.field
		p.Detail, p.Args = c.p.T(p.Key, f.args...), append(p.Args, f.args...)
	case errors.As(err, &refusal):
		p.Status, p.Key, p.Args = statuses[refusal.Code], refusal.Key, append(p.Args, refusal.Args...)
		p.Detail = c.refusal(err)
	case errors.Is(err, service.ErrNoOrganisation):
		return c.explain(wrong(http.StatusNotFound, "org"))
	case errors.Is(err, service.ErrClosed):
		return c.explain(wrong(http.StatusServiceUnavailable, "closed"))
	case service.Trouble(err) == "full":
		p = c.ours(err, http.StatusServiceUnavailable, "full")
	case service.Trouble(err) != "":
		p = c.ours(err, http.StatusServiceUnavailable, "kept")
	default:
		p = c.ours(err, http.StatusInternalServerError, "broken")
	}
	p.Title, p.Code = http.StatusText(p.Status), codes[p.Status]
	return p
}

// ours is a fault of ours, logged under a number that the answer has too.
func (c *call) ours(err error, status int, key string) Problem {
	p := c.explain(wrong(status, key))
	p.Number = rand.Text()[:8]
	c.Log.ErrorContext(c.r.Context(), "api failed", "number", p.Number, "path", c.r.URL.Path, "error", err)
	return p
}

// refusal is a refusal of the domain in words. Guests read ids in place of names
// and titles: some may be of things they do not see.
func (c *call) refusal(err error) string {
	if c.Look == nil || !c.Sight.All() {
		return sentence.Refusal(c.p, nil, nil, err)
	}
	return sentence.Refusal(sentence.In(c.p, &c.Present.Organisation), c.Name, c.Present, err)
}
