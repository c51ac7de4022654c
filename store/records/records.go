// Package records holds what may be corrected and forgotten: names, addresses
// and the sentences people write. The log of acts refers to it by number only,
// so an erasure leaves the log as it is, and every view of the past shows
// today's name or none.
package records

import (
	"context"
	"errors"

	"orpheus/org"
)

// Profile is what is known of a person.
type Profile struct {
	Person org.PersonID `json:"person"`
	Name   string       `json:"name"`
	Mail   string       `json:"mail,omitzero"`
	// Key and Handle are how an import knows the person: a stable id with its
	// scheme ("github-id:583231") and the present handle ("github:octocat").
	Key    string `json:"key,omitzero"`
	Handle string `json:"handle,omitzero"`
}

// Text is something a person wrote.
type Text struct {
	ID   org.TextID   `json:"id"`
	By   org.PersonID `json:"by,omitzero"`
	At   org.Time     `json:"at"`
	Body string       `json:"body"`
}

// Erasure takes out everything about a person: the profile always, and what
// they wrote unless it is kept.
type Erasure struct {
	Person    org.PersonID
	KeepTexts bool
}

// Use is a credential used once, in the transaction of what it allows.
type Use struct {
	Key [32]byte
	At  org.Time
}

// Place is one person in one organisation.
type Place struct {
	Slug   string
	Person org.PersonID
}

// Changes are written in the same transaction as the acts that refer to them.
type Changes struct {
	Uses      []Use          // each was never used before, or nothing is written: ErrUsed
	Claims    []org.PersonID // whose address, as it is in Profiles, is nobody else's, or nothing is written: ErrTaken
	Forgotten []Forgotten    // added, as a restore does
	Profiles  []Profile      // added or replaced
	Texts     []Text         // added
	Dropped   []org.TextID   // texts taken out, by the one who wrote them

	Attached     []Attached // files that wait become those of words
	DroppedFiles []org.FileID
	Photos       []Photo // put in the place of those before

	Erasures []Erasure
	Left     []org.PersonID // who left: nothing lets them in any more
}

// Empty reports whether there is nothing to write.
func (c Changes) Empty() bool {
	return len(c.Attached) == 0 && len(c.DroppedFiles) == 0 && len(c.Photos) == 0 && len(c.Uses) == 0 && len(c.Forgotten) == 0 && len(c.Profiles) == 0 && len(c.Texts) == 0 && len(c.Dropped) == 0 && len(c.Erasures) == 0 && len(c.Left) == 0
}

// Revises reports whether something that may have been read before is another now: a
// text or file that is added changes nothing of what there was.
func (c Changes) Revises() bool {
	c.Texts, c.Attached = nil, nil
	return !c.Empty()
}

// TakesOut reports whether something has to be gone from the store's files.
func (c Changes) TakesOut() bool {
	return len(c.Dropped) > 0 || len(c.DroppedFiles) > 0 || len(c.Photos) > 0 || len(c.Erasures) > 0
}

// Add appends the changes of d.
func (c *Changes) Add(d Changes) {
	c.Uses = append(c.Uses, d.Uses...)
	c.Claims = append(c.Claims, d.Claims...)
	c.Forgotten = append(c.Forgotten, d.Forgotten...)
	c.Profiles = append(c.Profiles, d.Profiles...)
	c.Texts = append(c.Texts, d.Texts...)
	c.Dropped = append(c.Dropped, d.Dropped...)
	c.Attached = append(c.Attached, d.Attached...)
	c.DroppedFiles = append(c.DroppedFiles, d.DroppedFiles...)
	c.Photos = append(c.Photos, d.Photos...)
	c.Erasures = append(c.Erasures, d.Erasures...)
	c.Left = append(c.Left, d.Left...)
}

// Store reads the records of an organisation, named by its slug.
type Store interface {
	// Version goes up with every change of what the records of an organisation said, by
	// this process or another; a text that is added is no such change. It is cheap enough
	// to be asked at every request: what was made from the records of one version holds
	// while it is the version.
	Version(ctx context.Context, slug string) (uint64, error)
	// ByMail returns who has an address, in all organisations, in the order of slugs
	// and ids; of those who left too. Addresses are compared by MailKey.
	ByMail(ctx context.Context, mail string) ([]Place, error)
	// Profiles returns every profile, in the order of the people's ids. People
	// without one were erased.
	Profiles(ctx context.Context, slug string) ([]Profile, error)
	// Profile returns that of one person, and false for none.
	Profile(ctx context.Context, slug string, p org.PersonID) (Profile, bool, error)
	// Texts returns the texts with these numbers that are still there.
	Texts(ctx context.Context, slug string, ids ...org.TextID) (map[org.TextID]Text, error)
	// AllTexts returns every text, in the order of their numbers.
	AllTexts(ctx context.Context, slug string) ([]Text, error)
	// Forgotten reports which of these keys or handles belonged to people who
	// were erased, so that an import does not bring them back. Only keyed hashes
	// of them are kept.
	Forgotten(ctx context.Context, slug string, keys ...string) (map[string]bool, error)
	// AllForgotten returns what is kept of the keys of those who were erased.
	AllForgotten(ctx context.Context, slug string) ([]Forgotten, error)
	Files
	// Amend writes changes that no act goes with: a corrected name or address.
	Amend(ctx context.Context, slug string, c Changes) error
}

// ErrUsed is a credential that was used before, or is not there.
var ErrUsed = errors.New("the link was used")

// ErrTaken is an address that somebody else of the organisation has.
var ErrTaken = errors.New("somebody else has this address")

// ErrNoOrganisation is an organisation that is not in the store.
var ErrNoOrganisation = errors.New("no such organisation")
