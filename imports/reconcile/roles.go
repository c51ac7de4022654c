package reconcile

import (
	"slices"

	"orpheus/imports/source"
	"orpheus/org"
)

// place is where a role is wanted.
type place struct {
	circle  org.CircleID
	unclear bool // nothing of what is there ends or changes
}

// each calls f for every role wanted, with where it is.
func (r *run) each(f func(place, *source.Role) error) error {
	for i := range r.want.RootRoles {
		if err := f(place{circle: org.Root}, &r.want.RootRoles[i]); err != nil {
			return err
		}
	}
	for i := range r.want.Circles {
		c := &r.want.Circles[i]
		for j := range c.Roles {
			if err := f(place{r.circles[r.key(c.Key)], c.Unclear}, &c.Roles[j]); err != nil {
				return err
			}
		}
	}
	return nil
}

// find returns the role of that key in a circle, in force or not; the newest
// where there are several.
func (r *run) find(c org.CircleID, key string) (org.RoleID, bool) {
	for _, id := range r.state().Circle(c).Roles {
		if r.state().Role(id).Key == key {
			return id, true
		}
	}
	var found org.RoleID
	for id, role := range r.state().Roles() {
		if role.Circle == c && role.Key == key {
			found = id
		}
	}
	return found, false
}

// fillRoles makes the roles and fills their seats.
func (r *run) fillRoles() error {
	return r.each(func(at place, want *source.Role) error {
		if want.Past {
			return nil
		}
		r.sum.Vacancies += want.Vacancies
		id, err := r.role(at, want)
		if err != nil {
			return err
		}
		holders, held := r.ids(want.Holders), r.held(want)
		for _, seat := range r.state().Role(id).Seats {
			p := r.state().Seat(seat).Person
			here := slices.Contains(holders, p)
			gone := !at.unclear && !r.want.Partial && !here && r.managed[p]
			if gone || here && r.otherwise(r.state().Seat(seat), held[p]) {
				if err := r.do(&org.LeaveSeat{Seat: seat}); err != nil {
					return err
				}
			}
		}
		for _, p := range holders {
			if r.state().HoldsRole(p, id) == 0 {
				fill := &org.FillSeat{Role: id, Person: p, Focus: held[p].Focus, Origin: originOf(held[p]), Term: r.term(held[p])}
				if err := r.try(fill, source.Say("odd.kept.full", source.Quote(want.Name))); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// role returns the role wanted, made, restored or amended where needed.
func (r *run) role(at place, want *source.Role) (org.RoleID, error) {
	c, key := at.circle, r.key(want.Key)
	id, live := r.find(c, key)
	if id == 0 {
		create := &org.CreateRole{Circle: c, Name: want.Name, Purpose: want.Purpose, Leads: want.Leads, Formal: want.Formal, Key: key}
		if d := want.Detail; d != nil {
			create.Places, create.TermDays = orZero(d.Places), orZero(d.TermDays)
			create.Accountabilities, create.Domains = orZero(d.Accountabilities), orZero(d.Domains)
		}
		err := r.do(create)
		return create.Role, err
	}
	if !live {
		if err := r.do(&org.RestoreRole{Role: id}); err != nil {
			return 0, err
		}
	}
	if at.unclear {
		return id, nil
	}
	have := r.state().Role(id)
	amend := &org.AmendRole{
		Role: id, Name: said(want.Unsaid, source.PartName, have.Name, want.Name),
		Purpose: said(want.Unsaid, source.PartPurpose, have.Purpose, want.Purpose),
		Leads:   said(want.Unsaid, source.PartLeads, have.Leads, want.Leads),
	}
	if d := want.Detail; d != nil {
		amend.Places, amend.TermDays = told(have.Places, d.Places), told(have.TermDays, d.TermDays)
		amend.Accountabilities, amend.Domains = toldList(have.Accountabilities, d.Accountabilities), toldList(have.Domains, d.Domains)
	}
	if *amend == (org.AmendRole{Role: id}) {
		return id, nil
	}
	return id, r.do(amend)
}

// recordFormer writes down who held a role once, where the log knows of no seat
// of theirs in that circle that ended.
func (r *run) recordFormer() error {
	return r.each(func(at place, want *source.Role) error {
		c := at.circle
		for _, p := range r.ids(want.Former) {
			if r.heldOnce(p, c) || at.unclear && r.holds(p, c) {
				continue
			}
			id, live := r.find(c, r.key(want.Key))
			if id == 0 {
				create := &org.CreateRole{Circle: c, Name: want.Name, Purpose: want.Purpose, Key: r.key(want.Key)}
				if err := r.do(create); err != nil {
					return err
				}
				id, live = create.Role, true
			}
			if live && want.Past {
				if err := r.do(&org.RetireRole{Role: id}); err != nil {
					return err
				}
			}
			if err := r.do(&org.RecordSeat{Role: id, Person: p}); err != nil {
				return err
			}
		}
		return nil
	})
}

// heldOnce reports whether p had a seat in circle c that ended.
func (r *run) heldOnce(p org.PersonID, c org.CircleID) bool {
	s := r.state()
	for id := s.Person(p).LastSeat; id != 0; id = s.Seat(id).PrevOfPerson {
		if t := s.Seat(id); !t.Held() && s.Role(t.Role).Circle == c {
			return true
		}
	}
	return false
}

// holds reports whether p holds a role of circle c.
func (r *run) holds(p org.PersonID, c org.CircleID) bool {
	return slices.ContainsFunc(r.state().Person(p).Seats, func(id org.SeatID) bool {
		return r.state().Role(r.state().Seat(id).Role).Circle == c
	})
}

// retireRoles ends roles the source does not have any more.
func (r *run) retireRoles() error {
	if r.want.Partial {
		return nil
	}
	wanted := map[org.RoleID]bool{}
	err := r.each(func(at place, want *source.Role) error {
		if want.Past {
			return nil
		}
		if id, live := r.find(at.circle, r.key(want.Key)); live {
			wanted[id] = true
		}
		return nil
	})
	if err != nil {
		return err
	}
	var gone []org.RoleID
	for i := range r.want.Circles {
		if c := &r.want.Circles[i]; !c.Unclear {
			gone = append(gone, r.unwanted(r.circles[r.key(c.Key)], wanted)...)
		}
	}
	if !r.want.Blind {
		gone = append(gone, r.unwanted(org.Root, wanted)...)
	}
	for _, id := range gone {
		if err := r.do(&org.RetireRole{Role: id}); err != nil {
			return err
		}
	}
	return nil
}

func (r *run) unwanted(c org.CircleID, wanted map[org.RoleID]bool) []org.RoleID {
	var gone []org.RoleID
	for _, id := range r.state().Circle(c).Roles {
		if role := r.state().Role(id); r.ours(role.Key) && !wanted[id] {
			gone = append(gone, id)
		}
	}
	return gone
}
