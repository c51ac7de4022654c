package service

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// A sealed box is a box of the store whose text nobody reads who has the store only: its key
// lies beside the store (SealKey). It is filled up to whole pages, so that its length says
// little of how much is in it, and holds for its own name in its own organisation alone.
const (
	sealMark = "sealed1"
	sealPage = 4 << 10
)

// errUnsealed is a box that was changed by somebody who has no key.
var errUnsealed = errors.New("was sealed and is not what was put in: put back the store and its key as they were")

// readSealed returns what is in a box, and what lies in the store, by which swapSealed knows
// whether somebody was quicker. A box that another key sealed is empty: who brings back a store
// without its key has lost what was in secret then, as who brings back an export has.
func (d *Service) readSealed(ctx context.Context, slug, name string) (text, was string, err error) {
	was, err = d.store.Box(ctx, slug, name)
	if err != nil || was == "" {
		return "", was, err
	}
	if !strings.HasPrefix(was, sealMark+" ") {
		return was, was, nil // of before boxes were sealed
	}
	s, err := d.seal(ctx, slug, name)
	if err != nil {
		return "", was, err
	}
	text, err = s.open(was)
	if err != nil {
		return "", was, fmt.Errorf("the box %s of %s %w", name, slug, err) // what is in it is for no log
	}
	return text, was, nil
}

// swapSealed replaces what is in a box where it is what was read, and else reports false. An
// empty text removes the box.
func (d *Service) swapSealed(ctx context.Context, slug, name, was, text string) (bool, error) {
	if text == "" {
		return d.store.SwapBox(ctx, slug, name, was, "")
	}
	s, err := d.seal(ctx, slug, name)
	if err != nil {
		return false, err
	}
	return d.store.SwapBox(ctx, slug, name, was, s.close(text))
}

// errUnread is a box that was opened and does not hold what belongs in it.
var errUnread = errors.New("holds what cannot be read") // what is in it is for no log

// readBox reads what is in a box into what is given, which stays as it was where nothing is; was
// is for putBox.
func (d *Service) readBox(ctx context.Context, slug, name string, into any) (was string, err error) {
	text, was, err := d.readSealed(ctx, slug, name)
	if err == nil && text != "" && json.Unmarshal([]byte(text), into) != nil {
		err = fmt.Errorf("the box %s of %s %w", name, slug, errUnread)
	}
	return was, err
}

// putBox puts something into a box where what was read still lies, and else reports false.
func (d *Service) putBox(ctx context.Context, slug, name, was string, what any) (bool, error) {
	text, err := json.Marshal(what)
	if err != nil {
		return false, err
	}
	return d.swapSealed(ctx, slug, name, was, string(text))
}

// dropBox removes a box, whatever is in it.
func (d *Service) dropBox(ctx context.Context, slug, name string) error {
	for {
		was, err := d.store.Box(ctx, slug, name)
		if err != nil || was == "" {
			return err
		}
		if done, err := d.store.SwapBox(ctx, slug, name, was, ""); done || err != nil {
			return err
		}
	}
}

// closedAlone reports whether something went wrong with boxes alone that cannot be opened or
// read, and will not be when it is tried again.
func closedAlone(err error) bool {
	if all, joined := err.(interface{ Unwrap() []error }); joined {
		return !slices.ContainsFunc(all.Unwrap(), func(err error) bool { return !closedAlone(err) })
	}
	return errors.Is(err, errUnsealed) || errors.Is(err, errUnread)
}

// A seal closes and opens one box.
type seal struct {
	aead cipher.AEAD
	mark string // and which key
	of   []byte // which box
}

func (d *Service) seal(ctx context.Context, slug, name string) (*seal, error) {
	key, err := d.store.SealKey(ctx)
	if err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		return nil, err
	}
	which := sha256.Sum256(append([]byte("orpheus seal "), key...))
	return &seal{aead, sealMark + " " + base64.RawURLEncoding.EncodeToString(which[:6]), []byte(slug + "\n" + name)}, nil
}

func (s *seal) close(text string) string {
	plain := make([]byte, (4+len(text)+sealPage-1)/sealPage*sealPage)
	binary.BigEndian.PutUint32(plain, uint32(len(text)))
	copy(plain[4:], text)
	return s.mark + " " + base64.RawURLEncoding.EncodeToString(s.aead.Seal(nil, nil, plain, s.of))
}

func (s *seal) open(closed string) (string, error) {
	code, ours := strings.CutPrefix(closed, s.mark+" ")
	if !ours {
		return "", nil
	}
	bytes, err := base64.RawURLEncoding.DecodeString(code)
	if err != nil {
		return "", errUnsealed
	}
	plain, err := s.aead.Open(nil, nil, bytes, s.of)
	if err != nil || len(plain) < 4 {
		return "", errUnsealed
	}
	n := binary.BigEndian.Uint32(plain)
	if int64(n) > int64(len(plain)-4) {
		return "", errUnsealed
	}
	return string(plain[4 : 4+n]), nil
}
