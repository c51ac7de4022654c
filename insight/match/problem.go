package match

import "fmt"

// Person is somebody who chose to be suggested.
type Person struct {
	Leads int // what they lead already, as everybody sees it
	Room  int // how many more they would
}

// Opening is open work.
type Opening struct {
	Seats    int // how many people it takes
	Critical int // how much worse it is than usual if it stays open; 0 for as usual
	Pairs    []Pair
}

// Pair is somebody for whom something speaks, each once for an opening.
type Pair struct {
	Person int32
	Worth  int64
}

// Problem is everybody and everything that is open.
type Problem struct {
	People   []Person
	Openings []Opening
	Fair     int64 // what the first lead costs; 0 counts no load
}

// Check says what cannot be worked with.
func (p *Problem) Check() error {
	if p.Fair < 0 {
		return fmt.Errorf("match: load cannot be worth something")
	}
	seen := make([]int, len(p.People))
	for i, who := range p.People {
		if who.Leads < 0 || who.Room < 0 {
			return fmt.Errorf("match: person %d leads %d and has room for %d", i, who.Leads, who.Room)
		}
	}
	for i, o := range p.Openings {
		if o.Seats < 0 || o.Critical < 0 {
			return fmt.Errorf("match: opening %d has %d seats, critical %d", i, o.Seats, o.Critical)
		}
		for _, a := range o.Pairs {
			if int(a.Person) < 0 || int(a.Person) >= len(p.People) {
				return fmt.Errorf("match: opening %d names person %d of %d", i, a.Person, len(p.People))
			}
			if seen[a.Person] == i+1 {
				return fmt.Errorf("match: opening %d names person %d twice", i, a.Person)
			}
			if seen[a.Person] = i + 1; a.Worth > 100*One || a.Worth < -100*One {
				return fmt.Errorf("match: a pair of opening %d is worth %d", i, a.Worth)
			}
		}
	}
	return nil
}

// vacant is what a seat of an opening costs that stays open.
func (o *Opening) vacant() int64 { return empty * int64(1+o.Critical) }

// slot is what the k-th further lead of a person costs, the first being 1.
func (p *Problem) slot(person int32, k int) int64 {
	return p.Fair * int64(2*(p.People[person].Leads+k)-1)
}
