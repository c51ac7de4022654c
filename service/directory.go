package service

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"

	"orpheus/ledger"
	"orpheus/org"
	"orpheus/org/form"
	"orpheus/store/records"
)

// A directory of people says who takes part, and in which of its groups they are. It gives no
// roles: groups lead into circles by the rules of stewards, and by nothing else.

// Listed is somebody whom the directory of an organisation knows. Others it is not told of.
type Listed struct {
	Person   org.PersonID   `json:"-"`
	Present  bool           `json:"-"`
	External string         `json:"external,omitzero"` // what the directory calls them
	Told     map[string]any `json:"told"`              // what it said of them, as it wrote it
	At       org.Time       `json:"at"`
}

// UserName is the name that a directory knows somebody by.
func (l *Listed) UserName() string { return toldText(l.Told, "userName") }

func toldText(told map[string]any, key string) string {
	text, _ := told[key].(string)
	return strings.TrimSpace(text)
}

// profile is what somebody is called and where they get mail, as the directory says.
func (l *Listed) profile() records.Profile {
	p := records.Profile{Name: toldText(l.Told, "displayName")}
	name, _ := l.Told["name"].(map[string]any)
	for _, text := range []string{toldText(name, "formatted"), strings.TrimSpace(toldText(name, "givenName") + " " + toldText(name, "familyName"))} {
		p.Name = cmp.Or(p.Name, text)
	}
	mails, _ := l.Told["emails"].([]any)
	for _, one := range mails {
		m, _ := one.(map[string]any)
		if text := toldText(m, "value"); form.IsMail(text) && (p.Mail == "" || m["primary"] == true) {
			p.Mail = text
		}
	}
	if p.Mail == "" && form.IsMail(l.UserName()) {
		p.Mail = l.UserName()
	}
	p.Name = nameOf(p.Name, cmp.Or(p.Mail, l.UserName()))
	return p
}

// ListedGroup is a group of the directory.
type ListedGroup struct {
	ID       string         `json:"id"`
	Name     string         `json:"name"`
	External string         `json:"external,omitzero"`
	Members  []org.PersonID `json:"members,omitzero"`
	At       org.Time       `json:"at"`
}

type listedGroups struct {
	Next   int           `json:"next"`
	Groups []ListedGroup `json:"groups"`
}

const (
	boxDirectory  = "directory"
	privateListed = "directory" // what the directory says of somebody: it goes when they are erased
	mostGroups    = 2000
)

// What a directory may be told.
var (
	ErrListed     = errors.New("somebody else is known by this")
	ErrUnlisted   = errors.New("the directory knows nobody, and no group, by this")
	ErrListedText = errors.New("a name is missing")
)

// Directory is what the directory of one organisation may do.
type Directory struct {
	d    *Service
	slug string
}

// DirectoryOf is for the directory of an organisation.
func (d *Service) DirectoryOf(slug string) *Directory { return &Directory{d, slug} }

// People are all whom the directory knows, in the order of their numbers.
func (r *Directory) People(ctx context.Context) ([]Listed, error) {
	all, err := r.d.store.Privates(ctx, r.slug, privateListed)
	if err != nil {
		return nil, err
	}
	s, err := r.d.engine.State(ctx, r.slug)
	if err != nil {
		return nil, err
	}
	var out []Listed
	for _, p := range slices.Sorted(maps.Keys(all)) {
		l, err := readListed(s, p, all[p])
		if err != nil {
			return nil, err
		}
		out = append(out, l)
	}
	return out, nil
}

func readListed(s *org.State, p org.PersonID, text string) (Listed, error) {
	l := Listed{Person: p}
	if err := json.Unmarshal([]byte(text), &l); err != nil {
		return l, errUnread // what is in it is for no log
	}
	row := s.Person(p)
	l.Present = row != nil && row.Present()
	return l, nil
}

// Find returns somebody whom the directory knows.
func (r *Directory) Find(ctx context.Context, p org.PersonID) (Listed, error) {
	text, err := r.d.store.Private(ctx, r.slug, p, privateListed)
	if err == nil && text == "" {
		err = ErrUnlisted
	}
	if err != nil {
		return Listed{}, err
	}
	s, err := r.d.engine.State(ctx, r.slug)
	if err != nil {
		return Listed{}, err
	}
	return readListed(s, p, text)
}

func (r *Directory) keep(ctx context.Context, l *Listed) error {
	l.At = org.At(r.d.now())
	text, err := json.Marshal(l)
	if err != nil {
		return err
	}
	return r.d.store.SetPrivate(ctx, r.slug, l.Person, privateListed, string(text))
}

// distinct refuses a name that the directory knows somebody else by.
func (r *Directory) distinct(ctx context.Context, l *Listed) error {
	if l.UserName() == "" {
		return ErrListedText
	}
	all, err := r.People(ctx)
	for i := range all {
		if all[i].Person != l.Person && strings.EqualFold(all[i].UserName(), l.UserName()) {
			return ErrListed
		}
	}
	return err
}

func (r *Directory) do(ctx context.Context, act org.Act, p *records.Profile) error {
	_, err := r.d.engine.Do(ctx, r.slug, ledger.Request{Act: act, Face: org.Directory, Profile: p})
	return err
}

// Add takes somebody up: who takes part already and has the address, who left and has it, or
// somebody new.
func (r *Directory) Add(ctx context.Context, l Listed) (Listed, error) {
	l.Person = 0
	if err := r.distinct(ctx, &l); err != nil {
		return l, err
	}
	want, profile := l.Present, l.profile()
	err := ErrStranger
	if profile.Mail != "" {
		l.Person, err = r.d.byAddress(ctx, r.slug, profile.Mail)
	}
	if errors.Is(err, ErrStranger) || errors.Is(err, ErrLeft) { // who left comes back
		l.Person, err = r.d.addBy(ctx, r.slug, org.Directory, profile, false)
	} else if err == nil {
		if text, err := r.d.store.Private(ctx, r.slug, l.Person, privateListed); err != nil || text != "" {
			return l, errors.Join(err, ErrListed)
		}
	}
	if errors.Is(err, ErrAddress) {
		err = ErrListed
	}
	if err != nil {
		return l, err
	}
	if err := r.keep(ctx, &l); err != nil {
		return l, err
	}
	l.Present = true
	return l, r.settle(ctx, &l, want)
}

// Change takes what the directory says of somebody now. Who is not active any more is out when
// it returns: their part has ended, and with it all that let them in.
func (r *Directory) Change(ctx context.Context, l Listed) (Listed, error) {
	was, err := r.Find(ctx, l.Person)
	if err != nil {
		return l, err
	}
	want := l.Present
	l.Present = was.Present
	if l.Present && !want { // whatever else is wrong, they are out first
		if err := r.settle(ctx, &l, false); err != nil {
			return l, err
		}
	}
	if err := r.distinct(ctx, &l); err != nil {
		return l, err
	}
	before, after := was.profile(), l.profile()
	if before != after { // what somebody changed themselves stays until the directory changes it
		have, _, err := r.d.store.Profile(ctx, r.slug, l.Person)
		if err != nil {
			return l, err
		}
		name, mail := have.Name, have.Mail
		if before.Name != after.Name {
			name = after.Name
		}
		if before.Mail != after.Mail {
			mail = after.Mail
		}
		if err := r.d.Correct(ctx, r.slug, l.Person, name, mail); errors.Is(err, ErrAddress) {
			return l, ErrListed
		} else if err != nil {
			return l, err
		}
	}
	if err := r.keep(ctx, &l); err != nil {
		return l, err
	}
	return l, r.settle(ctx, &l, want)
}

// settle ends or begins somebody's part.
func (r *Directory) settle(ctx context.Context, l *Listed, want bool) error {
	switch {
	case l.Present && !want:
		if err := r.do(ctx, &org.LeavePerson{Person: l.Person}, nil); err != nil {
			return err
		}
	case !l.Present && want:
		p := l.profile()
		if err := r.do(ctx, &org.JoinPerson{Person: l.Person}, &p); err != nil {
			return err
		}
	}
	l.Present = want
	if !want {
		return nil
	}
	groups, rules, err := r.groupsAndRules(ctx)
	if err != nil {
		return err
	}
	return r.place(ctx, nil, circlesOf(groups.Groups, rules), l.Person)
}

// Remove ends somebody's part, and has the directory know them no more. What they did stays.
func (r *Directory) Remove(ctx context.Context, p org.PersonID) error {
	l, err := r.Find(ctx, p)
	if err != nil {
		return err
	}
	if err := r.settle(ctx, &l, false); err != nil {
		return err
	}
	return r.d.store.SetPrivate(ctx, r.slug, p, privateListed, "")
}

// groupsAndRules are the groups that there are, and where they lead.
func (r *Directory) groupsAndRules(ctx context.Context) (g listedGroups, rules []GroupRule, err error) {
	if _, err = r.d.readBox(ctx, r.slug, boxDirectory, &g); err != nil {
		return g, nil, err
	}
	set, _, err := r.d.signIns(ctx, r.slug)
	return g, set.Rules, err
}

// Groups are those of the directory.
func (r *Directory) Groups(ctx context.Context) ([]ListedGroup, error) {
	g, _, err := r.groupsAndRules(ctx)
	return g.Groups, err
}

// Group returns one.
func (r *Directory) Group(ctx context.Context, id string) (ListedGroup, error) {
	all, err := r.Groups(ctx)
	for _, g := range all {
		if g.ID == id {
			return g, nil
		}
	}
	return ListedGroup{}, errors.Join(err, ErrUnlisted)
}

// ChangeGroups changes the groups, whoever else changes them meanwhile, and then who is in
// which circle by them.
func (r *Directory) changeGroups(ctx context.Context, change func(*listedGroups) error) error {
	for {
		var g listedGroups
		was, err := r.d.readBox(ctx, r.slug, boxDirectory, &g)
		if err != nil {
			return err
		}
		set, _, err := r.d.signIns(ctx, r.slug)
		if err != nil {
			return err
		}
		before := circlesOf(g.Groups, set.Rules)
		if err := change(&g); err != nil {
			return err
		}
		done, err := r.d.putBox(ctx, r.slug, boxDirectory, was, g)
		if err != nil {
			return err
		}
		if done {
			return r.place(ctx, before, circlesOf(g.Groups, set.Rules), 0)
		}
	}
}

// PutGroup adds a group, or changes the one with its id.
func (r *Directory) PutGroup(ctx context.Context, in ListedGroup) (ListedGroup, error) {
	if in.Name = strings.TrimSpace(in.Name); in.Name == "" || !plain(in.Name) || !plain(in.External) {
		return in, ErrListedText
	}
	slices.Sort(in.Members)
	in.Members = slices.Compact(in.Members)
	known, err := r.d.store.Privates(ctx, r.slug, privateListed)
	if err != nil {
		return in, err
	}
	in.At = org.At(r.d.now())
	err = r.changeGroups(ctx, func(g *listedGroups) error {
		at := slices.IndexFunc(g.Groups, func(o ListedGroup) bool { return o.ID == in.ID })
		if in.ID != "" && at < 0 {
			return ErrUnlisted
		}
		var had []org.PersonID
		if at >= 0 {
			had = g.Groups[at].Members
		}
		for _, p := range in.Members {
			if known[p] == "" && !slices.Contains(had, p) {
				return ErrUnlisted
			}
		}
		if slices.ContainsFunc(g.Groups, func(o ListedGroup) bool { return o.ID != in.ID && o.Name == in.Name }) {
			return ErrListed
		}
		if at >= 0 {
			g.Groups[at] = in
			return nil
		}
		if len(g.Groups) >= mostGroups {
			return ErrProviderMany
		}
		g.Next++
		in.ID = "g" + strconv.Itoa(g.Next)
		g.Groups = append(g.Groups, in)
		return nil
	})
	return in, err
}

// DropGroup removes a group; who was in a circle by it alone is in it no more.
func (r *Directory) DropGroup(ctx context.Context, id string) error {
	return r.changeGroups(ctx, func(g *listedGroups) error {
		n := len(g.Groups)
		if g.Groups = slices.DeleteFunc(g.Groups, func(o ListedGroup) bool { return o.ID == id }); len(g.Groups) == n {
			return ErrUnlisted
		}
		return nil
	})
}

// placed is who is in which circle.
type placed struct {
	person org.PersonID
	circle org.CircleID
}

// circlesOf is who is in which circle by the groups and the rules.
func circlesOf(groups []ListedGroup, rules []GroupRule) map[placed]bool {
	all := map[placed]bool{}
	for _, g := range groups {
		for _, r := range rules {
			if r.Group != g.Name {
				continue
			}
			for _, p := range g.Members {
				all[placed{p, r.Circle}] = true
			}
		}
	}
	return all
}

// place does what is between two states of groups, for one person or for all. Whoever is in a
// circle otherwise keeps their roles there: groups give none and take none.
func (r *Directory) place(ctx context.Context, before, after map[placed]bool, only org.PersonID) error {
	s, err := r.d.engine.State(ctx, r.slug)
	if err != nil {
		return err
	}
	in := func(p placed) (here, joined bool) {
		row := s.Person(p.person)
		if row == nil || !row.Present() || only != 0 && p.person != only {
			return false, false
		}
		return true, slices.Contains(row.Circles, p.circle)
	}
	order := func(all map[placed]bool) []placed {
		return slices.SortedFunc(maps.Keys(all), func(a, b placed) int {
			return cmp.Or(cmp.Compare(a.person, b.person), cmp.Compare(a.circle, b.circle))
		})
	}
	for _, p := range order(before) {
		if here, joined := in(p); here && joined && !after[p] {
			if err := r.do(ctx, &org.LeaveCircle{Circle: p.circle, Person: p.person}, nil); err != nil && org.CodeOf(err) == 0 {
				return err
			}
		}
	}
	for _, p := range order(after) {
		if here, joined := in(p); here && !joined {
			if err := r.do(ctx, &org.JoinCircle{Circle: p.circle, Person: p.person}, nil); err != nil && org.CodeOf(err) == 0 {
				return err
			}
		}
	}
	return nil
}
