package i18n

import (
	"fmt"
	"strings"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/message"
	"golang.org/x/text/message/catalog"

	"orpheus/internal/lru"
)

// Wording is what an organisation calls something in one language, in the forms that texts
// need.
type Wording struct {
	Term      string // which word of ours: "circle" or "initiative"
	One, Many string // "team", "teams"
	The, All  string // Danish: "teamet", "teamene"; empty in other languages
	Neuter    bool   // Dutch: het; Danish: et
}

// mostWordings is how many printers with words of somebody's own are kept.
const mostWordings = 200

// worded keeps printers by the language and the words they were made of: organisations that
// say the same share one.
var worded = lru.New[string, *Printer](mostWordings, nil)

// Saying returns a printer that has the organisation's words in place of ours, with the
// articles and what else goes with them. Texts without such a word are those of p.
func (p *Printer) Saying(words []Wording) *Printer {
	if len(words) == 0 || p.own != nil {
		return p
	}
	key := fmt.Sprintf("%s %+v", p.lang, words)
	if made, ok := worded.Get(key); ok {
		return made
	}
	own := &Printer{lang: p.lang, plain: map[string]string{}, full: map[string]bool{}, cal: p.cal}
	book := catalog.NewBuilder()
	for k, e := range p.terms {
		said := map[string]string{}
		for form, text := range e.texts() {
			said[form] = reworded(p.lang, k, text, words)
		}
		switch text := said["other"]; {
		case e.Forms != nil:
			own.full[k] = true
			_ = book.Set(p.tag, k, plural.Selectf(1, "%d", "one", said["one"], "other", text))
		case strings.Contains(text, "%"):
			own.full[k] = true
			_ = book.Set(p.tag, k, catalog.String(text))
		default:
			own.plain[k] = text
		}
	}
	own.out = message.NewPrinter(p.tag, message.Catalog(book))
	with := *p
	with.own = own
	return worded.Keep(key, &with)
}

// ofOrganisations reports whether a text is said within an organisation: the command line,
// imports and the description of kinds speak to whoever runs the program.
func ofOrganisations(key string) bool {
	for _, of := range []string{"cli.", "help.", "odd.", "unread.", "kind.", "usage."} {
		if strings.HasPrefix(key, of) {
			return false
		}
	}
	return true
}

// namesTerm reports whether one of our words that can be replaced stands in a text.
func namesTerm(lang string, e entry) bool {
	for _, text := range e.texts() {
		for _, at := range letters.FindAllStringIndex(text, -1) {
			if _, _, ok := termAt(lang, text[at[0]:at[1]]); ok {
				return true
			}
		}
	}
	return false
}

// Term is our own word for a term, for one.
func (p *Printer) Term(term string) string { return terms[p.lang][term].forms[formOne] }

// termAt is which of our words a word is, and in which form.
func termAt(lang, word string) (term string, f wordForm, ok bool) {
	word = strings.ToLower(word)
	for term, of := range terms[lang] {
		for f, said := range of.forms {
			if said != "" && (word == said || lang == "da" && word == said+"s") {
				return term, wordForm(f), true
			}
		}
	}
	return "", 0, false
}
