package search

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"orpheus/org"
)

// BenchmarkAskWhoClaims asks who decides in an organisation of 10,000 people and as many
// roles, and beside it reads all that is written once, as one would without an index. It
// prints the time of a question and how much sooner the answer comes.
func BenchmarkAskWhoClaims(b *testing.B) {
	s, _ := large(b, 10_000)
	d := s.Edit()
	at := s.Last
	for id, r := range s.Roles() {
		at++
		domains := []string{"The roster of " + r.Name, "Who buys " + r.Name}
		if _, err := d.Do(&org.AmendRole{Role: id, Domains: &domains}, org.Moment{At: at}); err != nil {
			b.Fatal(err)
		}
	}
	s = d.Freeze()
	name := s.Role(5000).Name
	c := NewClaims(s)
	for b.Loop() {
		const times = 20
		begin := time.Now()
		for range times {
			if got := c.Ask(Question{Words: "who decides about the roster of " + name, Circles: []org.CircleID{7}, Sees: all}); len(got) == 0 {
				b.Fatal("nobody decides")
			}
		}
		asked := time.Since(begin) / times
		begin = time.Now()
		found := 0
		for one := range s.Claimants() {
			for _, claim := range one.Claims {
				if strings.Contains(strings.ToLower(claim.Text), strings.ToLower(name)) {
					found++
				}
			}
		}
		ratio := float64(time.Since(begin)) / float64(asked)
		b.ReportMetric(float64(asked.Microseconds()), "µs/question")
		b.ReportMetric(ratio, "ratio")
		if ratio < 0.2 {
			b.Errorf("%s: %.2f of reading all once, %d claims", fmt.Sprint(asked), ratio, found)
		}
	}
	b.ReportMetric(0, "ns/op")
}
