// Package hyphen says where a long word may be broken, by the patterns that Frank Liang
// described in 1983 and TeX uses: digits between letters say how good or bad a break is
// there, the highest of all patterns that fit counts, and odd ones allow it.
package hyphen

import (
	"embed"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// The patterns are as TeX distributes them (hyph-utf8), each with its licence at its head;
// that of the Dutch ones asks that they stay as they are.
//
//go:embed patterns/*.tex
var files embed.FS

// languages are those there are patterns for, with how many letters stay together at
// the beginning and the end of a word.
var languages = map[string]struct {
	file        string
	left, right int
}{"nl": {"hyph-nl", 2, 2}, "da": {"hyph-da", 2, 2}, "en": {"hyph-en-gb", 2, 3}}

// Patterns are those of one language.
type Patterns struct {
	left, right int
	longest     int               // letters of a pattern
	values      map[string][]byte // by the letters of a pattern: the digits before, between and after them
	known       map[string][]int  // words that the patterns get wrong, with the letters before which they break
}

var made = map[string]func() *Patterns{}

func init() {
	for lang := range languages {
		made[lang] = sync.OnceValue(func() *Patterns { return read(lang) })
	}
}

// For returns the patterns of a language; nil where there are none, which break nothing.
func For(lang string) *Patterns {
	if once := made[lang]; once != nil {
		return once()
	}
	return nil
}

// read reads the blocks of a file: \patterns{...} and \hyphenation{...}.
func read(lang string) *Patterns {
	l := languages[lang]
	text, err := files.ReadFile("patterns/" + l.file + ".tex")
	if err != nil {
		panic(err) // a part of the program
	}
	p := &Patterns{left: l.left, right: l.right, values: map[string][]byte{}, known: map[string][]int{}}
	add := func(string) {}
	for line := range strings.Lines(string(text)) {
		line, _, _ = strings.Cut(line, "%")
		for word := range strings.FieldsSeq(line) {
			switch word {
			case `\patterns{`:
				add = p.add
			case `\hyphenation{`:
				add = p.know
			case "}":
				add = func(string) {}
			default:
				add(word)
			}
		}
	}
	return p
}

// know takes a word that is broken as it says: "uni-ver-sity".
func (p *Patterns) know(word string) {
	points, n := []int{}, 0
	for _, r := range word {
		if r == '-' {
			points = append(points, n)
			continue
		}
		n++
	}
	p.known[strings.ReplaceAll(word, "-", "")] = points
}

// add takes a pattern apart: "1ge2r" is "ger" with 1, 0, 2 and 0 around its letters.
func (p *Patterns) add(pattern string) {
	var letters []rune
	values := []byte{0}
	for _, r := range pattern {
		if r >= '0' && r <= '9' {
			values[len(values)-1] = byte(r - '0')
			continue
		}
		letters, values = append(letters, r), append(values, 0)
	}
	p.values[string(letters)] = values
	p.longest = max(p.longest, len(letters))
}

const vowels = "aeiouyæøåäëïöüáéíóúàèìòùâêîôûÿ"

// Points are the bytes of a word before which it may be broken, ascending. A word is
// letters alone.
func (p *Patterns) Points(word string) []int {
	n := utf8.RuneCountInString(word)
	if p == nil || n < p.left+p.right {
		return nil
	}
	small := strings.ToLower(word)
	letters := []rune("." + small + ".")
	if len(letters) != n+2 { // another case has other letters
		return nil
	}
	known, sure := p.known[small]
	values := make([]byte, len(letters)+1)
	for from := range letters {
		for to := from + 1; to <= min(from+p.longest, len(letters)); to++ {
			for i, v := range p.values[string(letters[from:to])] {
				values[from+i] = max(values[from+i], v)
			}
		}
	}
	var out []int
	at, sounds := 0, false
	for i, r := range []rune(word) {
		breaks := values[i+1]%2 == 1
		if sure {
			breaks = slices.Contains(known, i)
		}
		if i >= p.left && i <= n-p.right && breaks {
			if !sounds && len(out) > 0 { // a piece without a vowel goes with the one before
				out = out[:len(out)-1]
			}
			out, sounds = append(out, at), false
		}
		sounds = sounds || strings.ContainsRune(vowels, unicode.ToLower(r))
		at += utf8.RuneLen(r)
	}
	return out
}

// Soft is the mark of where a word may be broken.
const Soft = "\u00ad"

// Softened is a text with marks in its words of so many letters and more. It is for what
// draws the text alone: a name is kept and sent without.
func (p *Patterns) Softened(text string, least int) string {
	if p == nil || len(text) < least {
		return text
	}
	var b strings.Builder
	for text != "" {
		end := strings.IndexFunc(text, func(r rune) bool { return !unicode.IsLetter(r) })
		if end == 0 {
			_, end = utf8.DecodeRuneInString(text)
			b.WriteString(text[:end])
			text = text[end:]
			continue
		}
		if end < 0 {
			end = len(text)
		}
		p.soften(&b, text[:end], least)
		text = text[end:]
	}
	return b.String()
}

func (p *Patterns) soften(b *strings.Builder, word string, least int) {
	from := 0
	if utf8.RuneCountInString(word) >= least {
		for _, at := range p.Points(word) {
			b.WriteString(word[from:at])
			b.WriteString(Soft)
			from = at
		}
	}
	b.WriteString(word[from:])
}
