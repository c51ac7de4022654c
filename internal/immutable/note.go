package immutable

// Noted is a row as it was before edits, and as it is: two pointers to its type.
type Noted interface{ Pair() (was, is any) }

// notes are what an Owner notes of the edits under it.
type notes struct {
	on       bool
	rows     []Noted
	appended bool
}

// Note has what is edited under o from now on noted: which rows, and how they were.
func (o *Owner) Note() { o.notes = notes{on: true, rows: o.notes.rows[:0]} }

// Noted ends that, and returns the rows that were edited, once each, and whether one
// was appended; then those edited may lie elsewhere by now. It is good until the next
// edit.
func (o *Owner) Noted() (rows []Noted, appended bool) {
	o.notes.on = false
	return o.notes.rows, o.notes.appended
}

type noted[V any] struct {
	row *V
	was V
}

func (n *noted[V]) Pair() (was, is any) { return &n.was, n.row }

// note notes a row that is about to be edited, the first time.
func note[V any](o *Owner, row *V) {
	for _, n := range o.notes.rows {
		if n, ok := n.(*noted[V]); ok && n.row == row {
			return
		}
	}
	rows := o.notes.rows
	if len(rows) < cap(rows) { // one of before may do again
		if n, ok := rows[:len(rows)+1][len(rows)].(*noted[V]); ok {
			n.row, n.was = row, *row
			o.notes.rows = rows[:len(rows)+1]
			return
		}
	}
	o.notes.rows = append(rows, &noted[V]{row, *row})
}
