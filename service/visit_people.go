package service

import (
	"context"

	"orpheus/org"
	"orpheus/store/records"
)

// MayInvite reports whether the visitor may add guests, and members.
func (l *Look) MayInvite() (guests, members bool) {
	return l.May(&org.JoinPerson{Guest: true}) == nil, l.May(&org.JoinPerson{}) == nil
}

// MayBringInto says whether the visitor may bring others into a circle.
func (l *Look) MayBringInto(c org.CircleID) error {
	if !l.Sight.Knows(org.RefOf(c)) {
		return org.NotThere(org.RefOf(c))
	}
	return l.State.MayBring(org.Moment{At: max(l.At, l.State.Last), By: l.v.who}, c)
}

// Mend sets right what somebody who was invited is called and where they get mail, which
// stewards may do.
func (v *Visit) Mend(ctx context.Context, p org.PersonID, name, mail string) error {
	s, err := v.present(ctx)
	if err != nil {
		return err
	}
	if err := s.May(&org.LeavePerson{Person: p}, org.Moment{At: s.Last, By: v.who}); err != nil {
		return err
	}
	return v.d.Correct(ctx, v.slug, p, name, mail)
}

// ProfileOf is what is known of somebody whom the visitor may take care of: themselves, or
// as a steward anybody.
func (v *Visit) ProfileOf(ctx context.Context, p org.PersonID) (records.Profile, error) {
	may := v.steward
	if v.who == p {
		may = v.present
	}
	if _, err := may(ctx); err != nil {
		return records.Profile{}, err
	}
	out, _, err := v.d.store.Profile(ctx, v.slug, p)
	return out, err
}

// Profile is what is known of the visitor.
func (v *Visit) Profile(ctx context.Context) (records.Profile, error) {
	if _, err := v.present(ctx); err != nil {
		return records.Profile{}, err
	}
	p, _, err := v.d.store.Profile(ctx, v.slug, v.who)
	return p, err
}

// Correct sets right what the visitor is called and where they get mail. The log is
// not touched.
func (v *Visit) Correct(ctx context.Context, name, mail string) error {
	if _, err := v.present(ctx); err != nil {
		return err
	}
	return v.d.Correct(ctx, v.slug, v.who, name, mail)
}

// Addresses are those of an organisation, each with who has it.
type Addresses map[string]org.PersonID

// Of returns who has an address, however it is written; zero for nobody.
func (a Addresses) Of(mail string) org.PersonID { return a[records.MailKey(mail)] }

// Addresses says who of those who take part, or did, has which address: whoever invites people must not add one a second time. Only who may invite
// is told.
func (v *Visit) Addresses(ctx context.Context) (Addresses, error) {
	l, err := v.Look(ctx, 0)
	if err != nil {
		return nil, err
	}
	if guests, members := l.MayInvite(); !guests && !members {
		return nil, &org.Error{Code: org.Forbidden, Key: "right.member"}
	}
	profiles, err := v.d.store.Profiles(ctx, v.slug)
	out := Addresses{}
	for _, p := range profiles {
		mail := records.MailKey(p.Mail)
		if was, twice := out[mail]; mail != "" && (!twice || !l.State.Person(was).Present()) {
			out[mail] = p.Person
		}
	}
	return out, err
}
