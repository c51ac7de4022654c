package outgoing_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"

	"orpheus/internal/outgoing"
)

func networks(t *testing.T, text string) outgoing.Networks {
	t.Helper()
	n, err := outgoing.ParseNetworks(text)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestPublicAddresses(t *testing.T) {
	for text, public := range map[string]bool{
		"8.8.8.8": true, "193.99.144.80": true, "2a00:1450:4001:80b::200e": true,
		"127.0.0.1": false, "127.9.9.9": false, "10.1.2.3": false, "172.16.0.1": false, "192.168.1.1": false, "169.254.169.254": false, "100.64.0.1": false,
		"0.0.0.0": false, "0.1.2.3": false, "192.0.0.8": false, "192.0.2.1": false, "198.18.0.1": false, "203.0.113.9": false, "224.0.0.1": false, "240.0.0.1": false, "255.255.255.255": false,
		"::1": false, "::": false, "::127.0.0.1": false, "::ffff:127.0.0.1": false, "::ffff:10.0.0.1": false, "::ffff:8.8.8.8": true, "fe80::1": false, "fe80::1%eth0": false, "fd00::1": false, "fec0::1": false,
		"64:ff9b::7f00:1": false, "64:ff9b::808:808": false, "2002:7f00:1::": false, "2001:0:1::1": false, "2001:db8::1": false, "ff02::1": false, "100::1": false,
	} {
		if got := outgoing.Public(netip.MustParseAddr(text)); got != public {
			t.Errorf("%s is public: %v", text, got)
		}
	}
}

func TestAddressesThatMayBeNamed(t *testing.T) {
	allowed := networks(t, " 127.0.0.1, 10.8.0.0/16 ,::1")
	for address, want := range map[string]error{
		"https://push.example.org/a?b": nil, "https://8.8.8.8/x": nil, "http://127.0.0.1:99/x": nil, "https://127.0.0.1:99/x": nil, "http://10.8.3.4/": nil, "http://[::1]:9/": nil,
		"http://push.example.org/a": outgoing.ErrAddress, "https://": outgoing.ErrAddress, "push": outgoing.ErrAddress, "": outgoing.ErrAddress, "ftp://x.example/": outgoing.ErrAddress,
		"https://u:p@x.example/": outgoing.ErrAddress, "https://x.example/#a": outgoing.ErrAddress, "http://127.0.0.2/": outgoing.ErrAddress, "file:///etc/passwd": outgoing.ErrAddress,
		"https://127.0.0.2/": outgoing.ErrPrivate, "https://10.9.0.1/": outgoing.ErrPrivate, "https://[fe80::1]/": outgoing.ErrPrivate, "https://localhost/": outgoing.ErrPrivate, "https://a.LOCALHOST/": outgoing.ErrPrivate,
	} {
		if got := allowed.Check(address); !errors.Is(got, want) || got != nil && want == nil {
			t.Errorf("%q: %v, want %v", address, got, want)
		}
	}
	if err := networks(t, "").Check("http://127.0.0.1/"); !errors.Is(err, outgoing.ErrAddress) {
		t.Error("without an operator's word loopback may be named:", err)
	}
	for _, bad := range []string{"x", "10.0.0.0/33", "10.0.0.1-10.0.0.2"} {
		if _, err := outgoing.ParseNetworks(bad); err == nil {
			t.Errorf("%q is a network", bad)
		}
	}
}

// A call reaches nothing inside unless it is allowed, whatever name leads there; it follows
// no redirect and reads no answer without end.
func TestCallsStayOutside(t *testing.T) {
	var came int
	inside := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		came++
		switch r.URL.Path {
		case "/on":
			http.Redirect(w, r, "/there", http.StatusTemporaryRedirect)
		case "/long":
			for range 1000 {
				fmt.Fprint(w, strings.Repeat("x", 1000))
			}
		}
	}))
	defer inside.Close()
	get := func(n outgoing.Networks, address string) (string, error) {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
		if err != nil {
			t.Fatal(err)
		}
		a, err := n.Client().Do(r)
		if err != nil {
			return "", err
		}
		defer a.Body.Close()
		b, err := io.ReadAll(a.Body)
		return string(b), err
	}
	_, port, _ := strings.Cut(strings.TrimPrefix(inside.URL, "http://"), ":")
	for _, address := range []string{inside.URL, "http://localhost:" + port, "http://[::ffff:127.0.0.1]:" + port, "http://0.0.0.0:" + port} {
		if _, err := get(nil, address); !errors.Is(err, outgoing.ErrPrivate) {
			t.Errorf("%s: %v", address, err)
		}
	}
	if came != 0 {
		t.Error("something inside was called")
	}
	allowed := networks(t, "127.0.0.0/8")
	if _, err := get(allowed, inside.URL); err != nil || came != 1 {
		t.Error("what is allowed was not called:", err)
	}
	if _, err := get(allowed, inside.URL+"/on"); !errors.Is(err, outgoing.ErrRedirect) || came != 2 {
		t.Error("a redirect:", err, came)
	}
	if text, err := get(allowed, inside.URL+"/long"); err != nil || len(text) != 64<<10 {
		t.Error("an answer of", len(text), err)
	}
}

// A call that nobody took is known as one; a call whose answer was lost may have arrived.
func TestWhatMayHaveArrived(t *testing.T) {
	gone := httptest.NewServer(http.NotFoundHandler())
	gone.Close()
	lost := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }))
	defer lost.Close()
	allowed := networks(t, "127.0.0.1")
	for address, unsure := range map[string]bool{gone.URL: false, lost.URL: true} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, address, strings.NewReader("x"))
		if err != nil {
			t.Fatal(err)
		}
		a, err := allowed.Client().Do(r)
		if err == nil {
			_ = a.Body.Close()
			t.Fatal("it was answered")
		}
		if outgoing.Unsure(err) != unsure {
			t.Errorf("%v may have arrived: %v", err, !unsure)
		}
	}
	if outgoing.Unsure(outgoing.ErrPrivate) || outgoing.Unsure(nil) {
		t.Error("what was never connected may have arrived")
	}
}
