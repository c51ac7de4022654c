package service

import (
	"context"

	"orpheus/internal/media"
	"orpheus/org"
	"orpheus/store/records"
)

// Photo is the picture of a person.
type Photo = records.Photo

// SetPhoto has the visitor shown by the square in the middle of a picture, which is made
// anew.
func (v *Visit) SetPhoto(ctx context.Context, name string, body []byte) error {
	if _, err := v.present(ctx); err != nil {
		return err
	}
	kind, err := v.taken(name, body)
	if err != nil {
		return err
	}
	if !kind.Picture() {
		return &org.Error{Code: org.Invalid, Key: "file.picture", Args: []any{media.Plain(name)}}
	}
	pic, err := media.Portrait(ctx, body)
	if err != nil {
		return pictureFault(name, err)
	}
	return v.photo(ctx, Photo{Kind: pic.Kind.Type, Body: pic.Large, Small: pic.Small})
}

// DropPhoto has the visitor shown by their initials.
func (v *Visit) DropPhoto(ctx context.Context) error { return v.photo(ctx, Photo{}) }

func (v *Visit) photo(ctx context.Context, p Photo) error {
	if _, err := v.present(ctx); err != nil {
		return err
	}
	p.Person, p.At = v.who, org.At(v.d.now())
	return v.d.store.Amend(ctx, v.slug, records.Changes{Photos: []Photo{p}})
}

// PhotoOf returns the photo of somebody whom the visitor knows; what it says of one that
// they do not know it says where there is none.
func (v *Visit) PhotoOf(ctx context.Context, p org.PersonID) (Photo, error) {
	l, err := v.Look(ctx, 0)
	if err != nil {
		return Photo{}, err
	}
	missing := org.NotThere(org.RefOf(p))
	if l.PhotoAt(p) == 0 {
		return Photo{}, missing
	}
	f, there, err := v.d.store.Photo(ctx, v.slug, p)
	if err == nil && !there {
		err = missing
	}
	return f, err
}

// PicturesAt is when the photo of the visitor and the picture of the organisation were added;
// zero for none.
func (v *Visit) PicturesAt(ctx context.Context) (own, logo org.Time, err error) {
	s, err := v.present(ctx)
	if err != nil {
		return 0, 0, err
	}
	names, err := v.d.NamesOf(ctx, s)
	if err != nil {
		return 0, 0, err
	}
	return names.Photo(v.who), names.Photo(logoOf), nil
}

// PhotoAt is when the photo of somebody whom the visitor knows was added; zero for none.
func (l *Look) PhotoAt(p org.PersonID) org.Time {
	if _, known := l.Known(p); !known {
		return 0
	}
	return l.names.Photo(p)
}
