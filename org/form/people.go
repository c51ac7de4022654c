package form

import (
	"encoding/csv"
	"net/mail"
	"regexp"
	"strings"
	"unicode"

	"orpheus/org"
)

// Line is one person of a list, as they were typed and as they were read.
type Line struct {
	N          int    // of the line they stand in, from 1
	Text       string // as it was typed: the line, or the part of it that is about them
	Name, Mail string
	Guessed    bool   // the name was made from the address
	Why        string // what is wrong, as a message key: "invite.no_name", "invite.no_mail", "invite.bad_mail", "invite.twice", "account.name.fault"; empty for nothing
}

// MaxPeople is how many people one list may have.
const MaxPeople = 500

// IsMail reports whether text is a mail address and nothing else.
func IsMail(text string) bool {
	a, err := mail.ParseAddress(text)
	if err != nil || a.Address != text || len(text) > 254 || strings.ContainsFunc(text, org.Hidden) {
		return false
	}
	_, host, _ := strings.Cut(text, "@")
	return strings.Contains(host, ".") && !strings.ContainsAny(text, "\" ")
}

// IsName reports whether text can be what a person is called.
func IsName(text string) bool { return org.CheckName(text) == nil }

// People reads a list of people as it was pasted: from a mail ("Jan Jansen <jan@x>; Piet
// <piet@x>", or addresses alone), from a table with or without a header, or one a line with
// name and address in any order. Empty lines are left out; nothing else is.
func People(text string) []Line {
	var lines []Line
	var cols *columns
	seen := map[string]bool{}
	text = strings.TrimPrefix(strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u00a0", " ").Replace(text), "\ufeff")
	started := false
	for n, raw := range strings.Split(text, "\n") {
		raw = clean(raw)
		if strings.Trim(raw, ";,\t| ") == "" {
			continue
		}
		if !started {
			started = true
			if cols = readHeader(raw); cols != nil {
				continue
			}
		}
		for _, l := range readLine(strings.TrimRight(raw, " "), cols) {
			l.N, l.Text = n+1, strings.TrimSpace(l.Text)
			l.judge()
			key := strings.ToLower(l.Mail)
			if l.Why == "" && seen[key] {
				l.Why = "invite.twice"
			}
			seen[key] = true
			lines = append(lines, l)
		}
	}
	return lines
}

// clean takes out of a pasted line what nobody sees and nobody could mend.
func clean(line string) string {
	return strings.Map(func(r rune) rune {
		if r != '\t' && org.Hidden(r) {
			return -1
		}
		return r
	}, line)
}

// judge says what is wrong.
func (l *Line) judge() {
	switch {
	case l.Mail == "":
		l.Why = "invite.no_mail"
	case !IsMail(l.Mail):
		l.Why = "invite.bad_mail"
	case l.Name == "":
		if l.Name = nameIn(l.Mail); l.Name == "" {
			l.Why = "invite.no_name"
		}
		l.Guessed = l.Name != ""
	case !IsName(l.Name):
		l.Why = "account.name.fault"
	}
}

// address finds what is meant as a mail address, good or not.
var address = regexp.MustCompile(`[^\s<>(),;|"'\[\]]*@[^\s<>(),;|"'\[\]]*`)

// readLine reads the people of one line.
func readLine(line string, cols *columns) []Line {
	if cols != nil {
		return []Line{cols.read(line)}
	}
	found := address.FindAllStringIndex(line, -1)
	switch parts, cut := split(line); {
	case len(found) == 0:
		return []Line{{Text: line, Name: words(strings.Join(parts, " "))}}
	case len(found) == 1 && cut != 0 && !strings.Contains(line, "<"):
		return []Line{readRow(line, parts)}
	}
	var out []Line
	begin := 0
	for i, at := range found {
		end := at[1]
		l := Line{Mail: plainMail(line[at[0]:at[1]]), Name: nameBefore(line[begin:at[0]])}
		if i == len(found)-1 {
			if l.Name == "" { // "ann@x Ann"
				l.Name = nameBefore(line[end:])
			}
			end = len(line)
		}
		l.Text = strings.Trim(line[begin:end], " ;,\t|>")
		if strings.Contains(l.Text, "<") && !strings.Contains(l.Text, ">") {
			l.Text += ">"
		}
		out = append(out, l)
		begin = end
	}
	return out
}

// readRow reads a row of a table without a header that has one address in it. What stands
// before the address is the name, in one column or two; else what follows it. All other
// columns say what the other program wanted to know.
func readRow(line string, parts []string) Line {
	l := Line{Text: line}
	var before, after []string
	for _, p := range parts {
		switch {
		case address.MatchString(p) && l.Mail == "":
			l.Mail = plainMail(address.FindString(p))
			if rest := words(address.ReplaceAllString(p, " ")); rest != "" {
				before = append(before, rest)
			}
		case p == "" || strings.Trim(p, "0123456789.# ") == "":
		case l.Mail == "":
			before = append(before, words(p))
		default:
			after = append(after, words(p))
		}
	}
	names := before
	if len(names) == 0 {
		names = after
	}
	if len(names) > 2 || len(before) == 0 && len(names) > 1 { // a name, or its two halves, and then something else
		if names = names[:2]; strings.Contains(names[0], " ") {
			names = names[:1]
		}
	}
	l.Name = strings.Join(names, " ")
	return l
}

// nameBefore is the name in what stands before an address: "Jansen, Jan <" is Jan Jansen.
func nameBefore(text string) string {
	text = strings.Trim(strings.Trim(strings.TrimSpace(text), ";,<>\t| "), ";, ")
	for _, cut := range []string{";", "\t", "|"} { // what belongs to nobody
		if i := strings.LastIndex(text, cut); i >= 0 {
			text = text[i+1:]
		}
	}
	text = words(text)
	if last, first, ok := strings.Cut(text, ","); ok && !strings.Contains(first, ",") {
		return words(strings.TrimSpace(first) + " " + strings.TrimSpace(last))
	}
	return text
}

// bullet is what stands before an item of a list.
var bullet = regexp.MustCompile(`^\s*(?:[-*•·–—]|[0-9]{1,3}[.)])\s+`)

// words are a name without what stands around it in a list.
func words(text string) string {
	text = bullet.ReplaceAllString(strings.TrimSpace(text), "")
	text = strings.ReplaceAll(text, `\"`, `"`)
	text = strings.TrimRight(strings.Trim(text, ` "'<>()[]:;,`), "-–—= ")
	return strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(text), "mailto:"))
}

func plainMail(text string) string {
	if i := strings.LastIndex(strings.ToLower(text), "mailto:"); i >= 0 {
		text = text[i+len("mailto:"):]
	}
	return strings.Trim(text, ".:;")
}

// nameIn is a name made from an address: "jan.de-vries@x" is Jan De Vries. Nothing where
// it is hardly a name.
func nameIn(mail string) string {
	local, _, _ := strings.Cut(mail, "@")
	local, _, _ = strings.Cut(local, "+")
	parts := strings.FieldsFunc(local, func(r rune) bool { return r == '.' || r == '_' || r == '-' })
	for i, p := range parts {
		letters := []rune(p)
		for _, r := range letters {
			if !unicode.IsLetter(r) {
				return ""
			}
		}
		letters[0] = unicode.ToUpper(letters[0])
		parts[i] = string(letters)
	}
	if name := strings.Join(parts, " "); len([]rune(name)) > 1 && IsName(name) {
		return name
	}
	return ""
}

// split cuts a line into its columns, and says at which character; zero for none.
func split(text string) ([]string, rune) {
	for _, cut := range []rune{'\t', ';', '|', ','} {
		if !strings.ContainsRune(text, cut) {
			continue
		}
		r := csv.NewReader(strings.NewReader(text))
		r.Comma, r.LazyQuotes, r.TrimLeadingSpace = cut, true, cut != '\t'
		parts, err := r.Read()
		if err != nil {
			parts = strings.Split(text, string(cut))
		}
		for i := range parts {
			parts[i] = strings.TrimSpace(parts[i])
		}
		return parts, cut
	}
	return []string{text}, 0
}
