package web

import (
	"net/http"
	"net/url"
	"strings"
	"time"

	"orpheus/internal/mount"
)

// jar names the cookies of this server. Where people reach it by https only, names
// begin so that a browser takes them by https alone, and, of those for the whole
// server, from this host alone: nobody on the way and no neighbour under the same
// domain can put one of their own in place.
//
// A server under a path has its cookies there, which __Host- does not allow.
type jar struct {
	safe    bool
	at      mount.Mount
	origin  string // of the public address, whose forms are ours
	proxies Proxies
}

// jarOf is for a server at a public address, behind proxies.
func jarOf(public string, behind Proxies) jar {
	j := jar{safe: strings.HasPrefix(public, "https://"), at: mount.Of(public), proxies: behind}
	if u, err := url.Parse(public); err == nil && u.Host != "" {
		j.origin = u.Scheme + "://" + u.Host
	}
	return j
}

// partial are the cookies for a part of the server, which __Host- does not allow: of
// an organisation, since one browser can be signed in to several, and of signing in.
var partial = map[string]bool{sessionCookie: true, doneCookie: true, deviceCookie: true, stepCookie: true, keyCookie: true, wasCookie: true}

func (j jar) name(cookie string) string {
	switch {
	case !j.safe:
		return cookie
	case partial[cookie] || j.at != "":
		return "__Secure-" + cookie
	}
	return "__Host-" + cookie
}

// get is what a cookie says; empty where it is not there.
func (j jar) get(r *http.Request, cookie string) string {
	c, err := r.Cookie(j.name(cookie))
	if err != nil {
		return ""
	}
	return c.Value
}

// set sets a cookie that lasts for a while; it goes at once where it has no value.
// Scripts may read none but the theme, which they change without asking the server.
func (j jar) set(w http.ResponseWriter, r *http.Request, cookie, value, path string, lasts time.Duration) {
	c := &http.Cookie{
		Name: j.name(cookie), Value: value, Path: j.at.Path(path), MaxAge: int(lasts / time.Second), HttpOnly: cookie != themeCookie,
		SameSite: http.SameSiteLaxMode, Secure: j.safe || j.proxies.TLS(r),
	}
	if value == "" {
		c.MaxAge = -1
	}
	http.SetCookie(w, c)
}
