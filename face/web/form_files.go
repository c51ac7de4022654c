package web

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"os"
	"slices"
	"time"

	"orpheus/org"
	"orpheus/service"
)

// fileField is the field of a form with files.
const fileField = "_files"

// Files take longer to arrive than other forms: a picture from a phone by a slow line.
const (
	fileTime     = 10 * time.Minute
	filesAtOnce  = 4  // are in memory; others wait their turn, beside it
	arrivingMost = 24 // forms with files of one person arrive at once: what is on its way lies on the disk
	partOverhead = 4 << 10
)

// isFiles reports whether a form was sent as those are that can hold files.
func (v *request) isFiles() bool {
	kind, _, err := mime.ParseMediaType(v.r.Header.Get("Content-Type"))
	return err == nil && kind == "multipart/form-data"
}

// readFiles reads a form with up to so many files, and gives each of them to take when it
// is there: one is in memory at a time, and none while it arrives. All else in it is read as read does. Only what calls
// this takes more than largestForm. A refusal of take is that of one file: the others are
// read still; the first is returned beside what went wrong.
func (s *server) readFiles(v *request, most int, take func(name string, body []byte) error) (refused []error, err error) {
	end, ok := s.arriving.Begin(v.org.Slug+" "+v.me.Person.String(), arrivingMost)
	if !ok {
		return nil, &tooOften{time.Minute}
	}
	defer end()
	turn := http.NewResponseController(v.w)
	_ = turn.SetReadDeadline(time.Now().Add(fileTime)) // a server of a test may have none
	_ = turn.SetWriteDeadline(time.Now().Add(fileTime + time.Minute))
	each := s.Service.FileLimits().Each
	v.r.Body = http.MaxBytesReader(v.w, v.r.Body, largestForm+int64(most)*(each+partOverhead))
	parts, err := v.r.MultipartReader()
	if err != nil {
		return nil, errors.Join(errForm, err)
	}
	v.r.PostForm = url.Values{}
	left, files := int64(largestForm), 0
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return refused, v.lettersOnly()
		}
		if err != nil {
			return nil, errors.Join(errForm, err)
		}
		name := part.FileName()
		if name == "" { // a field, or a field for files in which there is none
			b, err := io.ReadAll(io.LimitReader(part, left+1))
			if left -= int64(len(b)); err != nil || left < 0 {
				return nil, errors.Join(errForm, err)
			}
			if part.FormName() != fileField {
				v.r.PostForm.Add(part.FormName(), string(b))
			}
			continue
		}
		if files++; files > most {
			return []error{&org.Error{Code: org.Invalid, Key: "file.many", Args: []any{most}}}, v.lettersOnly()
		}
		if fault, err := s.readFile(v, part, name, each, take); err != nil {
			return nil, err
		} else if fault != nil {
			refused = append(refused, fault)
		}
	}
}

// readFile reads one file; fault is why it is not taken. It arrives on the disk, so that a
// slow line keeps nobody else's from being taken.
func (s *server) readFile(v *request, part io.Reader, name string, each int64, take func(string, []byte) error) (fault, err error) {
	beside, err := os.CreateTemp("", "orpheus-file-*")
	if err != nil {
		return nil, err
	}
	defer func() { _, _ = beside.Close(), os.Remove(beside.Name()) }()
	in := &arriving{r: io.LimitReader(part, each+1)}
	size, err := io.Copy(beside, in)
	if err == nil && size > each {
		_, err = io.Copy(io.Discard, part) // what else the form says comes after it
		in.fault = err
	}
	switch {
	case in.fault != nil:
		return nil, errors.Join(errForm, in.fault)
	case err != nil: // of the disk
		return nil, err
	case size > each:
		return v.as.TooLarge(name), nil
	}
	select {
	case s.receiving <- struct{}{}:
		defer func() { <-s.receiving }()
	case <-v.r.Context().Done():
		return nil, v.r.Context().Err()
	}
	body := make([]byte, size)
	if _, err := beside.ReadAt(body, 0); err != nil && size > 0 {
		return nil, err
	}
	err = take(name, body)
	if org.CodeOf(err) != 0 {
		return err, nil
	}
	return nil, err
}

// arriving notes what went wrong with what arrives, apart from what it is written to.
type arriving struct {
	r     io.Reader
	fault error
}

func (a *arriving) Read(b []byte) (int, error) {
	n, err := a.r.Read(b)
	if err != nil && !errors.Is(err, io.EOF) {
		a.fault = err
	}
	return n, err
}

// attaching are the files that come with a form of an act.
type attaching struct {
	sent   []string          // keys of those that came before by a script
	files  []service.File    // that wait, those and what came with the form
	about  map[string]string // what one sees on them, by their keys
	sums   []string          // of what came with the form: the same form with other files asks for something else
	faults []error
}

// readAttaching reads a form of an act with which files may come.
func (s *server) readAttaching(v *request) (a attaching, err error) {
	var came []service.File
	if v.isFiles() {
		a.faults, err = s.readFiles(v, org.MaxFiles, func(name string, body []byte) error {
			f, err := s.addFile(v, name, body)
			if err == nil {
				came, a.sums = append(came, f), append(a.sums, fmt.Sprintf("%s %x", f.Name, sha256.Sum256(body)))
			}
			return err
		})
	} else {
		err = v.read()
	}
	if err != nil {
		return a, err
	}
	for _, key := range v.r.PostForm["_upload"] {
		if !slices.Contains(a.sent, key) {
			a.sent = append(a.sent, key)
		}
	}
	a.about = map[string]string{}
	a.files, err = v.as.Waiting(v.r.Context(), a.sent...)
	for _, key := range a.sent {
		a.about[key] = v.told("_describe." + key)
	}
	for _, f := range came {
		a.about[f.Key] = v.told("_describe")
	}
	a.files = append(a.files, came...)
	return a, err
}

// addFile keeps a file that waits, where whoever sends it has not sent too many.
func (s *server) addFile(v *request, name string, body []byte) (service.File, error) {
	if wait, ok := s.Identity.MayAddFile(v.org.Slug, v.me.Person); !ok {
		return service.File{}, &org.Error{Code: org.Conflict, Key: "file.often", Args: []any{int(wait/time.Minute) + 1}}
	}
	return v.as.AddFile(v.r.Context(), name, body)
}

// asked are the files as an act takes them; also those that wait no longer, of which the
// service says so.
func (a *attaching) asked() (out []service.Attached) {
	keys := slices.Clone(a.sent)
	for _, f := range a.files {
		if !slices.Contains(keys, f.Key) {
			keys = append(keys, f.Key)
		}
	}
	for _, key := range keys {
		out = append(out, service.Attached{Key: key, About: a.about[key]})
	}
	return out
}

// contents tell two copies of a form apart that have other files in them.
func (a *attaching) contents() []string {
	out := slices.Clone(a.sums)
	for _, key := range a.sent { // whether they wait still or not
		out = append(out, key, a.about[key])
	}
	return out
}
