// Package push hands messages to the push services of browsers: encrypted so that only the
// browser reads them (RFC 8291), signed so that it knows who sends them (RFC 8292), and all
// of one size, so that nothing can be told from how long they are.
package push

import (
	"bytes"
	"context"
	"crypto/ecdh"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/SherClockHolmes/webpush-go"

	"orpheus/identity"
	"orpheus/internal/outgoing"
)

const (
	size = 3072      // of what a push service gets: below what any of them takes
	keep = 24 * 3600 // seconds that it keeps a message for a device that is off
)

// Sender is an identity.Pusher.
type Sender struct {
	secret  func(ctx context.Context, name string) ([]byte, error)
	from    string // whom a push service may turn to
	outside outgoing.Networks
	client  *http.Client
}

// New makes one that is known at a public address and has its key from the secrets of a
// store. Beside the public internet it calls these networks.
func New(secret func(ctx context.Context, name string) ([]byte, error), public string, also outgoing.Networks) *Sender {
	from := public
	if u, err := url.Parse(public); err == nil && u.Scheme != "https" {
		from = "push@" + u.Hostname()
	}
	return &Sender{secret: secret, from: from, outside: also, client: also.Client()}
}

var text = base64.RawURLEncoding

// keys are made from a secret that the store makes once and keeps. Of 32 random bytes about
// one in four thousand million is no key: then the next one is taken.
func (s *Sender) keys(ctx context.Context) (private, public string, err error) {
	secret, err := s.secret(ctx, "web push")
	if err != nil {
		return "", "", err
	}
	for n := byte(0); ; n++ {
		sum := sha256.Sum256(append([]byte{n}, secret...))
		key, err := ecdh.P256().NewPrivateKey(sum[:])
		if err == nil {
			return text.EncodeToString(key.Bytes()), text.EncodeToString(key.PublicKey().Bytes()), nil
		}
		if n == 255 {
			return "", "", err
		}
	}
}

// Key is the public key of this server.
func (s *Sender) Key(ctx context.Context) (string, error) {
	_, public, err := s.keys(ctx)
	return public, err
}

// longest is how long an address may be.
const longest = 2000

// Check refuses what is no address of a push service, or no key of a browser.
func (s *Sender) Check(a identity.PushAddress) error {
	key, err := text.DecodeString(strings.TrimRight(a.Key, "="))
	if err == nil {
		_, err = ecdh.P256().NewPublicKey(key)
	}
	auth, fault := text.DecodeString(strings.TrimRight(a.Auth, "="))
	switch {
	case err != nil || fault != nil || len(auth) != 16:
		return errors.New("the keys of the browser cannot be read")
	case len(a.Endpoint) > longest:
		return outgoing.ErrAddress
	}
	return s.outside.Check(a.Endpoint)
}

// shown is a message as the worker in the browser reads it.
type shown struct {
	Title   string `json:"title"`
	Body    string `json:"body"`
	URL     string `json:"url"`
	Tag     string `json:"tag"`
	Badge   int    `json:"badge"`
	Arrived string `json:"arrived"`
}

// Push hands a message to a push service.
func (s *Sender) Push(ctx context.Context, a identity.PushAddress, m *identity.PushMessage) error {
	if err := s.Check(a); err != nil { // what is allowed may be less than when it was kept
		return err
	}
	private, public, err := s.keys(ctx)
	if err != nil {
		return err
	}
	var body bytes.Buffer
	in := json.NewEncoder(&body)
	in.SetEscapeHTML(false)
	if err := in.Encode(shown{m.Title, m.Body, m.URL, m.Tag, m.Badge, m.Arrived}); err != nil {
		return err
	}
	o := &webpush.Options{
		HTTPClient: s.client, RecordSize: size, Subscriber: s.from, TTL: keep, Topic: topic(a, m.Tag), Urgency: webpush.UrgencyNormal,
		VAPIDPublicKey: public, VAPIDPrivateKey: private,
	}
	if m.Urgent {
		o.Urgency = webpush.UrgencyHigh
	}
	answer, err := webpush.SendNotificationWithContext(ctx, body.Bytes(), &webpush.Subscription{Endpoint: a.Endpoint, Keys: webpush.Keys{Auth: a.Auth, P256dh: a.Key}}, o)
	if err != nil {
		return s.fault(err)
	}
	defer answer.Body.Close()
	_, _ = io.Copy(io.Discard, answer.Body) // so that the connection is used again
	switch {
	case answer.StatusCode/100 == 2:
		return nil
	case answer.StatusCode == http.StatusNotFound || answer.StatusCode == http.StatusGone:
		return identity.ErrRefused
	}
	return fmt.Errorf("the push service %s answered %s", host(a.Endpoint), answer.Status)
}

// topic has a push service keep the last message about a thing for a device that is off. It
// is different for every device, and says nothing of the thing.
func topic(a identity.PushAddress, tag string) string {
	sum := sha256.Sum256([]byte(a.Auth + "\n" + tag))
	return text.EncodeToString(sum[:24])
}

// fault says what went wrong without the address, which is a secret of the browser.
func (s *Sender) fault(err error) error {
	unsure := outgoing.Unsure(err)
	if of, ok := errors.AsType[*url.Error](err); ok {
		err = fmt.Errorf("the push service %s: %w", host(of.URL), of.Err)
	}
	if unsure {
		return errors.Join(identity.ErrUnsure, err)
	}
	return err
}

func host(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Host
}
