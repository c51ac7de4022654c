package server_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"testing"
	"time"

	"orpheus/identity"
)

const (
	connections = 16
	acts        = "POST /api/v1/orgs/linde/acts/"
)

// BenchmarkAPI is how many requests a second a program gets answered by its token,
// on 16 connections, and the ratio to a bare handler that reads and answers the same
// bytes: an act that is on disk before it is answered, and a list of 50. The acts are
// in sixteen circles: no circle has thousands of tensions at once.
func BenchmarkAPI(b *testing.B) {
	asServed(b)
	per := identity.PerCaller
	identity.PerCaller = identity.Limit{} // one person asks for all of it
	b.Cleanup(func() { identity.PerCaller = per })
	w := newWard(b)
	token, err := w.people.NewToken(b.Context(), "linde", 7, "Bench", identity.TokenTerms{})
	check(b, err)
	auth := "Authorization: Bearer " + token + "\r\n"
	turns, last := 15, 100*time.Millisecond
	if testing.Short() {
		turns, last = 3, 50*time.Millisecond
	}
	for i := range 2 * connections {
		check(b, call(b, w.addr, acts+"circle.form", auth, fmt.Sprintf(`{"name": "Circle %d", "parents": ["C1"]}`, i), http.StatusOK).get())
	}
	for _, c := range []struct {
		name, what, body, promised string
		status                     int
	}{
		{"act", acts + "tension.raise", `{"circle": "C%d", "title": "Key safes: nobody knows which codes are current", "body": "Three of us stood before a door this week. What if we look together?"}`, "a durable act by API token", http.StatusOK},
		{"list", "GET /api/v1/orgs/linde/roles", "", "a list of 50 by API token", http.StatusOK},
	} {
		b.Run(c.name, func(b *testing.B) {
			body := func(i int) string {
				if c.body == "" {
					return ""
				}
				return fmt.Sprintf(c.body, 10+i) // two digits
			}
			one := call(b, w.addr, c.what, auth, body(0), c.status)
			check(b, one.get())
			answer, kind := slices.Clone(one.body), one.head.Get("Content-Type")
			bare := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if read, err := io.ReadAll(r.Body); err != nil || len(read) != len(body(0)) {
					w.WriteHeader(http.StatusBadRequest)
					return
				}
				w.Header().Set("Content-Type", kind)
				w.Header().Set("Content-Length", strconv.Itoa(len(answer)))
				w.WriteHeader(c.status)
				_, _ = w.Write(answer)
			}))
			defer bare.Close()
			var ours, theirs []*line
			for i := range connections {
				ours = append(ours, call(b, w.addr, c.what, auth, body(i), c.status))
				theirs = append(theirs, call(b, bare.Listener.Addr().String(), c.what, auth, body(i), c.status))
			}
			inTurns(b, ours, theirs, turns, last, "answers/s", c.promised)
			b.ReportMetric(float64(len(answer))/1000, "kB/answer")
			b.ReportMetric(0, "ns/op")
		})
	}
}
