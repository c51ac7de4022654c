package web

import (
	"net"
	"net/http"
	"net/netip"
	"strings"
	"time"
)

// jar names the cookies of this server. Where people reach it by https only, names
// begin so that a browser takes them by https alone, and, of those for the whole
// server, from this host alone: nobody on the way and no neighbour under the same
// domain can put one of their own in place.
type jar struct{ safe bool }

// jarOf is for a server at a public address.
func jarOf(public string) jar { return jar{strings.HasPrefix(public, "https://")} }

// partial are the cookies for a part of the server, which __Host- does not allow: of
// an organisation, since one browser can be signed in to several, and of signing in.
var partial = map[string]bool{sessionCookie: true, doneCookie: true, deviceCookie: true}

func (j jar) name(cookie string) string {
	switch {
	case !j.safe:
		return cookie
	case partial[cookie]:
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
		Name: j.name(cookie), Value: value, Path: path, MaxAge: int(lasts / time.Second), HttpOnly: cookie != themeCookie,
		SameSite: http.SameSiteLaxMode, Secure: j.safe || overTLS(r),
	}
	if value == "" {
		c.MaxAge = -1
	}
	http.SetCookie(w, c)
}

// overTLS reports whether the browser came by TLS. What a proxy says is believed where
// it runs on this machine.
func overTLS(r *http.Request) bool {
	return r.TLS != nil || r.Header.Get("X-Forwarded-Proto") == "https" && peer(r).IsLoopback()
}

// peer is the other end of the connection; the zero Addr where that is no address.
func peer(r *http.Request) netip.Addr {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	ip, _ := netip.ParseAddr(host)
	return ip.Unmap()
}
