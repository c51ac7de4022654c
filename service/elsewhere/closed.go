package elsewhere

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"filippo.io/age"
)

// ErrChanged is a copy of which something was changed or is missing, or that others closed.
var ErrChanged = errors.New("the copy is not what was sent, or another key opens it")

// Recipients are those for whom copies are closed.
type Recipients []age.Recipient

// ParseRecipients reads keys for closing (age1…), with commas between them.
func ParseRecipients(text string) (all Recipients, err error) {
	for key := range strings.SplitSeq(text, ",") {
		if key = strings.TrimSpace(key); key == "" {
			continue
		}
		r, err := age.ParseX25519Recipient(key)
		if err != nil {
			return nil, fmt.Errorf("%q is no key for closing: it begins with age1", key)
		}
		all = append(all, r)
	}
	return all, nil
}

// close writes a file, closed, to another.
func (r Recipients) close(file string, to io.Writer) (err error) {
	if len(r) == 0 {
		return errors.New("a copy is closed for somebody")
	}
	from, err := os.Open(file)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, from.Close()) }()
	w, err := age.Encrypt(to, r...)
	if err != nil {
		return err
	}
	if _, err := io.Copy(w, from); err != nil {
		return err
	}
	return w.Close()
}

// Identities open copies.
type Identities []age.Identity

// ReadIdentities reads a file of keys that open copies, as age-keygen and NewIdentity write it.
func ReadIdentities(path string) (Identities, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	all, err := age.ParseIdentities(f)
	if err != nil {
		return nil, fmt.Errorf("%s has no key that opens copies", path)
	}
	return all, nil
}

// NewIdentity makes a key that opens copies, in a new file that nobody else reads, and returns the
// key that closes them.
func NewIdentity(path string) (recipient string, err error) {
	key, err := age.GenerateX25519Identity()
	if err != nil {
		return "", err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return "", err
	}
	_, err = fmt.Fprintf(f, "# public key: %s\n%s\n", key.Recipient(), key)
	return key.Recipient().String(), errors.Join(err, f.Sync(), f.Close())
}

// OpenFile opens a closed copy that lies in a file, into another.
func (ids Identities) OpenFile(file, into string) (err error) {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	return ids.open(f, into)
}

// open writes what is in a closed copy to a new file; the file goes again where not all of the
// copy is what was closed.
func (ids Identities) open(from io.Reader, into string) (err error) {
	r, err := age.Decrypt(from, ids...)
	if err != nil {
		return errors.Join(ErrChanged, err)
	}
	f, err := os.OpenFile(into, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	if _, err = io.Copy(f, r); err != nil {
		err = errors.Join(ErrChanged, err)
	}
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		err = errors.Join(err, os.Remove(into))
	}
	return err
}

// Closed reports whether a name is that of a closed copy.
func Closed(name string) bool { return strings.HasSuffix(name, ending) }
