package i18n

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// wordForm is a form that a word takes.
type wordForm int

const (
	formOne wordForm = iota
	formMany
	formThe // Danish: with its article at its end
	formAll
)

// ourTerm is a word that organisations may have their own for.
type ourTerm struct {
	forms  [4]string
	neuter bool
}

var terms = map[string]map[string]ourTerm{
	"en": {
		"circle":     {forms: [4]string{"circle", "circles"}},
		"initiative": {forms: [4]string{"initiative", "initiatives"}},
	},
	"nl": {
		"circle":     {forms: [4]string{"kring", "kringen"}},
		"initiative": {forms: [4]string{"initiatief", "initiatieven"}, neuter: true},
	},
	"da": {
		"circle":     {forms: [4]string{"cirkel", "cirkler", "cirklen", "cirklerne"}},
		"initiative": {forms: [4]string{"initiativ", "initiativer", "initiativet", "initiativerne"}, neuter: true},
	},
}

// agreeing are words before a noun that are others before one of the other gender: the
// common one first. What an adjective is after an article of its own is in endings.
var agreeing = map[string][][2]string{
	"nl": {{"de", "het"}, {"deze", "dit"}, {"die", "dat"}, {"welke", "welk"}, {"elke", "elk"}, {"iedere", "ieder"}, {"onze", "ons"}},
	"da": {
		{"en", "et"},
		{"én", "ét"},
		{"den", "det"},
		{"denne", "dette"},
		{"din", "dit"},
		{"min", "mit"},
		{"sin", "sit"},
		{"ingen", "intet"},
		{"hvilken", "hvilket"},
		{"nogen", "noget"},
		{"anden", "andet"},
		{"egen", "eget"},
	},
}

// endings are Dutch adjectives that lose their end before a neuter without a definite
// article: "een andere kring", "een ander team".
var endings = [][2]string{{"andere", "ander"}, {"enkele", "enkel"}}

// between are words that stand between an article and its noun and are the same for both
// genders.
var between = map[string][]string{
	"nl": {"eigen", "eerste", "opgeheven"},
	"da": {"første", "eneste", "nedlagt"},
}

// shapes are words after which a circle is what one draws, and nothing of an organisation.
var shapes = []string{"fyldt", "udfyldt", "åben", "stiplet", "open", "filled", "dashed"}

// meant are words elsewhere in a text that stand for the noun, by key: those for our word,
// and for one of the other gender.
var meant = map[string]map[string][][2]string{
	"nl": {
		"refused.circle.closed":       {{"Roep hem", "Roep het"}, {"een andere.", "een ander."}},
		"refused.circle.cycle":        {{"zit hij", "zit het"}},
		"refused.circle.live":         {{"hoeft hem", "hoeft het"}},
		"refused.circle.not_empty":    {{"Verplaats hem", "Verplaats het"}, {"hef hem", "hef het"}},
		"refused.circle.parent_twice": {{"Noem hem", "Noem het"}},
		"refused.circle.root":         {{"kunt hem", "kunt het"}},
		"refused.circle.work":         {{"Rond het", "Rond hem"}},
	},
	"da": {
		"refused.circle.closed":       {{"Genopret den", "Genopret det"}, {"vælg en anden.", "vælg et andet."}},
		"refused.circle.cycle":        {{"ligger den", "ligger det"}},
		"refused.circle.live":         {{"Den skal", "Det skal"}},
		"refused.circle.not_empty":    {{"nedlæg den", "nedlæg det"}},
		"refused.circle.not_joined":   {{"rolle i den", "rolle i det"}},
		"refused.circle.parent_twice": {{"Nævn den", "Nævn det"}},
		"refused.circle.root":         {{"Den kan", "Det kan"}},
		"refused.circle.unknown":      {{"Find den", "Find det"}},
		"refused.circle.work":         {{"Afslut det", "Afslut den"}},
		"refused.offer.guest":         {{"med i den", "med i det"}},
		"plan.add.circle":             {{"i den", "i det"}},
		"refused.circle.parents":      {{"mindst én.", "mindst ét."}},
		"refused.right.guest":         {{"ikke en af", "ikke et af"}},
		"notice.why.circle":           {{"i en af", "i et af"}},
		"people.topics.why":           {{"i en af", "i et af"}},
	},
}

// aboutInitiative are the keys of meant whose words stand for an initiative.
var aboutInitiative = []string{"refused.circle.work"}

// letters is a word of a text.
var letters = regexp.MustCompile(`[\p{L}]+`)

// reworded is a text with the organisation's words in it.
func reworded(lang, key, text string, words []Wording) string {
	own := map[string]Wording{}
	for _, w := range words {
		own[w.Term] = w
	}
	of := "circle"
	if slices.Contains(aboutInitiative, key) {
		of = "initiative"
	}
	if w, ok := own[of]; ok && w.Neuter != terms[lang][of].neuter {
		for _, pair := range meant[lang][key] {
			text = strings.Replace(text, pair[0], pair[1], 1)
		}
	}
	at := letters.FindAllStringIndex(text, -1)
	said := make([]string, len(at))
	for i, span := range at {
		said[i] = text[span[0]:span[1]]
	}
	next := func(i int) bool { // a blank alone is between a word and the one after it
		return i >= 0 && i+1 < len(at) && text[at[i][1]:at[i+1][0]] == " "
	}
	for i := range at {
		word := text[at[i][0]:at[i][1]]
		term, f, ok := termAt(lang, word)
		w, chosen := own[term]
		if !ok || !chosen || next(i-1) && isOneOf(shapes, said[i-1]) {
			continue
		}
		said[i] = cased(word, w.form(f, terms[lang][term].forms[f] != strings.ToLower(word)))
		switch {
		case lang == "en":
			if next(i - 1) {
				said[i-1] = article(said[i-1], said[i])
			}
		case f == formOne && w.Neuter != terms[lang][term].neuter:
			agree(lang, said, i, next, w.Neuter)
		}
	}
	var b strings.Builder
	from := 0
	for i, span := range at {
		b.WriteString(text[from:span[0]])
		b.WriteString(said[i])
		from = span[1]
	}
	b.WriteString(text[from:])
	return b.String()
}

// form is the own word in a form; of somebody or something where it is a genitive.
func (w Wording) form(f wordForm, genitive bool) string {
	said := [...]string{w.One, w.Many, w.The, w.All}[f]
	if genitive {
		said += "s"
	}
	return said
}

// agree changes the words before a noun, and a relative one after it, to its gender.
func agree(lang string, said []string, noun int, next func(int) bool, neuter bool) {
	from, to := 0, 1
	if !neuter {
		from, to = 1, 0
	}
	swap := func(list [][2]string, i int) bool {
		for _, pair := range list {
			if strings.EqualFold(said[i], pair[from]) {
				said[i] = cased(said[i], pair[to])
				return true
			}
		}
		return false
	}
	if lang == "nl" && next(noun) {
		swap([][2]string{{"die", "dat"}}, noun+1)
	}
	var ends []int
	for i := noun - 1; next(i); i-- {
		word := strings.ToLower(said[i])
		switch {
		case swap(agreeing[lang], i):
			if lang == "nl" { // an article, or a word in its place: nothing of the noun is before it
				if word != "welke" && word != "elke" && word != "welk" && word != "elk" {
					ends = nil
				}
				bend(said, ends, swap)
				return
			}
		case lang == "nl" && isOneOf([]string{"andere", "enkele", "ander", "enkel"}, word):
			ends = append(ends, i)
		case isOneOf(between[lang], word):
		default:
			bend(said, ends, swap)
			return
		}
	}
	bend(said, ends, swap)
}

func bend(said []string, ends []int, swap func([][2]string, int) bool) {
	for _, i := range ends {
		swap(endings, i)
	}
}

// article is "a" or "an" as the word after it wants; what else it was it stays.
func article(was, word string) string {
	first, _ := utf8.DecodeRuneInString(word)
	switch strings.ToLower(was) {
	case "a", "an":
		if strings.ContainsRune("aeiouAEIOU", first) {
			return cased(was, "an")
		}
		return cased(was, "a")
	}
	return was
}

// cased begins a word with a capital where another did.
func cased(like, word string) string {
	first, _ := utf8.DecodeRuneInString(like)
	if !unicode.IsUpper(first) {
		return word
	}
	return Capital(word)
}

// Capital begins a text with a capital.
func Capital(text string) string {
	r, n := utf8.DecodeRuneInString(text)
	if n == 0 {
		return text
	}
	return string(unicode.ToUpper(r)) + text[n:]
}

func isOneOf(list []string, word string) bool {
	return slices.ContainsFunc(list, func(w string) bool { return strings.EqualFold(w, word) })
}
