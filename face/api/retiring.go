package api

import (
	"net/http"
	"strconv"
	"time"
)

// retiring is an operation that should not be used any more. It goes on as it was: /api/v1 only
// grows.
type retiring struct {
	since time.Time // when it was said
	ends  time.Time // when a later version of the API comes without it; zero where that is open
}

// tell says it in the head of an answer: Deprecation (RFC 9745), and Sunset (RFC 8594) where the end is
// known.
func (r *retiring) tell(h http.Header) {
	if r == nil {
		return
	}
	h.Set("Deprecation", "@"+strconv.FormatInt(r.since.Unix(), 10))
	h.Add("Link", "</api/v1/docs>; rel=\"deprecation\"; type=\"text/html\"")
	if !r.ends.IsZero() {
		h.Set("Sunset", r.ends.UTC().Format(http.TimeFormat))
	}
}
