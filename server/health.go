package server

import (
	"io"
	"log/slog"
	"net/http"

	"orpheus/service"
)

// health tells whoever watches over the program whether it runs, and whether acts can
// be kept. No organisation is loaded for that. Why it cannot goes to the log only: anybody may ask.
func health(s *service.Service, log *slog.Logger) map[string]http.HandlerFunc {
	return map[string]http.HandlerFunc{
		"GET /healthz": func(w http.ResponseWriter, _ *http.Request) { plain(w, http.StatusOK, "ok\n") },
		"GET /readyz": func(w http.ResponseWriter, r *http.Request) {
			if err := s.Ready(r.Context()); err != nil {
				log.WarnContext(r.Context(), "not ready", "error", err)
				plain(w, http.StatusServiceUnavailable, "not ready\n")
				return
			}
			plain(w, http.StatusOK, "ok\n")
		},
	}
}

// plain answers with a text that nobody may keep.
func plain(w http.ResponseWriter, status int, text string) {
	h := w.Header()
	h.Set("Content-Type", "text/plain; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, text)
}
