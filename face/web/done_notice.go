package web

import (
	"crypto/sha256"
	"encoding/base64"
	"maps"
	"slices"
	"strconv"
	"time"

	"orpheus/service"
)

// doneCookie carries the number of the entry that the last press of a button led
// to, over to the page that shows it: it is said there once.
const doneCookie = "done"

func (v *request) done(a service.Answer) {
	if len(a.Entries) == 0 || a.Repeated {
		return
	}
	v.jar.set(v.w, v.r, doneCookie, strconv.FormatUint(a.Entries[0].Seq, 10), "/"+v.org.Slug, time.Minute)
}

// justDone returns the number of the entry to be told of; zero for none. A page that
// tells of it, and that becomes another since others act, asks for it again.
func (v *request) justDone() uint64 {
	for _, told := range []string{v.jar.get(v.r, doneCookie), v.r.Header.Get("Orpheus-Done")} {
		if seq, err := strconv.ParseUint(told, 10, 64); err == nil && seq != 0 {
			return seq
		}
	}
	return 0
}

// sayDone finds the entry to be told of, and forgets it for the next page.
func (pg *place) sayDone() error {
	seq := pg.justDone()
	if seq == 0 || pg.m.past() {
		return nil
	}
	pg.jar.set(pg.w, pg.r, doneCookie, "", "/"+pg.org.Slug, 0)
	e, err := pg.view.Entry(pg.r.Context(), seq)
	if err != nil || e == nil || e.By != pg.me.Person {
		return err
	}
	pg.done = e
	return pg.findUndo(*e)
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
