package media_test

import (
	"bytes"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"testing"
	"unicode/utf8"

	"orpheus/internal/media"
)

// FuzzPicture: whatever is sent as a picture is made anew within its sizes, or refused.
func FuzzPicture(f *testing.F) {
	img := image.NewPaletted(image.Rect(0, 0, 9, 5), color.Palette{color.RGBA{}, color.RGBA{R: 200, A: 255}})
	var a, b, c bytes.Buffer
	if png.Encode(&a, img) != nil || gif.Encode(&b, img, nil) != nil || jpeg.Encode(&c, img, nil) != nil {
		f.Fatal("the seeds cannot be made")
	}
	for _, seed := range [][]byte{a.Bytes(), b.Bytes(), c.Bytes(), []byte("RIFF\x1a\x00\x00\x00WEBPVP8L\r\x00\x00\x00/\x00\x00\x00\x10\x07\x10\x11\x11\x88\x88\xfe\x07\x00"), []byte("%PDF-1.4"), []byte("\xff\xd8\xff\xe1\x00\x20Exif\x00\x00II*\x00\x08\x00\x00\x00\x01\x00\x12\x01\x03\x00\x01\x00\x00\x00\x06\x00\x00\x00")} {
		f.Add(seed, "a.png")
	}
	f.Fuzz(func(t *testing.T, body []byte, name string) {
		media.KindOf(body)
		if plain := media.Plain(name); !utf8.ValidString(plain) || media.Plain(plain) != plain {
			t.Errorf("%q is shown as %q", name, plain)
		}
		if p, err := media.Remake(t.Context(), body); err == nil && (max(p.Width, p.Height) > media.Large || len(p.Large) == 0) {
			t.Errorf("a picture of %d x %d, %d bytes", p.Width, p.Height, len(p.Large))
		}
		if p, err := media.Portrait(t.Context(), body); err == nil && (max(p.Width, p.Height) > media.PhotoLarge || len(p.Large) == 0) {
			t.Errorf("a portrait of %d x %d", p.Width, p.Height)
		}
		_, _ = media.Emblem(t.Context(), body)
	})
}
