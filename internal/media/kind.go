// Package media says what a file is by what is in it, gives its name a safe form, and
// makes pictures anew in a few sizes, without all else that was in them.
package media

import (
	"archive/zip"
	"bytes"
	"io"
	"net/http"
	"strings"
)

// Kind is what a file is.
type Kind struct {
	Type string   // media type, as it is served
	Ends []string // how names of it may end, without a dot; the first where they do not
}

// Picture reports whether it is shown in pages; all else is only for downloading.
func (k Kind) Picture() bool { return strings.HasPrefix(k.Type, "image/") }

// The pictures that can be read.
var (
	png  = Kind{"image/png", []string{"png"}}
	jpeg = Kind{"image/jpeg", []string{"jpg", "jpeg"}}
	gif  = Kind{"image/gif", []string{"gif"}}
	webp = Kind{"image/webp", []string{"webp"}}
)

var (
	pdf  = Kind{"application/pdf", []string{"pdf"}}
	text = Kind{"text/plain", []string{"txt", "csv", "tsv", "md", "log", "json", "ics", "vcf", "xml", "svg", "htm", "html"}}
)

// packed are documents that are a zip: what their first entry says (OpenDocument), or what
// their table of contents names (Office Open XML). Those with macros are not among them.
var packed = []Kind{
	{"application/vnd.oasis.opendocument.text", []string{"odt"}},
	{"application/vnd.oasis.opendocument.spreadsheet", []string{"ods"}},
	{"application/vnd.oasis.opendocument.presentation", []string{"odp"}},
	{"application/vnd.openxmlformats-officedocument.wordprocessingml.document", []string{"docx"}},
	{"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", []string{"xlsx"}},
	{"application/vnd.openxmlformats-officedocument.presentationml.presentation", []string{"pptx"}},
}

// KindOf says what a file is, by what is in it and never by its name; false for what is not
// taken.
func KindOf(body []byte) (Kind, bool) {
	found, _, _ := strings.Cut(http.DetectContentType(body), ";")
	for _, k := range []Kind{png, jpeg, gif, webp, pdf} {
		if k.Type == found {
			return k, true
		}
	}
	switch {
	case found == "application/zip":
		return document(body)
	case strings.HasPrefix(found, "text/"): // of any kind: it is served as text alone
		return text, isText(body)
	}
	return Kind{}, false
}

// isText reports whether all of a file is text: not only its beginning.
func isText(body []byte) bool {
	if bytes.HasPrefix(body, []byte{0xfe, 0xff}) || bytes.HasPrefix(body, []byte{0xff, 0xfe}) {
		return true // two bytes a letter: nothing can be said of them one by one
	}
	for _, b := range body {
		if b < ' ' && b != '\t' && b != '\n' && b != '\r' && b != '\f' && b != 0x1b {
			return false
		}
	}
	return true
}

// mostContents is how much is read of what says what a packed document is.
const mostContents = 1 << 20

// document says which document a zip is.
func document(body []byte) (Kind, bool) {
	z, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil || len(z.File) == 0 {
		return Kind{}, false
	}
	if first := z.File[0]; first.Name == "mimetype" {
		said := contents(first)
		for _, k := range packed {
			if said == k.Type {
				return k, true
			}
		}
		return Kind{}, false
	}
	for _, f := range z.File {
		if f.Name != "[Content_Types].xml" {
			continue
		}
		said := contents(f)
		for _, k := range packed {
			if strings.Contains(said, `"`+k.Type+`.main+xml"`) {
				return k, !strings.Contains(said, "macroEnabled") && !strings.Contains(said, "vbaProject")
			}
		}
	}
	return Kind{}, false
}

// contents is a short entry of a zip; empty for one that is not.
func contents(f *zip.File) string {
	r, err := f.Open()
	if err != nil {
		return ""
	}
	defer r.Close()
	b, err := io.ReadAll(io.LimitReader(r, mostContents+1))
	if err != nil || len(b) > mostContents {
		return ""
	}
	return string(b)
}
