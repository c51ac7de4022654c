package org

import (
	"bytes"
	"errors"
	"fmt"
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
	var buf bytes.Buffer
	enc := jsontext.NewEncoder(&buf)
	tokens := []jsontext.Token{jsontext.BeginObject, jsontext.String("at"), jsontext.String(e.At.String())}
	if e.By != 0 {
		tokens = append(tokens, jsontext.String("by"), jsontext.Uint(uint64(e.By)))
	}
	if e.Face != 0 {
		tokens = append(tokens, jsontext.String("face"), jsontext.Uint(uint64(e.Face)))
	}
	if e.Cause != 0 {
		tokens = append(tokens, jsontext.String("cause"), jsontext.Uint(e.Cause))
	}
	tokens = append(tokens, jsontext.String("kind"), jsontext.String(k.Name), jsontext.String("act"))
	for _, t := range tokens {
		if err := enc.WriteToken(t); err != nil {
			return nil, err
		}
	}
	if err := json.MarshalEncode(enc, e.Act); err != nil {
		return nil, err
	}
	if err := enc.WriteToken(jsontext.EndObject); err != nil {
		return nil, err
	}
	return bytes.TrimRight(buf.Bytes(), "\n"), nil
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
		case `"kind"`:
			var tok jsontext.Token
			if tok, err = dec.ReadToken(); err == nil {
				k := KindNamed(tok.String())
				if k == nil {
					return fmt.Errorf("%w: %q", ErrUnknownKind, tok.String())
				}
				e.Act = k.New()
			}
		case `"act"`:
			if e.Act == nil {
				return errors.New("the act stands before its kind")
			}
			err = json.UnmarshalDecode(dec, e.Act)
		default:
			return fmt.Errorf("unknown member %s", name)
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
	if err != nil {
		return refuse(Invalid, "time.format", string(b))
	}
	*t = At(std)
	return nil
}
