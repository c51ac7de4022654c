package org

import (
	"errors"
	"strconv"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// Reason is a refusal as an act remembers it: why something that was to follow
// could not be done. It has the key of its text and what that names; words that
// somebody wrote are not kept.
type Reason struct {
	Key  string
	Args []any // ids, moments and numbers
}

// reasonOf returns the refusal in err's chain as an act remembers it.
func reasonOf(err error) Reason {
	if e, ok := errors.AsType[*Error](err); ok {
		return Reason{Key: e.Key, Args: e.Args}
	}
	return Reason{}
}

// Refusal returns it as it came: faces say it by its key, as any refusal.
func (r Reason) Refusal() *Error {
	e := &Error{Code: Conflict}
	e.Key, e.Args = r.Key, r.Args
	return e
}

// MarshalJSON writes the key and what it names: {"key":"circle.closed","args":["C2"]}.
func (r Reason) MarshalJSON() ([]byte, error) {
	args := make([]any, 0, len(r.Args))
	for _, a := range r.Args {
		switch v := a.(type) {
		case Time:
			args = append(args, v.String())
		case identifier:
			if _, ok := idOf(v.String()); ok {
				args = append(args, v.String())
				continue
			}
			args = append(args, "")
		case int:
			args = append(args, v)
		case uint16:
			args = append(args, int(v))
		default:
			args = append(args, "")
		}
	}
	return json.Marshal(writtenReason{r.Key, args})
}

type writtenReason struct {
	Key  string `json:"key"`
	Args []any  `json:"args,omitzero"`
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (r *Reason) UnmarshalJSON(b []byte) error {
	var w struct {
		Key  string           `json:"key"`
		Args []jsontext.Value `json:"args"`
	}
	if err := json.Unmarshal(b, &w, json.RejectUnknownMembers(true)); err != nil {
		return err
	}
	*r = Reason{Key: w.Key}
	for _, raw := range w.Args {
		if raw.Kind() != '"' {
			n, err := strconv.Atoi(string(raw))
			if err != nil {
				return err
			}
			r.Args = append(r.Args, n)
			continue
		}
		var text string
		if err := json.Unmarshal(raw, &text); err != nil {
			return err
		}
		r.Args = append(r.Args, readArgument(text))
	}
	return nil
}

func readArgument(text string) any {
	if id, ok := idOf(text); ok {
		return id
	}
	if at, err := time.Parse(time.RFC3339Nano, text); err == nil {
		return At(at)
	}
	return text
}
