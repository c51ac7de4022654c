package stat

// Turnover is how much of what is held changed hands from one moment to another.
//
//	1 - |A and B| / |A or B|, A and B the seats held then and now, each a role with a person
//
// Jaccard 1901. Range 0 (all the same) to 1 (all other); no unit. It stands beside
// concentration, which may stay while people change. A role under another name counts as
// changed: seats are to be told by what does not change.
// Undefined where nothing was held at either moment.
func Turnover[Seat comparable](before, after []Seat) Result {
	a, b := map[Seat]bool{}, map[Seat]bool{}
	for _, s := range before {
		a[s] = true
	}
	both := 0
	for _, s := range after {
		if !b[s] && a[s] {
			both++
		}
		b[s] = true
	}
	either := len(a) + len(b) - both
	if either == 0 {
		return Meaningless(Seats, 1, 0)
	}
	return Known(1 - float64(both)/float64(either))
}

// Seats counts roles held.
const Seats Count = "seats"

// Passing says whether the lead passes on from one act to the next, beside acts in any
// order.
//
//	R = (changes of lead / (m - 1)) / (1 - lambda), lambda as in [Lambda]
//
// Own. by is who led, in the order in which they did. Range 0 (long runs of one lead) up; no
// unit; 1 is what any order of the same acts gives on average, above 1 is taking turns.
// Neither end is a goal. Undefined below two acts and where one person did all.
func Passing[Person comparable](by []Person) Result {
	m := len(by)
	if m < 2 {
		return Meaningless(Acts, 2, m)
	}
	count := map[Person]int{}
	changes := 0
	for i, p := range by {
		count[p]++
		if i > 0 && p != by[i-1] {
			changes++
		}
	}
	if len(count) == 1 {
		return Meaningless(People, 2, 1)
	}
	var x []int
	for _, n := range count {
		x = append(x, n)
	}
	other := 1 - pairs(x)/(float64(m)*float64(m-1))
	return Known(float64(changes) / float64(m-1) / other)
}

// Excess is how much more concentrated leading is than chance makes it.
//
//	G* = (G - G0) / (Gmax - G0), G as in [Gini], G0 its mean by [ChanceGini], Gmax = (n-1)/n
//
// Own; in the form of Cohen's kappa (1960). Range up to 1 (one person does all); no unit; 0 or
// below is no more than chance. acts and here are of the same people, zeros included.
// Undefined where Gini is, for one person, below two acts, and for input that does not fit;
// not enough below least.
func Excess(acts []int, here []float64, least Minimum) Result {
	m, ok := whole(acts)
	if !ok || len(acts) != len(here) {
		return Result{}
	}
	g, known := Gini(Floats(acts)).Value()
	_, mean, _, chance := chanceGini(here, m)
	if !known || !chance {
		return Result{}
	}
	if r, short := least.short(len(acts), m); short {
		return r
	}
	most := float64(len(acts)-1) / float64(len(acts))
	return Known((g - mean) / (most - mean))
}
