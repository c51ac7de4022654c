package org

import (
	"iter"
	"reflect"

	"orpheus/internal/immutable"
)

// mustChange refuses an act after which everything is as it was: nothing happened,
// and so there is nothing to log or to tell. It holds for every kind by doing the
// act on a draft beside this one, on which nothing else is done. Kinds that make a
// row of their own always change something; a kind that notes what was done says so
// in the table.
func (d *Draft) mustChange(act Act, m Moment) error {
	k := KindOf(act)
	if k == nil || k.makes || k.Noted {
		return nil
	}
	try, beside := Copy(act), d.State.Edit()
	if p, ok := try.(preparer); ok {
		p.Prepare(&beside.State, m)
	}
	try.Apply(beside, m)
	if d.State.same(&beside.State) {
		return refuse(Conflict, "act.nothing")
	}
	return nil
}

// Copy returns a copy of an act whose fields can be set without changing it.
func Copy(act Act) Act {
	v := reflect.New(reflect.TypeOf(act).Elem())
	v.Elem().Set(reflect.ValueOf(act).Elem())
	return v.Interface().(Act)
}

// Restore makes act what a copy of it is.
func Restore(act, from Act) { reflect.ValueOf(act).Elem().Set(reflect.ValueOf(from).Elem()) }

// same reports whether all rows of s and o say the same. Only what they do not
// share is looked at.
func (s *State) same(o *State) bool {
	return equals(reflect.ValueOf(s.Organisation), reflect.ValueOf(o.Organisation)) &&
		sameRows(immutable.Diff(s.people, o.people)) && sameRows(immutable.Diff(s.circles, o.circles)) &&
		sameRows(immutable.Diff(s.roles, o.roles)) && sameRows(immutable.Diff(s.seats, o.seats)) &&
		sameRows(immutable.Diff(s.guardrails, o.guardrails)) && sameRows(immutable.Diff(s.tensions, o.tensions)) &&
		sameRows(immutable.Diff(s.initiatives, o.initiatives)) && sameRows(immutable.Diff(s.leads, o.leads)) &&
		sameRows(immutable.Diff(s.offers, o.offers)) && sameRows(immutable.Diff(s.steps, o.steps)) &&
		sameRows(immutable.Diff(s.notes, o.notes)) && sameRows(immutable.Diff(s.learnings, o.learnings)) &&
		sameRows(immutable.Diff(s.strengths, o.strengths)) && sameRows(immutable.Diff(s.shifts, o.shifts))
}

func sameRows[ID, V any](rows iter.Seq2[ID, [2]*V]) bool {
	for _, pair := range rows {
		if pair[0] == nil || pair[1] == nil || !equals(reflect.ValueOf(pair[0]).Elem(), reflect.ValueOf(pair[1]).Elem()) {
			return false
		}
	}
	return true
}

// equals compares rows as their bytes would: whether an empty list is nil makes no
// difference.
func equals(a, b reflect.Value) bool {
	switch a.Kind() {
	case reflect.Slice:
		if a.Len() != b.Len() {
			return false
		}
		for i := range a.Len() {
			if !equals(a.Index(i), b.Index(i)) {
				return false
			}
		}
		return true
	case reflect.Struct:
		for i := range a.NumField() {
			if !equals(a.Field(i), b.Field(i)) {
				return false
			}
		}
		return true
	}
	return a.Equal(b)
}
