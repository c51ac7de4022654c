package org

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A mention stands in a sentence as @P7. The name is put there when the sentence is
// shown, as whoever reads it may know it: so it is that of today, and goes with its person.

// MaxMentions is how many people one text names at most.
const MaxMentions = 20

// Mentioned returns whom a text names, each once, in its order.
func Mentioned(text string) []PersonID {
	var all []PersonID
	for _, p := range SplitMentions(text) {
		if p.Person != 0 && !slices.Contains(all, p.Person) {
			all = append(all, p.Person)
		}
	}
	return all
}

// Piece is a piece of a text: words, or a mention of somebody.
type Piece struct {
	Text   string
	Person PersonID // zero for words
}

// SplitMentions cuts a text into words and mentions; together they are the text.
func SplitMentions(text string) []Piece {
	var all []Piece
	from := 0
	for at := 0; at < len(text); {
		next := strings.Index(text[at:], "@P")
		if next < 0 {
			break
		}
		next += at
		id, end := mentionAt(text, next)
		if id == 0 {
			at = next + 1
			continue
		}
		if next > from {
			all = append(all, Piece{Text: text[from:next]})
		}
		all = append(all, Piece{Text: text[next:end], Person: id})
		from, at = end, end
	}
	if from < len(text) {
		all = append(all, Piece{Text: text[from:]})
	}
	return all
}

// mentionAt reads the mention that begins at an @; zero where it is none, as in an
// address of mail.
func mentionAt(text string, at int) (id PersonID, end int) {
	if before, _ := utf8.DecodeLastRuneInString(text[:at]); at > 0 && inWord(before) {
		return 0, 0
	}
	end = at + 2
	for end < len(text) && '0' <= text[end] && text[end] <= '9' {
		end++
	}
	if after, _ := utf8.DecodeRuneInString(text[end:]); end < len(text) && inWord(after) {
		return 0, 0
	}
	n, err := strconv.ParseUint(text[at+2:end], 10, 32)
	if err != nil {
		return 0, 0
	}
	return PersonID(n), end
}

func inWord(r rune) bool { return r == '@' || r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) }

// NameMentions returns a text with what people are called in the place of mentions.
func NameMentions(text string, name func(PersonID) string) string {
	var b strings.Builder
	for _, p := range SplitMentions(text) {
		if p.Person != 0 {
			p.Text = "@" + name(p.Person)
		}
		b.WriteString(p.Text)
	}
	return b.String()
}

// mustMention refuses naming somebody who is not there, whom the writer does not know
// of, or who could not read what they are named in.
func (s *State) mustMention(m Moment, p Prose, in CircleID) error {
	who := Mentioned(p.text)
	if len(who) > MaxMentions {
		return refuse(Invalid, "note.mentions", MaxMentions)
	}
	var sight *Sight
	for _, id := range who {
		if sight == nil && !m.Nobody() {
			sight = s.SightOf(m.By, s)
		}
		if sight != nil && !sight.Knows(RefOf(id)) {
			return NotThere(RefOf(id))
		}
		if err := s.mustPerson(id); err != nil {
			return err
		}
		if !s.Sees(id, in) {
			return refuse(Conflict, "note.guest", id, in)
		}
	}
	return nil
}
