package org

import (
	"reflect"

	"orpheus/internal/immutable"
)

// change does an act, but nothing that it entails. It refuses one after which everything
// is as it was: nothing happened, and so there is nothing to log or to tell; draft and
// act are as they were then. It holds for every kind, by what the rows that were edited
// say before and after. Kinds that make a row of their own always change something; a
// kind that notes what was done says so in the table.
func (d *Draft) change(act Act, m Moment) error {
	if k := KindOf(act); k == nil || k.makes || k.Noted {
		d.perform(act, m)
		return nil
	}
	var asked Act
	if _, ok := act.(preparer); ok { // else nothing is written into it
		asked = copyOf(act)
	}
	before := d.State
	d.own.Note()
	d.perform(act, m)
	if rows, appended := d.own.Noted(); appended || !sameRows(rows) || !sameWhole(before.Organisation, d.Organisation) {
		return nil
	}
	d.State = before
	if asked != nil {
		reflect.ValueOf(act).Elem().Set(reflect.ValueOf(asked).Elem())
	}
	return refuse(Conflict, "act.nothing")
}

// copyOf returns a copy of an act whose fields can be set without changing it.
func copyOf(act Act) Act {
	v := reflect.New(reflect.TypeOf(act).Elem())
	v.Elem().Set(reflect.ValueOf(act).Elem())
	return v.Interface().(Act)
}

func sameWhole(was, is Organisation) bool { return equals(reflect.ValueOf(was), reflect.ValueOf(is)) }

// sameRows reports whether rows that were edited say what they said before.
func sameRows(rows []immutable.Noted) bool {
	for _, row := range rows {
		if was, is := row.Pair(); !equals(reflect.ValueOf(was).Elem(), reflect.ValueOf(is).Elem()) {
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
		if a.Pointer() == b.Pointer() {
			return true
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
