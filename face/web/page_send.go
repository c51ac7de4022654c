package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"runtime/debug"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/a-h/templ"

	"orpheus/face/web/assets"
	"orpheus/internal/gzipped"
	"orpheus/text/i18n"
)

var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// show renders a page as a whole before the first byte goes out, so that a
// fault while rendering still becomes a proper answer.
func (v *request) show(status int, page templ.Component) error {
	if status == http.StatusOK && v.tag != "" && v.w.Header().Get("ETag") != "" && v.cache != nil { // else it may not be kept
		return v.cache.keep(v, page)
	}
	b := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(b)
	b.Reset()
	if err := page.Render(v.r.Context(), b); err != nil {
		return fmt.Errorf("rendering: %w", err)
	}
	body, tag := v.sealed(b.Bytes())
	if status == http.StatusOK && v.has(tag) {
		v.unchanged()
		return nil
	}
	v.send(status, html, body)
	return nil
}

const html = "text/html; charset=utf-8"

// send answers with a body, packed where that is worth it.
func (v *request) send(status int, kind string, body []byte) {
	v.head(kind)
	gzipped.Once(v.w, v.r, status, body)
}

// head says what an answer is, and that it is for whoever asked.
func (v *request) head(kind string) {
	h := v.w.Header()
	h.Set("Content-Type", kind)
	h.Set("Vary", vary)
	if h.Get("Cache-Control") == "" {
		h.Set("Cache-Control", "private, no-cache")
	}
}

// unchanged says that the browser has the page already.
func (v *request) unchanged() {
	v.w.Header().Set("Vary", vary)
	if v.w.Header().Get("Cache-Control") == "" {
		v.w.Header().Set("Cache-Control", "private, no-cache")
	}
	v.w.WriteHeader(http.StatusNotModified)
}

// hasAlready answers a program that has something of this tag (RFC 9110, with its quotes)
// already; else it says that the answer has it.
func (v *request) hasAlready(tag string) bool {
	v.w.Header().Set("ETag", tag)
	if !matches(v.r.Header.Get("If-None-Match"), tag) {
		return false
	}
	v.unchanged()
	return true
}

// answer tells a script something, which is not kept.
func (v *request) answer(status int, what any) error {
	body, err := json.Marshal(what)
	if err != nil {
		return err
	}
	v.w.Header().Set("Cache-Control", "no-store")
	v.send(status, "application/json; charset=utf-8", body)
	return nil
}

const vary = "Accept-Encoding, Accept-Language, Cookie"

// fresh sets the tag of a page made from a version of the state, and reports
// whether the browser has that page already; then it has answered. A page also
// depends on the day, since it writes dates as they stand to today.
func (s *server) fresh(v *request, version, names uint64) bool {
	sum := sha256.Sum256([]byte(strings.Join([]string{
		s.build, assets.Hash(), v.org.Slug, strconv.FormatUint(version, 10), strconv.FormatUint(names, 36), i18n.Daytime(v.now), v.me.Name, v.mark, v.p.Lang(), v.theme, v.view, v.keys,
		strconv.FormatUint(uint64(v.me.Person), 10), strconv.FormatBool(v.room), v.own.mark(), v.inbox.Mark, strconv.FormatUint(v.justDone(), 10), strconv.FormatBool(v.me.Steward && (s.Service.ClockAhead() > 0 || !s.Service.CopiesFail().IsZero())), v.now.Format(time.DateOnly), v.r.URL.Path, v.r.URL.Query().Encode(),
	}, "\n")))
	tag := `W/"` + hex.EncodeToString(sum[:12]) + `"`
	v.w.Header().Set("ETag", tag)
	if !matches(v.r.Header.Get("If-None-Match"), tag) {
		if v.justDone() == 0 {
			v.tag = tag
		}
		return s.cache.answer(v)
	}
	v.unchanged()
	return true
}

func matches(asked, tag string) bool {
	for _, a := range strings.Split(asked, ",") {
		if a = strings.TrimSpace(a); a == "*" || strings.TrimPrefix(a, "W/") == strings.TrimPrefix(tag, "W/") {
			return true
		}
	}
	return false
}

// build names this build of the program, or this start of it where the build
// has no name.
func build() string {
	if info, ok := debug.ReadBuildInfo(); ok {
		rev, clean := "", false
		for _, set := range info.Settings {
			switch set.Key {
			case "vcs.revision":
				rev = set.Value
			case "vcs.modified":
				clean = set.Value == "false"
			}
		}
		if rev != "" && clean {
			return rev
		}
	}
	return strconv.FormatInt(time.Now().UnixNano(), 36)
}
