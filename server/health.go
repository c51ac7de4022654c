package server

import (
	"fmt"
	"io"
	"net/http"
	"time"

	"orpheus/service"
)

// health tells whoever watches over the program whether it runs, and whether it can
// keep acts. Why it cannot goes to the log only: anybody may ask; but whether a database is away,
// or can be read all the same, whoever stands in front of several programs has to know. A clock that is not
// believed keeps nothing from being done, and is told beside. No organisation is loaded.
func (s *Server) health() map[string]http.HandlerFunc {
	return map[string]http.HandlerFunc{
		"GET /healthz": func(w http.ResponseWriter, _ *http.Request) { plain(w, http.StatusOK, "ok\n") },
		"GET /readyz": func(w http.ResponseWriter, r *http.Request) {
			if err := s.service.Ready(r.Context()); err != nil {
				s.log.WarnContext(r.Context(), "not ready", "error", err)
				plain(w, http.StatusServiceUnavailable, "not ready\n"+ofStore(err))
				return
			}
			plain(w, http.StatusOK, "ok\n"+s.ofTime()+s.ofCopies())
		},
	}
}

// ofStore is what the matter with the store means for those who come; empty for what is said
// in the log only.
func ofStore(err error) string {
	switch service.Trouble(err) {
	case "unreachable":
		return "store: unreachable\n"
	case "reading":
		return "store: reading only\n"
	}
	return ""
}

// ofTime is what is the matter with the time; empty for nothing.
func (s *Server) ofTime() (text string) {
	if by := s.service.ClockAhead(); by > 0 {
		text += fmt.Sprintf("clock: ahead by %v, not followed\n", by.Round(time.Second))
	}
	if n := s.ahead.Load(); n > 0 {
		text += fmt.Sprintf("dated ahead: organisations %d\n", n)
	}
	return text
}

// plain answers with a text that nobody may keep.
func plain(w http.ResponseWriter, status int, text string) {
	h := w.Header()
	h.Set("Content-Type", "text/plain; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, text)
}
