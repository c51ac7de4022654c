package web

import (
	"context"

	"orpheus/identity"
	"orpheus/org"
)

// Office does for the pages about people what is no act.
type Office interface {
	// Profiles returns what is known of everybody who was not erased.
	Profiles(ctx context.Context, slug string) (map[org.PersonID]Profile, error)
	// SaveProfile corrects a name and mail address. The log is not touched.
	SaveProfile(ctx context.Context, slug string, p org.PersonID, to Profile) error
	// Found begins an organisation with its first person, and uses the link that
	// allows it in the same transaction. A refusal is an *org.Error.
	Found(ctx context.Context, f Founding, use identity.Use) (org.PersonID, error)
}

// Profile is what is known of a person.
type Profile struct{ Name, Mail string }

// Founding is what an organisation begins with.
type Founding struct {
	Slug, Name, Lang, Zone string
	First                  Profile // its first person, who looks after the settings
}
