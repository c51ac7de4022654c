package compare

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/sergi/go-diff/diffmatchpatch"
)

// Op is what became of a piece of text.
type Op uint8

// The ops.
const (
	Kept Op = iota
	Deleted
	Inserted
)

var ops = []string{"same", "del", "ins"}

// String returns same, del or ins.
func (o Op) String() string { return ops[o] }

// Part is a piece of text that stayed, went or came.
type Part struct {
	Op   Op
	Text string
}

// Words compares two texts word by word. The parts that stayed or went make the
// text before, to the byte; those that stayed or came the text after. A change
// that goes on over single spaces is one change.
func Words(before, after string) []Part {
	signs := signs{of: map[string]rune{}}
	dmp := diffmatchpatch.New()
	dmp.DiffTimeout = 0 // the same answer at any speed
	var out []Part
	for _, d := range dmp.DiffMainRunes(signs.write(before), signs.write(after), false) {
		op := map[diffmatchpatch.Operation]Op{diffmatchpatch.DiffEqual: Kept, diffmatchpatch.DiffDelete: Deleted, diffmatchpatch.DiffInsert: Inserted}[d.Type]
		out = append(out, Part{op, signs.read(d.Text)})
	}
	return joined(out)
}

// joined makes one change, first what went and then what came, of changes with
// nothing but space between them.
func joined(parts []Part) (out []Part) {
	var went, came strings.Builder
	flush := func() {
		for _, p := range []Part{{Deleted, went.String()}, {Inserted, came.String()}} {
			if p.Text != "" {
				out = append(out, p)
			}
		}
		went.Reset()
		came.Reset()
	}
	for i, p := range parts {
		within := i > 0 && i < len(parts)-1 && strings.TrimSpace(p.Text) == "" && went.Len() > 0 && came.Len() > 0
		switch {
		case p.Op == Deleted:
			went.WriteString(p.Text)
		case p.Op == Inserted:
			came.WriteString(p.Text)
		case within:
			went.WriteString(p.Text)
			came.WriteString(p.Text)
		default:
			flush()
			out = append(out, p)
		}
	}
	flush()
	return out
}

// signs has one rune for each distinct word, so that texts are compared by words.
type signs struct {
	of    map[string]rune
	words []string
}

func (s *signs) write(text string) (out []rune) {
	for text != "" {
		word := text[:wordEnd(text)]
		text = text[len(word):]
		r, known := s.of[word]
		if !known {
			r = sign(len(s.words))
			s.of[word] = r
			s.words = append(s.words, word)
		}
		out = append(out, r)
	}
	return out
}

func (s *signs) read(text string) string {
	var b strings.Builder
	for _, r := range text {
		b.WriteString(s.words[number(r)])
	}
	return b.String()
}

// sign and number leave out the runes that no text can hold.
func sign(n int) rune {
	if n++; n >= 0xD800 {
		n += 0x800
	}
	return rune(n)
}

func number(r rune) int {
	if r >= 0xE000 {
		r -= 0x800
	}
	return int(r) - 1
}

// wordEnd returns the length of the first word of text, of a run of space, or of
// a single other character.
func wordEnd(text string) int {
	first, n := utf8.DecodeRuneInString(text)
	kind := kindOf(first)
	if kind == other {
		return n
	}
	for n < len(text) {
		r, size := utf8.DecodeRuneInString(text[n:])
		if kindOf(r) != kind {
			break
		}
		n += size
	}
	return n
}

const (
	other = iota
	letters
	space
)

func kindOf(r rune) int {
	switch {
	case unicode.IsSpace(r):
		return space
	case unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsMark(r), r == '’', r == '\'', r == '-':
		return letters
	}
	return other
}
