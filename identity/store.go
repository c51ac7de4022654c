package identity

import (
	"context"

	"orpheus/org"
)

// Store keeps what the service knows. Erasing a person takes everything of theirs
// out of it in the transaction of the erasure; leaving ends their credentials and
// mails in the same way, and leaves what they said for themselves. A slug that names
// no organisation is an error.
type Store interface {
	// Edition becomes another one with every change of credentials, of records or of
	// what is private, by this process or another, before that change is confirmed (a
	// text that is added changes nothing that was there):
	// what was read under an edition that still holds is as it was. It costs no
	// reading, so that it can be asked at every request.
	Edition() uint64

	AddCredential(ctx context.Context, c Credential) error
	// PutCredential adds one, or replaces the one with its key, whosever that was.
	PutCredential(ctx context.Context, c Credential) error
	// Credential returns the one with this key, and false for none.
	Credential(ctx context.Context, key Hash) (Credential, bool, error)
	// Credentials returns those of a kind that a person has, in the order in which
	// they were made; with an empty slug those of nobody.
	Credentials(ctx context.Context, slug string, p org.PersonID, kind CredentialKind) ([]Credential, error)
	// TouchCredential moves when one was seen and when it ends.
	TouchCredential(ctx context.Context, key Hash, seen, ends org.Time) error
	// UseCredential marks one as seen at a moment, where it never was; false where it
	// was or is not there. Of two who use it at once, one does.
	UseCredential(ctx context.Context, key Hash, at org.Time) (bool, error)
	DropCredential(ctx context.Context, key Hash) error
	// DropCredentials drops those of a kind that a person has, all but one; with an
	// empty slug those of nobody.
	DropCredentials(ctx context.Context, slug string, p org.PersonID, kind CredentialKind, but Hash) error

	// Private returns what somebody said for themselves only; empty for nothing.
	Private(ctx context.Context, slug string, p org.PersonID, name string) (string, error)
	// SetPrivate replaces it; empty removes it.
	SetPrivate(ctx context.Context, slug string, p org.PersonID, name, value string) error

	// SwapPrivate replaces it where it is still what it was; else it reports false.
	SwapPrivate(ctx context.Context, slug string, p org.PersonID, name, was, value string) (bool, error)
	// Privates returns what everybody in an organisation said under a name.
	Privates(ctx context.Context, slug, name string) (map[org.PersonID]string, error)

	// Box returns what is kept in a box of an organisation, which is nobody's; empty for
	// nothing.
	Box(ctx context.Context, slug, name string) (string, error)
	// Boxes names those of an organisation in which something is kept, in order.
	Boxes(ctx context.Context, slug string) ([]string, error)
	// SwapBox replaces it where it is still what it was, and else reports false. What was
	// replaced is in no file of the store afterwards: two states of a box beside each other
	// would tell what was put in, and by whom.
	SwapBox(ctx context.Context, slug, name, was, value string) (bool, error)

	// SealKey returns the 32 bytes that what is put in boxes is sealed with. They are kept
	// apart from what the store holds, so that no copy of it opens a box.
	SealKey(ctx context.Context) ([]byte, error)

	// PrivateOf returns all that somebody said, by name.
	PrivateOf(ctx context.Context, slug string, p org.PersonID) (map[string]string, error)

	// Told returns how far people were told in a way: the organisation as nobody, and
	// whoever has a place of their own.
	Told(ctx context.Context, slug, way string) (map[org.PersonID]uint64, error)
	// Tell queues mails and moves on how far people were told, together, where the
	// organisation is still where it was; else it does nothing and reports false. So
	// of several programs on a store one tells.
	Tell(ctx context.Context, slug string, t Round) (bool, error)
	// Behind returns the organisations whose log is further than they were told in a
	// way, in order.
	Behind(ctx context.Context, way string) ([]string, error)
	// ToldBy returns the organisations that were told in a way no further than this, or not
	// at all, in order.
	ToldBy(ctx context.Context, way string, upto uint64) ([]string, error)
	// SecretFor returns 32 random bytes, the same ones for a name for ever.
	SecretFor(ctx context.Context, name string) ([]byte, error)

	// Queue adds a mail to the outbox.
	Queue(ctx context.Context, m Mail) error
	// LeaseMails gives those mails that have been due longest at a moment, so many at
	// most, and keeps them from all others, in every process, until another. Where there
	// is none it says when the next one can be had; zero for never.
	LeaseMails(ctx context.Context, now, until org.Time, most int) (mails []Mail, next org.Time, err error)
	// HandMail notes that a mail is handed over now; false where its lease has passed
	// to another.
	HandMail(ctx context.Context, m Mail) (bool, error)
	// PutMail writes what became of a try, and as which kind it goes on, and gives the
	// mail back. Where the lease has passed to another it does nothing.
	PutMail(ctx context.Context, m Mail) error
	// DropMail drops mails, together; of those whose lease has passed to another it
	// drops none.
	DropMail(ctx context.Context, mails ...Mail) error
	// Mails returns those of an organisation in the order in which they were queued.
	Mails(ctx context.Context, slug string) ([]Mail, error)

	// Sweep drops the credentials that ended before a moment, and mails that were
	// given up thirty days before it.
	Sweep(ctx context.Context, before org.Time) error
}

// Round is one round of telling people: how far it goes, and the mails that do it.
type Round struct {
	Way     string
	Was, Is uint64 // of the organisation
	Mails   []Mail
	People  map[org.PersonID]uint64 // how far those are who have a place of their own
	Kept    map[org.PersonID]string // what is kept of some from round to round, as Private by KeptBy
}

// KeptBy is the name under which a way of telling keeps what it has to know of somebody: it
// is theirs, so that an erasure takes it out.
func KeptBy(way string) string { return "told " + way }
