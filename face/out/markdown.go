package out

import (
	"archive/zip"
	"bytes"
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"orpheus/org"
	"orpheus/service"
	"orpheus/text/i18n"
)

// markdown is what holds as Markdown with front matter, for people and programs that read files:
// one file for each circle with its roles, one for each agreement in force, and one about who
// decides what.
func markdown(ctx context.Context, l *service.Look, p *i18n.Printer, names bool) ([]byte, error) {
	r, err := recordOf(ctx, l, p)
	if err != nil {
		return nil, err
	}
	m := &pages{record: r, names: names}
	if root := l.Map(); root != nil {
		m.circle(root)
	}
	for _, id := range r.agreements {
		if l.State.Agreement(id).Holds() {
			m.agreement(id)
		}
	}
	m.decides()
	m.index()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range m.files {
		w, err := z.CreateHeader(&zip.FileHeader{Name: f.name, Method: zip.Deflate, Modified: l.At.Std()})
		if err == nil {
			_, err = w.Write([]byte(f.text))
		}
		if err != nil {
			return nil, err
		}
	}
	err = z.Close()
	return b.Bytes(), err
}

type pages struct {
	*record
	names bool
	files []pageFile
}

type pageFile struct{ name, title, text string }

// page adds a file with front matter: pairs of a name and a text, a list or a number.
func (m *pages) page(name, title string, front []any, body string) {
	m.files = append(m.files, pageFile{name, title, frontMatter(front) + "\n# " + plain(title) + "\n" + body})
}

// frontMatter writes pairs as YAML, with every text between quotes, so that no text is anything else.
func frontMatter(pairs []any) string {
	var b strings.Builder
	b.WriteString("---\n")
	for i := 0; i+1 < len(pairs); i += 2 {
		switch v := pairs[i+1].(type) {
		case string:
			if v != "" {
				fmt.Fprintf(&b, "%s: %s\n", pairs[i], quoted(v))
			}
		case []string:
			if len(v) == 0 {
				continue
			}
			fmt.Fprintf(&b, "%s:\n", pairs[i])
			for _, s := range v {
				fmt.Fprintf(&b, "  - %s\n", quoted(s))
			}
		}
	}
	b.WriteString("---\n")
	return b.String()
}

// quoted is a text as YAML has it between quotes, on one line.
func quoted(s string) string { return strconv.Quote(strings.ToValidUTF8(s, "�")) }

// marks are the letters that Markdown reads as something else than themselves.
var marks = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", `\<`, "#", `\#`, "|", `\|`, "!", `\!`, "&", `\&`, "~", `\~`)

// plain is a text that Markdown reads as it stands: nothing in it is a link, a picture or markup,
// and no line of it begins a list, a rule or code.
func plain(s string) string {
	lines := strings.Split(marks.Replace(s), "\n")
	for i, line := range lines {
		line = strings.TrimLeft(line, " \t")
		if first := strings.TrimLeft(line, "0123456789"); line != "" && (strings.ContainsRune("-+=:", rune(line[0])) || first != line && first != "" && strings.ContainsRune(".)", rune(first[0]))) {
			at := len(line) - len(first)
			line = line[:at] + `\` + line[at:]
		}
		lines[i] = line
	}
	return strings.Join(lines, "\n")
}

func (m *pages) circle(c *org.MapCircle) {
	var b strings.Builder
	if c.Purpose != "" {
		b.WriteString("\n" + plain(c.Purpose) + "\n")
	}
	var in []string
	for _, p := range c.Parents {
		if name := m.record.circle(p); name != "" {
			in = append(in, name)
		}
	}
	for _, g := range m.l.State.Circle(c.ID).Guardrails {
		if rail := m.l.State.Guardrail(g); rail.Until == 0 && rail.Text != "" && m.l.Sight.Sees(org.RefOf(g)) {
			b.WriteString("\n> " + strings.ReplaceAll(plain(rail.Text), "\n", "\n> ") + "\n")
		}
	}
	for _, r := range c.Roles {
		b.WriteString("\n## " + plain(r.Name) + " (" + r.ID.String() + ")\n")
		if r.Purpose != "" {
			b.WriteString("\n" + plain(r.Purpose) + "\n")
		}
		m.list(&b, "out.md.domains", r.Domains)
		m.list(&b, "out.md.accountabilities", r.Accountabilities)
		if m.names {
			var who []string
			for _, seat := range r.Seats {
				who = append(who, m.name(seat.Person))
			}
			m.list(&b, "out.md.held", who)
		}
	}
	m.page("circles/"+c.ID.String()+".md", c.Name, []any{"kind", "circle", "id", c.ID.String(), "name", c.Name, "in", in, "purpose", c.Purpose}, b.String())
	for _, sub := range c.Circles {
		m.circle(sub)
	}
}

func (m *pages) list(b *strings.Builder, key string, all []string) {
	if len(all) == 0 {
		return
	}
	b.WriteString("\n" + m.p.T(key) + "\n\n")
	for _, s := range all {
		b.WriteString("- " + strings.ReplaceAll(plain(s), "\n", "\n  ") + "\n")
	}
}

func (m *pages) agreement(id org.AgreementID) {
	g := m.l.State.Agreement(id)
	m.page("agreements/"+id.String()+".md", g.Title, []any{
		"kind", "agreement", "id", id.String(), "title", g.Title, "circle", m.record.circle(g.Circle), "since", m.day(g.Since), "review", m.day(g.Review), "decision", g.Decision.String(),
	}, "\n"+plain(m.text(g.Text))+"\n")
}

// decides says of what every role and circle decides, and how.
func (m *pages) decides() {
	of := map[org.Ref][]string{}
	for c := range m.l.State.Claimants() {
		if !m.l.Sight.Sees(c.Ref) {
			continue
		}
		for _, claim := range c.Claims {
			if claim.Kind < org.OnGuardrail || claim.Kind == org.OnDecision {
				continue
			}
			who := m.l.State.Claimed(c.Ref, claim.Kind)
			if !m.l.Sight.Sees(who.Who) {
				continue
			}
			of[who.Who] = append(of[who.Who], fmt.Sprintf("%s (%s)", claim.Text, m.p.T("process."+who.By.String())))
		}
	}
	all := make([]org.Ref, 0, len(of))
	for ref := range of {
		all = append(all, ref)
	}
	slices.SortFunc(all, func(a, b org.Ref) int { return cmp.Or(cmp.Compare(a.Letter, b.Letter), cmp.Compare(a.N, b.N)) })
	var b strings.Builder
	for _, ref := range all {
		name, in := "", ""
		if ref.Letter == 'R' {
			r := m.l.State.Role(org.RoleID(ref.N))
			name, in = r.Name, ", "+m.record.circle(r.Circle)
		} else {
			name = m.record.circle(org.CircleID(ref.N))
		}
		b.WriteString("\n## " + plain(name+in) + " (" + ref.String() + ")\n\n")
		for _, s := range of[ref] {
			b.WriteString("- " + strings.ReplaceAll(plain(s), "\n", "\n  ") + "\n")
		}
	}
	m.page("who-decides.md", m.p.T("out.md.decides"), []any{"kind", "who-decides", "organisation", m.l.State.Organisation.Name}, b.String())
}

// index names all files.
func (m *pages) index() {
	var b strings.Builder
	b.WriteString("\n")
	for _, f := range m.files {
		b.WriteString("- [" + plain(f.title) + "](" + f.name + ")\n")
	}
	m.page("index.md", m.l.State.Organisation.Name, []any{"kind", "organisation", "name", m.l.State.Organisation.Name, "slug", m.l.State.Slug, "lang", m.l.State.Lang, "day", m.day(m.l.At)}, b.String())
}

// LLMs is an open map as one text in the way of llms.txt: what the organisation is, its circles and
// roles, and who decides what, for a program that reads a page rather than looks at it.
func LLMs(ctx context.Context, l *service.Look, p *i18n.Printer, names bool) ([]byte, error) {
	r, err := recordOf(ctx, l, p)
	if err != nil {
		return nil, err
	}
	m := &pages{record: r, names: names}
	var b strings.Builder
	b.WriteString("# " + plain(l.State.Organisation.Name) + "\n")
	root := l.Map()
	if root == nil {
		return []byte(b.String()), nil
	}
	if root.Purpose != "" {
		b.WriteString("\n> " + strings.ReplaceAll(plain(root.Purpose), "\n", "\n> ") + "\n")
	}
	m.circle(root)
	m.decides()
	for _, f := range m.files {
		_, text, _ := strings.Cut(f.text[len("---\n"):], "---\n")
		b.WriteString("\n#" + strings.ReplaceAll(strings.TrimSpace(text), "\n## ", "\n### ") + "\n")
	}
	return []byte(b.String()), nil
}
