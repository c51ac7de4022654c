package org

import (
	"reflect"

	"github.com/fxamacker/cbor/v2"
)

// Fields that rows of a kind got later stand at the end of the row, and are written only
// where they say something: a state of before has the bytes, and so the digest, that it had
// then. Each such kind of row says how many fields it had at first.

// encodeRow writes the fields of a row as an array: the first of them always, later ones
// up to the last that says something. The row is of a type without MarshalCBOR.
func encodeRow(row any, first int) ([]byte, error) {
	v := reflect.ValueOf(row)
	n := v.NumField()
	for n > 1+first && silent(v.Field(n-1)) {
		n--
	}
	list := make([]any, 0, n)
	for i := 1; i < n; i++ { // before them, the mark of an array
		list = append(list, v.Field(i).Interface())
	}
	return encoding().Marshal(list)
}

func silent(v reflect.Value) bool {
	return v.IsZero() || v.Kind() == reflect.Slice && v.Len() == 0
}

// decodeRow reads what encodeRow wrote into the row that p points to.
func decodeRow(b []byte, p any) error {
	var list []cbor.RawMessage
	if err := decoding().Unmarshal(b, &list); err != nil {
		return err
	}
	v := reflect.ValueOf(p).Elem()
	for i, raw := range list {
		if err := decoding().Unmarshal(raw, v.Field(1+i).Addr().Interface()); err != nil {
			return err
		}
	}
	return nil
}
