package stat

// Minimum is how much must be there before a number is shown. The zero Minimum
// asks for nothing. Fewer than eight people make a statistic about persons.
type Minimum struct{ People, Acts int }

// ForNumber is the minimum for showing a number.
func ForNumber() Minimum { return Minimum{People: 8, Acts: 30} }

// ForTrend is the minimum, in each window, for showing how a number moves.
func ForTrend() Minimum { return Minimum{People: 8, Acts: 60} }

// short returns the answer of an input below the minimum. People come first:
// more acts will come by themselves, more people will not.
func (least Minimum) short(people, acts int) (Result, bool) {
	switch {
	case people < least.People:
		return TooFew(People, least.People, people), true
	case acts < least.Acts:
		return TooFew(Acts, least.Acts, acts), true
	default:
		return Result{}, false
	}
}
