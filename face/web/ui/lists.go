package ui

// Tab is one of a few lists of the same kind of thing.
type Tab struct {
	Text, Href string
	Count      string // how many things it has; empty where that is not told
	Here       bool
}

// Filter narrows a list to what one of its things has; pressed again, it no longer does.
type Filter struct {
	Text, Href string
	Count      string // how many things it leaves
	On         bool
}

// Pager leads to the parts of a long list before and after the one shown. A text that
// is empty leads nowhere.
type Pager struct {
	Name           string // for readers of the screen
	Shown          string // "1 to 50 of 55"
	Previous, Back string // text and address
	Next, On       string
}
