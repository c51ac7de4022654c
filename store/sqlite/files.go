package sqlite

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"

	"orpheus/org"
	"orpheus/store/records"
)

// writeFiles writes what changes say of files and photos, within a transaction.
func (l *Log) writeFiles(id int64, c records.Changes) error {
	for _, f := range c.Attached {
		_, err := l.write.exec("UPDATE files SET id = ?, key = '', at = ?, about = ? WHERE org = ? AND id = 0 AND key = ? AND by = ?",
			f.ID, int64(f.At), f.About, id, f.Key, f.By)
		if err != nil {
			return err
		}
	}
	for _, f := range c.DroppedFiles {
		if _, err := l.write.exec("DELETE FROM files WHERE org = ? AND id = ? AND id > 0", id, f); err != nil {
			return err
		}
	}
	for _, p := range c.Photos {
		if _, err := l.write.exec("DELETE FROM photos WHERE org = ? AND person = ?", id, p.Person); err != nil {
			return err
		}
		if len(p.Body) == 0 {
			continue
		}
		_, err := l.write.exec("INSERT INTO photos (org, person, at, kind, body, small) VALUES (?, ?, ?, ?, ?, ?)",
			id, p.Person, int64(p.At), p.Kind, p.Body, filled(p.Small))
		if err != nil {
			return err
		}
	}
	return nil
}

// filled is a blob that is never NULL.
func filled(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}

const insertFile = `INSERT OR IGNORE INTO files (org, id, key, by, at, kind, name, about, width, height, size, room, sum, body, small)
	VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`

func (l *Log) putFile(ctx context.Context, slug string, f records.File) error {
	return l.doIn(ctx, false, slug, insertFile, f.ID, f.Key, f.By, int64(f.At), f.Kind, f.Name, f.About, f.Width, f.Height,
		len(f.Body), len(f.Body)+len(f.Small), records.Sum(f.Body, f.Small), filled(f.Body), filled(f.Small))
}

// AddFile keeps a file that waits.
func (l *Log) AddFile(ctx context.Context, slug string, f records.File) error {
	f.ID = 0
	return l.putFile(ctx, slug, f)
}

// PutFile keeps one that has its number already.
func (l *Log) PutFile(ctx context.Context, slug string, f records.File) error {
	f.Key = ""
	return l.putFile(ctx, slug, f)
}

// DropWaiting drops those of somebody that wait.
func (l *Log) DropWaiting(ctx context.Context, slug string, by org.PersonID, keys ...string) error {
	for _, k := range keys {
		if err := l.doIn(ctx, false, slug, "DELETE FROM files WHERE org = ? AND id = 0 AND key = ? AND by = ?", k, by); err != nil {
			return err
		}
	}
	return nil
}

const selectFile = "SELECT id, key, by, at, kind, name, about, width, height, size FROM files WHERE org = ?"

func fileParts(f *records.File) []any {
	return []any{&f.ID, &f.Key, &f.By, (*int64)(&f.At), &f.Kind, &f.Name, &f.About, &f.Width, &f.Height, &f.Size}
}

// Waiting returns those of somebody that wait.
func (l *Log) Waiting(ctx context.Context, slug string, by org.PersonID, keys ...string) (map[string]records.File, error) {
	out := map[string]records.File{}
	for _, k := range keys {
		found, err := l.filesWhere(ctx, slug, " AND id = 0 AND key = ? AND by = ?", k, by)
		if err != nil {
			return nil, err
		}
		for _, f := range found {
			out[k] = f
		}
	}
	return out, ctx.Err()
}

func (l *Log) filesWhere(ctx context.Context, slug, where string, args ...any) ([]records.File, error) {
	return someIn(ctx, l, slug, func(rows *sql.Rows, f *records.File) error { return rows.Scan(fileParts(f)...) }, selectFile+where, args...)
}

// Files returns those with these numbers.
func (l *Log) Files(ctx context.Context, slug string, ids ...org.FileID) (map[org.FileID]records.File, error) {
	out := map[org.FileID]records.File{}
	if _, err := l.id(ctx, slug); err != nil {
		return nil, err
	}
	for _, id := range ids {
		found, err := l.filesWhere(ctx, slug, " AND id = ? AND id > 0", id)
		if err != nil {
			return nil, err
		}
		for _, f := range found {
			out[id] = f
		}
	}
	return out, ctx.Err()
}

// FilesBy returns those that somebody added.
func (l *Log) FilesBy(ctx context.Context, slug string, by org.PersonID) ([]records.File, error) {
	return l.filesWhere(ctx, slug, " AND id > 0 AND (by = ? OR ? = 0) ORDER BY id", by, by)
}

// FileBody returns one with what is in it.
func (l *Log) FileBody(ctx context.Context, slug string, id org.FileID) (f records.File, found bool, err error) {
	in, err := l.id(ctx, slug)
	if err != nil {
		return records.File{}, false, err
	}
	const query = "SELECT id, key, by, at, kind, name, about, width, height, size, body, small FROM files WHERE org = ? AND id = ? AND id > 0"
	err = l.row(ctx, query, in, id).Scan(append(fileParts(&f), &f.Body, &f.Small)...)
	if errors.Is(err, sql.ErrNoRows) {
		return records.File{}, false, nil
	}
	return f, err == nil, err
}

// Room returns how many bytes the files of an organisation take.
func (l *Log) Room(ctx context.Context, slug string) (room int64, err error) {
	id, err := l.id(ctx, slug)
	if err != nil {
		return 0, err
	}
	err = l.row(ctx, "SELECT ifnull(sum(room), 0) FROM files WHERE org = ?", id).Scan(&room)
	return room, err
}

// Photos returns who has a photo, and since when.
func (l *Log) Photos(ctx context.Context, slug string) (map[org.PersonID]org.Time, error) {
	all, err := pairs[int64](ctx, l, slug, "SELECT person, at FROM photos WHERE org = ?")
	out := make(map[org.PersonID]org.Time, len(all))
	for p, at := range all {
		out[p] = org.Time(at)
	}
	return out, err
}

// Photo returns that of one person.
func (l *Log) Photo(ctx context.Context, slug string, p org.PersonID) (f records.Photo, found bool, err error) {
	id, err := l.id(ctx, slug)
	if err != nil {
		return records.Photo{}, false, err
	}
	err = l.row(ctx, "SELECT person, at, kind, body, small FROM photos WHERE org = ? AND person = ?", id, p).
		Scan(&f.Person, (*int64)(&f.At), &f.Kind, &f.Body, &f.Small)
	if errors.Is(err, sql.ErrNoRows) {
		return records.Photo{}, false, nil
	}
	return f, err == nil, err
}

// damagedFiles says of which files what is in them is not what was added, or whose they are
// is not known.
func (l *Log) damagedFiles(ctx context.Context) (found []string, err error) {
	type one struct {
		row, org, id int64
		lost         bool
	}
	all, err := some(ctx, l, func(rows *sql.Rows, f *one) error { return rows.Scan(&f.row, &f.org, &f.id, &f.lost) },
		"SELECT row, org, id, NOT EXISTS (SELECT 1 FROM orgs o WHERE o.id = files.org) FROM files ORDER BY row")
	for _, f := range all {
		if f.lost {
			found = append(found, fmt.Sprintf("file %d of organisation %d: there is no such organisation", f.id, f.org))
			continue
		}
		var sum, body, small []byte
		err := l.row(ctx, "SELECT sum, body, small FROM files WHERE row = ?", f.row).Scan(&sum, &body, &small)
		if errors.Is(err, sql.ErrNoRows) { // taken out meanwhile
			continue
		}
		if err != nil {
			return found, err
		}
		if !bytes.Equal(sum, records.Sum(body, small)) {
			found = append(found, fmt.Sprintf("file %d of organisation %d: it is not what was added", f.id, f.org))
		}
	}
	return found, err
}
