package ties

import (
	"slices"

	"orpheus/insight/measure"
	"orpheus/org"
)

// Kind is what ties people.
type Kind string

// The two networks.
const (
	Leading Kind = "leading" // from who led work to who took part in it
	Advice  Kind = "advice"  // from who was asked for advice to who asked
)

// Reason is why a network is not shown.
type Reason string

// The reasons.
const (
	Shown     Reason = ""
	NotAgreed Reason = "before"  // before the day from which the organisation agreed to statistics
	FewPeople Reason = "people"  // too few people for any statistics
	FewTies   Reason = "ties"    // no cell has enough people on each side
	ForGuests Reason = "members" // whoever looks is a guest
)

// Network is who is tied to whom in a window.
type Network struct {
	Kind    Kind
	At      org.Time
	From    org.Time
	Reason  Reason
	People  []Person // who is tied to anybody or led anything, in the order of their ids
	Members int      // how many could have led
	Circles []Circle // in the order of their ids
	Ties    []Tie    // of the cells that are shown
	Cells   [][]Cell // from which circle to which; none where nothing is shown
	Own     Own      // for whoever looks
}

// Person is one dot.
type Person struct {
	ID     org.PersonID
	Home   int  // of Circles
	Seat   int  // the place in their circle: the order in which its members came
	First  bool // led something; was asked for advice
	Formal bool // holds a role of the line
}

// Circle is a circle on the first level, with those who are at home in it; the root, for
// those who are in none.
type Circle struct {
	ID    org.CircleID
	Seats int // places in it
	Size  int // people of the network
}

// Tie goes from a person to a person, both of People.
type Tie struct {
	From, To int32
	Works    int  // in how many pieces of work, or decisions
	Whole    bool // some of it belongs to the organisation as a whole
	Runs     [12]bool
}

// Cell is what goes from one circle to another.
type Cell struct {
	Shown bool
	Ties  int // 0 where it is not shown
}

// Own is the part of whoever looks, which nobody else is shown.
type Own struct {
	Dot     int   // of People; below 0 for nowhere
	Ties    []Tie // also those of cells that are hidden
	Led     []org.InitiativeID
	Joined  []org.InitiativeID // led by others
	Asked   []org.DecisionID   // in which they were asked for advice
	Circles int                // from which others took part in what they led
}

// tied is a tie while it is gathered, of members by their number in a sample.
type tied struct {
	from, to int32
	works    int
	whole    bool
	runs     [12]bool
}

// Of reads the network of leading or of advice of a window that ends at a moment, for
// whoever looks.
func Of(st *org.State, kind Kind, scope measure.Scope, who org.PersonID, seating *Seating) *Network {
	s := measure.Take(st, scope)
	n := &Network{Kind: kind, At: scope.At, From: s.From, Members: len(s.Members), Own: Own{Dot: -1}}
	switch {
	case !s.Agreed:
		n.Reason = NotAgreed
		return n
	case len(s.Members) < measure.LeastPeople:
		n.Reason = FewPeople
		return n
	}
	all := leading(st, s)
	if kind == Advice {
		all = advice(st, s)
	}
	at := n.gather(s, all, seating)
	n.own(st, s, all, at, who)
	n.tell(all, at)
	return n
}

// gather finds the people who are tied, or led; it returns their numbers by those of the
// sample, below 0 for those who are not there.
func (n *Network) gather(s *measure.Sample, all []tied, seating *Seating) []int32 {
	first, there := make([]bool, len(s.Members)), make([]bool, len(s.Members))
	for _, t := range all {
		first[t.from], there[t.from], there[t.to] = true, true, true
	}
	if n.Kind == Leading {
		for i := range s.Leads {
			first[s.Leads[i].By], there[s.Leads[i].By] = true, true
		}
	}
	n.Circles = slices.Clone(seating.Circles)
	at := make([]int32, len(s.Members))
	for _, i := range byID(s.Members) {
		at[i] = -1
		if m := &s.Members[i]; there[i] {
			place := seating.of(m.ID)
			at[i] = int32(len(n.People))
			n.People = append(n.People, Person{ID: m.ID, Home: place.circle, Seat: place.seat, First: first[i], Formal: m.Formal})
			n.Circles[place.circle].Size++
		}
	}
	return at
}

// tell shows the cells that may be shown, and the ties of them. Circles in which nobody is at home
// have none.
func (n *Network) tell(all []tied, at []int32) {
	row, of := make([]int, len(n.Circles)), []int{}
	for c := range n.Circles {
		if n.Circles[c].Seats > 0 {
			row[c] = len(of)
			of = append(of, c)
		}
	}
	k := len(of)
	count, hidden := make([][]int, k), make([][]bool, k)
	from, to := make([]map[int32]bool, k*k), make([]map[int32]bool, k*k)
	for a := range k {
		count[a], hidden[a] = make([]int, k), make([]bool, k)
	}
	home := func(i int32) int { return n.People[at[i]].Home }
	for _, t := range all {
		a, b := row[home(t.from)], row[home(t.to)]
		if count[a][b]++; from[a*k+b] == nil {
			from[a*k+b], to[a*k+b] = map[int32]bool{}, map[int32]bool{}
		}
		from[a*k+b][t.from], to[a*k+b][t.to] = true, true
	}
	for c := range k * k {
		hidden[c/k][c%k] = len(from[c]) < measure.LeastActed || len(to[c]) < measure.LeastActed
	}
	Suppress(count, hidden)
	n.Cells = make([][]Cell, len(n.Circles))
	for c := range n.Cells {
		n.Cells[c] = make([]Cell, len(n.Circles))
	}
	n.Reason = FewTies
	for a := range k {
		for b := range k {
			if !hidden[a][b] {
				n.Cells[of[a]][of[b]] = Cell{true, count[a][b]}
				n.Reason = Shown
			}
		}
	}
	if n.Reason != Shown {
		n.Cells, n.People = nil, nil
		n.Own.Dot, n.Own.Ties = -1, nil
		return
	}
	for _, t := range all {
		if n.Cells[home(t.from)][home(t.to)].Shown {
			n.Ties = append(n.Ties, t.shown(at))
		}
	}
}

func (t tied) shown(at []int32) Tie {
	return Tie{at[t.from], at[t.to], t.works, t.whole, t.runs}
}
