package identity

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode"

	"orpheus/store/records"
)

//go:embed known.txt
var knownText string

// known are the passwords that many use and everybody who guesses tries first.
var known = sync.OnceValue(func() map[string]bool {
	out := map[string]bool{}
	for word := range strings.SplitSeq(knownText, "\n") {
		out[word] = true
	}
	return out
})

// longEnough is how many characters make a password that is not looked at further.
const longEnough = 20

// weak reports whether a password is one that many use, or hardly more than names that
// others know, digits and signs.
func weak(password string, names ...string) bool {
	folded := records.MailKey(password) // one form for capitals and letters that fold alike
	if known()[folded] || len(folded) > 0 && strings.Trim(folded, folded[:1]) == "" {
		return true
	}
	if len([]rune(folded)) >= longEnough {
		return false
	}
	var words []string
	for _, name := range append(names, "orpheus") {
		words = append(words, strings.FieldsFunc(records.MailKey(name), func(r rune) bool { return !unicode.IsLetter(r) })...)
	}
	slices.SortFunc(words, func(a, b string) int { return len(b) - len(a) })
	for _, word := range words {
		if len(word) >= 3 {
			folded = strings.ReplaceAll(folded, word, "")
		}
	}
	letters := map[rune]bool{}
	for _, r := range folded {
		if unicode.IsLetter(r) {
			letters[r] = true
		}
	}
	return len(letters) < 4
}
