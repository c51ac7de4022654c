package sheet

import (
	"bytes"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"orpheus/imports/source"
)

// Text is a file as text: UTF-8, UTF-16, or else Windows-1252, which is told.
func Text(file string, data []byte, notes *source.Notes) (string, error) {
	if len(data) > MaxFile {
		return "", large(file)
	}
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		data = data[3:]
	case bytes.HasPrefix(data, []byte("\xff\xfe")), bytes.HasPrefix(data, []byte("\xfe\xff")), wide(data):
		order := unicode.LittleEndian
		if data[0] == 0 {
			order = unicode.BigEndian
		}
		wide, err := unicode.UTF16(order, unicode.UseBOM).NewDecoder().Bytes(data)
		if err != nil {
			return "", &source.Error{File: file, What: source.Say("unread.sheet.no_text"), Cause: err}
		}
		data = wide
	}
	if bytes.IndexByte(data, 0) >= 0 {
		return "", &source.Error{File: file, What: source.Say("unread.sheet.no_text")}
	}
	if utf8.Valid(data) {
		return string(data), nil
	}
	notes.Note(file, 0, source.CodeEncoding, "odd.sheet.windows")
	old, err := charmap.Windows1252.NewDecoder().Bytes(data)
	if err != nil {
		return "", &source.Error{File: file, What: source.Say("unread.sheet.no_text"), Cause: err}
	}
	return string(old), nil
}

// wide is whether text without a mark is UTF-16: every other byte of its beginning is zero.
func wide(data []byte) bool {
	head := data[:min(len(data), 64)&^1]
	even, odd := 0, 0
	for i := 0; i < len(head); i += 2 {
		if head[i] == 0 {
			even++
		}
		if head[i+1] == 0 {
			odd++
		}
	}
	half := len(head) / 2
	return half >= 4 && (even == half && odd == 0 || odd == half && even == 0)
}

func large(file string) error {
	return &source.Error{File: file, What: source.Say("unread.sheet.large", MaxFile>>20)}
}
