// Package hooks has how it is kept where an organisation tells other programs what
// happens. What a hook is, and what it tells, the service knows.
package hooks

import (
	"context"

	"orpheus/org"
)

// Row is one hook.
type Row struct {
	Org    string
	ID     uint32 // given by the store, counted in each organisation
	By     org.PersonID
	Made   org.Time
	URL    string
	Detail string   // JSON: what stewards chose
	State  string   // JSON: how the last tries went
	Upto   uint64   // number of the last act that was told, or passed over
	Timed  bool     // it tells at its time; else whenever the log is further than it
	Due    org.Time // when it tells next; zero for not at all
	Held   org.Time // until when one process has it
}

// Store keeps hooks. A slug that names no organisation is an error.
type Store interface {
	// AddHook adds one and returns its number.
	AddHook(ctx context.Context, h Row) (uint32, error)
	// Hooks returns those of an organisation in the order in which they were made.
	Hooks(ctx context.Context, slug string) ([]Row, error)
	// LeaseHook gives the one that has had something to tell for longest at a moment, and
	// keeps it from all others, in every process, until another; false where none has. Else
	// it says when the next one can be had; zero for never, as far as is known now.
	LeaseHook(ctx context.Context, now, until org.Time) (h Row, found bool, next org.Time, err error)
	// PutHook writes how far a lease came (State, Upto and Due), and moves its end; zero gives
	// it back. Where the lease has passed to another, or somebody changed the hook, it does
	// nothing and reports false.
	PutHook(ctx context.Context, h Row, held org.Time) (bool, error)
	// SetHook replaces one (URL, Detail, State, Upto and Due) where it is still as it was, and
	// takes it from whoever leased it; else it reports false.
	SetHook(ctx context.Context, was, is Row) (bool, error)
	// DropHook removes one; nothing where it is not there.
	DropHook(ctx context.Context, slug string, id uint32) error
}
