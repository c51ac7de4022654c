package memory

import (
	"bytes"
	"cmp"
	"context"
	"maps"
	"slices"

	"orpheus/org"
	"orpheus/store/records"
)

// writeFiles writes what changes say of files and photos.
func (o *one) writeFiles(c records.Changes) {
	for _, a := range c.Attached {
		f, waits := o.waiting[a.Key]
		if !waits || f.By != a.By {
			continue
		}
		delete(o.waiting, a.Key)
		f.ID, f.Key, f.At, f.About = a.ID, "", a.At, a.About
		o.files[a.ID] = f
	}
	for _, id := range c.DroppedFiles {
		delete(o.files, id)
	}
	for _, p := range c.Photos {
		if delete(o.photos, p.Person); len(p.Body) > 0 {
			o.photos[p.Person] = p
		}
	}
	for _, p := range c.Left {
		delete(o.photos, p)
	}
	for _, e := range c.Erasures {
		delete(o.photos, e.Person)
		maps.DeleteFunc(o.waiting, func(_ string, f records.File) bool { return f.By == e.Person })
		if !e.KeepTexts {
			maps.DeleteFunc(o.files, func(_ org.FileID, f records.File) bool { return f.By == e.Person })
		}
	}
}

// kept is a file of which nothing is shared with whoever added it.
func kept(f records.File) records.File {
	f.Body, f.Small, f.Size = bytes.Clone(f.Body), bytes.Clone(f.Small), len(f.Body)
	return f
}

func without(f records.File) records.File {
	f.Body, f.Small = nil, nil
	return f
}

// AddFile keeps a file that waits.
func (l *Log) AddFile(ctx context.Context, slug string, f records.File) error {
	_, err := read(ctx, l, slug, func(o *one) error {
		f.ID = 0
		o.waiting[f.Key] = kept(f)
		return nil
	})
	return err
}

// PutFile keeps one that has its number already.
func (l *Log) PutFile(ctx context.Context, slug string, f records.File) error {
	_, err := read(ctx, l, slug, func(o *one) error {
		if _, there := o.files[f.ID]; !there {
			f.Key = ""
			o.files[f.ID] = kept(f)
		}
		return nil
	})
	return err
}

// DropWaiting drops those of somebody that wait.
func (l *Log) DropWaiting(ctx context.Context, slug string, by org.PersonID, keys ...string) error {
	_, err := read(ctx, l, slug, func(o *one) error {
		for _, k := range keys {
			if o.waiting[k].By == by {
				delete(o.waiting, k)
			}
		}
		return nil
	})
	return err
}

// Waiting returns those of somebody that wait.
func (l *Log) Waiting(ctx context.Context, slug string, by org.PersonID, keys ...string) (map[string]records.File, error) {
	return read(ctx, l, slug, func(o *one) map[string]records.File {
		out := map[string]records.File{}
		for _, k := range keys {
			if f, waits := o.waiting[k]; waits && f.By == by {
				out[k] = without(f)
			}
		}
		return out
	})
}

// Files returns those with these numbers.
func (l *Log) Files(ctx context.Context, slug string, ids ...org.FileID) (map[org.FileID]records.File, error) {
	return read(ctx, l, slug, func(o *one) map[org.FileID]records.File {
		out := map[org.FileID]records.File{}
		for _, id := range ids {
			if f, there := o.files[id]; there {
				out[id] = without(f)
			}
		}
		return out
	})
}

// FilesBy returns those that somebody added.
func (l *Log) FilesBy(ctx context.Context, slug string, by org.PersonID) ([]records.File, error) {
	return read(ctx, l, slug, func(o *one) (out []records.File) {
		for _, f := range o.files {
			if by == 0 || f.By == by {
				out = append(out, without(f))
			}
		}
		slices.SortFunc(out, func(a, b records.File) int { return cmp.Compare(a.ID, b.ID) })
		return out
	})
}

// FileBody returns one with what is in it.
func (l *Log) FileBody(ctx context.Context, slug string, id org.FileID) (f records.File, found bool, err error) {
	_, err = read(ctx, l, slug, func(o *one) error { f, found = o.files[id]; return nil })
	return f, found, err
}

// Room returns how many bytes the files of an organisation take.
func (l *Log) Room(ctx context.Context, slug string) (int64, error) {
	return read(ctx, l, slug, func(o *one) (room int64) {
		for _, f := range o.files {
			room += int64(len(f.Body) + len(f.Small))
		}
		for _, f := range o.waiting {
			room += int64(len(f.Body) + len(f.Small))
		}
		return room
	})
}

// Photos returns who has a photo, and since when.
func (l *Log) Photos(ctx context.Context, slug string) (map[org.PersonID]org.Time, error) {
	return read(ctx, l, slug, func(o *one) map[org.PersonID]org.Time {
		out := map[org.PersonID]org.Time{}
		for id, p := range o.photos {
			out[id] = p.At
		}
		return out
	})
}

// Photo returns that of one person.
func (l *Log) Photo(ctx context.Context, slug string, p org.PersonID) (f records.Photo, found bool, err error) {
	_, err = read(ctx, l, slug, func(o *one) error { f, found = o.photos[p]; return nil })
	return f, found, err
}
