package org

import (
	"errors"
	"fmt"
	"strings"
)

// Code says what kind of refusal an Error is; every face maps it in one table.
type Code uint8

// The codes, from least to most about the request itself.
const (
	NotFound  Code = iota + 1 // what the act speaks of does not exist
	Forbidden                 // this person may not do this
	Invalid                   // the act itself is not well formed
	Conflict                  // not possible in the present state
)

// Error is a refusal in the words of the domain. Key names its text in every
// language; Args fill the places in that text.
type Error struct {
	Code  Code
	Key   string
	Args  []any
	Cause error
}

// Error returns the key and arguments; faces show the text of Key instead.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.Key)
	for i, a := range e.Args {
		b.WriteString([]string{": ", ", "}[min(i, 1)])
		fmt.Fprint(&b, a)
	}
	if e.Cause != nil {
		fmt.Fprintf(&b, ": %v", e.Cause)
	}
	return b.String()
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Cause }

// CodeOf returns the code of the first Error in err's chain, or zero.
func CodeOf(err error) Code {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Code
	}
	return 0
}

func refuse(c Code, key string, args ...any) error {
	return &Error{Code: c, Key: key, Args: args}
}

// first returns the first error: checks are written as a list, in the order in
// which a person would want to hear of them. All are evaluated, so a check about
// a thing passes where that thing does not exist: the check before it says so.
func first(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
