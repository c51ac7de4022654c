// Package outgoing calls addresses that people name: web hooks, and the push services of
// browsers. Whoever names one must not get this server to ask what only it can reach, so a
// connection goes to the public internet alone, and to what the operator allows.
package outgoing

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/netip"
	"net/url"
	"strings"
	"sync/atomic"
	"syscall"
	"time"
)

// Limits of one call.
const (
	dialWithin   = 5 * time.Second
	answerWithin = 10 * time.Second // all of a call
	mostHeader   = 64 << 10
	mostBody     = 64 << 10 // of an answer; the rest is not read
)

var (
	// ErrAddress is an address that may not be named.
	ErrAddress = errors.New("an address begins with https:// and names a host")
	// ErrPrivate is an address that leads to where only this server or its network is.
	ErrPrivate = errors.New("the address leads into a private network")
	// ErrRedirect is an answer that leads elsewhere: it could lead inside, and what is sent is
	// for whom it was sent to.
	ErrRedirect = errors.New("the address leads on to another one")
)

// Networks are those that may be called besides the public internet.
type Networks []netip.Prefix

// ParseNetworks reads addresses and networks, with commas between them.
func ParseNetworks(text string) (Networks, error) {
	var all Networks
	for one := range strings.SplitSeq(text, ",") {
		one = strings.TrimSpace(one)
		if one == "" {
			continue
		}
		p, err := netip.ParsePrefix(one)
		if err != nil {
			ip, fault := netip.ParseAddr(one)
			if fault != nil {
				return nil, fmt.Errorf("%q is neither an address nor a network", one)
			}
			p = netip.PrefixFrom(ip, ip.BitLen())
		}
		all = append(all, p.Masked())
	}
	return all, nil
}

func (n Networks) have(ip netip.Addr) bool {
	for _, p := range n {
		if p.Contains(ip) {
			return true
		}
	}
	return false
}

// Check looks at an address as somebody named it, before it is kept. An address in letters
// is looked up when it is called, not here: what it stands for may change. Only what the
// operator allows is called without TLS, and only by its number.
func (n Networks) Check(address string) error {
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" || u.User != nil || u.Fragment != "" {
		return ErrAddress
	}
	ip, err := netip.ParseAddr(u.Hostname())
	known := err == nil
	if known {
		ip = ip.Unmap()
	}
	switch {
	case u.Scheme == "http" && known && n.have(ip):
		return nil
	case u.Scheme != "https":
		return ErrAddress
	case known && !n.may(ip):
		return ErrPrivate
	case strings.EqualFold(u.Hostname(), "localhost") || strings.HasSuffix(strings.ToLower(u.Hostname()), ".localhost"):
		return ErrPrivate
	}
	return nil
}

// may reports whether an address may be called.
func (n Networks) may(ip netip.Addr) bool { return Public(ip) || n.have(ip.Unmap()) }

// special are networks that are global by their numbers and yet lead nowhere, or lead on
// into others: those of RFC 6890 and its updates that netip does not name.
var special = func() (all []netip.Prefix) {
	for _, p := range []string{
		"0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4",
		"64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "5f00::/16", "fec0::/10",
	} {
		all = append(all, netip.MustParsePrefix(p))
	}
	return all
}()

// global is where IPv6 addresses of the internet are.
var global = netip.MustParsePrefix("2000::/3")

// Public reports whether an address is on the public internet.
func Public(ip netip.Addr) bool {
	ip = ip.Unmap().WithZone("")
	if !ip.IsGlobalUnicast() || ip.IsPrivate() || ip.Is6() && !global.Contains(ip) {
		return false
	}
	for _, p := range special {
		if p.Contains(ip) {
			return false
		}
	}
	return true
}

// control looks at the address that is dialled, after its name was looked up: a name that
// stands for another address a moment later gains nothing.
func (n Networks) control(_, address string, _ syscall.RawConn) error {
	at, err := netip.ParseAddrPort(address)
	if err != nil {
		return err
	}
	if !n.may(at.Addr()) {
		return ErrPrivate
	}
	return nil
}

// Client returns one that calls the public internet and these networks: by no proxy, along
// no redirect, and for no longer and no more than one short call takes.
func (n Networks) Client() *http.Client {
	dial := &net.Dialer{Timeout: dialWithin, Control: n.control}
	return &http.Client{
		CheckRedirect: func(*http.Request, []*http.Request) error { return ErrRedirect },
		Transport: &bounded{http.Transport{
			DialContext: dial.DialContext, TLSHandshakeTimeout: dialWithin, MaxResponseHeaderBytes: mostHeader,
			MaxIdleConns: 20, MaxConnsPerHost: 4, IdleConnTimeout: time.Minute, ForceAttemptHTTP2: true,
		}},
	}
}

// bounded bounds how long a call takes and how much of its answer is read, and notes of one
// that failed whether it may have arrived.
type bounded struct{ http.Transport }

func (b *bounded) RoundTrip(r *http.Request) (*http.Response, error) {
	var connected atomic.Bool
	ctx, end := context.WithTimeout(r.Context(), answerWithin)
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{GotConn: func(httptrace.GotConnInfo) { connected.Store(true) }})
	answer, err := b.Transport.RoundTrip(r.WithContext(ctx))
	if err != nil {
		end()
		if connected.Load() {
			err = &unsure{err}
		}
		return nil, err
	}
	answer.Body = &part{io.LimitReader(answer.Body, mostBody), answer.Body, end}
	return answer, nil
}

// part is the beginning of an answer.
type part struct {
	io.Reader
	whole io.Closer
	end   context.CancelFunc
}

func (p *part) Close() error {
	defer p.end()
	return p.whole.Close()
}

// unsure is the fault of a call that was connected.
type unsure struct{ error }

func (u *unsure) Unwrap() error { return u.error }

// Timeout reports whether the time was up, as net.Error does.
func (u *unsure) Timeout() bool {
	late, ok := errors.AsType[net.Error](u.error)
	return ok && late.Timeout() || errors.Is(u.error, context.DeadlineExceeded)
}

// Unsure reports whether a call that failed may have arrived: what was sent could have been
// taken before the answer was lost. One that was never connected has not.
func Unsure(err error) bool {
	_, connected := errors.AsType[*unsure](err)
	return connected
}
