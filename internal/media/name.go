package media

import (
	"slices"
	"strings"
	"unicode"
)

// longestName is how many letters a name has at most.
const longestName = 100

// Name is a file's name as it may be shown and given to others: without the folders it
// came from, without letters that nobody sees or that turn others round, with an end
// that says what the file is. It is never empty.
func (k Kind) Name(given string) string {
	if i := strings.LastIndexAny(given, `/\`); i >= 0 {
		given = given[i+1:]
	}
	stem, end := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`<>:"|?*`, r) { // some systems take none of them
			return '_'
		}
		return r
	}, Plain(given)), k.Ends[0]
	if i := strings.LastIndexByte(stem, '.'); i >= 0 && slices.Contains(k.Ends, strings.ToLower(stem[i+1:])) {
		stem, end = stem[:i], strings.ToLower(stem[i+1:])
	} else if i > 0 && k.Picture() && isImageEnd(stem[i+1:]) { // it was made anew as another kind
		stem = stem[:i]
	}
	stem = strings.Trim(stem, ". ")
	if letters := []rune(stem); len(letters) > longestName {
		stem = strings.TrimSpace(string(letters[:longestName]))
	}
	if stem == "" {
		stem = "file"
	}
	return stem + "." + end
}

// Plain is a line as it may be shown: without letters that nobody sees or that turn others
// round.
func Plain(given string) string {
	given = strings.ToValidUTF8(given, "")
	given = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case !unicode.IsGraphic(r) || unicode.Is(unicode.Cf, r) || unicode.In(r, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector):
			return -1
		}
		return r
	}, given)
	return strings.Join(strings.Fields(given), " ")
}

func isImageEnd(end string) bool {
	return slices.Contains([]string{"png", "jpg", "jpeg", "gif", "webp"}, strings.ToLower(end))
}
