package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"slices"
	"strconv"

	"orpheus/face/web/ui"
)

// live has the page follow what happens: it shows these names, and was made from a
// version. The answer to a form stays as it is.
func (v *request) live(s *ui.Shell, version uint64, shows string) {
	if v.me.Person != 0 && v.r.Method == http.MethodGet {
		s.Events, s.Shows, v.version = "/"+v.org.Slug+"/events", shows, version
	}
}

// sealed writes into a page that follows what happens the version it was made from
// and the tag of its content. A page with the same tag looks the same, of whatever
// version it is. Of another page there is no tag.
func (v *request) sealed(page []byte) (body []byte, tag string) {
	page = v.jar.at.HTML(page)
	i := bytes.LastIndex(page, []byte(ui.Unsealed))
	if i < 0 {
		return page, ""
	}
	tag = looks(page)
	now := `data-now="` + strconv.FormatUint(v.version, 10) + " " + tag + `"`
	return slices.Concat(page[:i], []byte(now), page[i+len(ui.Unsealed):]), tag
}

// passing begins what is another each time a page is made, up to the next quote: the
// keys of forms, the version they were made from, and the version of the data of the map. Nothing that people write can
// look so: quotes in it are escaped.
var passing = [][]byte{[]byte(`name="_key" value="`), []byte(`name="_saw" value="`), []byte(` data-version="`)}

// looks names how a page looks: what passes left out.
func looks(page []byte) string {
	sum := sha256.New()
	for len(page) > 0 {
		end, next := len(page), len(page)
		for _, p := range passing {
			if i := bytes.Index(page[:end], p); i >= 0 {
				end = i + len(p)
				next = end + max(0, bytes.IndexByte(page[end:], '"'))
			}
		}
		sum.Write(page[:end])
		page = page[next:]
	}
	return hex.EncodeToString(sum.Sum(nil)[:12])
}

// has reports whether the browser asks for a page only if it is another than the one
// with this tag, which it shows.
func (v *request) has(tag string) bool {
	return tag != "" && matches(v.r.Header.Get("If-None-Match"), `"`+tag+`"`)
}
