package server_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"testing"
	"time"

	"orpheus/identity"
	"orpheus/internal/test/promise"
)

// BenchmarkAPI is how many requests a second a program gets answered by its token,
// on 16 connections, and the ratio to a bare handler that reads and answers the same
// bytes: an act that is on disk before it is answered, and a list of 50.
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
	for _, c := range []struct {
		name, what, body, promised string
		status                     int
	}{
		{"act", "POST /api/v1/orgs/linde/acts/tension.raise", `{"title": "Key safes: nobody knows which codes are current", "body": "Three of us stood before a door this week. What if we look together?"}`, "a durable act by API token", http.StatusOK},
		{"list", "GET /api/v1/orgs/linde/roles", "", "a list of 50 by API token", http.StatusOK},
	} {
		b.Run(c.name, func(b *testing.B) {
			one := call(b, w.addr, c.what, auth, c.body, c.status)
			check(b, one.get())
			answer, kind := slices.Clone(one.body), one.head.Get("Content-Type")
			bare := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if read, err := io.ReadAll(r.Body); err != nil || len(read) != len(c.body) {
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
			for range 16 {
				ours = append(ours, call(b, w.addr, c.what, auth, c.body, c.status))
				theirs = append(theirs, call(b, bare.Listener.Addr().String(), c.what, auth, c.body, c.status))
			}
			for b.Loop() {
				var rates, bares, ratios []float64
				for range turns {
					r, s := each(b, ours, last), each(b, theirs, last)
					rates, bares, ratios = append(rates, r), append(bares, s), append(ratios, r/s)
				}
				b.ReportMetric(median(rates), "answers/s")
				b.ReportMetric(median(bares), "bare/s")
				promise.Hold(b, c.promised, median(ratios))
			}
			b.ReportMetric(float64(len(answer))/1000, "kB/answer")
			b.ReportMetric(0, "ns/op")
		})
	}
}
