package assistant

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"unicode"
)

// Client is an assistant as a document at its own address describes it (OAuth client ID metadata
// document).
type Client struct {
	ID        string   `json:"client_id"`
	Name      string   `json:"client_name"`
	Redirects []string `json:"redirect_uris"`
	Method    string   `json:"token_endpoint_auth_method"`
}

// ErrClient is an assistant that does not describe itself as it should.
var ErrClient = errors.New("the assistant does not describe itself")

// Clients finds out what an assistant says about itself.
type Clients struct {
	Check func(address string) error // of an address, before it is called
	Call  *http.Client
}

// Describe fetches what is at the address by which an assistant calls itself.
func (c Clients) Describe(ctx context.Context, id string) (*Client, error) {
	u, err := url.Parse(id)
	if err != nil || len(id) > 500 || !named(u) || u.Path == "" || u.Path == "/" || u.User != nil || u.Fragment != "" || strings.Contains(u.Path, "/.") || c.Check == nil {
		return nil, ErrClient
	}
	if err := c.Check(id); err != nil {
		return nil, errors.Join(ErrClient, err)
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, id, nil)
	if err != nil {
		return nil, ErrClient
	}
	r.Header.Set("Accept", "application/json")
	res, err := c.Call.Do(r)
	if err != nil {
		return nil, errors.Join(ErrClient, err)
	}
	defer res.Body.Close()
	var d Client
	if res.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%w: status %d", ErrClient, res.StatusCode)
	}
	if err := json.NewDecoder(res.Body).Decode(&d); err != nil {
		return nil, errors.Join(ErrClient, err)
	}
	if d.ID != id || d.Method != "" && d.Method != "none" || len(d.Redirects) == 0 {
		return nil, ErrClient
	}
	d.Name = strings.TrimSpace(strings.Map(func(r rune) rune {
		if !unicode.IsGraphic(r) {
			return -1
		}
		return r
	}, d.Name))
	if letters := []rune(d.Name); len(letters) > 60 {
		d.Name = string(letters[:60])
	}
	if d.Name == "" {
		d.Name = u.Host
	}
	return &d, nil
}

// Host is where the assistant is from: what it calls itself it chose, this it did not.
func (c *Client) Host() string {
	u, err := url.Parse(c.ID)
	if err != nil {
		return ""
	}
	return u.Host
}

// Leads reports whether a code may be sent to an address: one that the document names, to the letter;
// of one on the reader's own machine the port may be another (RFC 8252).
func (c *Client) Leads(redirect string) bool {
	u, err := url.Parse(redirect)
	if err != nil || !named(u) || u.User != nil || u.Fragment != "" || u.Scheme != "https" && !here(u) {
		return false
	}
	if slices.Contains(c.Redirects, redirect) {
		return true
	}
	return here(u) && slices.ContainsFunc(c.Redirects, func(text string) bool {
		own, err := url.Parse(text)
		return err == nil && here(own) && own.Hostname() == u.Hostname() && own.EscapedPath() == u.EscapedPath() && own.RawQuery == u.RawQuery
	})
}

// named reports whether the host of an address is a name or a number with its port, and nothing that
// stands for others, or would say something else in a policy.
func named(u *url.URL) bool {
	return u.Hostname() != "" && strings.Trim(strings.ToLower(u.Host), "abcdefghijklmnopqrstuvwxyz0123456789.-:[]") == ""
}

// Back is the host to which an answer goes; empty for a program on the reader's own machine, which
// may be another than the one it says it is.
func Back(redirect string) string {
	u, err := url.Parse(redirect)
	if err != nil || here(u) {
		return ""
	}
	return u.Host
}

// here reports whether an address is on the reader's own machine.
func here(u *url.URL) bool {
	ip, err := netip.ParseAddr(u.Hostname())
	return u.Scheme == "http" && (err == nil && ip.IsLoopback() || u.Hostname() == "localhost")
}
