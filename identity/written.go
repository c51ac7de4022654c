package identity

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"

	"orpheus/org"
)

// Written is a letter in words.
type Written struct {
	Subject, Text, HTML string
	ID                  string   // names it for ever: whatever is tried again is the same mail
	Thread              []string // the names of what it goes on, the oldest first
	Unsubscribe         string   // address at which one POST ends such mails

	Push   *PushMessage // of a message to devices, which has nothing of the above; nil where it is to go to none
	OrMail bool         // it goes by mail where no device takes it
}

// Writer writes the letters that tell of what happened, when they go out: nothing of them
// waits anywhere.
type Writer interface {
	// Write returns nil where there is nothing to tell any more.
	Write(ctx context.Context, m Mail, to Who) (*Written, error)
}

// ErrUnsure is a try that may have succeeded: the mail server had all of a letter and did
// not say whether it keeps it.
var ErrUnsure = errors.New("the mail server did not say whether it has the mail")

// tellBy sends a mail that tells of what happened, at most once: what a mail server may
// have already is not sent again, since it stands on the pages too.
// It reports whether it was taken: it is marked as handed over, and may be dropped later.
func (s *Service) tellBy(ctx context.Context, p Postman, m Mail, who Who) (taken bool, err error) {
	if m.Handed || p.Printed() || s.Writer == nil {
		return false, s.Store.DropMail(ctx, m)
	}
	l := Letter{Mail: m, To: who}
	var fault error
	if l.Written, fault = s.Writer.Write(ctx, m, who); ctx.Err() != nil {
		return false, errors.Join(ctx.Err(), s.Store.PutMail(context.WithoutCancel(ctx), m))
	}
	if fault == nil {
		if l.Written == nil {
			return false, s.Store.DropMail(ctx, m)
		}
		if ours, err := s.Store.HandMail(ctx, m); err != nil || !ours {
			return false, err
		}
		fault = p.Send(ctx, l)
	}
	after := context.WithoutCancel(ctx)
	switch {
	case fault == nil:
		return true, nil
	case errors.Is(fault, ErrUnsure):
		m.Handed, m.Tries = true, len(pauses) // not again
	case ctx.Err() != nil: // it was us who stopped: another may send it at once
		return false, errors.Join(ctx.Err(), s.Store.PutMail(after, m))
	}
	return false, s.failed(after, m, fault)
}

// failed notes a try in vain, and when the next one is.
func (s *Service) failed(ctx context.Context, m Mail, fault error) error {
	m.Fault, m.Tried, m.Due = fault.Error(), s.now(), 0
	if m.Tries < len(pauses) {
		m.Due = s.now() + span(pauses[m.Tries])
	}
	m.Tries++
	return s.Store.PutMail(ctx, m)
}

// Token stands for something that a person may have done by whoever has a mail to them,
// without signing in. It cannot be made up.
func (s *Service) Token(ctx context.Context, slug string, p org.PersonID, what string) (string, error) {
	secret, err := s.Store.SecretFor(ctx, "mail tokens")
	if err != nil {
		return "", err
	}
	mac := hmac.New(sha256.New, secret)
	mac.Write([]byte(slug + "\n" + p.String() + "\n" + what))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil)[:18]), nil
}

// TokenHolds reports whether a token stands for that.
func (s *Service) TokenHolds(ctx context.Context, slug string, p org.PersonID, what, token string) (bool, error) {
	want, err := s.Token(ctx, slug, p, what)
	return err == nil && hmac.Equal([]byte(want), []byte(token)), err
}
