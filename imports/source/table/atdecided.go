package table

import "orpheus/imports/source"

// Decided has the table tell of decisions as well: there are no columns for them, and they come
// from what is more than a table. The keys of their circles are as in the tables.
func (t *Table) Decided(all ...source.Decision) {
	for _, d := range all {
		d.Circle, d.By = circleKey(d.Circle), fold(d.By)
		t.decided = append(t.decided, d)
	}
}

// decisions are those that were taken by the moment, of circles that are there: one of a circle
// that is not stays out, since it is to be read by those who could read it.
func (a *at) decisions() {
	for _, d := range a.t.decided {
		if d.Ended.After(a.when) {
			continue
		}
		if _, there := a.circles[d.Circle]; !there && d.Circle != "" {
			a.notes.Note("", 0, source.CodeUnlisted, "odd.table.decided_nowhere", source.Quote(d.Title))
			continue
		}
		a.s.Decisions = append(a.s.Decisions, d)
	}
}
