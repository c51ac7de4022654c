package org

import (
	"reflect"
	"slices"
)

// firstPlanned is the first id of what an act of a plan makes. Rows are numbered from 1,
// one act each, and never come near it.
const firstPlanned = 1 << 31

// Planned reports whether this names what an act of a plan would make: there is no such
// thing yet.
func (r Ref) Planned() bool { return r.N >= firstPlanned }

// binding says which rows the things became that acts of a plan made, by their planned ids.
type binding map[Ref]uint32

// put returns a copy of an act that names things as they are numbered now. What it makes
// itself is numbered when it is done.
func (b binding) put(act Act) (Act, error) {
	out := Copy(act)
	if len(planned(act)) > 0 { // else there is nothing to rename
		if out = b.rename(act); len(planned(out)) > 0 {
			return out, refuse(Conflict, "plan.hangs")
		}
	}
	if f := KindOf(out).makesID(); f != nil {
		f.In(out).SetZero()
	}
	return out, nil
}

// rename returns a copy of an act that names things as b says, but what it makes itself.
func (b binding) rename(act Act) Act {
	out := Copy(act)
	k := KindOf(act)
	for i := range k.Fields {
		f := &k.Fields[i]
		if f.Value == IDValue && !f.Derived && slices.ContainsFunc(f.Refs(act), func(r Ref) bool { return b[r] != 0 }) {
			v := f.In(out)
			v.Set(b.renamed(v, f.Letter))
		}
	}
	return out
}

func (b binding) renamed(v reflect.Value, letter byte) reflect.Value {
	switch v.Kind() {
	case reflect.Pointer:
		p := reflect.New(v.Type().Elem())
		p.Elem().Set(b.renamed(v.Elem(), letter))
		return p
	case reflect.Slice:
		list := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		for i := range v.Len() {
			list.Index(i).Set(b.renamed(v.Index(i), letter))
		}
		return list
	}
	if n, there := b[Ref{letter, uint32(v.Uint())}]; there {
		return reflect.ValueOf(n).Convert(v.Type())
	}
	return v
}

// note writes down what an act of a plan made, as it was done.
func (b binding) note(act, done Act) {
	if as := PlannedBy(act); as.N != 0 {
		b[as] = uint32(KindOf(done).makesID().In(done).Uint())
	}
}

// makesID is the field that names what acts of the kind make; nil for none.
func (k *Kind) makesID() *Field {
	for i := range k.Fields {
		if f := &k.Fields[i]; k.makes && f.Derived && f.Value == IDValue {
			return f
		}
	}
	return nil
}

// PlannedBy names what an act of a plan makes; zero for nothing that has a planned id.
func PlannedBy(act Act) Ref {
	if f := KindOf(act).makesID(); f != nil {
		if r := (Ref{f.Letter, uint32(f.In(act).Uint())}); r.Planned() {
			return r
		}
	}
	return Ref{}
}

// planned are the planned things that an act names, but what it makes itself.
func planned(act Act) (out []Ref) {
	k := KindOf(act)
	for i := range k.Fields {
		if f := &k.Fields[i]; !f.Derived {
			for _, r := range f.Refs(act) {
				if r.Planned() {
					out = append(out, r)
				}
			}
		}
	}
	return out
}
