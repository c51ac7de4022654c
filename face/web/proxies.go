package web

import (
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"strings"
)

// Proxies are the networks of the proxies whose X-Forwarded-For and X-Forwarded-Proto are
// believed, besides this machine. What anybody else says of that kind is not looked at, and
// no X-Forwarded-Host is: links go by the public address alone.
type Proxies []netip.Prefix

// ParseProxies reads addresses and networks with commas between them: "10.0.0.2, 10.1.0.0/16".
func ParseProxies(text string) (all Proxies, err error) {
	for part := range strings.SplitSeq(text, ",") {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		if !strings.Contains(part, "/") {
			ip, err := netip.ParseAddr(part)
			if err != nil {
				return nil, fmt.Errorf("%q is no address of a proxy: %w", part, err)
			}
			all = append(all, netip.PrefixFrom(ip.Unmap(), ip.Unmap().BitLen()))
			continue
		}
		p, err := netip.ParsePrefix(part)
		if err != nil {
			return nil, fmt.Errorf("%q is no network of proxies: %w", part, err)
		}
		all = append(all, p.Masked())
	}
	return all, nil
}

func (p Proxies) believes(ip netip.Addr) bool {
	for _, net := range p {
		if net.Contains(ip) {
			return true
		}
	}
	return ip.IsLoopback()
}

// TLS reports whether the browser came by TLS.
func (p Proxies) TLS(r *http.Request) bool {
	return r.TLS != nil || r.Header.Get("X-Forwarded-Proto") == "https" && p.believes(peer(r))
}

// From is the address of the network a request comes from: the last one that is told of and
// no proxy that is believed. Of an IPv6 address the first half counts.
func (p Proxies) From(r *http.Request) string {
	ip := peer(r)
	if !ip.IsValid() {
		return r.RemoteAddr
	}
	told := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for i := len(told) - 1; i >= 0 && p.believes(ip); i-- {
		behind, err := netip.ParseAddr(strings.TrimSpace(told[i]))
		if err != nil {
			break
		}
		ip = behind.Unmap()
	}
	if ip.Is6() {
		if half, err := ip.Prefix(64); err == nil {
			return half.String()
		}
	}
	return ip.String()
}

// Unheard is the address of a proxy that tells of a visitor and is not believed; the zero
// Addr for none.
func (p Proxies) Unheard(r *http.Request) netip.Addr {
	if ip := peer(r); r.Header.Get("X-Forwarded-For") != "" && !p.believes(ip) {
		return ip
	}
	return netip.Addr{}
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
