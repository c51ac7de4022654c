package web

import (
	"errors"
	"io"
	"net/http"
	"os"
	"time"

	"orpheus/identity"
	"orpheus/org"
	"orpheus/service"
	"orpheus/text/sentence"
)

// mostCopy is how large a copy of an organisation may be that comes by the page that founds: all
// its acts are looked at together before any is kept. A larger one goes by orpheus restore.
const mostCopy = 256 << 20

// copyField is the field of that form with the copy.
const copyField = "copy"

// restored puts an organisation back out of a copy, by a link that founds. Nobody is signed in
// by it: whoever holds the link may be somebody who was no member.
func (s *server) restored(v *request) error {
	d, err := s.founding(v)
	if err != nil || d == nil {
		return err
	}
	d.f.Lang = v.p.Lang()
	end, ok := s.arriving.Begin("found "+d.token, 1) // it lies on the disk, and then in memory; and one link founds at a time
	if !ok {
		return &tooOften{time.Minute}
	}
	defer end()
	turn := http.NewResponseController(v.w)
	_ = turn.SetReadDeadline(time.Now().Add(fileTime)) // a server of a test may have none
	_ = turn.SetWriteDeadline(time.Now().Add(2 * fileTime))
	v.r.Body = http.MaxBytesReader(v.w, v.r.Body, mostCopy+largestForm)
	beside, err := os.CreateTemp("", "orpheus-copy-*")
	if err != nil {
		return err
	}
	defer func() { _, _ = beside.Close(), os.Remove(beside.Name()) }()
	d.copyFault, err = receive(v, beside)
	if err != nil {
		return err
	}
	if d.copyFault != "" {
		return d.shown(http.StatusUnprocessableEntity)
	}
	use, err := s.Identity.FoundingUse(v.r.Context(), d.token)
	if err != nil {
		return err
	}
	done, err := s.Service.RestoreNew(v.r.Context(), beside, use)
	if errors.Is(err, identity.ErrUsed) {
		return v.show(http.StatusGone, foundFault(v, "link.used"))
	}
	if d.copyFault = copyFault(v, err); d.copyFault != "" {
		return d.shown(http.StatusUnprocessableEntity)
	}
	if err != nil {
		return err
	}
	o, err := s.Service.Organisation(v.r.Context(), done.Slug)
	if err != nil {
		return err
	}
	v.w.Header().Set("Cache-Control", "no-store")
	return v.show(http.StatusOK, foundAgain(v, o.Name, done))
}

// receive writes the copy that was sent to a file. fault is what is the matter with it, in words.
func receive(v *request, to *os.File) (fault string, err error) {
	parts, err := v.r.MultipartReader()
	if err != nil {
		return "", errors.Join(errForm, err)
	}
	size := int64(0)
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return "", errors.Join(errForm, err)
		}
		if part.FormName() != copyField || size > 0 {
			continue
		}
		in := &arriving{r: io.LimitReader(part, mostCopy+1)}
		size, err = io.Copy(to, in)
		switch {
		case in.fault != nil && !isTooLarge(in.fault):
			return "", errors.Join(errForm, in.fault)
		case in.fault != nil || size > mostCopy:
			return v.p.T("found.copy.large", mostCopy>>20), nil
		case err != nil:
			return "", err
		}
	}
	if size == 0 {
		return v.p.T("found.copy.none"), nil
	}
	_, err = to.Seek(0, io.SeekStart)
	return "", err
}

func isTooLarge(err error) bool {
	_, ok := errors.AsType[*http.MaxBytesError](err)
	return ok
}

// copyFault says what is the matter with a copy; empty where that is nothing of it.
func copyFault(v *request, err error) string {
	if bad, ok := errors.AsType[*service.BadExportError](err); ok {
		return v.p.T("found.copy."+string(bad.Kind), bad.Line)
	}
	if errors.Is(err, org.ErrUnknownKind) {
		return v.p.T("found.copy.newer", 1)
	}
	if org.CodeOf(err) != 0 {
		return sentence.Refusal(v.p, nil, nil, err)
	}
	return ""
}
