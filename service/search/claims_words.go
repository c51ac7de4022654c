package search

import (
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// term is one word that is written somewhere, with its stems.
type term struct {
	n     int // its place in the list of the lexicon
	text  string
	stems [len(stemmers)]string
}

// lexicon are all words that say something in what is written about who decides. It does
// not change; growing makes the next one.
type lexicon struct {
	lang  int // the language of the organisation, among the stemmers
	list  []*term
	known map[string]*term
	by    map[string][]*term // by language and stem
	ends  []ending           // stems from the back, ascending: compounds are found by their last part
	heads []ending           // and from the front, by their first
}

// ending is a stem of a word in a language that writes compounds as one.
type ending struct {
	text string
	lang int
	of   *term
}

// compounding are the languages in which what belongs together is one word: nachtrooster,
// vagtplan. They are the first of the stemmers.
const compounding = 2

func newLexicon(lang string) *lexicon {
	return &lexicon{lang: max(0, slices.Index(tongues[:], lang)), known: map[string]*term{}, by: map[string][]*term{}}
}

// stemKey is a stem in a language as the lexicon knows it.
func stemKey(lang int, stem string) string { return string(rune('a'+lang)) + stem }

// growing is a lexicon to which words come.
type growing struct {
	was  *lexicon
	news map[string]*term
	list []*term
}

func (l *lexicon) grow() *growing {
	return &growing{was: l, news: map[string]*term{}, list: slices.Clip(l.list)}
}

// term returns a word as it is written, nil for one that says nothing.
func (g *growing) term(written string) *term {
	text := telltale(written)
	if text == "" {
		return nil
	}
	w := g.was.known[text]
	if w == nil {
		w = g.news[text]
	}
	if w == nil {
		w = &term{n: len(g.list), text: text, stems: stemsOf(text)}
		g.news[text], g.list = w, append(g.list, w)
	}
	return w
}

// telltale is a word as it is compared; empty where it says nothing of what something is
// about.
func telltale(written string) string {
	text := cut(inText(written))
	amount := strings.Trim(text, "0123456789") == ""
	if amount || utf8.RuneCountInString(text) < 2 || hollow[text] || idle[text] {
		return ""
	}
	return text
}

// done returns the lexicon with the words that came.
func (g *growing) done() *lexicon {
	if len(g.news) == 0 {
		return g.was
	}
	l := &lexicon{lang: g.was.lang, list: g.list, known: maps.Clone(g.was.known), by: maps.Clone(g.was.by), ends: slices.Clone(g.was.ends), heads: slices.Clone(g.was.heads)}
	for _, w := range g.list[len(g.was.list):] {
		l.known[w.text] = w
		for lang, stem := range w.stems {
			key := stemKey(lang, stem)
			l.by[key] = append(slices.Clip(l.by[key]), w)
			if lang < compounding && utf8.RuneCountInString(stem) >= shortestPart+3 {
				l.ends = append(l.ends, ending{backwards(stem), lang, w})
				l.heads = append(l.heads, ending{stem, lang, w})
			}
		}
	}
	byText := func(a, b ending) int { return strings.Compare(a.text, b.text) }
	slices.SortStableFunc(l.ends, byText)
	slices.SortStableFunc(l.heads, byText)
	return l
}

// same returns the words that have a stem with a word in common: in the language that is
// written here, and only where that knows none, in another.
func (l *lexicon) same(stems [len(stemmers)]string, said func(*term) bool) (all []*term) {
	if all = keep(slices.Clone(l.by[stemKey(l.lang, stems[l.lang])]), said); len(all) > 0 {
		return all
	}
	for lang, stem := range stems {
		for _, w := range keep(slices.Clone(l.by[stemKey(lang, stem)]), said) {
			if !slices.Contains(all, w) {
				all = append(all, w)
			}
		}
	}
	return all
}

func backwards(s string) string {
	r := []rune(s)
	slices.Reverse(r)
	return string(r)
}

// idle are words that tell nothing of what a question is about, beside the hollow ones:
// those of asking who decides, and the short ones that every sentence has.
var idle = func() map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(`
		a an and any are as at be but by can cannot did do for from get go had has he her him his how i if in is it its let may me my new no not
		of off on or our out own per she so the to too up us was we who why yes yet you yours
		decide decides decided deciding decision decisions allowed allow matter matters choose chooses something anyone everyone around
		go goes going look looks take takes use used uses say says said tell tells told ask asks asked put puts whose
		aan al als ben bij dan dat de den deze die dit doe een en er gaat geen had heb heeft hem het hij ik in is ja je jij kan mag me met mijn
		na nee niets nieuw nu of om ons ook op per te tot uit van voor was we wel wij ze zich zij zo zal
		beslis beslist beslissen beslissing beslissingen bepaalt bepalen besluit besluiten kiest kiezen gaat gebeurt
		nemen neemt gebruikt gebruiken zegt zeggen vraagt vragen wiens moet moeten komt komen doet doen
		af at bare ca da de dem den der deres det dig din dit du eller en end er et for fra få får går ham han har hen hos hun i ja jeg jer kan kom man
		med mig min mit må ned nej ny nye nyt nu når og om op os på sig sin så som til ud var ved vi vil
		beslutter beslutte beslutning beslutninger bestemmer bestemme afgør afgøre vælger vælge sker tager tage bruger bruge siger sige spørger spørge kommer komme gør gøre`) {
		set[w] = true
	}
	return set
}()
