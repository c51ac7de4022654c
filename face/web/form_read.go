package web

import (
	"errors"
	"net/http"
	"strings"
	"unicode/utf8"
)

// largestForm is how many bytes a form may have.
const largestForm = 1 << 20

var (
	errForm    = errors.New("a form that cannot be read, or is too large")
	errLetters = errors.New("a form with bytes that are no letters")
)

// read reads the form that was sent, of any page: it is no larger than largestForm,
// and all of it is text. What is no text could be kept nowhere, in the log or beside it.
func (v *request) read() error {
	v.r.Body = http.MaxBytesReader(v.w, v.r.Body, largestForm)
	if err := v.r.ParseForm(); err != nil {
		return errors.Join(errForm, err)
	}
	return v.lettersOnly()
}

// lettersOnly refuses what is no text.
func (v *request) lettersOnly() error {
	for name, texts := range v.r.PostForm {
		for _, text := range append(texts, name) {
			if !utf8.ValidString(text) || strings.ContainsRune(text, 0) {
				return errLetters
			}
		}
	}
	return nil
}

// told is a text of the form, without spaces around it.
func (v *request) told(name string) string { return strings.TrimSpace(v.r.PostForm.Get(name)) }
