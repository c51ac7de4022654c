package main

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math"
)

// The logo of nine seats, one of them lit, as pictures for a home screen. A maskable one
// fills its square, and has the seats within the circle that no mask takes away.
var (
	ground = color.NRGBA{0x23, 0x14, 0x2c, 255}
	seat   = color.NRGBA{0xf7, 0xf1, 0xf9, 255}
	light  = color.NRGBA{0xff, 0xd4, 0x3b, 255}
)

// icons adds the pictures to made.
func icons(made map[string][]byte) error {
	for _, size := range []int{192, 512} {
		for name, mask := range map[string]bool{"icon": false, "maskable": true} {
			var b bytes.Buffer
			enc := png.Encoder{CompressionLevel: png.BestCompression}
			if err := enc.Encode(&b, icon(size, mask)); err != nil {
				return err
			}
			made[fmt.Sprintf("icons/%s-%d.png", name, size)] = b.Bytes()
		}
	}
	return nil
}

// icon draws the logo. Edges are as soft as a pixel is wide.
func icon(size int, mask bool) image.Image {
	img := image.NewNRGBA(image.Rect(0, 0, size, size))
	unit, corner := float64(size)/40, 9.0 // of the drawing in logo.svg
	scale := 1.0
	if mask {
		corner, scale = 0, 0.8
	}
	for y := range size {
		for x := range size {
			u, v := (float64(x)+0.5)/unit, (float64(y)+0.5)/unit
			c := ground
			c.A = cover(within(u, v, corner) * unit)
			for i := range 9 {
				a := 2 * math.Pi * float64(i) / 9
				cx, cy, r, paint := 20+13.2*scale*math.Sin(a), 20-13.2*scale*math.Cos(a), 2.6*scale, seat
				if i == 2 {
					r, paint = 4*scale, light
				}
				if k := cover((r - math.Hypot(u-cx, v-cy)) * unit); k > 0 {
					c = blend(c, paint, k)
				}
			}
			img.SetNRGBA(x, y, c)
		}
	}
	return img
}

// within is how far a point lies in the square with round corners, below zero outside.
func within(u, v, corner float64) float64 {
	dx, dy := math.Abs(u-20)-(20-corner), math.Abs(v-20)-(20-corner)
	return corner - math.Hypot(max(dx, 0), max(dy, 0)) - min(max(dx, dy), 0)
}

// cover is how much of a pixel is covered whose middle lies so deep in something.
func cover(deep float64) uint8 { return uint8(255 * min(max(deep+0.5, 0), 1)) }

func blend(under, over color.NRGBA, k uint8) color.NRGBA {
	mix := func(a, b uint8) uint8 { return uint8((int(a)*(255-int(k)) + int(b)*int(k)) / 255) }
	return color.NRGBA{mix(under.R, over.R), mix(under.G, over.G), mix(under.B, over.B), max(under.A, k)}
}
