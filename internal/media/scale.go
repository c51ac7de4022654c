package media

import (
	"image"
	"image/draw"

	scale "golang.org/x/image/draw"
)

// fitted is a picture whose longer side has at most so many pixels. It grows none. A picture
// that is far larger is first brought near it by the mean of its pixels, a few rows at a
// time: the filter that follows keeps all it reads in memory.
func fitted(img image.Image, side int) *image.RGBA {
	if by := max(img.Bounds().Dx(), img.Bounds().Dy()) / side; by >= 2 {
		img = averaged(img, by)
	}
	b := img.Bounds()
	w, h := Fit(b.Dx(), b.Dy(), side)
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	if w == b.Dx() && h == b.Dy() {
		draw.Draw(out, out.Rect, img, b.Min, draw.Src)
		return out
	}
	scale.CatmullRom.Scale(out, out.Rect, img, b, scale.Src, nil)
	return out
}

// Fit is how large a picture is whose longer side has at most so many pixels.
func Fit(w, h, side int) (int, int) {
	long := max(w, h)
	if long <= side {
		return w, h
	}
	return max(1, (w*side+long/2)/long), max(1, (h*side+long/2)/long)
}

// averaged makes one pixel of each square of by times by.
func averaged(img image.Image, by int) *image.RGBA {
	b := img.Bounds()
	w, h := max(1, b.Dx()/by), max(1, b.Dy()/by)
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	band := image.NewRGBA(image.Rect(0, 0, b.Dx(), min(by, b.Dy())))
	for y := range h {
		draw.Draw(band, band.Rect, img, image.Pt(b.Min.X, b.Min.Y+y*by), draw.Src)
		for x := range w {
			mean(out.Pix[out.PixOffset(x, y):][:4], band, x*by, by)
		}
	}
	return out
}

// mean puts the mean of a square of a band into a pixel.
func mean(to []byte, band *image.RGBA, from, by int) {
	var sum [4]int
	n := 0
	for y := range min(by, band.Rect.Dy()) {
		for x := from; x < min(from+by, band.Rect.Dx()); x++ {
			p := band.Pix[y*band.Stride+4*x:]
			sum[0], sum[1], sum[2], sum[3] = sum[0]+int(p[0]), sum[1]+int(p[1]), sum[2]+int(p[2]), sum[3]+int(p[3])
			n++
		}
	}
	for i := range sum {
		to[i] = byte(sum[i] / max(1, n))
	}
}
