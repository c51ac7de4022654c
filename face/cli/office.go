package cli

import (
	"context"

	"orpheus/face/web"
	"orpheus/identity"
	"orpheus/org"
	"orpheus/service"
	"orpheus/store/records"
)

// Profiles returns what is known of everybody.
func (p *pages) Profiles(ctx context.Context, slug string) (map[org.PersonID]web.Profile, error) {
	all, err := p.desk.Store().Profiles(ctx, slug)
	out := make(map[org.PersonID]web.Profile, len(all))
	for _, one := range all {
		out[one.Person] = web.Profile{Name: one.Name, Mail: one.Mail}
	}
	return out, err
}

// SaveProfile corrects a name and mail address.
func (p *pages) SaveProfile(ctx context.Context, slug string, id org.PersonID, to web.Profile) error {
	return p.desk.Correct(ctx, slug, id, to.Name, to.Mail)
}

// Found begins an organisation.
func (p *pages) Found(ctx context.Context, f web.Founding, use identity.Use) (org.PersonID, error) {
	return p.desk.Found(ctx, service.Founding{
		Slug: f.Slug, Name: f.Name, Lang: f.Lang, Zone: f.Zone, Person: records.Profile{Name: f.First.Name, Mail: f.First.Mail}, Use: &use,
	})
}
