package form

import (
	"strings"
	"unicode"
)

// columns say where a table has what, by its header.
type columns struct {
	cut              rune
	mails            []int // the first that has an address is it
	whole            int   // of the whole name; -1 for none
	first, mid, last int
}

// What columns are called in the tables of other programs, without blanks, signs and
// what stands in brackets.
var (
	wholeNames = called("name naam navn fullname displayname volledigenaam weergavenaam fuldenavn visningsnavn medewerker medarbejder member person persoon lid medlem contact contactpersoon realname")
	firstNames = called("firstname givenname voornaam roepnaam fornavn")
	midNames   = called("middlename tussenvoegsel tussenvoegsels mellemnavn infix")
	lastNames  = called("lastname surname familyname achternaam familienaam efternavn")
	mailNames  = called("mail email emailaddress emailadres mailadres mailaddress mailadresse emailadresse primaryemail workemail email1value email1 emailwork zakelijkemail arbejdsmail userprincipalname username signinname loginemail")
)

func called(names string) map[string]bool {
	out := map[string]bool{}
	for _, n := range strings.Fields(names) {
		out[n] = true
	}
	return out
}

// column is the name of a column as it is looked for.
func column(text string) string {
	if i := strings.IndexAny(text, "[("); i > 0 {
		text = text[:i]
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, text)
}

// readHeader reads the first line where it says what columns there are; nil where it is
// no header.
func readHeader(line string) *columns {
	if strings.Contains(line, "@") {
		return nil
	}
	parts, cut := split(line)
	c := &columns{cut: cut, whole: -1, first: -1, mid: -1, last: -1}
	for i, p := range parts {
		switch name := column(p); {
		case mailNames[name]:
			c.mails = append(c.mails, i)
		case wholeNames[name] && c.whole < 0:
			c.whole = i
		case firstNames[name] && c.first < 0:
			c.first = i
		case midNames[name] && c.mid < 0:
			c.mid = i
		case lastNames[name] && c.last < 0:
			c.last = i
		}
	}
	if len(parts) < 2 || len(c.mails) == 0 {
		return nil
	}
	return c
}

// read reads a row under the header.
func (c *columns) read(line string) Line {
	l := Line{Text: line}
	parts, cut := split(line)
	if cut != c.cut {
		if found := readLine(line, nil); len(found) == 1 {
			return found[0]
		}
	}
	at := func(i int) string {
		if i < 0 || i >= len(parts) {
			return ""
		}
		return words(parts[i])
	}
	for _, i := range c.mails {
		if l.Mail == "" || !IsMail(l.Mail) && IsMail(at(i)) {
			l.Mail = plainMail(at(i))
		}
	}
	l.Name = strings.Join(strings.Fields(at(c.first)+" "+at(c.mid)+" "+at(c.last)), " ")
	if c.whole >= 0 && (l.Name == "" || at(c.whole) != "" && (c.first < 0 || c.last < 0)) {
		l.Name = at(c.whole)
	}
	return l
}
