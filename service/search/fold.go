package search

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Letters that do not come apart into a letter and a mark. spelled is how they
// are written without the letter at hand: Soeren, Aase, Mueller.
var letters = map[rune]struct{ plain, spelled string }{
	'ø': {"o", "oe"}, 'å': {"a", "aa"}, 'æ': {"ae", "ae"}, 'œ': {"oe", "oe"},
	'ä': {"a", "ae"}, 'ö': {"o", "oe"}, 'ü': {"u", "ue"}, 'ß': {"ss", "ss"},
	'ł': {"l", "l"}, 'đ': {"d", "d"}, 'ð': {"d", "d"}, 'þ': {"th", "th"}, 'ı': {"i", "i"},
}

// forms returns what is compared of a word of a name: small letters without
// marks, and a second form where it can be spelled otherwise (ø as oe, ij as y).
// The first form of a beginning of a word is a beginning of the word's first
// form. Nothing where no letter or digit is in it.
func forms(word string) []string {
	if simple(word) {
		return []string{strings.ToLower(word)}
	}
	plain := folded(word, func(b *strings.Builder, r rune) bool {
		l, ok := letters[r]
		b.WriteString(l.plain)
		return ok
	})
	if plain == "" {
		return nil
	}
	spelled := folded(word, func(b *strings.Builder, r rune) bool {
		l, ok := letters[r]
		b.WriteString(l.spelled)
		return ok
	})
	if spelled = strings.ReplaceAll(spelled, "ij", "y"); spelled == plain {
		return []string{plain}
	}
	return []string{plain, spelled}
}

// simple reports whether a word has one form and nothing to fold but capitals.
func simple(word string) bool {
	for i := range len(word) {
		c := word[i] | 0x20
		if c < 'a' || c > 'z' || c == 'j' && i > 0 && word[i-1]|0x20 == 'i' {
			return false
		}
	}
	return word != ""
}

// inText returns what is compared of a word in a text before it is stemmed. The
// letters of an alphabet stay, as they tell words apart there: møde, mode.
func inText(word string) string {
	return folded(word, func(b *strings.Builder, r rune) bool {
		if r != 'å' && r != 'ø' && r != 'æ' && r != 'ä' && r != 'ö' && r != 'ü' {
			return false
		}
		b.WriteRune(r)
		return true
	})
}

// folded writes small letters and digits without marks; special may write a
// letter itself.
func folded(word string, special func(*strings.Builder, rune) bool) string {
	var b strings.Builder
	b.Grow(len(word) + 4)
	var write func(r rune, apart bool)
	write = func(r rune, apart bool) {
		r = unicode.ToLower(r)
		switch {
		case r < 0x80 && (r >= 'a' && r <= 'z' || r >= '0' && r <= '9'):
			b.WriteByte(byte(r))
		case r < 0x80 || special(&b, r):
		case apart:
			for _, r := range norm.NFKD.String(string(r)) {
				write(r, false)
			}
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			b.WriteRune(r)
		}
	}
	for _, r := range norm.NFC.String(word) {
		write(r, true)
	}
	return b.String()
}

// words splits s at everything that is no part of a word.
func words(s string) []string { return strings.FieldsFunc(s, outside) }

func outside(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) }

var apostrophes = strings.NewReplacer("'", "", "’", "")

// nameWords returns the words of a name in all their forms, ascending, with a
// blank before and after each; and the whole name folded. D'Hondt is found as
// "hondt" and as "dhondt".
func nameWords(name string) (text, whole string) {
	var plain, all []string
	for _, w := range words(name) {
		if f := forms(w); f != nil {
			plain = append(plain, f[0])
			all = append(all, f...)
		}
	}
	if strings.ContainsAny(name, "'’") {
		for _, w := range words(apostrophes.Replace(name)) {
			all = append(all, forms(w)...)
		}
	}
	slices.Sort(all)
	return " " + strings.Join(slices.Compact(all), " ") + " ", strings.Join(plain, " ")
}
