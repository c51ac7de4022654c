package web

import (
	"net/http/httptest"
	"testing"
)

// What is told of visitors is believed of this machine and of the proxies that were named, and
// where several hand on, back to the first that is none of them.
func TestWhomProxiesTellOf(t *testing.T) {
	named, err := ParseProxies(" 10.0.0.2, 10.1.0.0/16,2001:db8::/32 ,")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		peer, told, from string
		tls, unheard     bool
	}{
		{"127.0.0.1:1", "198.51.100.7", "198.51.100.7", true, false},
		{"10.0.0.2:1", "198.51.100.7", "198.51.100.7", true, false},
		{"10.0.0.3:1", "198.51.100.7", "10.0.0.3", false, true},
		{"[2001:db8::9]:1", "198.51.100.7", "198.51.100.7", true, false},
		{"10.0.0.2:1", "203.0.113.9, 198.51.100.7, 10.1.2.3", "198.51.100.7", true, false},
		{"10.0.0.2:1", "203.0.113.9, 198.51.100.7", "198.51.100.7", true, false},
		{"10.0.0.2:1", "10.1.0.1, 10.1.0.2", "10.1.0.1", true, false},
		{"10.0.0.2:1", "198.51.100.7, unknown", "10.0.0.2", true, false},
		{"10.0.0.2:1", "", "10.0.0.2", true, false},
		{"198.51.100.1:1", "", "198.51.100.1", false, false},
	} {
		r := httptest.NewRequest("GET", "http://o.example/", nil)
		r.RemoteAddr = c.peer
		if c.told != "" {
			r.Header.Set("X-Forwarded-For", c.told)
		}
		r.Header.Set("X-Forwarded-Proto", "https")
		r.Header.Set("X-Forwarded-Host", "evil.example")
		r.TLS = nil
		if got := named.From(r); got != c.from || named.TLS(r) != c.tls || named.Unheard(r).IsValid() != c.unheard {
			t.Errorf("%s tells of %q: from %s, TLS %v, unheard %v", c.peer, c.told, got, named.TLS(r), named.Unheard(r))
		}
	}
	for _, bad := range []string{"proxy", "10.0.0.300", "10.0.0.0/33", "10.0.0.2 10.0.0.3"} {
		if _, err := ParseProxies(bad); err == nil {
			t.Errorf("%q was taken", bad)
		}
	}
}
