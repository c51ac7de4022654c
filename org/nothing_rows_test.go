package org

import (
	"reflect"
	"strings"
	"testing"
	"unsafe"

	"orpheus/internal/immutable"
)

// A row more in any table is a difference: no table is forgotten.
func TestEveryTableIsLookedAt(t *testing.T) {
	s := new(State)
	v := reflect.ValueOf(s).Elem()
	tables := 0
	for i := range v.NumField() {
		f := v.Field(i)
		if !strings.HasPrefix(f.Type().Name(), "Table[") {
			continue
		}
		tables++
		d := s.Edit()
		field := reflect.ValueOf(&d.State).Elem().Field(i)
		table := reflect.NewAt(field.Type(), unsafe.Pointer(field.UnsafeAddr()))
		appendTo := table.MethodByName("Append")
		appendTo.Call([]reflect.Value{reflect.ValueOf(new(immutable.Owner)), reflect.Zero(appendTo.Type().In(1))})
		if s.same(&d.State) {
			t.Errorf("a row more in %s is no difference", v.Type().Field(i).Name)
		}
	}
	if tables < 13 {
		t.Errorf("%d tables found", tables)
	}
}
