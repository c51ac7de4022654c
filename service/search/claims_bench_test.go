package search

import (
	"slices"
	"strings"
	"testing"
	"time"

	"orpheus/internal/test/promise"
	"orpheus/org"
)

// BenchmarkAskWhoClaims asks who decides in an organisation of 10,000 people and as many
// roles, all of which have the word in what they decide about: that word beside a name, and
// that word alone, which is the worst question. Beside it all that is written is read once,
// as one would without an index.
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
	c := NewClaims(s)
	name := s.Role(5000).Name
	for _, q := range []struct{ name, words, promised string }{
		{"name", "who decides about the roster of " + name, "who decides, a word of 10,000 roles beside a name"},
		{"alone", "who decides about the roster", "who decides, a word of 10,000 roles alone"},
	} {
		b.Run(q.name, func(b *testing.B) {
			const times, turns = 10, 31
			for b.Loop() {
				var asked, ratios []float64
				for range turns {
					begin := time.Now()
					for range times {
						if got := c.Ask(Question{Words: q.words, Circles: []org.CircleID{7}}); len(got) == 0 || got[0].Ref.Letter != 'R' {
							b.Fatal("nobody decides")
						}
					}
					one := time.Since(begin).Seconds() / times
					begin = time.Now()
					if found := reading(s, "roster"); found != 10_000 {
						b.Fatalf("it stands in %d", found)
					}
					asked, ratios = append(asked, one*1e6), append(ratios, time.Since(begin).Seconds()/one)
				}
				slices.Sort(asked)
				slices.Sort(ratios)
				b.ReportMetric(asked[turns/2], "µs/question")
				promise.Hold(b, q.promised, ratios[turns/2])
			}
			b.ReportMetric(0, "ns/op")
		})
	}
}

// reading counts the claims that have a word, without an index.
func reading(s *org.State, word string) (found int) {
	for one := range s.Claimants() {
		for _, claim := range one.Claims {
			if strings.Contains(strings.ToLower(claim.Text), word) {
				found++
			}
		}
	}
	return found
}
