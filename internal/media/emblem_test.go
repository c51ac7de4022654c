package media

import (
	"bytes"
	"image"
	"image/color"
	_ "image/png"
	"testing"
)

// A logo fits in the bar, and can be seen on it: what is dark and can be seen through stands
// on white, all else stays as it is.
func TestEmblem(t *testing.T) {
	ink := func(c color.Color, w, h int) []byte { // a stroke in the middle of nothing
		img := image.NewRGBA(image.Rect(0, 0, w, h))
		for x := w / 4; x < w*3/4; x++ {
			for y := h / 4; y < h*3/4; y++ {
				img.Set(x, y, c)
			}
		}
		return asPNG(t, img)
	}
	for _, c := range []struct {
		name         string
		body         []byte
		corner       color.Color
		wide, high   int
		seenThrough  bool
		keepsItsKind string
	}{
		{"dark on nothing", ink(color.RGBA{20, 30, 90, 255}, 600, 600), color.White, 72, 72, false, "image/png"},
		{"light on nothing", ink(color.RGBA{250, 250, 240, 255}, 600, 600), color.Transparent, 72, 72, true, "image/png"},
		{"broad", ink(color.RGBA{250, 250, 240, 255}, 3200, 400), color.Transparent, 320, 40, true, "image/png"},
		{"small", ink(color.RGBA{250, 250, 240, 255}, 40, 20), color.Transparent, 40, 20, true, "image/png"},
		{"a whole picture", asJPEG(t, flag(400, 200)), nil, 144, 72, false, "image/jpeg"},
	} {
		pic, err := Emblem(t.Context(), c.body)
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		img, _, err := image.Decode(bytes.NewReader(pic.Large))
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		if b := img.Bounds(); b.Dx() != c.wide || b.Dy() != c.high || pic.Width != c.wide || pic.Height != c.high {
			t.Errorf("%s: %v, want %d by %d", c.name, b, c.wide, c.high)
		}
		if pic.Kind.Type != c.keepsItsKind {
			t.Errorf("%s is %s", c.name, pic.Kind.Type)
		}
		if c.corner == nil {
			continue
		}
		r, g, b, a := img.At(0, 0).RGBA()
		wr, wg, wb, wa := c.corner.RGBA()
		if r != wr || g != wg || b != wb || a != wa {
			t.Errorf("%s: its corner is %v", c.name, img.At(0, 0))
		}
	}
}
