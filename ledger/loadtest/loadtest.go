// Package loadtest invents organisations of any size for benchmarks and tests:
// the same seed gives the same acts.
package loadtest

import (
	"fmt"
	"math/rand/v2"

	"orpheus/ledger"
	"orpheus/org"
	"orpheus/store/records"
)

// ActsEach is about how many acts a person does.
const ActsEach = 20

// Begin is when an invented organisation is founded, and Days how long its log goes on.
const (
	Begin = 19_358 * org.Day // 1 January 2023
	Days  = 1000
)

// Founding is the act that founds it.
func Founding(slug string) *org.FoundOrganisation {
	return &org.FoundOrganisation{Slug: slug, Name: "Invented " + slug, Lang: "en", Zone: "Europe/Brussels"}
}

// Generator gives one act after another: people join, form circles, hold roles,
// sense, lead, note and conclude.
type Generator struct {
	r      *rand.Rand
	people int
	n      int // acts given
	first  org.Time
}

// New returns a generator for an organisation of so many people.
func New(people int, seed uint64) *Generator {
	return &Generator{r: rand.New(rand.NewPCG(seed, 7)), people: people, first: Begin}
}

// Total is how many acts the generator is made for; the clock adds its own.
func (g *Generator) Total() int { return ActsEach * g.people }

// Next returns the next act for state s, and when and by whom it is done. It can
// be done.
func (g *Generator) Next(s *org.State) (org.Act, org.Moment) {
	at := max(s.Last, g.first+org.Time(g.n)*(Days*org.Day/org.Time(g.Total())))
	if act, due := s.Due(at); act != nil {
		return act, org.Moment{At: max(due, s.Last), Face: org.Clock}
	}
	g.n++
	for {
		act, by := g.act(s)
		m := org.Moment{At: at, By: by, Face: org.Web}
		if by == 0 {
			m.Face = org.Import
		}
		if p := s.Person(by); by != 0 && (p == nil || !p.Present()) {
			continue
		}
		if act.Check(s, m) == nil {
			return act, m
		}
	}
}

// State returns what the first n acts lead to, and at least the founding.
func State(people, n int) (*org.State, error) {
	d := new(org.State).Edit()
	_, err := d.Do(Founding("load"), org.Moment{At: Begin})
	for g := New(people, 1); err == nil && int(d.Version) < n; {
		_, err = d.Do(g.Next(&d.State))
	}
	return d.Freeze(), err
}

// Fill does acts in one run until the organisation has n, or so many more.
func (g *Generator) Fill(b *ledger.Bulk, n, more int) error {
	for end := b.State().Version + uint64(more); b.State().Version < min(uint64(n), end); {
		act, m := g.Next(b.State())
		var p *records.Profile
		if _, ok := act.(*org.JoinPerson); ok {
			p = &records.Profile{Name: g.name(), Mail: fmt.Sprintf("somebody-%d@example.org", b.State().Version)}
		}
		if err := b.DoAs(act, m, p); err != nil {
			return err
		}
	}
	return nil
}
