// Package reconcile compares what a source says with the organisation as it is,
// and does only the acts for the differences. Doing it twice changes nothing.
//
// What people made by hand stays: circles, roles and people without a key of
// this source are never changed, moved or ended.
package reconcile

import (
	"cmp"
	"fmt"
	"slices"

	"orpheus/imports/source"
	"orpheus/org"
	"orpheus/store/records"
)

// Target is an organisation that acts can be done on: a ledger.Bulk, or a Dry
// run.
type Target interface {
	State() *org.State // good until the next Do
	At() org.Time      // when the acts are done
	Do(act org.Act) error
	Join(id org.PersonID, p records.Profile) // the profile of somebody added
	Amend(c records.Changes)
}

// Summary counts what was done and what was odd.
type Summary struct {
	Acts      int            // done, entailed ones not counted
	Kinds     map[string]int // by kind of act
	Renamed   int            // people whose name or handle was brought up to date
	Forgotten int            // people left out because they were erased
	Vacancies int            // places the source marks as open
	Oddities  []source.Oddity
}

// Refused counts the oddities that left something out.
func (s *Summary) Refused() (n int) {
	for _, o := range s.Oddities {
		if o.Refused {
			n++
		}
	}
	return n
}

// run is one reconciliation.
type run struct {
	target Target
	want   *source.Structure
	sum    *Summary

	people  []org.PersonID          // of each of want.People; zero for one left out
	managed map[org.PersonID]bool   // people that some source names
	circles map[string]org.CircleID // live, by key
	closed  map[string]org.CircleID // the last one closed, by key
	wanted  map[string]bool         // keys of circles wanted or kept
}

// Run brings target in line with want. profiles are those of the organisation;
// forgotten are the keys and handles of erased people.
func Run(target Target, want *source.Structure, profiles []records.Profile, forgotten map[string]bool) (*Summary, error) {
	want = plain(want)
	r := &run{
		target: target, want: want, sum: &Summary{Kinds: map[string]int{}, Oddities: slices.Clone(want.Oddities)},
		managed: map[org.PersonID]bool{}, circles: map[string]org.CircleID{}, closed: map[string]org.CircleID{},
		wanted: map[string]bool{},
	}
	for id, c := range target.State().Circles() {
		switch {
		case c.Key != "" && c.Live():
			r.circles[c.Key] = id
		case c.Key != "":
			r.closed[c.Key] = id
		}
	}
	for _, key := range want.Kept {
		r.wanted[r.key(key)] = true
	}
	for _, step := range []func() error{
		func() error { return r.joinPeople(profiles, forgotten) },
		r.shapeCircles, r.fillRoles, r.joinCircles, r.recordDecisions, r.recordFormer, r.retireRoles, r.closeCircles, r.leavePeople,
	} {
		if err := step(); err != nil {
			return r.sum, err
		}
	}
	return r.sum, nil
}

// plain returns a structure whose names have no characters that are not seen: names here
// may have none, and nobody can be asked to mend them.
func plain(want *source.Structure) *source.Structure {
	out := *want
	roles := func(list []source.Role) []source.Role {
		list = slices.Clone(list)
		for i := range list {
			list[i].Name = cmp.Or(org.Plain(list[i].Name), list[i].Key)
		}
		return list
	}
	out.RootRoles, out.Circles, out.People = roles(want.RootRoles), slices.Clone(want.Circles), slices.Clone(want.People)
	for i := range out.Circles {
		c := &out.Circles[i]
		c.Name, c.Roles = cmp.Or(org.Plain(c.Name), c.Key), roles(c.Roles)
	}
	for i := range out.People {
		p := &out.People[i]
		p.Name = cmp.Or(org.Plain(p.Name), p.Handle)
	}
	return &out
}

// key returns a source's own name for something, within the scope of the source.
func (r *run) key(k string) string { return r.want.Format + ":" + k }

func (r *run) ours(key string) bool {
	scope := r.want.Format + ":"
	return len(key) > len(scope) && key[:len(scope)] == scope
}

func (r *run) state() *org.State { return r.target.State() }

// do does an act that must be possible: a refusal ends the run.
func (r *run) do(act org.Act) error {
	if err := r.target.Do(act); err != nil {
		return fmt.Errorf("%s: %w", org.NameOf(act), err)
	}
	r.sum.Acts++
	r.sum.Kinds[org.NameOf(act)]++
	return nil
}

// try does an act that something made by hand may stand in the way of; a refusal
// becomes an oddity.
func (r *run) try(act org.Act, what source.Text) error {
	err := r.do(act)
	if org.CodeOf(err) == org.Conflict {
		r.odd("kept", what)
		return nil
	}
	return err
}

func (r *run) odd(code string, what source.Text) {
	r.sum.Oddities = append(r.sum.Oddities, source.Oddity{Code: code, What: what})
}
