package form

import (
	"encoding/csv"
	"net/mail"
	"strings"

	"orpheus/org"
)

// Line is one line of a list of people, as it was typed and as it was read.
type Line struct {
	N          int    // from 1
	Text       string // as it was typed
	Name, Mail string
	Why        string // what is wrong, as a message key: "invite.no_name", "invite.no_mail", "invite.bad_mail", "invite.twice", "account.name.fault"; empty for nothing
}

// MaxPeople is how many people one list may have.
const MaxPeople = 500

// IsMail reports whether text is a mail address and nothing else.
func IsMail(text string) bool {
	a, err := mail.ParseAddress(text)
	if err != nil || a.Address != text || len(text) > 254 {
		return false
	}
	_, host, _ := strings.Cut(text, "@")
	return strings.Contains(host, ".") && !strings.ContainsAny(text, "\" ")
}

// IsName reports whether text can be what a person is called.
func IsName(text string) bool { return org.CheckName(text) == nil }

// People reads a list of people, one a line: "Name <mail>", or name and mail with a
// semicolon, comma or tab between, quoted or not, in any order, under a header or
// not. Empty lines are left out; nothing else is.
func People(text string) []Line {
	var lines []Line
	seen := map[string]bool{}
	text = strings.TrimPrefix(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text), "\ufeff")
	n, started := 0, false
	for raw := range strings.SplitSeq(text, "\n") {
		n++
		l := Line{N: n, Text: strings.TrimSpace(raw)}
		if strings.Trim(l.Text, ";,\t ") == "" {
			continue
		}
		header := !started && isHeader(l.Text)
		started = true
		if header {
			continue
		}
		l.read()
		if l.Why == "" && seen[strings.ToLower(l.Mail)] {
			l.Why = "invite.twice"
		}
		seen[strings.ToLower(l.Mail)] = true
		lines = append(lines, l)
	}
	return lines
}

// headers are what columns are called in lists of people.
var headers = map[string]bool{
	"name": true, "naam": true, "navn": true, "first name": true, "last name": true, "voornaam": true, "achternaam": true, "fornavn": true,
	"efternavn": true, "mail": true, "e-mail": true, "email": true, "e-mailadres": true, "mailadres": true, "mailadresse": true, "e-mail address": true,
}

func isHeader(text string) bool {
	parts := split(text)
	for _, p := range parts {
		if !headers[strings.ToLower(p)] {
			return false
		}
	}
	return len(parts) > 1
}

// split cuts a line into its columns.
func split(text string) []string {
	for _, cut := range []rune{';', '\t', ','} {
		if !strings.ContainsRune(text, cut) {
			continue
		}
		r := csv.NewReader(strings.NewReader(text))
		r.Comma, r.LazyQuotes, r.TrimLeadingSpace = cut, true, true
		parts, err := r.Read()
		if err != nil {
			parts = strings.Split(text, string(cut))
		}
		for i := range parts {
			parts[i] = strings.TrimSpace(parts[i])
		}
		return parts
	}
	return []string{text}
}

func (l *Line) read() {
	if before, rest, ok := strings.Cut(l.Text, "<"); ok && strings.Contains(rest, ">") {
		address, after, _ := strings.Cut(rest, ">")
		l.Name = strings.TrimSpace(strings.Trim(strings.TrimSpace(before), `"'`) + " " + strings.Trim(after, " ;,"))
		l.Mail = strings.TrimSpace(address)
	} else {
		var names []string
		for _, p := range split(l.Text) {
			switch {
			case strings.Contains(p, "@") && l.Mail == "":
				l.Mail = p
			case p != "":
				names = append(names, p)
			}
		}
		l.Name = strings.Join(names, " ")
	}
	switch {
	case l.Mail == "":
		l.Why = "invite.no_mail"
	case !IsMail(l.Mail):
		l.Why = "invite.bad_mail"
	case l.Name == "":
		l.Why = "invite.no_name"
	case !IsName(l.Name):
		l.Why = "account.name.fault"
	}
}
