// Package hook tells other programs what happens: one signed message for each act to a
// program (Standard Webhooks), a digest to a room of a chat. It goes only where it may, and
// believes nothing of what it gets back but whether it was taken.
package hook

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"orpheus/internal/outgoing"
	"orpheus/org"
	"orpheus/service"
)

// Sender sends messages. It is a service.HookSender.
type Sender struct {
	URL  string               // address of the pages, without a slash at the end
	Path func(org.Ref) string // where a thing is told, beneath the organisation
	Now  func() time.Time

	client *http.Client
}

// New returns one that goes to public addresses only, and to some networks.
func New(base string, path func(org.Ref) string, now func() time.Time, also outgoing.Networks) *Sender {
	return &Sender{URL: base, Path: path, Now: now, client: also.Client()}
}

// Send sends a message to where a hook leads.
func (s *Sender) Send(ctx context.Context, h *service.Hook, m *service.HookMessage) error {
	body, err := s.write(h, m)
	if err != nil {
		return err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, h.URL, bytes.NewReader(body))
	if err != nil {
		return plain(err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("User-Agent", "Orpheus")
	if !h.Chat() {
		at := s.Now().Unix()
		r.Header.Set("webhook-id", m.ID)
		r.Header.Set("webhook-timestamp", strconv.FormatInt(at, 10))
		r.Header.Set("webhook-signature", Sign(h.Secrets(org.At(s.Now())), m.ID, at, body))
	}
	return s.post(r)
}

// post sends a request, and returns why it was not taken.
func (s *Sender) post(r *http.Request) error {
	res, err := s.client.Do(r)
	if errors.Is(err, outgoing.ErrRedirect) {
		return service.HookFault{Why: service.HookElsewhere, Status: res.StatusCode}
	}
	if err != nil {
		return plain(err)
	}
	defer res.Body.Close()
	_, _ = io.Copy(io.Discard, res.Body)
	switch {
	case res.StatusCode == http.StatusGone:
		return service.HookFault{Why: service.HookLeft}
	case res.StatusCode/100 == 3:
		return service.HookFault{Why: service.HookElsewhere, Status: res.StatusCode}
	case res.StatusCode/100 != 2:
		return service.HookFault{Why: service.HookRefused, Status: res.StatusCode}
	}
	return nil
}

// plain says what went wrong without the address, which may be a secret.
func plain(err error) error {
	if u, ok := errors.AsType[*url.Error](err); ok {
		if u.Timeout() {
			return service.HookFault{Why: service.HookLate}
		}
		err = u.Err
	}
	if errors.Is(err, outgoing.ErrPrivate) {
		return service.HookFault{Why: service.HookPrivate}
	}
	return service.HookFault{Why: service.HookOther, Text: err.Error()}
}

// write is the body of a message.
func (s *Sender) write(h *service.Hook, m *service.HookMessage) ([]byte, error) {
	if h.Chat() {
		return s.chat(h, m)
	}
	return s.message(m)
}

// address is where a thing is told; the organisation where it has no page.
func (s *Sender) address(l *service.Look, r org.Ref) string {
	return s.URL + "/" + l.State.Slug + s.Path(r)
}
