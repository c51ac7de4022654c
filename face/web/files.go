package web

import (
	"bytes"
	"cmp"
	"errors"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/a-h/templ"

	"orpheus/org"
	"orpheus/service"
	"orpheus/text/sentence"
)

// filePolicy is that of what people added: it is shown by itself, and can do nothing.
const filePolicy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"

// file answers with a file that came with words, to who sees these.
func (s *server) file(v *request) error { return s.sendFile(v, false) }

// smallFile answers with a picture as it stands in a page.
func (s *server) smallFile(v *request) error { return s.sendFile(v, true) }

func (s *server) sendFile(v *request, small bool) error {
	id, err := org.ParseID[org.FileID](v.r.PathValue("id"))
	if err != nil || id.String()[1:] != v.r.PathValue("id") {
		return errNotFound
	}
	look, err := v.as.Look(v.r.Context(), 0)
	if err != nil {
		return err
	}
	known, err := look.Files(v.r.Context(), id)
	f, there := known[id]
	switch {
	case err != nil:
		return err
	case !there:
		return org.NotThere(org.RefOf(id))
	case small && !service.IsPicture(f):
		return errNotFound
	}
	if v.hasAlready(`"` + id.String() + "." + sizeName(small) + `"`) {
		return nil
	}
	if f, err = v.as.File(v.r.Context(), id); err != nil {
		return err
	}
	v.serve(f.Sent(), f.Name, inSize(f.Body, f.Small, small))
	return nil
}

// sizeName is one of the two sizes of a picture, as its tag has it.
func sizeName(small bool) string {
	if small {
		return "small"
	}
	return "large"
}

// inSize is a file, or the small picture of it where one is wanted and was made.
func inSize(body, reduced []byte, small bool) []byte {
	if small && len(reduced) > 0 {
		return reduced
	}
	return body
}

// serve answers with something that somebody added: a picture made anew is shown, all else
// is only to be saved.
func (v *request) serve(kind, name string, body []byte) {
	how := "attachment"
	if strings.HasPrefix(kind, "image/") {
		how = "inline"
	}
	v.head(kind)
	h := v.w.Header()
	h.Set("Content-Security-Policy", filePolicy)
	h.Set("Content-Disposition", disposition(how, name))
	http.ServeContent(v.w, v.r, "", time.Time{}, bytes.NewReader(body))
}

// disposition names a file for whoever saves it: in plain letters, and as it is called
// (RFC 6266, RFC 5987).
func disposition(how, name string) string {
	plain := strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' || r == '"' || r == '\\' || r == '%' {
			return '_'
		}
		return r
	}, name)
	out := mime.FormatMediaType(how, map[string]string{"filename": plain})
	if plain != name {
		out += "; filename*=UTF-8''" + strings.ReplaceAll(url.QueryEscape(name), "+", "%20")
	}
	return out
}

// receiveFile takes one file that a script sends, and answers with how it is called and the
// key under which it waits, or why it is not taken.
func (s *server) receiveFile(v *request) error {
	if !v.isFiles() {
		return cmp.Or(v.read(), errForm)
	}
	var came *service.File
	refused, err := s.readFiles(v, 1, func(name string, body []byte) error {
		f, err := s.addFile(v, name, body)
		if err == nil {
			came = &f
		}
		return err
	})
	if err != nil {
		return err
	}
	type answer struct {
		Key     string `json:"key,omitempty"`
		Name    string `json:"name,omitempty"`
		Size    string `json:"size,omitempty"`
		Picture bool   `json:"picture,omitempty"`
		Fault   string `json:"fault,omitempty"`
	}
	out, status := answer{}, http.StatusOK
	switch {
	case len(refused) > 0:
		out.Fault, status = v.faults(refused), statusOf(refused[0])
	case came == nil:
		return errForm
	default:
		out.Key, out.Name, out.Size, out.Picture = came.Key, came.Name, v.fileSize(came.Size), service.IsPicture(*came)
	}
	return v.answer(status, out)
}

// dropFile lets go of a file that waits.
func (s *server) dropFile(v *request) error {
	if err := v.read(); err != nil {
		return err
	}
	if err := v.as.DropFiles(v.r.Context(), v.r.PostForm["_upload"]...); err != nil {
		return err
	}
	v.w.WriteHeader(http.StatusNoContent)
	return nil
}

// accepted is what a browser offers to choose from: what is in a file says whether it is taken.
const (
	acceptedPictures = "image/png,image/jpeg,image/gif,image/webp"
	accepted         = acceptedPictures + ",.pdf,.txt,.csv,.md,.odt,.ods,.odp,.docx,.xlsx,.pptx"
)

// shownSide is how large a picture stands in a page, at most.
const shownSide = 416

// fileHint says what can be added.
func (v *request) fileHint() string {
	return v.p.T("file.hint", org.MaxFiles, int(max(1, v.as.FileLimits().Each>>20)))
}

// fileAt is the address of a file.
func (c talk) fileAt(id org.FileID) string { return "/" + c.org.Slug + "/files/" + id.String()[1:] }

// pictureName is what one sees on a picture, as whoever added it says, else its name.
func (c talk) pictureName(f service.File) string { return cmp.Or(f.About, f.Name) }

// enctype is how a form is sent that may hold files.
func enctype(files bool) templ.Attributes {
	if !files {
		return nil
	}
	return templ.Attributes{"enctype": "multipart/form-data"}
}

// describedBy ties a field to what is wrong with it.
func describedBy(id, fault string) templ.Attributes {
	if fault == "" {
		return nil
	}
	return templ.Attributes{"aria-describedby": id, "aria-invalid": "true"}
}

// faults say why files are not taken, one after the other.
func (v *request) faults(all []error) string {
	var out []string
	for _, err := range all {
		out = append(out, sentence.Refusal(v.p, nil, nil, err))
	}
	return strings.Join(out, " ")
}

// fileSize is how large a file is, for people.
func (v *request) fileSize(n int) string {
	if n < 1000_000 {
		return v.p.T("file.kb", v.p.Number(max(1, (n+500)/1000)))
	}
	return v.p.T("file.mb", v.p.Decimal(float64(n)/1e6, 1))
}

// fileKind is what a file is, for people.
func (v *request) fileKind(f service.File) string {
	key := "file.kind.other"
	for _, k := range []struct{ part, key string }{
		{"application/pdf", "file.kind.pdf"},
		{"text/plain", "file.kind.text"},
		{"wordprocessing", "file.kind.document"},
		{"opendocument.text", "file.kind.document"},
		{"sheet", "file.kind.sheet"},
		{"presentation", "file.kind.slides"},
	} {
		if strings.Contains(f.Kind, k.part) && key == "file.kind.other" {
			key = k.key
		}
	}
	return v.p.T(key)
}

// refusals are the refusals in an error that joins several; itself where it joins none.
func refusals(err error) []error {
	if all, ok := errors.AsType[interface {
		error
		Unwrap() []error
	}](err); ok {
		return all.Unwrap()
	}
	return []error{err}
}
