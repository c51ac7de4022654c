package api_test

import (
	"net/http"
	"strings"
	"testing"

	"orpheus/org"
	"orpheus/org/feedback"
)

// feedback is what Bram and Eva write to each other: about I1 it waits, about I3 both wrote, and
// Eva asks to show the first answer of Bram.
func (w *world) feedback(t testing.TB) {
	t.Helper()
	ask := func(id org.InitiativeID) string {
		v, err := w.desk.As(t.Context(), "linde", 2)
		if err != nil {
			t.Fatal(err)
		}
		made, err := v.AskFeedback(t.Context(), org.RefOf(id), 6)
		if err != nil {
			t.Fatal(err)
		}
		return made
	}
	w.waits, w.open = ask(1), ask(3)
	for p, text := range map[org.PersonID]string{2: "Words of Bram", 6: "Words of Eva"} {
		v, err := w.desk.As(t.Context(), "linde", p)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := v.WriteFeedback(t.Context(), w.open, feedback.Words{text, text}); err != nil {
			t.Fatal(err)
		}
	}
	v, err := w.desk.As(t.Context(), "linde", 6)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := v.ShowFeedback(t.Context(), w.open, 0, true); err != nil {
		t.Fatal(err)
	}
}

// named has addresses name that feedback by WAITS and OPEN: what it is called is drawn.
func (w *world) named(h http.Handler) http.Handler {
	return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		r.URL.Path = strings.NewReplacer("/WAITS", "/"+w.waits, "/OPEN", "/"+w.open).Replace(r.URL.Path)
		h.ServeHTTP(rw, r)
	})
}
