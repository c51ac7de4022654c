package cli

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"time"

	"orpheus/face/web"
	"orpheus/ledger"
	"orpheus/org"
	"orpheus/service"
)

// pages gives the web face what it shows, from the service.
type pages struct{ desk *service.Service }

// Orgs lists the organisations.
func (p *pages) Orgs(ctx context.Context) ([]web.OrgCard, error) {
	infos, err := p.desk.Store().Orgs(ctx)
	if err != nil {
		return nil, err
	}
	var cards []web.OrgCard
	for _, i := range infos {
		card, err := p.Org(ctx, i.Slug)
		if err != nil {
			return nil, err
		}
		cards = append(cards, card)
	}
	return cards, nil
}

// Org returns one of them.
func (p *pages) Org(ctx context.Context, slug string) (web.OrgCard, error) {
	s, err := p.desk.Engine.State(ctx, slug)
	if errors.Is(err, ledger.ErrNoOrganisation) {
		return web.OrgCard{}, fmt.Errorf("%w: %w", web.ErrNotFound, err)
	}
	if err != nil {
		return web.OrgCard{}, err
	}
	return web.OrgCard{Slug: s.Slug, Name: s.Name, Language: s.Lang, Zone: service.Zone(s), Founded: s.Founded.Std()}, nil
}

// Look returns an organisation as it was at a moment.
func (p *pages) Look(ctx context.Context, slug string, at time.Time) (*web.Look, error) {
	now, err := p.desk.Engine.State(ctx, slug)
	if errors.Is(err, ledger.ErrNoOrganisation) {
		return nil, fmt.Errorf("%w: %w", web.ErrNotFound, err)
	}
	if err != nil {
		return nil, err
	}
	s, err := p.desk.Look(ctx, slug, org.At(at))
	if err != nil {
		return nil, err
	}
	names, err := p.desk.NamesOf(ctx, now)
	if err != nil {
		return nil, err
	}
	changes, err := p.desk.StructureChanges(ctx, slug)
	if err != nil {
		return nil, err
	}
	look := &web.Look{
		Version: now.Version, Names: names.Edition, Map: s.Map(), Shifts: s.Shifts(), Months: months(changes, service.Zone(s)),
		Name: names.Of,
		Led:  func(id org.PersonID) []web.Work { return led(s, id, at) },
		Family: func(id org.CircleID) int {
			return 1 + slices.Index(firstCircles(now), id)
		},
	}
	if !at.IsZero() {
		first, _ := slices.BinarySearch(changes, org.At(at)+1)
		look.ChangesSince = len(changes) - first
	}
	return look, nil
}

// firstCircles returns every circle that ever stood directly in the organisation,
// in the order in which they were formed.
func firstCircles(s *org.State) []org.CircleID {
	var out []org.CircleID
	for id, c := range s.Circles() {
		if c.Parent() == org.Root {
			out = append(out, id)
		}
	}
	return out
}

// led is what somebody leads, with where it is told as it was at that moment.
func led(s *org.State, id org.PersonID, at time.Time) []web.Work {
	var out []web.Work
	p := s.Person(id)
	if p == nil {
		return nil
	}
	for _, l := range p.Leads {
		lead := s.Lead(l)
		i := s.Initiative(lead.Initiative)
		out = append(out, web.Work{ID: lead.Initiative, Title: i.Title, Circle: i.Circle, Href: told(s.Slug, lead.Initiative, at), Others: len(i.Joined) + len(i.Leads) - 1, Until: lead.Planned.Std()})
	}
	return out
}

// months counts structural changes by month.
func months(changes []org.Time, zone *time.Location) []web.MonthChanges {
	var out []web.MonthChanges
	for _, t := range changes {
		at := t.Std().In(zone)
		month := time.Date(at.Year(), at.Month(), 1, 0, 0, 0, 0, zone)
		if n := len(out); n > 0 && out[n-1].Month.Equal(month) {
			out[n-1].Changes++
			continue
		}
		out = append(out, web.MonthChanges{Month: month, Changes: 1})
	}
	return out
}

// told is the address of an initiative's page at a moment.
func told(slug string, id org.InitiativeID, at time.Time) string {
	href := fmt.Sprintf("/%s/initiatives/%d", slug, id)
	if !at.IsZero() {
		href += "?at=" + url.QueryEscape(at.UTC().Format(time.RFC3339Nano))
	}
	return href
}

// Version returns the version of the present state.
func (p *pages) Version(ctx context.Context, slug string) (uint64, error) {
	s, err := p.desk.Engine.State(ctx, slug)
	if err != nil {
		return 0, err
	}
	return s.Version, nil
}

// Listen passes on what happens.
func (p *pages) Listen(ctx context.Context, slug string) (<-chan org.Batch, error) {
	return p.desk.Listen(ctx, slug)
}
