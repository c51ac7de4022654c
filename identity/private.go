package identity

import (
	"context"

	"orpheus/org"
)

// What somebody says for themselves only: nobody else ever learns it, an erasure
// takes it out, and leaving leaves it. A new one is a name here.
const (
	privateBusy     = "busy"     // no room to lead one more
	privatePassword = "password" // what the password is verified with
	privateLang     = "lang"     // language of the pages and mails for them
	privateNotMe    = "not_me"   // what they said no to on home, and when
	privateWelcome  = "welcome"  // the welcome is not to be shown any more
	privateInvited  = "invited"  // how they were invited, until they come in; by others, and shown to stewards
	privateSecond   = "second"   // a passkey is asked for after another way in
)

const yes = "yes"

func (s *Service) flag(ctx context.Context, slug string, p org.PersonID, name string) (bool, error) {
	v, err := s.Store.Private(ctx, slug, p, name)
	return v == yes, err
}

func (s *Service) setFlag(ctx context.Context, slug string, p org.PersonID, name string, on bool) error {
	if !on {
		return s.Store.SetPrivate(ctx, slug, p, name, "")
	}
	return s.Store.SetPrivate(ctx, slug, p, name, yes)
}

// Lang is the language in which somebody reads and is written to; empty where they never
// chose one.
func (s *Service) Lang(ctx context.Context, slug string, p org.PersonID) (string, error) {
	return s.Store.Private(ctx, slug, p, privateLang)
}

// SetLang keeps it; empty leaves it as it is.
func (s *Service) SetLang(ctx context.Context, slug string, p org.PersonID, lang string) error {
	if lang == "" {
		return nil
	}
	was, err := s.Lang(ctx, slug, p)
	if err != nil || was == lang {
		return err
	}
	return s.Store.SetPrivate(ctx, slug, p, privateLang, lang)
}

// HasRoom reports whether somebody has room to lead one more, as they said
// themselves; they do until they say otherwise. It serves to suggest things to them,
// and is told to nobody else.
func (s *Service) HasRoom(ctx context.Context, slug string, p org.PersonID) (bool, error) {
	busy, err := s.flag(ctx, slug, p, privateBusy)
	return !busy, err
}

// SetRoom keeps what they say.
func (s *Service) SetRoom(ctx context.Context, slug string, p org.PersonID, room bool) error {
	return s.setFlag(ctx, slug, p, privateBusy, !room)
}
