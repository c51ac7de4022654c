package org

import (
	"reflect"
	"strings"
	"testing"
)

// Two versions of a state take what differs, one alone takes all, and no table is left
// out of the sum.
func TestApart(t *testing.T) {
	d := new(State).Edit()
	if _, err := d.Do(&FoundOrganisation{Slug: "linde", Name: "De Linde", Lang: "nl"}, Moment{At: 1}); err != nil {
		t.Fatal(err)
	}
	for range 1000 {
		if _, err := d.Do(&RaiseTension{Circle: Root, Title: "x"}, Moment{At: 2}); err != nil {
			t.Fatal(err)
		}
	}
	a := d.Freeze()
	if _, err := d.Do(&AmendTension{Tension: 500, Title: "y"}, Moment{At: 3}); err != nil {
		t.Fatal(err)
	}
	b := d.Freeze()
	all, one := b.Apart(new(State)), b.Apart(a)
	row := int(reflect.TypeFor[Tension]().Size())
	if a.Apart(a) != 0 || one < 16*row || one > 40*row || all < 1000*row {
		t.Errorf("all takes %d bytes, one change %d, nothing %d; a tension takes %d", all, one, a.Apart(a), row)
	}
	tables := 0
	for f := range reflect.TypeFor[State]().Fields() {
		if strings.HasPrefix(f.Type.Name(), "Table[") {
			tables++
		}
	}
	if tables != 25 {
		t.Errorf("State has %d tables: add the new one to Apart", tables)
	}
}
