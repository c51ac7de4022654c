package service

import (
	"context"

	"orpheus/ledger"
	"orpheus/org"
)

// Nobody is whoever runs the program, and the program itself: the operator at the
// command line, the clock, the pages for signing in. Nothing is kept from them, so a
// face that serves people never asks as Nobody.
const Nobody org.PersonID = 0

// ErrNoOrganisation is an organisation that is not in the store.
var ErrNoOrganisation = ledger.ErrNoOrganisation

// ErrClosed is a service that was closed.
var ErrClosed = ledger.ErrClosed

// Visit is one person in one organisation: the door by which every face comes in.
// What it answers is cut by their org.Sight, with the rights they have when they
// ask, whatever moment they look at. A visit holds nothing open; it may be kept for
// as long as one likes, and used by several goroutines.
type Visit struct {
	d    *Service
	slug string
	who  org.PersonID

	open, named bool // whoever has the link of an open map, with names or without
}

// As returns the visit of somebody who takes part in an organisation now. For
// somebody who does not, it returns an *org.Error with the key person.unknown or
// person.gone, and so do all methods of a visit once they left.
func (d *Service) As(ctx context.Context, slug string, who org.PersonID) (*Visit, error) {
	v := &Visit{d: d, slug: slug, who: who}
	if who == org.AnyMember { // nobody comes in as whoever one likes
		return v, &org.Error{Code: org.NotFound, Key: "person.unknown", Args: []any{who}}
	}
	_, err := v.present(ctx)
	return v, err
}

// anyMember is the visit of no member in particular, for what is told to other programs: it
// looks, and does nothing. What any member may see it sees, and nothing that is between two.
func (d *Service) anyMember(slug string) *Visit { return &Visit{d: d, slug: slug, who: org.AnyMember} }

// Slug is the name of the organisation in addresses.
func (v *Visit) Slug() string { return v.slug }

// Who is the visitor; Nobody for none in person.
func (v *Visit) Who() org.PersonID { return v.who }

// present returns the organisation as it is, for somebody who takes part in it.
func (v *Visit) present(ctx context.Context) (*org.State, error) {
	s, err := v.d.engine.StateSince(ctx, v.slug, known(ctx))
	if err != nil {
		return nil, err
	}
	return s, v.takesPart(s)
}

// takesPart refuses who does not take part.
func (v *Visit) takesPart(s *org.State) error {
	if v.who == Nobody || v.who == org.AnyMember {
		return nil
	}
	switch p := s.Person(v.who); {
	case p == nil:
		return &org.Error{Code: org.NotFound, Key: "person.unknown", Args: []any{v.who}}
	case !p.Present():
		return &org.Error{Code: org.Forbidden, Key: "person.gone", Args: []any{v.who}}
	}
	return nil
}

// sight is what the visitor may see of a state, with the rights of now.
func (v *Visit) sight(now, of *org.State) *org.Sight {
	if v.who == Nobody {
		return org.Everything(of)
	}
	if v.open {
		return org.InTheOpen(of, v.named)
	}
	if v.who == org.AnyMember {
		return org.Shared(of)
	}
	return now.SightOf(v.who, of)
}
