package out

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"orpheus/internal/circlepack"
	"orpheus/service"
	"orpheus/text/i18n"
)

// File is a file that somebody takes along.
type File struct {
	Name string // of the organisation and the day that it is of
	Type string // as HTTP says it
	Body []byte
}

// A maker makes one kind of file.
type maker struct {
	kind string
	ends string // what the name of the file ends with
	of   string // its type
	make func(*making) ([]byte, error)
}

// making is what a file is made of.
type making struct {
	ctx    context.Context
	places *circlepack.Memory
	look   *service.Look
	p      *i18n.Printer
	names  bool
}

// makers are all kinds of files, in the order in which they are offered.
var makers = []maker{
	{"table.xlsx", "-structure.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", func(m *making) ([]byte, error) { return workbook(StructureOf(m.look)) }},
	{"table.zip", "-structure.zip", "application/zip", func(m *making) ([]byte, error) { return zipped(StructureOf(m.look), m.look.At.Std()) }},
	{"map.svg", "-map.svg", "image/svg+xml", func(m *making) ([]byte, error) { return m.picture("a3", true, (*Picture).SVG) }},
	{"map.png", "-map.png", "image/png", func(m *making) ([]byte, error) { return m.picture("a3", true, (*Picture).PNG) }},
	{"map-a3.pdf", "-map-a3.pdf", "application/pdf", func(m *making) ([]byte, error) { return m.picture("a3", false, (*Picture).PDF) }},
	{"map-a2.pdf", "-map-a2.pdf", "application/pdf", func(m *making) ([]byte, error) { return m.picture("a2", false, (*Picture).PDF) }},
	{"map-a1.pdf", "-map-a1.pdf", "application/pdf", func(m *making) ([]byte, error) { return m.picture("a1", false, (*Picture).PDF) }},
	{"decisions.csv", "-decisions.csv", "text/csv; charset=utf-8", func(m *making) ([]byte, error) { return m.table((*record).decisionTable) }},
	{"agreements.csv", "-agreements.csv", "text/csv; charset=utf-8", func(m *making) ([]byte, error) { return m.table((*record).agreementTable) }},
	{"book.html", "-agreements.html", "text/html; charset=utf-8", func(m *making) ([]byte, error) { return book(m.ctx, m.look, m.p) }},
	{"markdown.zip", "-markdown.zip", "application/zip", func(m *making) ([]byte, error) { return markdown(m.ctx, m.look, m.p, m.names) }},
}

// Kinds are the kinds of files there are.
func Kinds() []string {
	var all []string
	for _, m := range makers {
		all = append(all, m.kind)
	}
	return all
}

// UnknownKindError is a kind of file that there is not.
type UnknownKindError struct{ Kind string }

func (e *UnknownKindError) Error() string {
	return fmt.Sprintf("there is no kind %q; there are %s", e.Kind, strings.Join(Kinds(), ", "))
}

// Make makes a file of what a look shows. Names says whether people are named where a map or
// a page can do without.
func Make(ctx context.Context, places *circlepack.Memory, l *service.Look, p *i18n.Printer, kind string, names bool) (File, error) {
	at := slices.IndexFunc(makers, func(m maker) bool { return m.kind == kind })
	if at < 0 {
		return File{}, &UnknownKindError{kind}
	}
	m := makers[at]
	body, err := m.make(&making{ctx, places, l, p, names})
	return File{l.State.Slug + "-" + l.At.Std().In(l.Zone()).Format(time.DateOnly) + m.ends, m.of, body}, err
}

func (m *making) picture(paper string, shapes bool, as func(*Picture) ([]byte, error)) ([]byte, error) {
	pic, err := Draw(m.ctx, m.places, m.look, m.p, Drawn{Papers[paper], m.names, shapes})
	if err != nil {
		return nil, err
	}
	return as(pic)
}

func (m *making) table(of func(*record) [][]string) ([]byte, error) {
	r, err := recordOf(m.ctx, m.look, m.p)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = CSV(&b, of(r))
	return b.Bytes(), err
}
