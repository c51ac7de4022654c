package reconcile

import (
	"cmp"
	"maps"
	"slices"

	"orpheus/org"
	"orpheus/store/records"
)

// Dry is a target that nothing is written to: it shows which acts would be done.
type Dry struct {
	Done []org.Done

	draft    *org.Draft
	moment   org.Moment
	profiles map[org.PersonID]records.Profile
}

// NewDry starts a dry run on s at moment at.
func NewDry(s *org.State, at org.Time) *Dry {
	return &Dry{draft: s.Edit(), moment: org.Moment{At: at, Face: org.Import}, profiles: map[org.PersonID]records.Profile{}}
}

// Later moves the dry run on to a later moment.
func (d *Dry) Later(at org.Time) { d.moment.At = at }

// At is the moment of the acts.
func (d *Dry) At() org.Time { return d.moment.At }

// State returns the organisation as it would be after the acts so far.
func (d *Dry) State() *org.State { return &d.draft.State }

// Profiles returns the profiles as they would be, in the order of the people's ids.
func (d *Dry) Profiles() []records.Profile {
	return slices.SortedFunc(maps.Values(d.profiles), func(a, b records.Profile) int { return cmp.Compare(a.Person, b.Person) })
}

// Found begins the organisation on the draft.
func (d *Dry) Found(act *org.FoundOrganisation) error {
	done, err := d.draft.Do(act, org.Moment{At: d.moment.At})
	d.Done = append(d.Done, done...)
	return err
}

// Do does an act on the draft only.
func (d *Dry) Do(act org.Act) error {
	done, err := d.draft.Do(act, d.moment)
	d.Done = append(d.Done, done...)
	return err
}

// Join keeps the profile of somebody who would be added.
func (d *Dry) Join(id org.PersonID, p records.Profile) {
	p.Person = id
	d.profiles[id] = p
}

// Amend keeps the profiles that would be changed.
func (d *Dry) Amend(c records.Changes) {
	for _, p := range c.Profiles {
		d.profiles[p.Person] = p
	}
}
