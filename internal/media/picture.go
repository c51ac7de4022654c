package media

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/color"
	_ "image/gif" // read, the first picture of it
	jpegs "image/jpeg"
	pngs "image/png"

	_ "golang.org/x/image/webp" // read
)

// Sizes of pictures: the longer side, at most.
const (
	Large = 1600
	Small = 720
)

// Sides of a photo of a person, which is a square.
const (
	PhotoLarge = 256
	PhotoSmall = 96
)

// The faults of a picture.
var (
	ErrPixels = errors.New("a picture with more pixels than can be taken")
	ErrBroken = errors.New("a picture that cannot be read")
)

// Picture is a picture made anew: nothing of what came is in it but what one sees.
type Picture struct {
	Kind          Kind
	Large, Small  []byte // Small is empty where Large is as small
	Width, Height int    // of Large
}

// mostBytes is how much memory a picture may take while it is read, and mostSide how long
// a side may be.
const (
	mostBytes = 160 << 20
	mostSide  = 20_000
)

// reading lets one picture be made at a time: memory stays bounded, on a small server too.
var reading = make(chan struct{}, 1)

// Remake makes a picture anew in its sizes. Its pixels are counted before it is read.
func Remake(ctx context.Context, body []byte) (*Picture, error) {
	return remake(ctx, body, func(img image.Image, held int, keep bool) (*Picture, error) {
		large := turned(fitted(img, Large), held)
		out := &Picture{Width: large.Rect.Dx(), Height: large.Rect.Dy()}
		var err error
		if out.Kind, out.Large, err = encoded(large, keep); err != nil || max(out.Width, out.Height) <= Small {
			return out, err
		}
		_, out.Small, err = encoded(fitted(large, Small), out.Kind.Type == png.Type)
		return out, err
	})
}

// Portrait makes the photo of a person of a picture: the square in its middle.
func Portrait(ctx context.Context, body []byte) (*Picture, error) {
	return remake(ctx, body, func(img image.Image, held int, _ bool) (*Picture, error) {
		img = square(img)
		large := turned(fitted(img, PhotoLarge), held)
		out := &Picture{Width: large.Rect.Dx(), Height: large.Rect.Dy()}
		var err error
		if out.Kind, out.Large, err = encoded(large, false); err == nil && out.Width > PhotoSmall {
			_, out.Small, err = encoded(fitted(large, PhotoSmall), out.Kind.Type == png.Type)
		}
		return out, err
	})
}

func remake(ctx context.Context, body []byte, does func(img image.Image, held int, keep bool) (*Picture, error)) (*Picture, error) {
	c, format, err := image.DecodeConfig(bytes.NewReader(body))
	if err != nil {
		return nil, errors.Join(ErrBroken, err)
	}
	if c.Width < 1 || c.Height < 1 || max(c.Width, c.Height) > mostSide || int64(c.Width)*int64(c.Height)*needs(c.ColorModel, body) > mostBytes {
		return nil, ErrPixels
	}
	select {
	case reading <- struct{}{}:
		defer func() { <-reading }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	img, _, err := image.Decode(bytes.NewReader(body))
	if err != nil {
		return nil, errors.Join(ErrBroken, err)
	}
	return does(img, orientation(exifOf(body)), format == "png" || format == "gif")
}

// needs is how many bytes one pixel takes while a picture is read.
func needs(m color.Model, body []byte) int64 {
	switch {
	case progressive(body):
		return 8
	case m == color.GrayModel:
		return 1
	case m == color.YCbCrModel:
		return 3
	case m == color.NRGBA64Model, m == color.RGBA64Model:
		return 8
	}
	if _, few := m.(color.Palette); few {
		return 1
	}
	return 4
}

// square is the square in the middle of a picture.
func square(img image.Image) image.Image {
	b := img.Bounds()
	side := min(b.Dx(), b.Dy())
	at := image.Pt(b.Min.X+(b.Dx()-side)/2, b.Min.Y+(b.Dy()-side)/2)
	if part, ok := img.(interface {
		SubImage(r image.Rectangle) image.Image
	}); ok {
		return part.SubImage(image.Rectangle{at, at.Add(image.Pt(side, side))})
	}
	return img
}

// mostPNG is how large a picture without gaps may be as PNG: above it is a photo.
const mostPNG = 700 << 10

// encoded writes a picture: as PNG where one can see through it or it came so, else as JPEG.
func encoded(img *image.RGBA, keep bool) (Kind, []byte, error) {
	var b bytes.Buffer
	opaque := img.Opaque()
	if keep || !opaque {
		if err := pngs.Encode(&b, img); err != nil {
			return png, nil, err
		}
		if !opaque || b.Len() <= mostPNG {
			return png, b.Bytes(), nil
		}
		b.Reset()
	}
	err := jpegs.Encode(&b, img, &jpegs.Options{Quality: 84})
	return jpeg, b.Bytes(), err
}
