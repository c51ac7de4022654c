package reconcile

import (
	"cmp"
	"slices"

	"orpheus/imports/source"
	"orpheus/org"
	"orpheus/store/records"
)

// known finds people by what a source calls them.
type known struct {
	byKey, byHandle map[string]records.Profile
	byID            map[org.PersonID]records.Profile
	taken           map[org.PersonID]bool
}

func knownPeople(profiles []records.Profile) *known {
	k := &known{map[string]records.Profile{}, map[string]records.Profile{}, map[org.PersonID]records.Profile{}, map[org.PersonID]bool{}}
	for _, p := range profiles {
		k.byID[p.Person] = p
		if p.Key != "" {
			k.byKey[p.Key] = p
		}
		if p.Handle != "" {
			k.byHandle[p.Handle] = p
		}
	}
	return k
}

// find returns the profile of the same person: the one whom whoever imports named, where no source
// has told of them yet; the one with the same stable id; else the one with the same handle, unless
// both have ids and they differ.
func (k *known) find(p source.Person) (records.Profile, bool) {
	if found, ok := k.byID[org.PersonID(p.Is)]; ok && found.Key == "" && found.Handle == "" && !k.taken[found.Person] {
		return found, true
	}
	if found, ok := k.byKey[p.ID]; ok && p.ID != "" {
		return found, !k.taken[found.Person]
	}
	found, ok := k.byHandle[p.Handle]
	for _, also := range p.Also {
		if ok {
			break
		}
		if found, ok = k.byKey[also]; !ok {
			found, ok = k.byHandle[also]
		}
	}
	if !ok || k.taken[found.Person] || (p.ID != "" && found.Key != "" && found.Key != p.ID) {
		return records.Profile{}, false
	}
	return found, true
}

// sure is how sure it is who somebody is.
func (k *known) sure(p source.Person) int {
	if p.Is != 0 {
		return 2
	}
	if _, ok := k.byKey[p.ID]; ok && p.ID != "" {
		return 1
	}
	return 0
}

// joinPeople makes sure that everybody named is known, and that whoever holds or
// belongs to something takes part.
func (r *run) joinPeople(profiles []records.Profile, forgotten map[string]bool) error {
	for _, p := range profiles {
		r.managed[p.Person] = p.Key != "" || p.Handle != ""
	}
	known := knownPeople(profiles)
	present := r.presentPeople()
	r.people = make([]org.PersonID, len(r.want.People))
	// Who was named chooses first, and then those with a stable id: a handle may have changed hands.
	order := make([]int, len(r.want.People))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(known.sure(r.want.People[b]), known.sure(r.want.People[a])) })
	found := make([]records.Profile, len(r.want.People))
	handles := map[string]bool{}
	for _, i := range order {
		if prof, ok := known.find(r.want.People[i]); ok {
			known.taken[prof.Person], found[i] = true, prof
		}
		handles[r.want.People[i].Handle] = true
	}
	for _, p := range profiles { // a handle that changed hands is theirs no more
		if !known.taken[p.Person] && p.Key != "" && handles[p.Handle] {
			p.Handle = ""
			r.target.Amend(records.Changes{Profiles: []records.Profile{p}})
		}
	}
	for i, p := range r.want.People {
		var err error
		switch {
		case found[i].Person != 0:
			r.people[i] = found[i].Person
			r.rename(found[i], p)
			if present[i] && !r.state().Person(r.people[i]).Present() {
				err = r.do(&org.JoinPerson{Person: r.people[i]})
			}
		case forgotten[p.ID] || forgotten[p.Handle] || slices.ContainsFunc(p.Also, func(key string) bool { return forgotten[key] }):
			r.sum.Forgotten++
		default:
			err = r.addPerson(i, p, present[i])
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (r *run) addPerson(i int, p source.Person, present bool) error {
	profile := records.Profile{Name: p.Name, Key: p.ID, Handle: p.Handle, Mail: p.Mail}
	var id org.PersonID
	if present {
		join := &org.JoinPerson{}
		if err := r.do(join); err != nil {
			return err
		}
		id = join.Person
	} else {
		record := &org.RecordPerson{}
		if err := r.do(record); err != nil {
			return err
		}
		id = record.Person
	}
	r.target.Join(id, profile)
	r.people[i], r.managed[id] = id, true
	return nil
}

// rename brings name, handle and id up to date. Only the present ones are kept.
func (r *run) rename(have records.Profile, p source.Person) {
	now := have
	now.Handle = p.Handle
	if !p.Nameless {
		now.Name = p.Name
	}
	if p.ID != "" {
		now.Key = p.ID
	}
	if now.Mail == "" {
		now.Mail = p.Mail
	}
	if now != have {
		r.sum.Renamed++
		r.target.Amend(records.Changes{Profiles: []records.Profile{now}})
	}
}

// presentPeople marks whoever belongs to something now.
func (r *run) presentPeople() []bool {
	present := make([]bool, len(r.want.People))
	mark := func(lists ...[]int) {
		for _, l := range lists {
			for _, i := range l {
				present[i] = true
			}
		}
	}
	mark(r.want.Present)
	for _, role := range r.want.RootRoles {
		mark(role.Holders)
	}
	for _, c := range r.want.Circles {
		mark(c.Members)
		for _, role := range c.Roles {
			mark(role.Holders)
		}
	}
	return present
}

// ids returns the people at these indexes who are not left out.
func (r *run) ids(indexes []int) []org.PersonID {
	var out []org.PersonID
	for _, i := range indexes {
		if id := r.people[i]; id != 0 && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

// leavePeople ends the part of people whom no circle has any more.
func (r *run) leavePeople() error {
	if r.want.Partial {
		return nil
	}
	wanted := map[org.PersonID]bool{}
	for i, here := range r.presentPeople() {
		wanted[r.people[i]] = wanted[r.people[i]] || here
	}
	var gone []org.PersonID
	for id, p := range r.state().People() {
		if p.Present() && r.managed[id] && !wanted[id] && len(p.Seats)+len(p.Circles)+len(p.Leads) == 0 {
			gone = append(gone, id)
		}
	}
	for _, id := range gone {
		if err := r.try(&org.LeavePerson{Person: id}, source.Say("odd.kept.person", id.String())); err != nil {
			return err
		}
	}
	return nil
}
