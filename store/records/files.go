package records

import (
	"context"
	"crypto/sha256"
	"unicode/utf8"

	"orpheus/org"
)

// File is something that people add to what they say. Until the words are said it waits,
// under a key that only whoever added it knows; then it has a number.
type File struct {
	ID     org.FileID   `json:"id,omitzero"` // zero while it waits
	Key    string       `json:"-"`           // while it waits
	By     org.PersonID `json:"by,omitzero"`
	At     org.Time     `json:"at"`
	Kind   string       `json:"kind"`            // media type, by its content
	Name   string       `json:"name"`            // as it was called where it came from
	About  string       `json:"about,omitzero"`  // what one sees on it, for those who do not
	Width  int          `json:"width,omitzero"`  // of a picture
	Height int          `json:"height,omitzero"` // of a picture
	Size   int          `json:"size"`            // bytes of Body

	Body  []byte `json:"body,omitzero"`
	Small []byte `json:"small,omitzero"` // of a picture: the same, smaller; empty where Body is small
}

// Sent is how a file is announced to whoever gets it: a text with the letters it is written in,
// where that can be told.
func (f *File) Sent() string {
	if f.Kind == "text/plain" && utf8.Valid(f.Body) {
		return "text/plain; charset=utf-8"
	}
	return f.Kind
}

// Sum is what tells whether a file is as it was added.
func Sum(body, small []byte) []byte {
	h := sha256.New()
	h.Write(body)
	h.Write(small)
	return h.Sum(nil)
}

// Attached is a file that waited, and becomes one of some words. Where it does not wait any
// more, the words are without it.
type Attached struct {
	ID    org.FileID
	Key   string
	By    org.PersonID
	At    org.Time
	About string
}

// Photo is the picture of a person. One without a body takes away what there was.
type Photo struct {
	Person org.PersonID `json:"person"`
	At     org.Time     `json:"at"`
	Kind   string       `json:"kind"`
	Body   []byte       `json:"body,omitzero"`
	Small  []byte       `json:"small,omitzero"`
}

// Files are what people added. What waits, and what a photo shows, belongs to whoever
// added it: it goes with them.
type Files interface {
	// AddFile keeps a file that waits, under its key.
	AddFile(ctx context.Context, slug string, f File) error
	// DropWaiting drops those of somebody that wait under these keys.
	DropWaiting(ctx context.Context, slug string, by org.PersonID, keys ...string) error
	// Waiting returns those of somebody that wait under these keys, without what is in them.
	Waiting(ctx context.Context, slug string, by org.PersonID, keys ...string) (map[string]File, error)
	// Files returns those with these numbers that are still there, without what is in them.
	Files(ctx context.Context, slug string, ids ...org.FileID) (map[org.FileID]File, error)
	// FilesBy returns those that somebody added and that wait no longer, in the order of
	// their numbers, without what is in them; those of everybody for nobody.
	FilesBy(ctx context.Context, slug string, by org.PersonID) ([]File, error)
	// FileBody returns one with what is in it; false for none.
	FileBody(ctx context.Context, slug string, id org.FileID) (File, bool, error)
	// PutFile keeps one that has its number already, as a restore does; one that is there
	// stays as it is.
	PutFile(ctx context.Context, slug string, f File) error
	// Room returns how many bytes all files of an organisation take, those that wait too.
	Room(ctx context.Context, slug string) (int64, error)
	// Photos returns when the photos of people were added, of those who have one.
	Photos(ctx context.Context, slug string) (map[org.PersonID]org.Time, error)
	// Photo returns that of one person; false for none.
	Photo(ctx context.Context, slug string, p org.PersonID) (Photo, bool, error)
}
