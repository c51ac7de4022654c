package postgres

import (
	"bytes"
	"context"
	"fmt"

	"orpheus/org"
	"orpheus/store/records"
)

// writeFiles writes what changes say of files and photos, within a transaction.
func writeFiles(t *tx, slug string, c records.Changes) {
	for _, f := range c.Attached {
		t.exec("UPDATE orpheus.files SET id = $2, key = '', at = $3, about = $4 WHERE org = $1 AND id = 0 AND key = $5 AND by = $6",
			slug, num(f.ID), num(f.At), str(f.About), str(f.Key), num(f.By))
	}
	for _, f := range c.DroppedFiles {
		t.exec("DELETE FROM orpheus.files WHERE org = $1 AND id = $2 AND id > 0", slug, num(f))
	}
	for _, p := range c.Photos {
		t.exec("DELETE FROM orpheus.photos WHERE org = $1 AND person = $2", slug, num(p.Person))
		if len(p.Body) > 0 {
			t.exec("INSERT INTO orpheus.photos (org, person, at, kind, body, small) VALUES ($1, $2, $3, $4, $5, $6)",
				slug, num(p.Person), num(p.At), str(p.Kind), p.Body, blob(p.Small))
		}
	}
}

func (l *Log) putFile(ctx context.Context, slug string, f records.File) error {
	_, err := l.doIn(ctx, false, slug, `INSERT INTO orpheus.files (org, id, key, by, at, kind, name, about, width, height, size, room, sum, body, small)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) ON CONFLICT DO NOTHING`,
		num(f.ID), str(f.Key), num(f.By), num(f.At), str(f.Kind), str(f.Name), str(f.About), num(f.Width), num(f.Height),
		num(len(f.Body)), num(len(f.Body)+len(f.Small)), records.Sum(f.Body, f.Small), blob(f.Body), blob(f.Small))
	return err
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
	_, err := l.doIn(ctx, false, slug, "DELETE FROM orpheus.files WHERE org = $1 AND id = 0 AND by = $2 AND key = ANY($3)", num(by), strs(keys))
	return err
}

const selectFile = "SELECT id, key, by, at, kind, name, about, width, height, size FROM orpheus.files WHERE org = $1"

func toFile(f *records.File) []any {
	return []any{toNum(&f.ID), toStr(&f.Key), toNum(&f.By), toNum(&f.At), toStr(&f.Kind), toStr(&f.Name), toStr(&f.About), toNum(&f.Width), toNum(&f.Height), toNum(&f.Size)}
}

// Waiting returns those of somebody that wait.
func (l *Log) Waiting(ctx context.Context, slug string, by org.PersonID, keys ...string) (map[string]records.File, error) {
	all, err := someIn(ctx, l, slug, toFile, selectFile+" AND id = 0 AND by = $2 AND key = ANY($3)", num(by), strs(keys))
	out := map[string]records.File{}
	for _, f := range all {
		out[f.Key] = f
	}
	return out, err
}

// Files returns those with these numbers.
func (l *Log) Files(ctx context.Context, slug string, ids ...org.FileID) (map[org.FileID]records.File, error) {
	all, err := someIn(ctx, l, slug, toFile, selectFile+" AND id > 0 AND id = ANY($2)", nums(ids))
	if err != nil {
		return nil, err
	}
	out := map[org.FileID]records.File{}
	for _, f := range all {
		out[f.ID] = f
	}
	return out, nil
}

// FilesBy returns those that somebody added.
func (l *Log) FilesBy(ctx context.Context, slug string, by org.PersonID) ([]records.File, error) {
	return someIn(ctx, l, slug, toFile, selectFile+" AND id > 0 AND (by = $2 OR $2 = 0) ORDER BY id", num(by))
}

// FileBody returns one with what is in it.
func (l *Log) FileBody(ctx context.Context, slug string, id org.FileID) (f records.File, found bool, err error) {
	found, err = l.rowIn(ctx, slug, "SELECT id, key, by, at, kind, name, about, width, height, size, body, small FROM orpheus.files WHERE org = $1 AND id = $2 AND id > 0",
		[]any{num(id)}, append(toFile(&f), &f.Body, &f.Small)...)
	if !found {
		return records.File{}, false, err
	}
	return f, true, nil
}

// Room returns how many bytes the files of an organisation take.
func (l *Log) Room(ctx context.Context, slug string) (room int64, err error) {
	_, err = l.rowIn(ctx, slug, "SELECT coalesce(sum(room), 0)::bigint FROM orpheus.files WHERE org = $1", nil, &room)
	return room, err
}

// Photos returns who has a photo, and since when.
func (l *Log) Photos(ctx context.Context, slug string) (map[org.PersonID]org.Time, error) {
	all, err := someIn(ctx, l, slug, func(p *records.Photo) []any { return []any{toNum(&p.Person), toNum(&p.At)} },
		"SELECT person, at FROM orpheus.photos WHERE org = $1")
	out := make(map[org.PersonID]org.Time, len(all))
	for _, p := range all {
		out[p.Person] = p.At
	}
	return out, err
}

// Photo returns that of one person.
func (l *Log) Photo(ctx context.Context, slug string, p org.PersonID) (f records.Photo, found bool, err error) {
	found, err = l.rowIn(ctx, slug, "SELECT person, at, kind, body, small FROM orpheus.photos WHERE org = $1 AND person = $2",
		[]any{num(p)}, toNum(&f.Person), toNum(&f.At), toStr(&f.Kind), &f.Body, &f.Small)
	if !found {
		return records.Photo{}, false, err
	}
	return f, true, nil
}

// damagedFiles says of which files what is in them is not what was added.
func (l *Log) damagedFiles(ctx context.Context) (found []string, err error) {
	type one struct {
		org, key string
		id       int64
	}
	all, err := some(ctx, l, func(o *one) []any { return []any{&o.org, &o.id, toStr(&o.key)} }, "SELECT org, id, key FROM orpheus.files ORDER BY org, id, key")
	for _, o := range all {
		var sum, body, small []byte
		err := l.row(ctx, "SELECT sum, body, small FROM orpheus.files WHERE org = $1 AND id = $2 AND key = $3", []any{o.org, o.id, str(o.key)}, &sum, &body, &small)
		if none(err) { // taken out meanwhile
			continue
		}
		if err != nil {
			return found, err
		}
		if !bytes.Equal(sum, records.Sum(body, small)) {
			found = append(found, fmt.Sprintf("file %d of %s: it is not what was added", o.id, o.org))
		}
	}
	return found, err
}
