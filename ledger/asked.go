package ledger

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"reflect"

	"orpheus/org"
)

// asked is a second key of a request: the first with a hash of who asks for what. A
// request with a key that was used is a repeat where this one was used with it; else it
// asks for something else under the same name. What the program works out is no part
// of what was asked, nor is the face: somebody may try again by another way.
func (r *Request) asked() string {
	h := sha256.New()
	fmt.Fprintf(h, "%d %s\n", r.By, org.NameOf(r.Act))
	if k := org.KindOf(r.Act); k != nil {
		for i := range k.Fields {
			f := &k.Fields[i]
			if !f.Derived {
				fmt.Fprintf(h, "%s %q\n", f.Name, written(f.In(r.Act)))
			}
		}
	}
	if r.Profile != nil {
		fmt.Fprintf(h, "%q %q\n", r.Profile.Name, r.Profile.Mail)
	}
	return r.Key + "\n" + hex.EncodeToString(h.Sum(nil)[:16])
}

// written is a field as whoever asked wrote it; a field left out is not an empty one.
func written(v reflect.Value) string {
	if v.Kind() == reflect.Pointer {
		if v.IsNil() {
			return "-"
		}
		return "=" + written(v.Elem())
	}
	if p, is := v.Interface().(org.Prose); is {
		return p.Text()
	}
	return fmt.Sprintf("%v", v.Interface())
}
