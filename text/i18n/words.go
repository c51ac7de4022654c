// Package i18n holds what Orpheus says, in every language it speaks. A key
// names a sentence; a catalog per language holds its text. The tests see to it
// that all catalogs have the same keys with the same placeholders, and that
// the pages use no key that is not there.
package i18n

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"golang.org/x/text/language"
	"golang.org/x/text/message"
)

// Languages are the tags of the languages spoken, the default first.
var Languages = []string{"en", "nl", "da"}

// Names are the languages' own names for themselves.
var Names = map[string]string{"en": "English", "nl": "Nederlands", "da": "Dansk"}

var (
	tags     = []language.Tag{language.BritishEnglish, language.Dutch, language.Danish}
	matcher  = language.NewMatcher(append(tags, language.English))
	printers = load()
)

// Match picks the language that suits best. Each wish is a tag or the text of
// an Accept-Language header; an earlier wish counts for more. Without a wish
// that can be met it is the default.
func Match(wishes ...string) string {
	for _, w := range wishes {
		if l := met(w); l != "" {
			return l
		}
	}
	return Languages[0]
}

// known remembers what wishes came to: browsers send the same few.
var known struct {
	sync.RWMutex
	by map[string]string
}

const mostWishes, longestWish = 1000, 120

// met is the language that meets a wish; empty for none.
func met(wish string) string {
	if wish == "" {
		return ""
	}
	known.RLock()
	l, ok := known.by[wish]
	known.RUnlock()
	if ok {
		return l
	}
	prefs, _, err := language.ParseAcceptLanguage(wish)
	if err == nil && len(prefs) > 0 {
		if _, i, sure := matcher.Match(prefs...); sure != language.No {
			l = Languages[i%len(tags)]
		}
	}
	if len(wish) <= longestWish {
		known.Lock()
		defer known.Unlock()
		if known.by == nil || len(known.by) >= mostWishes {
			known.by = map[string]string{}
		}
		known.by[strings.Clone(wish)] = l
	}
	return l
}

// Known reports whether lang is one of Languages.
func Known(lang string) bool { return slices.Contains(Languages, lang) }

// For returns the printer of a language: one of Languages, or the best match.
func For(lang string) *Printer {
	if p, ok := printers[lang]; ok {
		return p
	}
	return printers[Match(lang)]
}

// Printer says things in one language. It is safe for use by many at once.
type Printer struct {
	lang  string
	plain map[string]string // keys without arguments: said as they are
	full  map[string]bool   // keys with arguments: said by the message printer
	out   *message.Printer
	cal   *calendar
	tag   language.Tag
	terms map[string]entry // those with a word that organisations may have their own for
	own   *Printer         // what is said in the organisation's words; nil for nothing
}

// Lang is the tag of the printer's language, as in an HTML lang attribute.
func (p *Printer) Lang() string { return p.lang }

// T says what key names. For a key with a plural the first argument is the
// count. A key that is not there is a fault of the program: it stops a test,
// and is shown between brackets to a reader.
func (p *Printer) T(key string, args ...any) string {
	if p.own != nil && p.own.Has(key) {
		return p.own.T(key, args...)
	}
	if s, ok := p.plain[key]; ok {
		return s
	}
	if p.full[key] {
		return p.out.Sprintf(key, args...)
	}
	if testing.Testing() {
		panic(fmt.Sprintf("words: no key %q in %s", key, p.lang))
	}
	return "[" + key + "]"
}

// Has reports whether there is something to say for key.
func (p *Printer) Has(key string) bool {
	_, ok := p.plain[key]
	return ok || p.full[key]
}

// Decimal says v with at most so many digits that count, after the comma or point
// of the language.
func (p *Printer) Decimal(v float64, digits int) string {
	s := "0"
	if v != 0 {
		whole := int(math.Floor(math.Log10(math.Abs(v)))) + 1 // digits before the comma or point; fewer than none are zeros after it
		s = strconv.FormatFloat(v, 'f', max(0, digits-whole), 64)
		if strings.Contains(s, ".") {
			s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
		}
	}
	if p.lang != "en" {
		s = strings.Replace(s, ".", ",", 1)
	}
	return s
}

// Number says n with the language's grouping.
func (p *Printer) Number(n int) string { return p.out.Sprintf("%d", n) }
