package identity

import (
	"encoding/json"

	"orpheus/org"
)

// CredentialKind is what a credential is. The numbers are in the store; add, never
// change.
type CredentialKind uint8

// The kinds. The key of a passkey is its id, that of a subject the organisation, the issuer
// and what the issuer calls them.
const (
	OfLink CredentialKind = iota + 1
	OfSession
	OfToken
	OfDevice // a browser that somebody signed in with before
	OfPasskey
	OfSubject   // somebody as a provider of identities knows them
	OfFeed      // an address at which a program reads what is new for somebody, and does nothing
	OfPush      // a device that takes messages; what it needs to be reached is kept as it is: it lets nobody in
	OfStep      // a way in that was begun and is not through
	OfRecovery  // a code that stands in for a passkey, once
	OfDirectory // the token of a directory that tells who takes part: it is of the organisation, and of nobody
)

// Credential is one thing that lets somebody in. All kinds are kept alike; what one
// kind alone has is in its detail.
type Credential struct {
	Key    Hash // of its secret, or of what names it
	Kind   CredentialKind
	Org    string // slug; empty for a link that founds
	Person org.PersonID
	Name   string // what its person knows it by
	Made   org.Time
	Seen   org.Time // when it was last used; zero for never
	Ends   org.Time // zero for never
	Detail string   // JSON; empty for none
}

// over reports whether it has ended.
func (c *Credential) over(now org.Time) bool { return c.Ends != 0 && c.Ends <= now }

// linkDetail is what only links have.
type linkDetail struct {
	Kind    LinkKind `json:"kind"`
	Printed bool     `json:"printed,omitempty"`
	Many    bool     `json:"many,omitempty"`
	Next    string   `json:"next,omitempty"`
	Browser []byte   `json:"browser,omitempty"` // hash of the secret of the browser that asked
}

// tokenDetail is what only tokens have.
type tokenDetail struct {
	Reads bool `json:"reads,omitempty"`
}

// feedDetail is what only feeds have.
type feedDetail struct {
	Kind FeedKind `json:"kind"`
}

// detail writes what only one kind has; what is all zero is left out.
func detail(v any) string {
	b, err := json.Marshal(v)
	if err != nil || string(b) == "{}" {
		return ""
	}
	return string(b)
}

// detailed reads it.
func detailed[T any](c *Credential) (v T, err error) {
	if c.Detail != "" {
		err = json.Unmarshal([]byte(c.Detail), &v)
	}
	return v, err
}

func (l *Link) credential() Credential {
	d := linkDetail{Kind: l.Kind, Printed: l.Printed, Many: l.Many, Next: l.Next}
	if l.Browser != (Hash{}) {
		d.Browser = l.Browser[:]
	}
	return Credential{Key: l.Hash, Kind: OfLink, Org: l.Org, Person: l.Person, Made: l.Made, Seen: l.Used, Ends: l.Ends, Detail: detail(d)}
}

func linkOf(c *Credential) (Link, error) {
	d, err := detailed[linkDetail](c)
	l := Link{
		Hash: c.Key, Kind: d.Kind, Org: c.Org, Person: c.Person, Printed: d.Printed, Many: d.Many, Next: d.Next,
		Made: c.Made, Ends: c.Ends, Used: c.Seen,
	}
	copy(l.Browser[:], d.Browser)
	return l, err
}

func (s *Session) credential() Credential {
	return Credential{Key: s.Hash, Kind: OfSession, Org: s.Org, Person: s.Person, Name: s.Device, Made: s.Made, Seen: s.Seen, Ends: s.Ends, Detail: detail(s.Came)}
}

func sessionFrom(c *Credential) Session {
	came, _ := detailed[Came](c) // those of before have none
	return Session{Hash: c.Key, Org: c.Org, Person: c.Person, Device: c.Name, Made: c.Made, Seen: c.Seen, Ends: c.Ends, Came: came}
}

func (t *Token) credential() Credential {
	return Credential{
		Key: t.Hash, Kind: OfToken, Org: t.Org, Person: t.Person, Name: t.Name, Made: t.Made, Seen: t.Used, Ends: t.Ends,
		Detail: detail(tokenDetail{Reads: t.Reads}),
	}
}

func tokenFrom(c *Credential) (Token, error) {
	d, err := detailed[tokenDetail](c)
	return Token{Hash: c.Key, Org: c.Org, Person: c.Person, Name: c.Name, Made: c.Made, Used: c.Seen, Ends: c.Ends, Reads: d.Reads}, err
}

func (f *Feed) credential() Credential {
	return Credential{Key: f.Hash, Kind: OfFeed, Org: f.Org, Person: f.Person, Made: f.Made, Seen: f.Fetched, Detail: detail(feedDetail{f.Kind})}
}

func feedFrom(c *Credential) (Feed, error) {
	d, err := detailed[feedDetail](c)
	return Feed{Hash: c.Key, Org: c.Org, Person: c.Person, Kind: d.Kind, Made: c.Made, Fetched: c.Seen}, err
}
