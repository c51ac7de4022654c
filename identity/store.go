package identity

import (
	"context"

	"orpheus/org"
)

// Store keeps what the service knows. Erasing a person takes everything of theirs
// out of it in the transaction of the erasure; leaving ends sessions, tokens and
// links in the same way. A slug that names no organisation is an error.
type Store interface {
	AddLink(ctx context.Context, l Link) error
	// Link returns the link with this hash, and false for none.
	Link(ctx context.Context, h Hash) (Link, bool, error)
	// UseLink marks a link as used at a moment; false where it was used before
	// or is not there. Of two who use it at once, one does.
	UseLink(ctx context.Context, h Hash, at org.Time) (bool, error)
	// DropLinks drops the links of a person; with an empty slug those to found
	// an organisation.
	DropLinks(ctx context.Context, slug string, p org.PersonID) error
	DropLink(ctx context.Context, h Hash) error

	AddSession(ctx context.Context, s Session) error
	Session(ctx context.Context, h Hash) (Session, bool, error)
	// Sessions returns those of a person, the last seen first.
	Sessions(ctx context.Context, slug string, p org.PersonID) ([]Session, error)
	// TouchSession moves when a session was seen and when it ends.
	TouchSession(ctx context.Context, h Hash, seen, ends org.Time) error
	DropSession(ctx context.Context, h Hash) error
	// DropSessions drops all sessions of a person but one.
	DropSessions(ctx context.Context, slug string, p org.PersonID, but Hash) error

	// Password returns what a password is verified with; empty for none.
	Password(ctx context.Context, slug string, p org.PersonID) (string, error)
	// SetPassword replaces it; empty removes it.
	SetPassword(ctx context.Context, slug string, p org.PersonID, sealed string) error

	AddToken(ctx context.Context, t Token) error
	Token(ctx context.Context, h Hash) (Token, bool, error)
	// Tokens returns those of a person, in the order in which they were made.
	Tokens(ctx context.Context, slug string, p org.PersonID) ([]Token, error)
	TouchToken(ctx context.Context, h Hash, used org.Time) error
	DropToken(ctx context.Context, h Hash) error

	// Queue adds a mail to the outbox.
	Queue(ctx context.Context, m Mail) error
	// Outbox returns the mails that are due up to a moment, the longest due
	// first, and when the next one after those is due; zero for none.
	Outbox(ctx context.Context, until org.Time, most int) ([]Mail, org.Time, error)
	// PutMail writes what became of a try.
	PutMail(ctx context.Context, m Mail) error
	DropMail(ctx context.Context, id int64) error
	// Undelivered returns the mails of an organisation that were tried in vain.
	Undelivered(ctx context.Context, slug string) ([]Mail, error)

	// Sweep drops the links and sessions that ended before a moment.
	Sweep(ctx context.Context, before org.Time) error
}
