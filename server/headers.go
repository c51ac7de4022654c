package server

import "net/http"

// strict has a browser ask for this host by https only, for two years from the last
// visit. What else is under the domain is not ours to decide.
const strict = "max-age=63072000"

// bare is what an answer that is no page may load and stand in: nothing. Pages and the API say
// for themselves what they may.
const bare = "default-src 'none'; frame-ancestors 'none'"

// headers sets what no answer is without, one that only tidies an address included.
func headers(safe bool, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", bare)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		if safe {
			h.Set("Strict-Transport-Security", strict)
		}
		next.ServeHTTP(w, r)
	})
}
