package cli

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"orpheus/face/view"
	"orpheus/org"
	"orpheus/service"
	"orpheus/text/sentence"
)

type importCmd struct {
	inOrg
	Format  string `arg:"" help:"table: CSV, TSV, XLSX, JSON or YAML, in a file or a folder. rust-team: a checkout of a repository in the format of rust-lang/team. k8s-sigs: a sigs.yaml in the format of kubernetes/community."`
	Path    string `arg:"" help:"What to import: a folder, or a file."`
	AsOf    string `help:"When this was so; now where not given. It may not lie before the last act." placeholder:"TIME"`
	Create  bool   `help:"Found the organisation if it is not in the store."`
	DryRun  bool   `help:"Do nothing; print the acts that would be done."`
	History bool   `help:"Import every change, dated: of the git checkout that PATH is, or as a table dates them. Run again, it goes on where it stopped."`

	Columns  map[string]string `help:"Of a table: what a column is headed, as circle=Project,person=Who." placeholder:"COLUMN=HEADING" mapsep:","`
	Partial  bool              `help:"Of a table: what is absent says nothing; nothing ends."`
	FillDown bool              `help:"Of a table: an empty circle is the one of the row above."`
	Scope    string            `help:"Of a table: keeps it apart from other tables in the organisation." placeholder:"NAME"`

	Name string `help:"Name of the organisation, where it is founded." placeholder:"NAME"`
	Lang string `help:"Its language, where it is founded: en, nl or da." placeholder:"LANG"`
}

// importedJSON is what import prints as JSON.
type importedJSON struct {
	Org       string         `json:"org"`
	Founded   bool           `json:"founded"`
	DryRun    bool           `json:"dry_run"`
	Changes   int            `json:"source_states"`
	Acts      int            `json:"acts"`
	Kinds     map[string]int `json:"kinds"`
	Vacancies int            `json:"vacancies"`
	Renamed   int            `json:"renamed"`
	Forgotten int            `json:"left_out_because_erased"`
	Refused   int            `json:"refused"`
	Oddities  []oddityJSON   `json:"oddities"`
	Would     []view.Entry   `json:"would,omitzero"`
}

type oddityJSON struct {
	File    string `json:"file,omitzero"`
	Line    int    `json:"line,omitzero"`
	Cell    string `json:"cell,omitzero"`
	Code    string `json:"code"`
	What    string `json:"what"`
	Refused bool   `json:"refused"`
	Commit  string `json:"commit,omitzero"`
}

func (c *importCmd) Run(e *env) error {
	if !slices.Contains(service.Formats(), c.Format) {
		return e.usage("cli.format", c.Format, strings.Join(service.Formats(), ", "))
	}
	d, err := e.open(c.Create && !c.DryRun)
	if c.DryRun && c.Create {
		d, err = e.openDry()
	}
	if err != nil {
		return err
	}
	return errors.Join(c.run(e, d), d.Close())
}

func (c *importCmd) run(e *env, d *service.Service) error {
	zone := time.UTC
	if l, err := e.look(d, c.Org, ""); err == nil {
		zone = l.Zone()
	}
	asOf, err := e.moment(zone, c.AsOf)
	if err != nil {
		return err
	}
	step, end := e.progress("cli.importing")
	sum, err := d.Import(e.ctx, service.Import{
		Format: c.Format, Path: c.Path, Slug: c.Org, AsOf: asOf, Create: c.Create, Dry: c.DryRun, History: c.History,
		Columns: c.Columns, Partial: c.Partial, FillDown: c.FillDown, Scope: c.Scope,
		Name: c.Name, Lang: c.Lang, Progress: func(_ string, done int) { step(done) },
	})
	end()
	if sum != nil {
		for _, o := range sum.Oddities {
			fmt.Fprintln(e.err, o.Place()+sentence.Source(e.say, o.What))
		}
	}
	if err != nil {
		c.stand(e, sum)
	}
	if text, ok := sentence.Unread(e.say, err); ok {
		return errors.New(text)
	}
	if err != nil {
		return err
	}
	return c.report(e, d, sum)
}

// stand says what an import that was refused or stopped has changed: nothing, or what a
// history had of whole commits by then.
func (c *importCmd) stand(e *env, sum *service.Imported) {
	if c.DryRun || sum == nil || sum.Acts == 0 {
		e.note("cli.import_unchanged")
		return
	}
	e.note("cli.import_so_far", sum.Acts)
}

func (c *importCmd) report(e *env, d *service.Service, sum *service.Imported) error {
	var would []org.Entry
	for i, done := range sum.Done {
		would = append(would, org.Entry{Seq: uint64(i + 1), At: done.Moment.At, Face: done.Moment.Face, Act: done.Act})
	}
	if e.json {
		out := importedJSON{
			Org: c.Org, Founded: sum.Founded, DryRun: c.DryRun, Changes: sum.Changes, Acts: sum.Acts, Kinds: sum.Kinds,
			Vacancies: sum.Vacancies, Renamed: sum.Renamed, Forgotten: sum.Forgotten, Refused: sum.Refused(), Oddities: []oddityJSON{},
		}
		for _, o := range sum.Oddities {
			out.Oddities = append(out.Oddities, oddityJSON{o.File, o.Line, o.Cell, o.Code, sentence.Source(e.say, o.What), o.Refused, o.Commit})
		}
		for _, w := range would {
			out.Would = append(out.Would, view.EntryOf(w))
		}
		return e.print(out)
	}
	names, now := func(id org.PersonID) string { return sum.Names[id] }, time.Now()
	for _, w := range would { // in the words in which the log would say it
		zone := service.Zone(sum.After.Zone)
		fmt.Fprintf(e.out, "%s  %s\n", service.Day(w.At, zone), sentence.Act(e.say, names, sum.After, w, now, zone))
	}
	if unused := c.unused(sum); len(unused) > 0 {
		e.note("cli.import_unused", c.Org, strings.Join(unused, ", "))
	}
	switch {
	case sum.Acts == 0 && sum.Refused() > 0 && sum.Circles == 0:
		e.note("cli.import_unread")
	case sum.Acts == 0 && sum.Refused() > 0:
		e.note("cli.import_part", c.Org)
	case sum.Acts == 0:
		e.note("cli.import_nothing", c.Org)
	case c.DryRun:
		e.note("cli.import_would", sum.Acts)
	default:
		e.note("cli.imported", sum.Acts)
	}
	for _, kind := range slices.Sorted(maps.Keys(sum.Kinds)) {
		fmt.Fprintf(e.err, "  %6d  %s\n", sum.Kinds[kind], kind)
	}
	for _, n := range []struct {
		key string
		n   int
	}{
		{"cli.vacancies", sum.Vacancies},
		{"cli.renamed", sum.Renamed},
		{"cli.forgotten", sum.Forgotten},
		{"cli.oddities", len(sum.Oddities)},
		{"cli.refused", sum.Refused()},
	} {
		if n.n > 0 {
			e.note(n.key, n.n)
		}
	}
	return nil
}

// unused are the flags given that only a founding has a use for.
func (c *importCmd) unused(sum *service.Imported) (flags []string) {
	if sum.Founded {
		return nil
	}
	if c.Name != "" {
		flags = append(flags, "--name")
	}
	if c.Lang != "" {
		flags = append(flags, "--lang")
	}
	return flags
}
