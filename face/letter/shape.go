package letter

import (
	_ "embed"
	"html/template"
	"strings"
)

//go:embed letter.html
var source string

var shape = template.Must(template.New("letter").Parse(source))

// html is the mail as a page: no picture, no script, nothing that is fetched, so that
// nobody learns whether it was opened.
func (p *page) html() (string, error) {
	var b strings.Builder
	err := shape.Execute(&b, p)
	return b.String(), err
}

// text is the mail as plain text.
func (p *page) text() string {
	var b strings.Builder
	put := func(text string) {
		if text != "" {
			b.WriteString(text + "\n\n")
		}
	}
	put(p.Title)
	put(p.Lede)
	if p.Quote != "" {
		put("> " + strings.ReplaceAll(p.Quote, "\n", "\n> "))
	}
	for _, f := range p.Facts {
		b.WriteString(f.Term + ": " + f.Text + "\n")
	}
	if len(p.Facts) > 0 {
		b.WriteString("\n")
	}
	for _, l := range p.Buttons {
		put(l.Text + ":\n" + l.Href)
	}
	for _, t := range p.After {
		put(t)
	}
	for _, s := range p.Sections {
		put(strings.ToUpper(s.Title))
		for _, r := range s.Rows {
			put(r.text())
		}
	}
	put(strings.TrimSpace(p.Why + " " + p.WhyText))
	b.WriteString("-- \n")
	for _, l := range p.Foot {
		b.WriteString(l.Text + ": " + l.Href + "\n")
	}
	b.WriteString(p.Last + "\n")
	return b.String()
}

func (r *row) text() string {
	lines := []string{r.Title}
	for _, more := range []string{r.Text, r.Why, r.Href} {
		if more != "" {
			lines = append(lines, "  "+more)
		}
	}
	for _, l := range r.Buttons {
		lines = append(lines, "  "+l.Text+": "+l.Href)
	}
	return strings.Join(lines, "\n")
}
