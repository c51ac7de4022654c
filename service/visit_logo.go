package service

import (
	"context"

	"orpheus/internal/media"
	"orpheus/org"
	"orpheus/store/records"
)

// logoOf is in whose place the picture of the organisation itself lies among the photos:
// it is nobody's.
const logoOf org.PersonID = 0

// SetLogo has the bar over the pages show a picture, which is made anew.
func (v *Visit) SetLogo(ctx context.Context, name string, body []byte) error {
	if _, err := v.steward(ctx); err != nil {
		return err
	}
	kind, err := v.taken(name, body)
	if err != nil {
		return err
	}
	if !kind.Picture() {
		return &org.Error{Code: org.Invalid, Key: "file.picture", Args: []any{media.Plain(name)}}
	}
	pic, err := media.Emblem(ctx, body)
	if err != nil {
		return pictureFault(name, err)
	}
	return v.putLogo(ctx, Photo{Kind: pic.Kind.Type, Body: pic.Large})
}

// DropLogo has the bar show the name of the organisation.
func (v *Visit) DropLogo(ctx context.Context) error {
	if _, err := v.steward(ctx); err != nil {
		return err
	}
	return v.putLogo(ctx, Photo{})
}

func (v *Visit) putLogo(ctx context.Context, p Photo) error {
	p.Person, p.At = logoOf, org.At(v.d.now())
	return v.d.store.Amend(ctx, v.slug, records.Changes{Photos: []records.Photo{p}})
}

// Logo is the picture of the organisation, for whoever takes part in it.
func (v *Visit) Logo(ctx context.Context) (Photo, error) {
	if _, err := v.present(ctx); err != nil {
		return Photo{}, err
	}
	f, there, err := v.d.store.Photo(ctx, v.slug, logoOf)
	if err == nil && !there {
		err = &org.Error{Code: org.NotFound, Key: "file.unknown", Args: []any{org.FileID(0)}}
	}
	return f, err
}
