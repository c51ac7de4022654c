package stat

// Wire is a Result as the API and `orpheus measure --json` show it. What does
// not apply is absent; it is never 0. It is made to be embedded.
type Wire struct {
	State State    `json:"state"`
	Value *float64 `json:"value,omitempty"`
	Low   *float64 `json:"low,omitempty"`
	High  *float64 `json:"high,omitempty"`
	Of    Count    `json:"of,omitempty"`
	Need  *int     `json:"need,omitempty"`
	Have  *int     `json:"have,omitempty"`
}

// Wire returns r in that form.
func (r Result) Wire() Wire {
	w := Wire{State: r.state}
	if v, ok := r.Value(); ok {
		w.Value = new(v)
	}
	if low, high, ok := r.Interval(); ok {
		w.Low, w.High = new(low), new(high)
	}
	if l, ok := r.Lack(); ok {
		w.Of, w.Need, w.Have = l.Of, new(l.Need), new(l.Have)
	}
	return w
}
