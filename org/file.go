package org

// File is something that came with words, such as a picture: what is in it is kept beside
// the log, as sentences are; the log has its number.
type File struct {
	_    struct{} `cbor:",toarray"`
	Note NoteID   // the words that it came with; zero where it came with a learning

	Learning LearningID
}

type fileRow File

// MarshalCBOR writes the row, of old ones as it was before any came with a learning.
func (f File) MarshalCBOR() ([]byte, error) { return encodeRow(fileRow(f), 1) }

// UnmarshalCBOR reads what MarshalCBOR wrote.
func (f *File) UnmarshalCBOR(b []byte) error { return decodeRow(b, (*fileRow)(f)) }

// FileStands reports whether the words that a file came with were not taken back.
func (s *State) FileStands(id FileID) bool {
	f := s.File(id)
	switch {
	case f == nil:
		return false
	case f.Learning != 0:
		return s.Learning(f.Learning).Dropped == 0
	}
	return s.Note(f.Note).Stands()
}

// With is the words that a file came with.
func (f *File) With() Ref {
	if f.Learning != 0 {
		return RefOf(f.Learning)
	}
	return RefOf(f.Note)
}

// MaxFiles is how many files come with one text at most.
const MaxFiles = 10

// attaching is an act with which files may come.
type attaching interface {
	attached() *[]FileID
}

// Attach says how many files come with an act, before it is done; they get their numbers
// when it is. It reports whether any may.
func Attach(act Act, n int) bool {
	a, ok := act.(attaching)
	if ok && n > 0 {
		*a.attached() = make([]FileID, n)
	}
	return ok
}

// AttachedTo returns the files that came with an act.
func AttachedTo(act Act) []FileID {
	if a, ok := act.(attaching); ok {
		return *a.attached()
	}
	return nil
}

// Attaches reports whether files may come with acts of a kind.
func (k *Kind) Attaches() bool { _, ok := k.New().(attaching); return ok }

// mustAttach refuses too many files, and numbers from outside: nobody takes over what is
// another's.
func mustAttach(files []FileID) error {
	if len(files) > MaxFiles {
		return refuse(Invalid, "file.many", MaxFiles)
	}
	for _, f := range files {
		if f != 0 {
			return refuse(NotFound, "file.unknown", f)
		}
	}
	return nil
}

// numberFiles gives files the next numbers.
func (s *State) numberFiles(files []FileID) []FileID {
	if len(files) == 0 {
		return nil
	}
	out := make([]FileID, len(files)) // the list that came is that of whoever asked
	for i := range out {
		out[i] = s.files.Next() + FileID(i)
	}
	return out
}

// fileDropper is an act that takes files out again, by the one who added them.
type fileDropper interface {
	DropsFiles(s *State) []FileID
}

// FilesDroppedBy returns the files that an act takes out of the records; s is a state
// after it.
func FilesDroppedBy(s *State, act Act) []FileID {
	if d, ok := act.(fileDropper); ok {
		return d.DropsFiles(s)
	}
	return nil
}
