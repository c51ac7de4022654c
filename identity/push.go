package identity

import (
	"cmp"
	"context"
	"crypto/hmac"
	"crypto/rand"
	"encoding/base32"
	"errors"
	"slices"
	"strings"

	"orpheus/org"
)

// PushAddress is how the push service of a browser reaches it, and what messages are
// encrypted with.
type PushAddress struct {
	Endpoint string `json:"endpoint"`
	Key      string `json:"key"`  // of the browser, public
	Auth     string `json:"auth"` // known to the browser and here, not to the push service
}

// PushDevice is a browser of somebody that takes messages.
type PushDevice struct {
	ID      string // stays when the address becomes another one
	Name    string // "Firefox, Windows"
	Made    org.Time
	Arrived org.Time // when a message arrived last, as the device itself said; zero for never
	Refused org.Time // when its push service said that there is no such device; zero while it takes messages
	Address PushAddress
	key     Hash
}

// pushDetail is what only such devices have.
type pushDetail struct {
	ID      string `json:"id"`
	Session string `json:"session"` // id of the one in which it was seen last: signing out of that ends it
	PushAddress
}

// PushMessage is what a device shows.
type PushMessage struct {
	Title, Body string
	URL         string // where pressing it leads
	Tag         string // a later one of the same tag takes the place of this
	Badge       int    // how much there is that they have not seen
	Urgent      bool   // it asks something
	Arrived     string // with it the device says that it came
}

// Pusher reaches devices by their push services.
type Pusher interface {
	// Check refuses an address that cannot be one, or that leads to where only this
	// server may go.
	Check(a PushAddress) error
	// Push hands a message to a push service: ErrRefused says that the device is not
	// there any more, ErrUnsure that it may have it.
	Push(ctx context.Context, a PushAddress, m *PushMessage) error
	// Key is the public key of this server, by which browsers know it again.
	Key(ctx context.Context) (string, error)
}

// Errors of devices.
var (
	ErrRefused = errors.New("the push service knows no such device any more")
	ErrNoPush  = errors.New("the browser named an address at which it cannot be reached")
	ErrDevices = errors.New("there are as many devices as somebody may have")
)

// mostDevices is how many devices somebody may have: each costs a call for every message.
const mostDevices = 10

func pushFrom(c *Credential) (PushDevice, pushDetail, error) {
	d, err := detailed[pushDetail](c)
	return PushDevice{ID: d.ID, Name: c.Name, Made: c.Made, Arrived: c.Seen, Refused: c.Ends, Address: d.PushAddress, key: c.Key}, d, err
}

// pushes are the devices of somebody that take messages, or did.
func pushes(ctx context.Context, store Store, slug string, p org.PersonID) ([]PushDevice, error) {
	all, err := store.Credentials(ctx, slug, p, OfPush)
	out := make([]PushDevice, 0, len(all))
	for k := range all {
		d, _, fault := pushFrom(&all[k])
		out, err = append(out, d), cmp.Or(err, fault)
	}
	return out, err
}

// PushesTo reports whether a device of somebody takes messages.
func PushesTo(ctx context.Context, store Store, slug string, p org.PersonID) (bool, error) {
	all, err := pushes(ctx, store, slug, p)
	return slices.ContainsFunc(all, takes), err
}

func takes(d PushDevice) bool { return d.Refused == 0 }

// PushDevices returns the devices of somebody that take messages, and for a while those that
// do not any more, in the order in which they were added.
func (s *Service) PushDevices(ctx context.Context, slug string, p org.PersonID) ([]PushDevice, error) {
	return pushes(ctx, s.Store, slug, p)
}

// PushKey is the public key that browsers are given; empty where no messages go out.
func (s *Service) PushKey(ctx context.Context) (string, error) {
	if s.Pusher == nil {
		return "", nil
	}
	return s.Pusher.Key(ctx)
}

// AddPush has a device take messages for somebody. One that took them for somebody else does
// so no more: it shows what is of whoever uses it now.
func (s *Service) AddPush(ctx context.Context, slug string, p org.PersonID, agent, session string, a PushAddress) error {
	if s.Pusher == nil || s.Pusher.Check(a) != nil {
		return ErrNoPush
	}
	c, found, err := s.Store.Credential(ctx, HashOf(a.Endpoint))
	if err != nil {
		return err
	}
	d := pushDetail{ID: pushID()}
	if !found || c.Org != slug || c.Person != p || c.Kind != OfPush {
		all, err := s.PushDevices(ctx, slug, p)
		if err != nil {
			return err
		}
		if len(slices.DeleteFunc(all, func(d PushDevice) bool { return !takes(d) })) >= mostDevices {
			return ErrDevices
		}
		c = Credential{Key: HashOf(a.Endpoint), Kind: OfPush, Org: slug, Person: p, Made: s.now()}
	} else if d, err = detailed[pushDetail](&c); err != nil {
		return err
	}
	return s.putPush(ctx, c, d, agent, session, a)
}

func pushID() string {
	var b [10]byte
	_, _ = rand.Read(b[:]) // never fails
	return strings.ToLower(base32.HexEncoding.EncodeToString(b[:]))
}

func (s *Service) putPush(ctx context.Context, c Credential, d pushDetail, agent, session string, a PushAddress) error {
	d.Session, d.PushAddress = HashOf(session).ID(), a
	was := c
	c.Name, c.Detail, c.Ends = Device(agent), detail(d), 0
	if c == was {
		return nil
	}
	return s.Store.PutCredential(ctx, c)
}

// PushState is how a device stands that asks whether it takes messages.
type PushState string

// The states.
const (
	PushOn      PushState = "on"
	PushOff     PushState = "off"     // it is to take none
	PushRefused PushState = "refused" // its push service does not know this address: it is to get another one
)

// KeepPush says how a device stands that shows itself again, which may be in another session
// than before. Where it is not known it is not added: somebody took it off, elsewhere.
func (s *Service) KeepPush(ctx context.Context, slug string, p org.PersonID, agent, session string, a PushAddress) (PushState, error) {
	c, d, err := s.pushAt(ctx, slug, a.Endpoint, a.Auth)
	switch {
	case err != nil || d == nil:
		return PushOff, err
	case c.Person != p: // somebody else uses this browser now
		return PushOff, s.Store.DropCredential(ctx, c.Key)
	case c.Ends != 0:
		return PushRefused, nil
	}
	return PushOn, s.putPush(ctx, c, *d, agent, session, a)
}

// pushAt finds a device by its address and what only it and we know; nil for none.
func (s *Service) pushAt(ctx context.Context, slug, endpoint, auth string) (Credential, *pushDetail, error) {
	c, found, err := s.Store.Credential(ctx, HashOf(endpoint))
	if err != nil || !found || c.Kind != OfPush || c.Org != slug {
		return c, nil, err
	}
	d, err := detailed[pushDetail](&c)
	if err != nil || !hmac.Equal([]byte(d.Auth), []byte(auth)) {
		return c, nil, err
	}
	return c, &d, nil
}

// RenewPush gives a device another address, as browsers do from time to time, whether or not
// anybody is signed in there now: it shows that it knows what only it was told. It reports
// whether there is such a device.
func (s *Service) RenewPush(ctx context.Context, slug string, was, is PushAddress) (bool, error) {
	if s.Pusher == nil || s.Pusher.Check(is) != nil {
		return false, ErrNoPush
	}
	c, d, err := s.pushAt(ctx, slug, was.Endpoint, was.Auth)
	if err != nil || d == nil {
		return false, err
	}
	old := c.Key
	d.PushAddress = is
	c.Key, c.Ends, c.Detail = HashOf(is.Endpoint), 0, detail(d)
	if err := s.Store.PutCredential(ctx, c); err != nil || c.Key == old {
		return err == nil, err
	}
	return true, s.Store.DropCredential(ctx, old)
}

// DropPush takes a device off, by its id.
func (s *Service) DropPush(ctx context.Context, slug string, p org.PersonID, id string) error {
	return s.dropPushes(ctx, slug, p, func(d *pushDetail) bool { return d.ID == id })
}

// EndPush takes off the device of an address.
func (s *Service) EndPush(ctx context.Context, slug string, p org.PersonID, endpoint string) error {
	return s.dropPushes(ctx, slug, p, func(d *pushDetail) bool { return d.Endpoint == endpoint })
}

// dropPushes takes off those of which drop says so.
func (s *Service) dropPushes(ctx context.Context, slug string, p org.PersonID, drop func(*pushDetail) bool) error {
	all, err := s.Store.Credentials(ctx, slug, p, OfPush)
	for k := range all {
		_, d, fault := pushFrom(&all[k])
		if err == nil && fault == nil && drop(&d) {
			err = s.Store.DropCredential(ctx, all[k].Key)
		}
	}
	return err
}

// pushArrived is the token with which a device says that a message came.
func (s *Service) pushArrived(ctx context.Context, slug string, p org.PersonID, d *PushDevice) (string, error) {
	mac, err := s.Token(ctx, slug, p, "arrived "+d.ID)
	return p.String() + "." + d.ID + "." + mac, err
}

// PushArrived notes that a message came to a device, by what was in it; false for one that
// is not there.
func (s *Service) PushArrived(ctx context.Context, slug, token string) (bool, error) {
	person, rest, _ := strings.Cut(token, ".")
	id, mac, _ := strings.Cut(rest, ".")
	p, err := org.ParseID[org.PersonID](person)
	if err != nil {
		return false, nil
	}
	if holds, err := s.TokenHolds(ctx, slug, p, "arrived "+id, mac); err != nil || !holds {
		return false, err
	}
	all, err := s.PushDevices(ctx, slug, p)
	for _, d := range all {
		if d.ID == id {
			return true, s.Store.TouchCredential(ctx, d.key, s.now(), d.Refused)
		}
	}
	return false, err
}
