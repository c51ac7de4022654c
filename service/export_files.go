package service

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"maps"
	"os"
	"slices"

	"github.com/go-json-experiment/json"

	"orpheus/store/records"
)

// longestLine is how long a line of an export may be: that of the largest file that an
// operator may allow, which is written by letters.
const longestLine = 256 << 20

// exportFormat is the first format that can hold what is there.
func (d *Service) exportFormat(ctx context.Context, slug string, personal, forgotten bool) (int, error) {
	if personal {
		files, err := d.store.FilesBy(ctx, slug, 0)
		photos, err2 := d.store.Photos(ctx, slug)
		if err := errors.Join(err, err2); err != nil {
			return 0, err
		}
		if len(files)+len(photos) > 0 {
			return 3, nil
		}
	}
	if forgotten {
		return 2, nil
	}
	return 1, nil
}

// exportFiles writes files and photos, one after the other. What waits for words is left
// out.
func (d *Service) exportFiles(ctx context.Context, slug string, out *lines) error {
	files, err := d.store.FilesBy(ctx, slug, 0)
	if err != nil {
		return err
	}
	for _, f := range files {
		whole, there, err := d.store.FileBody(ctx, slug, f.ID)
		if err != nil {
			return err
		}
		if there {
			out.write(line{File: &whole})
		}
	}
	photos, err := d.store.Photos(ctx, slug)
	if err != nil {
		return err
	}
	for _, p := range slices.Sorted(maps.Keys(photos)) {
		photo, there, err := d.store.Photo(ctx, slug, p)
		if err != nil {
			return err
		}
		if there {
			out.write(line{Photo: &photo})
		}
	}
	return nil
}

// spool keeps lines in a file beside until all of an export is read.
type spool struct {
	file *os.File
	w    *bufio.Writer
}

func (s *spool) drop() {
	if s != nil {
		_ = s.file.Close()
		_ = os.Remove(s.file.Name())
	}
}

// spool keeps a file or a photo until the rest is written.
func (r *restore) spool(l line) error {
	if r.files == nil {
		f, err := os.CreateTemp("", "orpheus-restore-*")
		if err != nil {
			return err
		}
		r.files = &spool{f, bufio.NewWriter(f)}
	}
	if err := json.MarshalWrite(r.files.w, l); err != nil {
		return err
	}
	return r.files.w.WriteByte('\n')
}

// writeFiles writes what was kept: files of words that stand, and photos of people who are
// here and have none.
func (r *restore) writeFiles(ctx context.Context) error {
	if r.files == nil {
		return nil
	}
	r.desk.engine.Reload(r.header.Org)
	s, err := r.desk.engine.State(ctx, r.header.Org)
	if err != nil {
		return err
	}
	have, err := r.desk.store.Photos(ctx, r.header.Org)
	if err != nil {
		return err
	}
	if err := r.files.w.Flush(); err != nil {
		return err
	}
	if _, err := r.files.file.Seek(0, io.SeekStart); err != nil {
		return err
	}
	for in := bufio.NewReader(r.files.file); ; {
		text, err := in.ReadBytes('\n')
		if len(bytes.TrimSpace(text)) == 0 {
			if errors.Is(err, io.EOF) {
				return nil
			}
			return err
		}
		var l line
		if err := json.Unmarshal(text, &l); err != nil {
			return err
		}
		switch {
		case l.File != nil:
			if !s.FileStands(l.File.ID) {
				continue
			}
			err = r.desk.store.PutFile(ctx, r.header.Org, *l.File)
		case l.Photo != nil:
			if l.Photo.Person != logoOf && !s.Person(l.Photo.Person).Present() || have[l.Photo.Person] != 0 {
				continue
			}
			err = r.desk.store.Amend(ctx, r.header.Org, records.Changes{Photos: []records.Photo{*l.Photo}})
		}
		if err != nil {
			return err
		}
	}
}
