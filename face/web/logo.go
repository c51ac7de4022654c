package web

import (
	"net/http"
	"net/url"
	"strconv"

	"orpheus/org"
	"orpheus/text/sentence"
)

// logoURL is the address of the organisation's picture, which is another one for another
// picture; empty for none.
func logoURL(slug string, at org.Time) string {
	if at == 0 {
		return ""
	}
	return address("/"+slug+"/logo", url.Values{"v": {strconv.FormatInt(int64(at), 36)}})
}

// logo answers with the picture of the organisation.
func (s *server) logo(v *request) error {
	_, at, err := v.as.PicturesAt(v.r.Context())
	if err != nil {
		return err
	}
	if at == 0 {
		return errNotFound
	}
	if v.hasAlready(`"logo.` + strconv.FormatInt(int64(at), 36) + `"`) {
		return nil
	}
	f, err := v.as.Logo(v.r.Context())
	if err != nil {
		return err
	}
	end := ".jpg"
	if f.Kind == "image/png" {
		end = ".png"
	}
	v.serve(f.Kind, "logo"+end, f.Body)
	return nil
}

// saveLogo puts a picture in the place of the one before, or takes it away. For who does not
// look after the settings there is no such form.
func (s *server) saveLogo(v *request) error {
	if !v.me.Steward {
		return errNotFound
	}
	var faults []error
	var err error
	none := &org.Error{Code: org.Invalid, Key: "file.none"}
	if v.isFiles() {
		came := 0
		faults, err = s.readFiles(v, 1, func(name string, body []byte) error {
			came++
			return v.as.SetLogo(v.r.Context(), name, body)
		})
		if err == nil && came == 0 && len(faults) == 0 {
			faults = []error{none}
		}
	} else if err = v.read(); err == nil && v.told("do") == "remove" {
		err = v.as.DropLogo(v.r.Context())
	} else if err == nil {
		faults = []error{none}
	}
	if err != nil {
		return err
	}
	if len(faults) > 0 {
		pg, err := s.placeNow(v)
		if err != nil {
			return err
		}
		p := s.settingsOf(pg)
		p.logoFault = sentence.Refusal(v.p, nil, nil, faults[0])
		v.w.Header().Set("Cache-Control", "no-store")
		return v.show(http.StatusUnprocessableEntity, settingsShown(p))
	}
	v.redirect("/" + v.org.Slug + "/settings#logo")
	return nil
}
