package ledger

import "time"

// appended tells of an append, whoever asked. That somebody else was quicker is no failure: it is
// done anew.
func (e *Engine) appended(acts int, took time.Duration, err error) {
	if f := e.opts.OnAppend; f != nil && !quicker(err) {
		f(acts, took, err)
	}
}

// Loaded is how many organisations are in memory.
func (e *Engine) Loaded() int {
	e.mu.Lock()
	defer e.mu.Unlock()
	return len(e.streams)
}
