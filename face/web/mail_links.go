package web

import (
	"net/http"
	"slices"
	"strings"

	"orpheus/org"
	"orpheus/service"
	"orpheus/text/i18n"
	"orpheus/text/sentence"
)

// mailLink is something that somebody may have done from a mail, without signing in: it
// says nothing of the organisation, since whoever has the mail may open it.
type mailLink struct {
	*request
	title, does string // what it does, and the button for it
	done        bool
}

// mailDeed is what a link of a mail does.
type mailDeed struct {
	text string // of a key beneath "mail.link."
	do   func(v *request, as *service.Visit) error
}

// chooses is a link that changes how notices reach somebody.
func chooses(text string, change func(*service.NoticeSettings)) *mailDeed {
	return &mailDeed{text, func(v *request, as *service.Visit) error { return as.Choose(v.r.Context(), change) }}
}

// mailDeedOf is what the name of a deed in a link stands for; nil for nothing.
func mailDeedOf(what string) *mailDeed {
	name, of, _ := strings.Cut(what, "-")
	switch name {
	case "all":
		return chooses("all", func(n *service.NoticeSettings) { n.NoMail = true })
	case "daily", "never":
		return chooses(name, func(n *service.NoticeSettings) { n.Rhythm = service.Rhythm(name) })
	case "weekly":
		return chooses(name, func(n *service.NoticeSettings) { n.Rhythm = service.Weekly })
	case "mute":
		if thing, ok := org.ParseRef(of); ok {
			return &mailDeed{"mute", func(v *request, as *service.Visit) error { return as.Mute(v.r.Context(), thing, true) }}
		}
	case "matter":
		if slices.ContainsFunc(org.Matters(), func(m org.Matter) bool { return m.String() == of }) {
			return chooses("matter", func(n *service.NoticeSettings) {
				if n.Ways == nil {
					n.Ways = map[string]service.Way{}
				}
				n.Ways[of] = service.OnlyHere
			})
		}
	}
	return nil
}

// mailLinkPage shows what a link of a mail would do, with a button: what scans mails opens
// it and changes nothing.
func (s *server) mailLinkPage(v *request) error { return s.byMail(v, false) }

// followMailLink does it. Programs of mail press here in the name of whoever wants no more
// mails (RFC 8058).
func (s *server) followMailLink(v *request) error {
	if err := v.read(); err != nil {
		return err
	}
	return s.byMail(v, true)
}

func (s *server) byMail(v *request, do bool) error {
	person, rest, _ := strings.Cut(v.r.PathValue("token"), ".")
	what, token, _ := strings.Cut(rest, ".")
	id, err := org.ParseID[org.PersonID](person)
	deed := mailDeedOf(what)
	if err != nil || deed == nil {
		return errNotFound
	}
	if holds, err := s.Identity.TokenHolds(v.r.Context(), v.org.Slug, id, what, token); err != nil || !holds {
		if err == nil {
			err = errNotFound
		}
		return err
	}
	as, err := s.Service.As(v.r.Context(), v.org.Slug, id)
	if org.CodeOf(err) != 0 {
		return errNotFound // they left
	}
	if err == nil {
		err = s.speakTo(v, id)
	}
	if err == nil && do {
		err = deed.do(v, as)
	}
	if err != nil {
		return err
	}
	v.w.Header().Set("Cache-Control", "no-store")
	key := "mail.link." + deed.text
	return v.show(http.StatusOK, mailLinkShown(mailLink{v, v.p.T(key, v.org.Name), v.p.T(key + ".do"), do}))
}

// speakTo has a page be in the language that somebody chose, where they did.
func (s *server) speakTo(v *request, p org.PersonID) error {
	lang, err := s.Identity.Lang(v.r.Context(), v.org.Slug, p)
	if err == nil && lang != "" {
		v.p = sentence.In(i18n.For(lang), &v.org)
	}
	return err
}
