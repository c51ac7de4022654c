// Package mail takes letters away: by SMTP, or to the terminal where no mail can
// be sent.
package mail

import (
	"slices"
	"strings"

	"orpheus/identity"
	"orpheus/text/i18n"
)

// Write returns the subject and text of a letter.
func Write(l identity.Letter) (subject, text string) {
	lang := l.Mail.Lang
	if !i18n.Known(lang) {
		lang = l.To.Lang
	}
	p := i18n.For(lang)
	if l.Mail.Kind == identity.Confirm || l.Mail.Kind == identity.Moved {
		return writeMove(p, l)
	}
	if l.Mail.Kind == identity.Uncopied {
		return p.T("mail.uncopied.subject", l.To.OrgName), strings.Join([]string{p.T("mail.greeting", l.To.Name), p.T("mail.uncopied.text", l.To.OrgName), p.T("mail.uncopied.end")}, "\n\n") + "\n"
	}
	var ask, end string
	switch {
	case l.Mail.Kind != identity.Invite:
		subject, ask, end = p.T("mail.signin.subject", l.To.OrgName), p.T("mail.signin.text", l.To.OrgName), p.T("mail.not_you")
	case l.Inviter == "":
		ask = p.T("mail.invite.text.nobody", l.To.OrgName)
	default:
		ask = p.T("mail.invite.text", l.Inviter, l.To.OrgName)
	}
	if l.Mail.Kind == identity.Invite {
		subject, end = p.T("mail.invite.subject", l.To.OrgName), p.T("mail.unknown", l.To.OrgName)
	}
	said := []string{p.T("mail.greeting", l.To.Name), ask, l.Link, end}
	if l.Line != "" {
		said = slices.Insert(said, 2, p.T("mail.invite.line", l.Line))
	}
	return subject, strings.Join(said, "\n\n") + "\n"
}

// writeMove writes to the new address of somebody, that they confirm it, and to the old one,
// that it is to change. It says who asked for it where that was somebody else.
func writeMove(p *i18n.Printer, l identity.Letter) (subject, text string) {
	other := l.Mail.By != 0 && l.Mail.By != l.Mail.Person
	said := []string{p.T("mail.greeting", l.To.Name)}
	switch {
	case l.Mail.Kind == identity.Confirm && other:
		subject = p.T("mail.confirm.subject", l.To.OrgName)
		said = append(said, p.T("mail.confirm.text.other", l.Inviter, l.To.OrgName, l.Moving), l.Link, p.T("mail.confirm.end"))
	case l.Mail.Kind == identity.Confirm:
		subject = p.T("mail.confirm.subject", l.To.OrgName)
		said = append(said, p.T("mail.confirm.text", l.To.OrgName, l.Moving), l.Link, p.T("mail.confirm.end"))
	case other:
		subject = p.T("mail.moved.subject", l.To.OrgName)
		said = append(said, p.T("mail.moved.text.other", l.Inviter, l.To.OrgName, l.Moving), p.T("mail.moved.end"))
	default:
		subject = p.T("mail.moved.subject", l.To.OrgName)
		said = append(said, p.T("mail.moved.text", l.To.OrgName, l.Moving), p.T("mail.moved.end"))
	}
	return subject, strings.Join(said, "\n\n") + "\n"
}
