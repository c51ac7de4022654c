package source

import "unicode/utf8"

// Notes collects the oddities met while reading. Its zero value is empty and
// ready to use.
type Notes []Oddity

// Note adds something that was survived.
func (n *Notes) Note(file string, line int, code, key string, args ...any) {
	*n = append(*n, Oddity{File: file, Line: line, Code: code, What: Say(key, args...)})
}

// Odd adds an oddity of a cell.
func (n *Notes) Odd(o Oddity) { *n = append(*n, o) }

// Refuse adds something that was left out of the import.
func (n *Notes) Refuse(file string, line int, code, key string, args ...any) {
	*n = append(*n, Oddity{File: file, Line: line, Code: code, What: Say(key, args...), Refused: true})
}

// Quote puts text of a source into a sentence: quoted, on one line, and
// shortened where it would drown the sentence.
func Quote(s string) string {
	const most = 60
	s = OneLine(s)
	if utf8.RuneCountInString(s) > most {
		s = string([]rune(s)[:most]) + "…"
	}
	return "“" + s + "”"
}
