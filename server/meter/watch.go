package meter

import (
	"net/http"
	"slices"
	"strings"
	"time"
)

// Kinds of addresses. What is none of them is "page".
const (
	pageStream = "page_stream"
	apiStream  = "api_stream"
)

var kinds = []string{"page", "act", "file", "feed", "door", "asset", "api", "health", pageStream, apiStream}

// kindOf is what kind of address a path is of, without its prefix. It says so by its shape
// alone, so that nothing of it gets into a label.
func kindOf(method, path string) string {
	parts := strings.Split(strings.Trim(path, "/"), "/")
	part := func(k int) string {
		if k < len(parts) {
			return parts[k]
		}
		return ""
	}
	switch part(0) {
	case "api":
		if len(parts) == 5 && part(2) == "orgs" && part(4) == "events" {
			return apiStream
		}
		return "api"
	case "assets":
		return "asset"
	case "signin", "found":
		return "door"
	case "healthz", "readyz":
		return "health"
	}
	switch {
	case len(parts) == 2 && part(1) == "events" && method == http.MethodGet:
		return pageStream
	case len(parts) == 2 && (part(1) == "worker.js" || part(1) == "app.webmanifest" || part(1) == "logo"):
		return "asset"
	case len(parts) == 3 && part(1) == "feeds":
		return "feed"
	case part(1) == "files", len(parts) == 4 && part(3) == "photo":
		return "file"
	case method == http.MethodPost:
		return "act"
	}
	return "page"
}

// classes of statuses, by their first digit.
var classes = [...]string{"1xx", "2xx", "3xx", "4xx", "5xx"}

func classOf(status int) string {
	if k := status/100 - 1; k >= 0 && k < len(classes) {
		return classes[k]
	}
	return "5xx"
}

// Watch times requests, and counts the streams that are open. at is what all addresses begin
// with.
func (m *Meter) Watch(at string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		kind := kindOf(r.Method, strings.TrimPrefix(r.URL.Path, at))
		seen := &seen{ResponseWriter: w}
		if kind == pageStream || kind == apiStream { // how long one lasts says nothing of how slow it is
			open := m.streams.WithLabelValues(kind)
			open.Inc()
			defer open.Dec()
			next.ServeHTTP(seen, r)
			return
		}
		began := time.Now()
		defer func() { m.requests.WithLabelValues(kind, classOf(seen.code())).Observe(time.Since(began).Seconds()) }()
		next.ServeHTTP(seen, r)
	})
}

// seen notes the status of an answer.
type seen struct {
	http.ResponseWriter
	status int
}

func (s *seen) code() int {
	if s.status == 0 {
		return http.StatusOK
	}
	return s.status
}

// WriteHeader notes the status that counts.
func (s *seen) WriteHeader(status int) {
	if s.status == 0 && status >= 200 {
		s.status = status
	}
	s.ResponseWriter.WriteHeader(status)
}

// Flush hands on at once what was written.
func (s *seen) Flush() { _ = http.NewResponseController(s.ResponseWriter).Flush() }

// Unwrap lets deadlines be set.
func (s *seen) Unwrap() http.ResponseWriter { return s.ResponseWriter }

// Kinds are those of all addresses.
func Kinds() []string { return slices.Clone(kinds) }
