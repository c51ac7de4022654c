package out

import (
	"sync"

	"github.com/tdewolff/canvas"

	"orpheus/face/web/assets"
)

// fonts are the letters of the pages: those of headings and those of texts.
type fonts struct{ display, text *font }

// font is one kind of letters, in the parts in which browsers load it.
type font struct {
	parts []part

	mu   sync.Mutex
	seen map[string]float64 // how wide texts are, at a size of one millimetre
}

type part struct {
	family *canvas.FontFamily
	has    func(rune) bool
}

// run is a part of a text that one part of the letters has.
type run struct {
	family *canvas.FontFamily
	text   string
}

// loadFonts reads the letters once.
var loadFonts = sync.OnceValues(func() (*fonts, error) {
	display, err := loadFont("familjen-grotesk-latin", "familjen-grotesk-latin-a", "familjen-grotesk-latin-ext")
	if err != nil {
		return nil, err
	}
	text, err := loadFont("atkinson-hyperlegible-next-latin", "atkinson-hyperlegible-next-latin-a", "atkinson-hyperlegible-next-latin-ext")
	return &fonts{display, text}, err
})

func loadFont(names ...string) (*font, error) {
	f := &font{seen: map[string]float64{}}
	for _, name := range names {
		family := canvas.NewFontFamily(name)
		if err := family.LoadFont(assets.File("fonts/"+name+".woff2"), 0, canvas.FontRegular); err != nil {
			return nil, err
		}
		sfnt := family.Face(12).Font.SFNT
		f.parts = append(f.parts, part{family, func(r rune) bool { return sfnt.GlyphIndex(r) != 0 }})
	}
	return f, nil
}

// runs are the parts of a text by which letters have them. What none has, as letters of
// another script, stands as a mark of the first.
func (f *font) runs(s string) (all []run) {
	for _, r := range s {
		of := f.parts[0].family
		for _, p := range f.parts {
			if p.has(r) {
				of = p.family
				break
			}
		}
		if n := len(all); n > 0 && (all[n-1].family == of || r == ' ') {
			all[n-1].text += string(r)
		} else {
			all = append(all, run{of, string(r)})
		}
	}
	return all
}

// mostSeen is how many widths are kept.
const mostSeen = 20_000

// wide is how wide a text is, in millimetres, at a size in millimetres.
func (f *font) wide(s string, size float64) float64 {
	f.mu.Lock()
	defer f.mu.Unlock()
	at, known := f.seen[s]
	if !known {
		for _, run := range f.runs(s) {
			at += run.family.Face(1 / mmOfPoint).TextWidth(run.text)
		}
		if len(f.seen) < mostSeen {
			f.seen[s] = at
		}
	}
	return at * size
}
