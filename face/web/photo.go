package web

import (
	"net/http"
	"net/url"
	"strconv"

	"orpheus/org"
	"orpheus/text/sentence"
)

// photoURL is the address of somebody's photo, which is another one for another photo; empty
// for none.
func photoURL(slug string, p org.PersonID, at org.Time) string {
	if at == 0 {
		return ""
	}
	return address("/"+slug+"/people/"+p.String()[1:]+"/photo", url.Values{"v": {strconv.FormatInt(int64(at), 36)}})
}

// photo is the address of the photo of somebody whom the one who looks knows; empty for
// none.
func (w *view) photo(p org.PersonID) string {
	if p == 0 {
		return ""
	}
	return photoURL(w.Present.Slug, p, w.PhotoAt(p))
}

func (pg *place) photo(p org.PersonID) string { return pg.view.photo(p) }

// photo answers with the photo of somebody.
func (s *server) photo(v *request) error {
	id, err := org.ParseID[org.PersonID](v.r.PathValue("id"))
	if err != nil {
		return errNotFound
	}
	look, err := v.as.Look(v.r.Context(), 0)
	if err != nil {
		return err
	}
	small := !v.r.URL.Query().Has("large")
	at := look.PhotoAt(id)
	if at != 0 && v.hasAlready(`"`+id.String()+"."+strconv.FormatInt(int64(at), 36)+"."+sizeName(small)+`"`) {
		return nil
	}
	f, err := v.as.PhotoOf(v.r.Context(), id)
	if err != nil {
		return err
	}
	end := ".jpg"
	if f.Kind == "image/png" {
		end = ".png"
	}
	v.serve(f.Kind, id.String()+end, inSize(f.Body, f.Small, small))
	return nil
}

// savePhoto puts a photo in the place of the one before, or takes it away.
func (s *server) savePhoto(v *request) error {
	var faults []error
	var err error
	done := "photo"
	if v.isFiles() {
		came := 0
		faults, err = s.readFiles(v, 1, func(name string, body []byte) error {
			came++
			return v.as.SetPhoto(v.r.Context(), name, body)
		})
		if err == nil && came == 0 && len(faults) == 0 {
			faults = []error{&org.Error{Code: org.Invalid, Key: "file.none"}}
		}
	} else if err = v.read(); err == nil && v.told("do") == "remove" {
		err, done = v.as.DropPhoto(v.r.Context()), "photo_gone"
	} else if err == nil {
		faults = []error{&org.Error{Code: org.Invalid, Key: "file.none"}}
	}
	if err != nil {
		return err
	}
	if len(faults) > 0 {
		d, err := s.accountOf(v)
		if err != nil {
			return err
		}
		d.faults["photo"] = sentence.Refusal(v.p, nil, nil, faults[0])
		return d.shown(http.StatusUnprocessableEntity)
	}
	v.redirect("/" + v.org.Slug + "/account?done=" + done)
	return nil
}
