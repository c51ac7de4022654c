package org

import (
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// Entry is one act in the log.
type Entry struct {
	Seq   uint64 // its number, from 1 without gaps; the version it leads to
	At    Time
	By    PersonID
	Face  Face
	Cause uint64 // number of the entry that entailed it; zero for none
	Act   Act
}

// Moment returns who, when, and through which face.
func (e *Entry) Moment() Moment { return Moment{At: e.At, By: e.By, Face: e.Face} }

// ErrUnknownKind is a kind of act that this program does not know: the log was
// written by a newer one.
var ErrUnknownKind = errors.New("unknown kind of act")

// Encode returns the entry as the line of JSON that is logged and hashed, without
// its number: {"at":…,"by":…,"face":…,"cause":…,"kind":…,"act":{…}}. The number
// is the place of the line in the log.
func (e *Entry) Encode() ([]byte, error) {
	k := KindOf(e.Act)
	if k == nil {
		return nil, fmt.Errorf("%w: %T", ErrUnknownKind, e.Act)
	}
	act, err := json.Marshal(e.Act)
	if err != nil {
		return nil, err
	}
	line := append(make([]byte, 0, len(act)+112), `{"at":"`...)
	line = e.At.Std().AppendFormat(line, time.RFC3339Nano)
	line = append(line, '"')
	for _, n := range []struct {
		name  string
		value uint64
	}{{`,"by":`, uint64(e.By)}, {`,"face":`, uint64(e.Face)}, {`,"cause":`, e.Cause}} {
		if n.value != 0 {
			line = strconv.AppendUint(append(line, n.name...), n.value, 10)
		}
	}
	line = append(append(append(line, `,"kind":"`...), k.Name...), `","act":`...)
	return append(append(line, act...), '}'), nil
}

// DecodeEntry reads what Encode wrote. Unknown fields are refused: they would
// be lost without a word.
func DecodeEntry(seq uint64, line []byte) (Entry, error) {
	e := Entry{Seq: seq}
	if err := json.Unmarshal(line, &e, json.RejectUnknownMembers(true)); err != nil {
		return Entry{}, fmt.Errorf("entry %d: %w", seq, err)
	}
	if e.Act == nil {
		return Entry{}, fmt.Errorf("entry %d: no act", seq)
	}
	for _, p := range ProseOf(e.Act) {
		if p.text != "" {
			return Entry{}, fmt.Errorf("entry %d: a sentence, where the number of one belongs", seq)
		}
	}
	return e, nil
}

// UnmarshalJSONFrom reads the members in one pass; "kind" comes before "act".
func (e *Entry) UnmarshalJSONFrom(dec *jsontext.Decoder) error {
	if _, err := dec.ReadToken(); err != nil {
		return err
	}
	for dec.PeekKind() != '}' {
		name, err := dec.ReadValue()
		if err != nil {
			return err
		}
		switch string(name) {
		case `"at"`:
			err = json.UnmarshalDecode(dec, &e.At)
		case `"by"`:
			err = json.UnmarshalDecode(dec, &e.By)
		case `"face"`:
			err = json.UnmarshalDecode(dec, &e.Face)
		case `"cause"`:
			err = json.UnmarshalDecode(dec, &e.Cause)
		default:
			err = readActMember(dec, string(name), &e.Act)
		}
		if err != nil {
			return err
		}
	}
	_, err := dec.ReadToken()
	return err
}

// UnmarshalText reads RFC 3339; nothing is no moment.
func (t *Time) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*t = 0
		return nil
	}
	std, err := time.Parse(time.RFC3339Nano, string(b))
	if year := std.UTC().Year(); err != nil || year < 1 || year > 9999 {
		return refuse(Invalid, "time.format", string(b))
	}
	*t = At(std)
	return nil
}
