package web

import (
	"context"
	"errors"
	"iter"
	"time"

	"orpheus/org"
)

// ErrNotFound is what a Source answers for what is not there. It may be wrapped.
var ErrNotFound = errors.New("not found")

// Source is where the pages get what they show.
type Source interface {
	// Orgs lists the organisations kept here.
	Orgs(ctx context.Context) ([]OrgCard, error)
	// Org returns one of them, or ErrNotFound.
	Org(ctx context.Context, slug string) (OrgCard, error)
	// Look returns an organisation as it was at a moment; the zero time is now.
	// The moment is never before the founding or after now.
	Look(ctx context.Context, slug string, at time.Time) (*Look, error)
	ViewSource
	// Search finds, among what somebody may see, things by their names and texts by
	// their words, at most limit of each kind. Zero is for where everybody sees
	// everything. Any query is fine.
	Search(ctx context.Context, slug string, viewer org.PersonID, query string, limit int) (Found, error)

	// Version returns the number of the last entry of an organisation's log.
	Version(ctx context.Context, slug string) (uint64, error)
}

// OrgCard is what is known of an organisation from outside.
type OrgCard struct {
	Slug     string
	Name     string
	Language string
	Zone     *time.Location // where its days begin; nil is UTC
	Founded  time.Time
}

// zone is never nil.
func (c OrgCard) zone() *time.Location {
	if c.Zone == nil {
		return time.UTC
	}
	return c.Zone
}

// Look is an organisation at a moment.
type Look struct {
	Version      uint64 // of the state now: a page made from the same version is the same
	Names        uint64 // another one for other names
	ChangesSince int    // structural changes after the moment
	Map          *org.MapCircle
	Shifts       iter.Seq[org.Shift]       // how the map grew; nil where that is not known
	Name         func(org.PersonID) string // empty for somebody whose name was erased
	Led          func(org.PersonID) []Work // what they led at the moment
	Months       []MonthChanges            // months with structural changes, up to now, oldest first

	// Family numbers the circles directly inside the organisation by when they
	// were formed, from 1, so that a circle keeps its colour over time. Nil
	// numbers them by their place.
	Family func(org.CircleID) int

	// Place tells the maps of people apart who do not see the same; empty for
	// those who see all.
	Place string
}

// Work is a piece of work that somebody leads.
type Work struct {
	Title  string
	Circle org.CircleID
	ID     org.InitiativeID
	Href   string    // where it is told; empty for nowhere yet
	Others int       // people who take part beside the one who leads
	Until  time.Time // planned end; zero for none
}

// MonthChanges is how many structural changes a month had.
type MonthChanges struct {
	Month   time.Time // its first moment in the organisation's zone
	Changes int
}
