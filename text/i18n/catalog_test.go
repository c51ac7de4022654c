package i18n

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func catalogs(t *testing.T) map[string]map[string]entry {
	t.Helper()
	all := map[string]map[string]entry{}
	for _, lang := range Languages {
		entries, err := read(lang)
		if err != nil {
			t.Fatal(err)
		}
		all[lang] = entries
	}
	return all
}

// Every sentence is there in every language.
func TestSameKeys(t *testing.T) {
	all := catalogs(t)
	for lang, entries := range all {
		for key := range all[Languages[0]] {
			if _, ok := entries[key]; !ok {
				t.Errorf("%s lacks %s", lang, key)
			}
		}
		for key := range entries {
			if _, ok := all[Languages[0]][key]; !ok {
				t.Errorf("%s has %s, which %s has not", lang, key, Languages[0])
			}
		}
	}
}

var placeholder = regexp.MustCompile(`%(%|\[\d+\][sd])?`)

// placeholders are those of a text, each once, and a fault where a percent
// sign is neither one nor doubled.
func placeholders(t *testing.T, where, text string) []string {
	found := map[string]bool{}
	for _, p := range placeholder.FindAllString(text, -1) {
		switch p {
		case "%":
			t.Errorf("%s: a percent sign that is no placeholder in %q", where, text)
		case "%%":
		default:
			found[p] = true
		}
	}
	return slices.Sorted(maps.Keys(found))
}

// A sentence takes the same arguments in every language. The form for one may
// leave out the number.
func TestSamePlaceholders(t *testing.T) {
	all := catalogs(t)
	for key, first := range all[Languages[0]] {
		want := placeholders(t, key, first.texts()["other"])
		for lang, entries := range all {
			e := entries[key]
			where := lang + " " + key
			if (e.Forms == nil) != (first.Forms == nil) {
				t.Errorf("%s has plural forms in one language only", where)
				continue
			}
			if e.Forms != nil && (len(e.Forms) != 2 || e.Forms["one"] == "" || e.Forms["other"] == "") {
				t.Errorf("%s has other forms than one and other", where)
			}
			if got := placeholders(t, where, e.texts()["other"]); !slices.Equal(got, want) {
				t.Errorf("%s takes %v, the first language %v", where, got, want)
			}
			for _, p := range placeholders(t, where, e.texts()["one"]) {
				if !slices.Contains(want, p) {
					t.Errorf("%s takes %s for one only", where, p)
				}
			}
		}
	}
}

// forbidden are words that say something else than meant here, or that only
// the initiated know.
var forbidden = map[string][]string{
	"en": {
		"governance", "holarchy", "stakeholder", "empower", "click here", "please", "invalid",
		"need no solution", "may stay empty", "somebody into the role", "leads nowhere", "you are one of them", "further away", "came about", "as europe",
	},
	"nl": {
		"governance", "holarchie", "stakeholder", "instemming", "spanning", "melden", "melding", "uw", "gelieve", "ongeldig",
		"trek", "trekt", "trekken", "trekker", "trok", "trokken", "getrokken", "voortouw", "zetel", "zetels",
		"vroeg erom", "kringen hierin", "zo kwam", "licht nu geen", "laat één keer binnen", "leeg blijven", "in dagen; 0", "wie er geen koos",
	},
	"da": {
		"governance", "holarki", "stakeholder", "interessent", "spænding", "rejs", "Deres", "ugyldig",
		"forrest", "føring", "føringen", "føringer", "mennesker", "lyser", "enkelttaster", "ubegrænset",
		"roller er tovholdere", "lukker dig ind", "tag nogen med", "kom i stand", "havde spurgt", "forlad organisationen", "rammer, som alle",
	},
}

// forbiddenWhole are texts that say something else than meant where nothing stands
// beside them.
var forbiddenWhole = map[string][]string{
	"en": {"nobody asked", "Leave it", "Found it", "Closer", "I take it"},
	"nl": {"Dichterbij", "Verder weg", "Laat maar"},
	"da": {"Tættere på", "Længere væk", "Lad det være"},
}

// mostWords is how long a sentence may be.
const mostWords = 20

var wordBreak = regexp.MustCompile(`[^\p{L}\d’'-]+`)

// otherQuotes are the marks with which a language does not quote: English and Dutch have “so”,
// Danish ”so”.
var otherQuotes = map[string]string{"en": "‘«»„", "nl": "‘«»„", "da": "‘“«»„"}

// The texts keep the tone: short sentences, nothing shouted, no words that
// mislead, the typographic marks of each language.
func TestTone(t *testing.T) {
	for lang, entries := range catalogs(t) {
		for key, e := range entries {
			for _, text := range e.texts() {
				where := lang + " " + key
				if text == "" || text != strings.TrimSpace(text) {
					t.Errorf("%s is empty or has space around it: %q", where, text)
				}
				if strings.ContainsAny(text, "!'\"") {
					t.Errorf("%s shouts, or has a straight quote: %q", where, text)
				}
				if strings.ContainsAny(text, otherQuotes[lang]) {
					t.Errorf("%s quotes as another language does: %q", where, text)
				}
				if slices.Contains(forbiddenWhole[lang], text) {
					t.Errorf("%s says %q", where, text)
				}
				if strings.Contains(text, "...") {
					t.Errorf("%s has three dots where … is meant", where)
				}
				for _, sentence := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(".?:;", r) }) {
					if n := len(strings.Fields(sentence)); n > mostWords {
						t.Errorf("%s has a sentence of %d words: %q", where, n, sentence)
					}
				}
				said := wordBreak.Split(text, -1)
				for _, bad := range forbidden[lang] {
					if strings.Contains(bad, " ") && strings.Contains(strings.ToLower(text), bad) || slices.ContainsFunc(said, func(w string) bool {
						return w == bad || bad == strings.ToLower(bad) && strings.ToLower(w) == bad
					}) {
						t.Errorf("%s says %q: %q", where, bad, text)
					}
				}
			}
		}
	}
}
