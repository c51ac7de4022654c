package web

import (
	"crypto/sha256"
	"encoding/base64"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"time"

	"orpheus/service"
)

// doneCookie carries the number of the entry that the last press of a button led
// to, over to the page that shows it: it is said there once.
const doneCookie = "done"

func (v *visit) done(a service.Answer) {
	if len(a.Entries) == 0 || a.Repeated {
		return
	}
	v.cookie(doneCookie, strconv.FormatUint(a.Entries[0].Seq, 10), "/"+v.org.Slug, time.Minute)
}

// justDone returns the number of the entry to be told of; zero for none.
func (v *visit) justDone() uint64 {
	c, err := v.r.Cookie(doneCookie)
	if err != nil {
		return 0
	}
	seq, _ := strconv.ParseUint(c.Value, 10, 64)
	return seq
}

// sayDone finds the entry to be told of, and forgets it for the next page.
func (pg *place) sayDone() error {
	seq := pg.justDone()
	if seq == 0 || pg.m.past() {
		return nil
	}
	pg.cookie(doneCookie, "", "/"+pg.org.Slug, 0)
	e, err := pg.view.Entry(pg.r.Context(), seq)
	if err != nil || e == nil || e.By != pg.me.Person {
		return err
	}
	pg.done = e
	return pg.findUndo(*e)
}

// cookie sets a cookie that scripts cannot read; it goes at once where it has no
// value.
func (v *visit) cookie(name, value, path string, lasts time.Duration) {
	c := &http.Cookie{
		Name: name, Value: value, Path: path, MaxAge: int(lasts / time.Second), HttpOnly: true, SameSite: http.SameSiteLaxMode,
		Secure: v.secure(),
	}
	if value == "" {
		c.MaxAge = -1
	}
	http.SetCookie(v.w, c)
}

// secure reports whether the browser came by TLS.
func (v *visit) secure() bool { return secure(v.r) }

func secure(r *http.Request) bool {
	return r.TLS != nil || r.Header.Get("X-Forwarded-Proto") == "https"
}

// keyOf makes an idempotency key of the number of a form and what was typed.
func keyOf(nonce string, fields map[string][]string) string {
	h := sha256.New()
	h.Write([]byte(nonce))
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		for _, text := range fields[name] {
			h.Write([]byte("\x00" + name + "\x01" + text))
		}
	}
	return "web-" + base64.RawURLEncoding.EncodeToString(h.Sum(nil)[:18])
}
