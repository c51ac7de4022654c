package ledger

import (
	"orpheus/org"
	"orpheus/store/records"
)

// admit returns the profile that comes with an act. One address is one person, by whatever
// door they come: an act that would add somebody whose address is known brings that person
// back, and is refused where they are here. Who may not add anybody learns nothing of it.
//
// What another process writes meanwhile, the log finds when it appends (Changes.Claims),
// and then it is looked at again.
func (w *work) admit(s *org.State, also records.Changes, act org.Act, m org.Moment, p *records.Profile) (*records.Profile, error) {
	if p == nil || p.Mail == "" || !org.KindOf(act).Profiled {
		return p, nil
	}
	if err := s.May(act, m); err != nil {
		return p, err
	}
	have, err := w.holder(s, also, p.Mail)
	if err != nil || have.Person == 0 {
		return p, err
	}
	if err := org.Return(s, act, have.Person); err != nil {
		return p, err
	}
	have.Name, have.Mail = p.Name, p.Mail // an import still knows them
	return &have, nil
}

// holder returns who has an address: somebody who is here before others, and the last of
// those who left; the zero profile for nobody.
func (w *work) holder(s *org.State, also records.Changes, mail string) (best records.Profile, err error) {
	latest, err := w.stored(mail)
	if err != nil {
		return best, err
	}
	changes := []records.Changes{w.records, also}
	if w.under != nil {
		changes = append([]records.Changes{w.under.records}, changes...)
	}
	for _, c := range changes {
		for _, p := range c.Profiles {
			latest[p.Person] = p
		}
	}
	for id, p := range latest {
		row := s.Person(id)
		if row == nil || row.Erased || records.MailKey(p.Mail) != records.MailKey(mail) {
			continue
		}
		was := s.Person(best.Person)
		if best.Person == 0 || row.Present() && !was.Present() || row.Present() == was.Present() && id > best.Person {
			best = p
		}
	}
	return best, nil
}

// stored are those who have an address in the records.
func (w *work) stored(mail string) (map[org.PersonID]records.Profile, error) {
	out := map[org.PersonID]records.Profile{}
	if w.log == nil {
		return out, nil
	}
	places, err := w.log.ByMail(w.ctx, mail)
	for _, at := range places {
		if at.Slug != w.slug {
			continue
		}
		p, found, err := w.log.Profile(w.ctx, w.slug, at.Person)
		if err != nil {
			return nil, err
		}
		if found {
			out[p.Person] = p
		}
	}
	return out, err
}

// bring adds the profile of somebody who comes, whose address is then theirs alone.
func bring(c *records.Changes, p records.Profile) {
	c.Profiles = append(c.Profiles, p)
	if p.Mail != "" {
		c.Claims = append(c.Claims, p.Person)
	}
}
