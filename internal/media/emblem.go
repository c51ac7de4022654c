package media

import (
	"context"
	"image"
	"image/color"
	"image/draw"
	"math"
)

// Sides of an emblem, at most: it stands in a bar, half as high and wide as that.
const (
	EmblemWide = 320
	EmblemHigh = 72
)

// Emblem makes the emblem of an organisation of a picture. It stands on a dark bar: one
// that one can see through, and most of which is dark, gets a white ground of its own.
func Emblem(ctx context.Context, body []byte) (*Picture, error) {
	return remake(ctx, body, func(img image.Image, held int, keep bool) (*Picture, error) {
		drawn := turned(fitted(img, Large), held)
		w, h := drawn.Rect.Dx(), drawn.Rect.Dy()
		scale := min(1, float64(EmblemWide)/float64(w), float64(EmblemHigh)/float64(h))
		if dark(drawn) {
			scale = min(1, float64(EmblemWide-2*emblemEdge)/float64(w), float64(EmblemHigh-2*emblemEdge)/float64(h))
		}
		small := fitted(drawn, max(1, int(math.Round(scale*float64(max(w, h))))))
		if dark(small) {
			small = grounded(small)
		}
		out := &Picture{Width: small.Rect.Dx(), Height: small.Rect.Dy()}
		var err error
		out.Kind, out.Large, err = encoded(small, keep)
		return out, err
	})
}

// emblemEdge is how far a ground goes beyond what is on it.
const emblemEdge = 6

// lightEnough is the least relative luminance that is told from every bar: three to one
// beside the lightest on which the words of a bar can be read.
const lightEnough = .28

// dark reports whether one can see through a picture, and would not see the most of it on a
// dark bar.
func dark(img *image.RGBA) bool {
	if img.Opaque() {
		return false
	}
	var seen, all float64
	for i := 0; i+3 < len(img.Pix); i += 4 {
		c := color.NRGBAModel.Convert(color.RGBA{img.Pix[i], img.Pix[i+1], img.Pix[i+2], img.Pix[i+3]}).(color.NRGBA)
		share := float64(c.A) / 255
		all += share
		if .2126*linear(c.R)+.7152*linear(c.G)+.0722*linear(c.B) >= lightEnough {
			seen += share
		}
	}
	return seen < all/2
}

// linear is a part of a colour as light.
func linear(v uint8) float64 {
	if s := float64(v) / 255; s > .04045 {
		return math.Pow((s+.055)/1.055, 2.4)
	}
	return float64(v) / 255 / 12.92
}

// grounded is a picture on white, with an edge of it all around.
func grounded(img *image.RGBA) *image.RGBA {
	out := image.NewRGBA(image.Rect(0, 0, img.Rect.Dx()+2*emblemEdge, img.Rect.Dy()+2*emblemEdge))
	draw.Draw(out, out.Rect, image.White, image.Point{}, draw.Src)
	draw.Draw(out, image.Rect(emblemEdge, emblemEdge, out.Rect.Dx()-emblemEdge, out.Rect.Dy()-emblemEdge), img, img.Rect.Min, draw.Over)
	return out
}
