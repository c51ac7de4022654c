package identity

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"

	"orpheus/org"
)

// Invited is how somebody is invited.
type Invited struct {
	Person, By org.PersonID
	Lang       string // in which they are written to; that of the organisation where empty
	Line       string // what whoever invites says to them, and to nobody else; may be empty
}

// Invitation is that somebody was invited and has not come in yet.
type Invitation struct {
	Person org.PersonID
	By     org.PersonID // zero for nobody
	At     org.Time     // when they were invited, at first
	Line   string
	Opened org.Time // when their link was looked at last, by them or by what scans their mails; zero for never
	Shown  bool     // the link was shown to somebody, not mailed
	Sent   org.Time // when the link that works was made; zero for none
	Ends   org.Time // until when it works; zero for none
	Late   *Mail    // the mail with it, which has not gone out; nil for none
}

// invited is what is kept of an invitation, with the person.
type invited struct {
	By     org.PersonID `json:"by,omitzero"`
	At     org.Time     `json:"at"`
	Line   string       `json:"line,omitzero"`
	Opened org.Time     `json:"opened,omitzero"`
	Shown  bool         `json:"shown,omitzero"`
}

// Invite invites somebody who was added: by a mail, where they have an address.
func (s *Service) Invite(ctx context.Context, slug string, in Invited) error {
	if err := s.SetLang(ctx, slug, in.Person, in.Lang); err != nil {
		return err
	}
	if err := s.setInvited(ctx, slug, in.Person, &invited{By: in.By, At: s.now(), Line: in.Line}); err != nil {
		return err
	}
	return s.sendInvitation(ctx, slug, in.Person, in.By)
}

// sendInvitation queues the mail of an invitation, in place of one that waits.
func (s *Service) sendInvitation(ctx context.Context, slug string, p, by org.PersonID) error {
	if err := s.dropInvitations(ctx, slug, p); err != nil {
		return err
	}
	who, present, err := s.People.Who(ctx, slug, p)
	if err != nil || !present || who.Mail == "" {
		return err
	}
	lang, err := s.Lang(ctx, slug, p)
	if err != nil {
		return err
	}
	return s.post(ctx, Mail{Kind: Invite, Org: slug, Person: p, By: by, Lang: cmp.Or(lang, who.Lang)})
}

// dropInvitations drops the mails to somebody that have not gone out.
func (s *Service) dropInvitations(ctx context.Context, slug string, p org.PersonID) error {
	all, err := s.Store.Mails(ctx, slug)
	for _, m := range all {
		if err == nil && m.Kind == Invite && m.Person == p {
			err = s.Store.DropMail(ctx, m)
		}
	}
	return err
}

// InviteAgain sends an invitation again, to the address of now. The links of before go on
// working.
func (s *Service) InviteAgain(ctx context.Context, slug string, p org.PersonID) error {
	in, err := s.invited(ctx, slug, p)
	if err != nil || in == nil {
		return err
	}
	if in.Shown {
		in.Shown = false
		if err := s.setInvited(ctx, slug, p, in); err != nil {
			return err
		}
	}
	return s.sendInvitation(ctx, slug, p, in.By)
}

// InviteLink makes a link to hand to somebody who was invited and has not come in: to be
// shown this once. It stops the links of before, and the mail that waits. Empty for
// somebody who is in: nobody gets a link to come in as them.
func (s *Service) InviteLink(ctx context.Context, slug string, p org.PersonID) (string, error) {
	in, err := s.invited(ctx, slug, p)
	if err != nil || in == nil {
		return "", err
	}
	if err := s.dropInvitations(ctx, slug, p); err != nil {
		return "", err
	}
	if err := s.Store.DropCredentials(ctx, slug, p, OfLink, Hash{}); err != nil {
		return "", err
	}
	in.Shown, in.Opened = true, 0
	if err := s.setInvited(ctx, slug, p, in); err != nil {
		return "", err
	}
	return s.NewLink(ctx, Link{Kind: Invite, Org: slug, Person: p})
}

// Invitations are those of an organisation whose people have not come in, the last first.
// Of some of them their person may have left.
func (s *Service) Invitations(ctx context.Context, slug string) ([]Invitation, error) {
	all, err := s.Store.Privates(ctx, slug, privateInvited)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	mails, err := s.Store.Mails(ctx, slug)
	if err != nil {
		return nil, err
	}
	out := make([]Invitation, 0, len(all))
	for p, text := range all {
		var in invited
		if err := json.Unmarshal([]byte(text), &in); err != nil {
			return nil, err
		}
		i := Invitation{Person: p, By: in.By, At: in.At, Line: in.Line, Opened: in.Opened, Shown: in.Shown}
		for _, m := range mails {
			if m.Kind == Invite && m.Person == p {
				i.Late = &m
			}
		}
		links, err := s.Store.Credentials(ctx, slug, p, OfLink)
		if err != nil {
			return nil, err
		}
		for _, c := range links { // the newest is the last
			if l, err := linkOf(&c); err == nil && l.Kind == Invite && l.Used == 0 {
				i.Sent, i.Ends = l.Made, l.Ends
			}
		}
		out = append(out, i)
	}
	slices.SortFunc(out, func(a, b Invitation) int { return cmp.Or(cmp.Compare(b.At, a.At), cmp.Compare(a.Person, b.Person)) })
	return out, nil
}

// Invited returns the invitation of somebody who has not come in, and false for none.
func (s *Service) Invited(ctx context.Context, slug string, p org.PersonID) (Invitation, bool, error) {
	in, err := s.invited(ctx, slug, p)
	if err != nil || in == nil {
		return Invitation{}, false, err
	}
	return Invitation{Person: p, By: in.By, At: in.At, Line: in.Line, Opened: in.Opened, Shown: in.Shown}, true, nil
}

// Opened notes that a link of an invitation was looked at.
func (s *Service) Opened(ctx context.Context, l Link) error {
	if l.Kind != Invite {
		return nil
	}
	in, err := s.invited(ctx, l.Org, l.Person)
	if err != nil || in == nil {
		return err
	}
	in.Opened = s.now()
	return s.setInvited(ctx, l.Org, l.Person, in)
}

// cameIn ends an invitation.
func (s *Service) cameIn(ctx context.Context, slug string, p org.PersonID) error {
	in, err := s.invited(ctx, slug, p)
	if err != nil || in == nil {
		return err
	}
	return s.setInvited(ctx, slug, p, nil)
}

func (s *Service) invited(ctx context.Context, slug string, p org.PersonID) (*invited, error) {
	text, err := s.Store.Private(ctx, slug, p, privateInvited)
	if err != nil || text == "" {
		return nil, err
	}
	in := new(invited)
	return in, json.Unmarshal([]byte(text), in)
}

func (s *Service) setInvited(ctx context.Context, slug string, p org.PersonID, in *invited) error {
	text := ""
	if in != nil {
		b, err := json.Marshal(in)
		if err != nil {
			return err
		}
		text = string(b)
	}
	return s.Store.SetPrivate(ctx, slug, p, privateInvited, text)
}
