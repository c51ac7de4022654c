package out

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"html/template"

	"orpheus/org"
	"orpheus/service"
	"orpheus/text/i18n"
)

// bookStyle is how the book looks, on a screen and above all on paper: it begins each part on a
// page of its own, keeps what belongs together together, and numbers its pages.
const bookStyle = `
:root { color-scheme: light dark; }
body { font: 1rem/1.5 "Atkinson Hyperlegible Next", system-ui, sans-serif; max-width: 42rem; margin: 2rem auto; padding: 0 1rem; color: #23142c; background: #fff; }
h1, h2, h3 { font-family: "Familjen Grotesk", system-ui, sans-serif; line-height: 1.2; overflow-wrap: anywhere; }
h1 { font-size: 2.2rem; margin-bottom: .2rem; }
h2 { margin-top: 3rem; border-bottom: 2px solid; padding-bottom: .3rem; }
h3 { margin: 2rem 0 .2rem; }
.facts { color: #574761; margin: 0 0 .6rem; font-size: .9rem; }
.text { white-space: pre-wrap; overflow-wrap: anywhere; margin: 0; }
nav ol { padding-inline-start: 1.2rem; }
a { color: inherit; }
@media (prefers-color-scheme: dark) { body { color: #f6eff8; background: #140d19; } .facts { color: #c9bbd1; } }
@page { size: A4; margin: 22mm 20mm; @bottom-center { content: counter(page); font: 9pt sans-serif; } }
@media print {
  body { max-width: none; margin: 0; padding: 0; font-size: 11pt; color: #000; background: #fff; }
  .cover { min-height: 70vh; display: flex; flex-direction: column; justify-content: center; }
  .facts { color: #333; }
  nav, section.part { break-before: page; }
  article { break-inside: avoid-page; }
  h2, h3 { break-after: avoid; }
  a { text-decoration: none; }
}
`

// BookStyle is the hash by which a policy lets the style of the book pass.
func BookStyle() string {
	sum := sha256.Sum256([]byte(bookStyle))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

var bookPage = template.Must(template.New("book").Parse(`<!doctype html>
<html lang="{{.Lang}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{{.Title}}</title>
<style>{{.Style}}</style>
</head>
<body>
<header class="cover">
<h1>{{.Title}}</h1>
<p class="facts">{{.Day}}</p>
</header>
<nav aria-label="{{.Contents}}">
<h2>{{.Contents}}</h2>
<ol>{{range .Parts}}<li><a href="#{{.ID}}">{{.Title}}</a></li>{{end}}</ol>
</nav>
<main>
{{range .Parts}}<section class="part" id="{{.ID}}">
<h2>{{.Title}}</h2>
{{if not .Items}}<p>{{.None}}</p>{{end}}{{range .Items}}<article lang="{{.Lang}}">
<h3>{{.Title}}</h3>
<p class="facts" lang="{{$.Lang}}">{{.Facts}}</p>
{{if .Text}}<p class="text">{{.Text}}</p>{{end}}
{{if .Word}}<p class="text">{{.Word}}</p>{{end}}
</article>
{{end}}</section>
{{end}}</main>
</body>
</html>
`))

type (
	bookPart struct {
		ID, Title, None string
		Items           []bookItem
	}
	bookItem struct{ Lang, Title, Facts, Text, Word string }
)

// book is what holds and what was decided, to be read and printed: the agreements in force by
// circle, and then the decisions that ended, the newest first.
func book(ctx context.Context, l *service.Look, p *i18n.Printer) ([]byte, error) {
	r, err := recordOf(ctx, l, p)
	if err != nil {
		return nil, err
	}
	var parts []bookPart
	of := map[org.CircleID]int{}
	for _, id := range r.agreements {
		g := l.State.Agreement(id)
		if !g.Holds() {
			continue
		}
		at, known := of[g.Circle]
		if !known {
			at = len(parts)
			of[g.Circle] = at
			parts = append(parts, bookPart{ID: g.Circle.String(), Title: p.T("out.book.of", r.circle(g.Circle))})
		}
		parts[at].Items = append(parts[at].Items, bookItem{
			Lang: l.State.Lang, Title: g.Title, Text: r.text(g.Text),
			Facts: p.T("out.book.agreement", id.String(), p.Day(g.Since.Std().In(l.Zone())), p.Day(g.Review.Std().In(l.Zone()))),
		})
	}
	if len(parts) == 0 {
		parts = append(parts, bookPart{ID: "none", Title: p.T("agreements.title"), None: p.T("out.book.none")})
	}
	past := bookPart{ID: "decisions", Title: p.T("out.book.decisions"), None: p.T("out.book.undecided")}
	for _, id := range r.decisions {
		x := l.State.Decision(id)
		if x.Open() {
			continue
		}
		past.Items = append(past.Items, bookItem{
			Lang: l.State.Lang, Title: x.Title, Text: r.text(x.Stands().Text), Word: r.text(x.Word),
			Facts: p.T("out.book.decision", id.String(), r.outcome(x), p.Day(x.Ended.Std().In(l.Zone())), r.circle(x.Circle)),
		})
	}
	var b bytes.Buffer
	err = bookPage.Execute(&b, map[string]any{
		"Lang": p.Lang(), "Title": p.T("out.book.title", l.State.Organisation.Name), "Day": p.Day(l.At.Std().In(l.Zone())), "Style": template.CSS(bookStyle),
		"Contents": p.T("out.book.contents"), "Parts": append(parts, past),
	})
	return b.Bytes(), err
}
