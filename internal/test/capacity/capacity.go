// Package capacity works out what many organisations ask of many database servers: invented
// organisations of every size, each on the server that its slug falls to.
package capacity

import (
	"hash/fnv"
	"math"
	"math/rand/v2"
	"strconv"
)

// Model is how organisations are and what people do in them. Nobody measured it over a million
// organisations: the numbers are guesses on the high side, which docs/capacity.md names.
type Model struct {
	Organisations int
	MedianPeople  float64 // of the sizes, which are log-normal
	Spread        float64 // standard deviation of their logarithm
	MostPeople    float64
	ActsADay      float64 // of one person
	PeakHour      float64 // share of the acts of a day that fall into its fullest hour
	PeakMinute    float64 // how often the acts of a minute of that hour its fullest minute has
	BytesAnAct    float64 // in the database, indexes and the rows around it included
	DaysAYear     float64 // on which people work
}

// Million is a million organisations.
var Million = Model{
	Organisations: 1_000_000,
	MedianPeople:  20, Spread: 1.5, MostPeople: 100_000,
	ActsADay: 0.25, PeakHour: 0.2, PeakMinute: 3, BytesAnAct: 400, DaysAYear: 250,
}

// Load is what one server has to do.
type Load struct {
	Organisations int
	People        float64
	PeakActs      float64 // a second, in the fullest minute of the day
	BytesAYear    float64
}

// Loads are what each of so many servers has to do, and what the largest organisation alone asks
// of its own. The same seed gives the same organisations.
func (m Model) Loads(servers int, seed uint64) (all []Load, largest Load) {
	all = make([]Load, servers)
	r := rand.New(rand.NewPCG(seed, 1))
	for i := range m.Organisations {
		people := min(max(math.Round(m.MedianPeople*math.Exp(m.Spread*r.NormFloat64())), 1), m.MostPeople)
		one := m.of(people)
		on := &all[server("org"+strconv.Itoa(i), servers)]
		on.Organisations++
		on.People += one.People
		on.PeakActs += one.PeakActs
		on.BytesAYear += one.BytesAYear
		if people > largest.People {
			largest = one
		}
	}
	return all, largest
}

func (m Model) of(people float64) Load {
	acts := people * m.ActsADay
	return Load{Organisations: 1, People: people, PeakActs: acts * m.PeakHour / 3600 * m.PeakMinute, BytesAYear: acts * m.DaysAYear * m.BytesAnAct}
}

// server is where an organisation is: on the server for which the hash of both is highest, so that
// one more server takes its share from all others and nothing moves between those.
func server(slug string, servers int) (at int) {
	var highest uint64
	for i := range servers {
		h := fnv.New64a()
		_, _ = h.Write([]byte(slug + "/" + strconv.Itoa(i)))
		if sum := mixed(h.Sum64()); sum >= highest {
			highest, at = sum, i
		}
	}
	return at
}

// mixed spreads what a short text leaves close together (the finaliser of MurmurHash3).
func mixed(h uint64) uint64 {
	h ^= h >> 33
	h *= 0xff51afd7ed558ccd
	h ^= h >> 33
	h *= 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}

// Fullest is the largest of each.
func Fullest(all []Load) (most Load) {
	for _, l := range all {
		most.Organisations = max(most.Organisations, l.Organisations)
		most.People = max(most.People, l.People)
		most.PeakActs = max(most.PeakActs, l.PeakActs)
		most.BytesAYear = max(most.BytesAYear, l.BytesAYear)
	}
	return most
}
