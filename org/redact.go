package org

import "reflect"

// Blank puts mark in the place of every title and name in an act, also of the acts
// inside it, and reports whether there was one. Sentences are not in an act but in
// the records. Kinds whose texts are no titles and names have none.
func Blank(act Act, mark string) bool {
	if k := KindOf(act); k == nil || k.Nameless {
		return false
	}
	return blank(reflect.ValueOf(act).Elem(), mark)
}

// blank replaces plain texts that are not empty; keys of an import, which are no
// free text, stay.
func blank(v reflect.Value, mark string) bool {
	found := false
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() && f.Name != "Key" {
				found = blank(v.Field(i), mark) || found
			}
		}
	case reflect.Pointer:
		return !v.IsNil() && blank(v.Elem(), mark)
	case reflect.Interface: // one of the acts inside
		act, ok := v.Interface().(Act)
		return ok && Blank(act, mark)
	case reflect.Slice:
		for i := range v.Len() {
			found = blank(v.Index(i), mark) || found
		}
	case reflect.String:
		if v.CanSet() && v.String() != "" && v.String() != mark {
			v.SetString(mark)
			return true
		}
	}
	return found
}
