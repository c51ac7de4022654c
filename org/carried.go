package org

import (
	"errors"
	"fmt"
	"reflect"

	"github.com/fxamacker/cbor/v2"
	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// Acts are acts inside an act: what a proposal would do. They are not done by being
// there. What people wrote in them is theirs as in any act: it goes to the records,
// and what they name is named by the act that carries them.
type Acts []Act

// MaxCarried is how many acts one act carries at most.
const MaxCarried = 50

// carrying are the fields of an act that hold acts.
func carrying(act Act) []Acts {
	k := KindOf(act)
	if k == nil || len(k.carries) == 0 {
		return nil
	}
	return fieldsIn[Acts](act, k.carries)
}

func fieldsIn[T any](act Act, at []int) []T {
	v := reflect.ValueOf(act).Elem()
	all := make([]T, len(at))
	for n, i := range at {
		all[n] = v.Field(i).Interface().(T)
	}
	return all
}

// Carried returns the acts inside an act, in the order of its fields.
func Carried(act Act) []Act {
	var all []Act
	for _, acts := range carrying(act) {
		all = append(all, acts...)
	}
	return all
}

// checkCarried says whether the acts inside an act are such that somebody could
// do: known kinds, of those that people do, and none that carries acts again.
func checkCarried(act Act) error {
	for _, acts := range carrying(act) {
		if len(acts) > MaxCarried {
			return refuse(Invalid, "carried.many", MaxCarried)
		}
		for _, a := range acts {
			if k := KindOf(a); k == nil || k.Right == ByNobody || len(k.carries) > 0 {
				return refuse(Invalid, "carried.kind", NameOf(a))
			}
		}
	}
	return nil
}

// MarshalJSONTo writes a list of {"kind":…,"act":{…}}, as in the log.
func (acts Acts) MarshalJSONTo(enc *jsontext.Encoder) error {
	if err := enc.WriteToken(jsontext.BeginArray); err != nil {
		return err
	}
	for _, act := range acts {
		k := KindOf(act)
		if k == nil {
			return fmt.Errorf("%w: %T", ErrUnknownKind, act)
		}
		for _, step := range []func() error{
			func() error { return enc.WriteToken(jsontext.BeginObject) },
			func() error { return enc.WriteToken(jsontext.String("kind")) },
			func() error { return enc.WriteToken(jsontext.String(k.Name)) },
			func() error { return enc.WriteToken(jsontext.String("act")) },
			func() error { return json.MarshalEncode(enc, act) },
			func() error { return enc.WriteToken(jsontext.EndObject) },
		} {
			if err := step(); err != nil {
				return err
			}
		}
	}
	return enc.WriteToken(jsontext.EndArray)
}

// UnmarshalJSONFrom reads what MarshalJSONTo wrote; "kind" comes before "act".
func (acts *Acts) UnmarshalJSONFrom(dec *jsontext.Decoder) error {
	*acts = nil
	if t, err := dec.ReadToken(); err != nil || t.Kind() != '[' {
		return orElse(err, errors.New("acts are a list"))
	}
	for dec.PeekKind() == '{' {
		var one carriedAct
		if err := json.UnmarshalDecode(dec, &one); err != nil {
			return err
		}
		*acts = append(*acts, one.act)
	}
	t, err := dec.ReadToken()
	if err == nil && t.Kind() != ']' {
		err = errors.New("an act is an object of its kind and itself")
	}
	return err
}

// carriedAct is one of Acts while it is read.
type carriedAct struct{ act Act }

func (c *carriedAct) UnmarshalJSONFrom(dec *jsontext.Decoder) error {
	if _, err := dec.ReadToken(); err != nil {
		return err
	}
	for dec.PeekKind() != '}' {
		name, err := dec.ReadValue()
		if err != nil {
			return err
		}
		if err := readActMember(dec, string(name), &c.act); err != nil {
			return err
		}
	}
	if c.act == nil {
		return errors.New("no act")
	}
	_, err := dec.ReadToken()
	return err
}

// readActMember reads the value of "kind" or "act", which are those of an act
// wherever it is written.
func readActMember(dec *jsontext.Decoder, name string, act *Act) error {
	switch name {
	case `"kind"`:
		t, err := dec.ReadToken()
		if err != nil {
			return err
		}
		k := KindNamed(t.String())
		if k == nil {
			return fmt.Errorf("%w: %q", ErrUnknownKind, t.String())
		}
		*act = k.New()
		return nil
	case `"act"`:
		if *act == nil {
			return errors.New("the act stands before its kind")
		}
		return json.UnmarshalDecode(dec, *act)
	}
	return fmt.Errorf("unknown member %s", name)
}

// MarshalCBOR writes acts into a snapshot as they stand in the log.
func (acts Acts) MarshalCBOR() ([]byte, error) {
	b, err := json.Marshal(acts)
	if err != nil {
		return nil, err
	}
	return cbor.Marshal(b)
}

// UnmarshalCBOR reads what MarshalCBOR wrote.
func (acts *Acts) UnmarshalCBOR(b []byte) error {
	var text []byte
	if err := cbor.Unmarshal(b, &text); err != nil {
		return err
	}
	return json.Unmarshal(text, acts, json.RejectUnknownMembers(true))
}

func orElse(err, other error) error {
	if err != nil {
		return err
	}
	return other
}
