package source

import (
	"fmt"
	"strings"
)

// Text is a sentence or a part of one, by the key of its words in all languages.
// Its arguments are text, numbers, or a Text again.
type Text struct {
	Key  string
	Args []any
}

// Say returns the text of key.
func Say(key string, args ...any) Text { return Text{key, args} }

// String gives key and arguments, by which two texts can be told apart; what
// people see is in package i18n.
func (t Text) String() string {
	var b strings.Builder
	b.WriteString(t.Key)
	for i, a := range t.Args {
		b.WriteString([]string{": ", ", "}[min(i, 1)])
		fmt.Fprint(&b, a)
	}
	return b.String()
}

// Error is why a source cannot be read at all.
type Error struct {
	File  string // empty where no file is to blame
	Line  int    // from 1; 0 where there is no line to name
	What  Text
	Cause error
}

// Unread returns the error that key says.
func Unread(cause error, key string, args ...any) error {
	return &Error{What: Say(key, args...), Cause: cause}
}

// Error gives place, key and arguments; faces show the words of What instead.
func (e *Error) Error() string {
	text := e.What.String()
	if e.Cause != nil {
		text += ": " + e.Cause.Error()
	}
	return Place(e.File, e.Line) + text
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Cause }

// Place is what stands before the sentence about an oddity, as git writes a file
// of a commit: "1a2b3c4d5e:teams/a.toml:3: ".
func (o *Oddity) Place() string {
	place := Place(o.File, o.Line)
	if o.Cell != "" && place != "" {
		place = strings.TrimSuffix(place, " ") + o.Cell + ": "
	}
	if o.Commit == "" {
		return place
	}
	if o.File == "" {
		return o.Commit + ": "
	}
	return o.Commit + ":" + place
}

// Place is what stands before a sentence about a line of a file: "a.toml:3: ".
func Place(file string, line int) string {
	switch {
	case file == "":
		return ""
	case line == 0:
		return file + ": "
	}
	return fmt.Sprintf("%s:%d: ", file, line)
}
