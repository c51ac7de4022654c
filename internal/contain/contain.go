// Package contain keeps a mistake of the program to the one thing in which it was made: a request, or
// an organisation among those that are gone through.
package contain

import (
	"fmt"
	"runtime/debug"
)

// Panics turns a panic of f into an error with the place where it began. What f worked on is thrown
// away by its caller.
func Panics(f func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("a rule failed: %v\n%s", p, debug.Stack())
		}
	}()
	return f()
}
