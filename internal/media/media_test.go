package media

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	jpegs "image/jpeg"
	pngs "image/png"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// flag is a picture whose left upper corner is red, and all else blue.
func flag(w, h int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.RGBA{0, 0, 255, 255}
			if x < w/2 && y < h/2 {
				c = color.RGBA{255, 0, 0, 255}
			}
			img.SetRGBA(x, y, c)
		}
	}
	return img
}

func asJPEG(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpegs.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func asPNG(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := pngs.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const secretPlace = "51 deg 3 min north"

// held puts EXIF into a JPEG: how the camera was held, and a place.
func held(body []byte, how int) []byte {
	exif := []byte("Exif\x00\x00II*\x00\x08\x00\x00\x00\x02\x00")
	entry := func(tag, kind uint16, n, value uint32) {
		exif = binary.LittleEndian.AppendUint16(exif, tag)
		exif = binary.LittleEndian.AppendUint16(exif, kind)
		exif = binary.LittleEndian.AppendUint32(exif, n)
		exif = binary.LittleEndian.AppendUint32(exif, value)
	}
	entry(0x0112, 3, 1, uint32(how))
	entry(0x8825, 4, 1, 38) // where the camera was
	exif = append(exif, 0, 0, 0, 0)
	exif = append(exif, "GPS "+secretPlace...)
	head := binary.BigEndian.AppendUint16([]byte{0xff, 0xe1}, uint16(len(exif)+2))
	return append(append(append([]byte{0xff, 0xd8}, head...), exif...), body[2:]...)
}

// corner is which corner of a picture is red: left or right, upper or lower.
func corner(t *testing.T, body []byte) (at string) {
	t.Helper()
	img, _, err := image.Decode(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	b := img.Bounds()
	for name, p := range map[string]image.Point{"lu": {b.Dx() / 4, b.Dy() / 4}, "ru": {b.Dx() * 3 / 4, b.Dy() / 4}, "ll": {b.Dx() / 4, b.Dy() * 3 / 4}, "rl": {b.Dx() * 3 / 4, b.Dy() * 3 / 4}} {
		if r, _, blue, _ := img.At(p.X, p.Y).RGBA(); r > blue {
			at += name
		}
	}
	return at
}

// A picture from a phone stands upright, and says no longer where it was taken.
func TestAPictureIsUprightAndSaysNoPlace(t *testing.T) {
	plain := asJPEG(t, flag(64, 32))
	for how, want := range map[int]string{1: "lu", 2: "ru", 3: "rl", 4: "ll", 5: "lu", 6: "ru", 7: "rl", 8: "ll", 9: "lu"} {
		sent := held(plain, how)
		if !bytes.Contains(sent, []byte(secretPlace)) || orientation(exifOf(sent)) != max(1, how%9) {
			t.Fatal("the test makes no such picture")
		}
		p, err := Remake(t.Context(), sent)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(p.Large, []byte(secretPlace)) || bytes.Contains(p.Large, []byte("Exif")) {
			t.Errorf("held as %d: it still says where it was taken", how)
		}
		if w, h := 64, 32; (how >= 5 && how <= 8) == (p.Width == w && p.Height == h) || corner(t, p.Large) != want {
			t.Errorf("held as %d: %d by %d, red is %s, not %s", how, p.Width, p.Height, corner(t, p.Large), want)
		}
		if len(p.Small) > 0 {
			t.Error("a small picture has a smaller one beside it")
		}
	}
}

func TestSizes(t *testing.T) {
	for _, c := range []struct {
		body   []byte
		w, h   int
		kind   string
		smallW int
	}{
		{asJPEG(t, flag(4000, 1000)), 1600, 400, "image/jpeg", 720},
		{asJPEG(t, flag(1601, 1600)), 1600, 1599, "image/jpeg", 720},
		{asPNG(t, flag(1000, 2000)), 800, 1600, "image/png", 360},
		{asPNG(t, image.NewNRGBA(image.Rect(0, 0, 3, 9000))), 1, 1600, "image/png", 1},
		{asPNG(t, flag(1, 1)), 1, 1, "image/png", 0},
	} {
		p, err := Remake(t.Context(), c.body)
		if err != nil {
			t.Fatal(err)
		}
		got, _, err := image.DecodeConfig(bytes.NewReader(p.Large))
		if err != nil || got.Width != c.w || got.Height != c.h || p.Width != c.w || p.Height != c.h || p.Kind.Type != c.kind {
			t.Errorf("%d by %d of kind %s (%v), wanted %d by %d of %s", got.Width, got.Height, p.Kind.Type, err, c.w, c.h, c.kind)
		}
		if small, _, err := image.DecodeConfig(bytes.NewReader(p.Small)); (c.smallW > 0) != (err == nil) || small.Width != c.smallW {
			t.Errorf("the small one is %d wide (%v), wanted %d", small.Width, err, c.smallW)
		}
	}
}

// A photo of a person is the square in the middle, in both sizes.
func TestPortrait(t *testing.T) {
	img := image.NewRGBA(image.Rect(0, 0, 900, 300))
	for i := range img.Pix {
		img.Pix[i] = 255
	}
	for y := range 300 {
		for x := 300; x < 600; x++ {
			img.SetRGBA(x, y, color.RGBA{255, 0, 0, 255})
		}
	}
	p, err := Portrait(t.Context(), held(asJPEG(t, img), 6))
	if err != nil {
		t.Fatal(err)
	}
	for side, body := range map[int][]byte{PhotoLarge: p.Large, PhotoSmall: p.Small} {
		got, _, err := image.Decode(bytes.NewReader(body))
		if err != nil || got.Bounds().Dx() != side || got.Bounds().Dy() != side {
			t.Fatal(got.Bounds(), err)
		}
		for _, at := range []image.Point{{3, 3}, {side - 4, side - 4}} {
			if r, g, _, _ := got.At(at.X, at.Y).RGBA(); r < 0xe000 || g > 0x3000 {
				t.Errorf("at %v of %d it is not the middle", at, side)
			}
		}
	}
}

// A picture that says it has more pixels than can be read is not read at all.
func TestPixelsAreCountedBefore(t *testing.T) {
	b := asPNG(t, flag(2, 2))
	binary.BigEndian.PutUint32(b[16:], 60_000)
	binary.BigEndian.PutUint32(b[20:], 60_000)
	binary.BigEndian.PutUint32(b[29:], crc32.ChecksumIEEE(b[12:29]))
	if _, err := Remake(t.Context(), b); !errors.Is(err, ErrPixels) {
		t.Errorf("%v", err)
	}
	if _, err := Remake(t.Context(), asPNG(t, flag(9, 9))[:40]); !errors.Is(err, ErrBroken) {
		t.Errorf("%v", err)
	}
}

func packedAs(t testing.TB, files ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i+1 < len(files); i += 2 {
		w, err := z.CreateHeader(&zip.FileHeader{Name: files[i], Method: zip.Store})
		if err != nil {
			t.Fatal(err)
		}
		_, _ = w.Write([]byte(files[i+1]))
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestKindIsByContent(t *testing.T) {
	docx := `<Types><Override ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`
	for name, c := range map[string]struct {
		body []byte
		kind string
	}{
		"png":              {asPNG(t, flag(1, 1)), "image/png"},
		"jpeg":             {asJPEG(t, flag(1, 1)), "image/jpeg"},
		"pdf":              {[]byte("%PDF-1.7\n\x00\x01"), "application/pdf"},
		"text":             {[]byte("Ø, é\r\n\t"), "text/plain"},
		"old letters":      {[]byte("caf\xe9;1\n"), "text/plain"},
		"a page":           {[]byte("<html><script>alert(1)</script>"), "text/plain"},
		"a drawing":        {[]byte(`<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`), "text/plain"},
		"odt":              {packedAs(t, "mimetype", "application/vnd.oasis.opendocument.text"), "application/vnd.oasis.opendocument.text"},
		"docx":             {packedAs(t, "[Content_Types].xml", docx), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
		"with macros":      {packedAs(t, "[Content_Types].xml", docx+"vbaProject"), ""},
		"macro document":   {packedAs(t, "[Content_Types].xml", `<Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>`), ""},
		"any zip":          {packedAs(t, "a.txt", "a"), ""},
		"a program":        {[]byte("\x7fELF\x02\x01\x01\x00"), ""},
		"sound":            {[]byte("ID3\x03\x00"), ""},
		"text, then bytes": {append(bytes.Repeat([]byte("a"), 600), 0, 1, 2), ""},
	} {
		k, ok := KindOf(c.body)
		if !ok {
			k = Kind{}
		}
		if k.Type != c.kind {
			t.Errorf("%s is %q, not %q", name, k.Type, c.kind)
		}
	}
}

func TestNames(t *testing.T) {
	for given, want := range map[string]string{
		"IMG 001.JPEG":               "IMG 001.jpeg",
		"a.png":                      "a.jpg",
		"Måling (2).webp":            "Måling (2).jpg",
		`C:\Users\ann\photo.jpg`:     "photo.jpg",
		"../../etc/passwd":           "passwd.jpg",
		"invoice\u202egpj.exe":       "invoicegpj.exe.jpg",
		"a\u200bb\u00ad\ufe0f\n.jpg": "ab.jpg",
		"":                           "file.jpg",
		"...":                        "file.jpg",
		`a"b<c>.jpg`:                 "a_b_c_.jpg",
	} {
		if got := jpeg.Name(given); got != want {
			t.Errorf("%q becomes %q, not %q", given, got, want)
		}
	}
	for given, want := range map[string]string{"run.bat": "run.bat.txt", "a.CSV": "a.csv", "page.html": "page.html"} {
		if got := text.Name(given); got != want {
			t.Errorf("%q becomes %q, not %q", given, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		given := rapid.String().Draw(t, "given")
		got := pdf.Name(given)
		if got == "" || got != pdf.Name(got) || strings.ContainsAny(got, "/\\\x00\n\"") || !strings.HasSuffix(got, ".pdf") || len([]rune(got)) > longestName+4 {
			t.Fatalf("%q becomes %q", given, got)
		}
	})
}
