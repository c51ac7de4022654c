package media

import (
	"bytes"
	"encoding/binary"
	"image"
)

// exifOf returns the EXIF data of a JPEG or WebP; nil for none. Of all it says only how the
// camera was held is read: the rest is not kept.
func exifOf(body []byte) []byte {
	if bytes.HasPrefix(body, []byte("\xff\xd8")) {
		for s := range segments(body) {
			if exif, found := bytes.CutPrefix(s.data, []byte("Exif\x00\x00")); found && s.marker == 0xe1 {
				return exif
			}
		}
		return nil
	}
	if !bytes.HasPrefix(body, []byte("RIFF")) || len(body) < 12 {
		return nil
	}
	for rest := body[12:]; len(rest) >= 8; {
		size := int(binary.LittleEndian.Uint32(rest[4:]))
		if size < 0 || size > len(rest)-8 {
			return nil
		}
		if string(rest[:4]) == "EXIF" {
			return bytes.TrimPrefix(rest[8:8+size], []byte("Exif\x00\x00"))
		}
		rest = rest[min(len(rest), 8+size+size%2):]
	}
	return nil
}

// segment is one part of the head of a JPEG.
type segment struct {
	marker byte
	data   []byte
}

// segments yields the parts of a JPEG before its picture.
func segments(body []byte) func(yield func(segment) bool) {
	return func(yield func(segment) bool) {
		for at := 2; at+4 <= len(body) && body[at] == 0xff; {
			marker := body[at+1]
			if marker == 0xff { // filling
				at++
				continue
			}
			if marker == 0xda || marker == 0xd9 {
				return
			}
			size := int(binary.BigEndian.Uint16(body[at+2:]))
			if size < 2 || at+2+size > len(body) {
				return
			}
			if !yield(segment{marker, body[at+4 : at+2+size]}) {
				return
			}
			at += 2 + size
		}
	}
}

// progressive reports whether a JPEG is read in several rounds, for which all of it is kept
// apart while it is read.
func progressive(body []byte) bool {
	for s := range segments(body) {
		if s.marker == 0xc2 {
			return true
		}
	}
	return false
}

// orientation is how a camera was held, from 1 (upright) to 8.
func orientation(exif []byte) int {
	var order binary.ByteOrder = binary.LittleEndian
	switch {
	case bytes.HasPrefix(exif, []byte("MM\x00*")):
		order = binary.BigEndian
	case !bytes.HasPrefix(exif, []byte("II*\x00")):
		return 1
	}
	if len(exif) < 8 {
		return 1
	}
	at := int64(order.Uint32(exif[4:]))
	if at+2 > int64(len(exif)) {
		return 1
	}
	const tag, short = 0x0112, 3
	for i := range int64(order.Uint16(exif[at:])) {
		entry := at + 2 + 12*i
		if entry+12 > int64(len(exif)) {
			return 1
		}
		e := exif[entry:]
		if order.Uint16(e) == tag && order.Uint16(e[2:]) == short {
			if n := int(order.Uint16(e[8:])); n >= 1 && n <= 8 {
				return n
			}
		}
	}
	return 1
}

// turned is a picture upright, that was taken with the camera held so.
func turned(src *image.RGBA, held int) *image.RGBA {
	if held <= 1 {
		return src
	}
	w, h := src.Bounds().Dx(), src.Bounds().Dy()
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	if held >= 5 {
		out = image.NewRGBA(image.Rect(0, 0, h, w))
	}
	for y := range h {
		for x := range w {
			to := [9]image.Point{2: {w - 1 - x, y}, 3: {w - 1 - x, h - 1 - y}, 4: {x, h - 1 - y}, 5: {y, x}, 6: {h - 1 - y, x}, 7: {h - 1 - y, w - 1 - x}, 8: {y, w - 1 - x}}[held]
			copy(out.Pix[out.PixOffset(to.X, to.Y):][:4], src.Pix[src.PixOffset(src.Rect.Min.X+x, src.Rect.Min.Y+y):][:4])
		}
	}
	return out
}
