package identity

import (
	"context"

	"orpheus/org"
)

// Subject is somebody as a provider of identities knows them, in one organisation.
type Subject struct {
	Hash     Hash
	Org      string
	Person   org.PersonID
	Provider string // id of the provider there
	Made     org.Time
	Used     org.Time
}

// subjectDetail is what only subjects have.
type subjectDetail struct {
	Provider string `json:"provider"`
}

// subjectKey names somebody by the issuer and what it calls them: the two are theirs for good,
// as a mail address is not.
func subjectKey(slug, issuer, subject string) Hash {
	return HashOf("subject\n" + slug + "\n" + issuer + "\n" + subject)
}

// BySubject returns who is known by a subject of an issuer, whether they take part now or not;
// false for nobody.
func (s *Service) BySubject(ctx context.Context, slug, issuer, subject string) (org.PersonID, bool, error) {
	c, found, err := s.Store.Credential(ctx, subjectKey(slug, issuer, subject))
	return c.Person, found && c.Kind == OfSubject && c.Org == slug, err
}

// Bind has somebody be known by a subject of an issuer.
func (s *Service) Bind(ctx context.Context, slug string, p org.PersonID, provider, issuer, subject string) error {
	now := s.now()
	return s.Store.PutCredential(ctx, Credential{
		Key: subjectKey(slug, issuer, subject), Kind: OfSubject, Org: slug, Person: p, Made: now, Seen: now, Detail: detail(subjectDetail{provider}),
	})
}

// Subjects are those that somebody is known by.
func (s *Service) Subjects(ctx context.Context, slug string, p org.PersonID) ([]Subject, error) {
	all, err := s.Store.Credentials(ctx, slug, p, OfSubject)
	var out []Subject
	for i := range all {
		d, err := detailed[subjectDetail](&all[i])
		if err != nil {
			return nil, err
		}
		out = append(out, Subject{Hash: all[i].Key, Org: slug, Person: p, Provider: d.Provider, Made: all[i].Made, Used: all[i].Seen})
	}
	return out, err
}

// EnterBy begins a session of somebody whom a provider named.
func (s *Service) EnterBy(ctx context.Context, slug string, p org.PersonID, provider, agent string) (Entered, error) {
	return s.begin(ctx, slug, p, agent, Came{Way: ByProvider, Provider: provider})
}

// Spend uses a link up for somebody who came by it in another way; false where it was used.
func (s *Service) Spend(ctx context.Context, l Link) (bool, error) {
	if l.Many {
		return true, nil
	}
	return s.Store.UseCredential(ctx, l.Hash, s.now())
}
