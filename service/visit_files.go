package service

import (
	"context"
	"crypto/rand"
	"errors"
	"strings"

	"orpheus/internal/media"
	"orpheus/org"
	"orpheus/store/records"
)

// FileLimits are how many bytes files may have: each of them, and all of an organisation.
type FileLimits struct{ Each, All int64 }

// LimitFiles sets how large files may be; what is zero stays as it is.
func (d *Service) LimitFiles(l FileLimits) {
	if l.Each > 0 {
		d.files.Each = l.Each
	}
	if l.All > 0 {
		d.files.All = l.All
	}
}

// FileLimits are how many bytes files may have.
func (d *Service) FileLimits() FileLimits { return d.files }

// FileLimits are how many bytes files may have here.
func (v *Visit) FileLimits() FileLimits { return v.d.files }

// File is a file that came with words, or waits for some.
type File = records.File

// IsPicture reports whether a file is shown in pages.
func IsPicture(f File) bool { return strings.HasPrefix(f.Kind, "image/") }

// Attached is a file that waits and comes with an act, with what one sees on it.
type Attached struct{ Key, About string }

const longestAbout = 500

// AddFile keeps a file until the words are said that it comes with, for a week at most. What
// it is is told by what is in it. A picture is made anew: nothing is kept of it but what
// one sees.
func (v *Visit) AddFile(ctx context.Context, name string, body []byte) (File, error) {
	if _, err := v.present(ctx); err != nil {
		return File{}, err
	}
	kind, err := v.taken(name, body)
	if err != nil {
		return File{}, err
	}
	f := File{Key: rand.Text(), By: v.who, At: org.At(v.d.now()), Kind: kind.Type, Body: body}
	if kind.Picture() {
		pic, err := media.Remake(ctx, body)
		if err != nil {
			return File{}, pictureFault(name, err)
		}
		kind, f.Kind, f.Body, f.Small, f.Width, f.Height = pic.Kind, pic.Kind.Type, pic.Large, pic.Small, pic.Width, pic.Height
	}
	f.Name = kind.Name(name)
	room, err := v.d.store.Room(ctx, v.slug)
	if err != nil {
		return File{}, err
	}
	if room+int64(len(f.Body)+len(f.Small)) > v.d.files.All {
		return File{}, &org.Error{Code: org.Conflict, Key: "file.room", Args: []any{megabytes(v.d.files.All), media.Plain(name)}}
	}
	if err := v.d.store.AddFile(ctx, v.slug, f); err != nil {
		return File{}, err
	}
	f.Size, f.Body, f.Small = len(f.Body), nil, nil
	return f, nil
}

// taken says what a file is, where it may be kept.
func (v *Visit) taken(name string, body []byte) (media.Kind, error) {
	if len(body) == 0 {
		return media.Kind{}, &org.Error{Code: org.Invalid, Key: "file.empty", Args: []any{media.Plain(name)}}
	}
	if int64(len(body)) > v.d.files.Each {
		return media.Kind{}, v.TooLarge(name)
	}
	kind, known := media.KindOf(body)
	if !known {
		return media.Kind{}, &org.Error{Code: org.Invalid, Key: "file.kind", Args: []any{media.Plain(name)}}
	}
	return kind, nil
}

// TooLarge is the refusal of a file that has more bytes than one may.
func (v *Visit) TooLarge(name string) error {
	return &org.Error{Code: org.Invalid, Key: "file.large", Args: []any{megabytes(v.d.files.Each), media.Plain(name)}}
}

func megabytes(n int64) int { return int(max(1, n>>20)) }

func pictureFault(name string, err error) error {
	switch {
	case errors.Is(err, media.ErrPixels):
		return &org.Error{Code: org.Invalid, Key: "file.pixels", Args: []any{media.Plain(name)}}
	case errors.Is(err, media.ErrBroken):
		return &org.Error{Code: org.Invalid, Key: "file.broken", Args: []any{media.Plain(name)}}
	}
	return err
}

// DropFiles lets go of files that wait.
func (v *Visit) DropFiles(ctx context.Context, keys ...string) error {
	return v.d.store.DropWaiting(ctx, v.slug, v.who, keys...)
}

// Waiting returns those of these files of the visitor that wait, in their order.
func (v *Visit) Waiting(ctx context.Context, keys ...string) ([]File, error) {
	found, err := v.d.store.Waiting(ctx, v.slug, v.who, keys...)
	var out []File
	for _, k := range keys {
		if f, waits := found[k]; waits {
			out = append(out, f)
			delete(found, k)
		}
	}
	return out, err
}

// waits refuses an act whose files wait no longer, but where it was done with them before.
func (v *Visit) waits(ctx context.Context, a Asked) error {
	if len(a.Files) == 0 {
		return nil
	}
	keys := make([]string, len(a.Files))
	for i := range a.Files {
		keys[i] = a.Files[i].Key
		a.Files[i].About = media.Plain(a.Files[i].About)
		if len(a.Files[i].About) > longestAbout {
			return &org.Error{Code: org.Invalid, Key: "file.about", Args: []any{longestAbout}}
		}
	}
	found, err := v.d.store.Waiting(ctx, v.slug, v.who, keys...)
	if err != nil || len(found) == len(keys) {
		return err
	}
	if a.Key != "" {
		if _, done, err := v.d.store.Answered(ctx, v.slug, a.Key); done || err != nil {
			return err
		}
	}
	return &org.Error{Code: org.Conflict, Key: "file.waited"}
}

// Files returns those of these files that are still there, of words that the visitor sees,
// without what is in them.
func (l *Look) Files(ctx context.Context, ids ...org.FileID) (map[org.FileID]File, error) {
	var seen []org.FileID
	for _, id := range ids {
		if l.seesFile(id) {
			seen = append(seen, id)
		}
	}
	if len(seen) == 0 {
		return nil, nil
	}
	return l.v.d.store.Files(ctx, l.v.slug, seen...)
}

// seesFile reports whether the visitor sees the words that a file came with, and they stand.
func (l *Look) seesFile(id org.FileID) bool {
	row := l.State.File(id)
	return row != nil && l.Sight.Sees(row.With()) && l.State.FileStands(id)
}

// File returns a file with what is in it. Of one that the visitor may not see it says what
// it says of one that is not there.
func (v *Visit) File(ctx context.Context, id org.FileID) (File, error) {
	l, err := v.Look(ctx, 0)
	if err != nil {
		return File{}, err
	}
	missing := org.NotThere(org.RefOf(id))
	if !l.seesFile(id) {
		return File{}, missing
	}
	f, there, err := v.d.store.FileBody(ctx, v.slug, id)
	if err == nil && !there {
		err = missing
	}
	return f, err
}

// MyFiles returns what the visitor added, of words that stand, without what is in them.
func (v *Visit) MyFiles(ctx context.Context) ([]File, error) {
	if _, err := v.present(ctx); err != nil || v.who == Nobody {
		return nil, err
	}
	return v.d.store.FilesBy(ctx, v.slug, v.who)
}

// MyFile returns something that the visitor added, with what is in it: also where they see
// the words no longer.
func (v *Visit) MyFile(ctx context.Context, id org.FileID) (File, bool, error) {
	if _, err := v.present(ctx); err != nil {
		return File{}, false, err
	}
	f, there, err := v.d.store.FileBody(ctx, v.slug, id)
	if f.By != v.who || v.who == Nobody {
		return File{}, false, err
	}
	return f, there, err
}
