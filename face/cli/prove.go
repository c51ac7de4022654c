package cli

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"orpheus/insight/measure"
	"orpheus/insight/measure/formal"
	"orpheus/insight/stat"
	"orpheus/org"
	"orpheus/service"
	"orpheus/text/sentence"
)

type proveCmd struct {
	Format   string   `arg:""`
	Files    []string `arg:"" placeholder:"FILE"`
	Markdown bool
}

// proofJSON is what prove prints as JSON.
type proofJSON struct {
	Command string       `json:"command"`
	Format  string       `json:"format"`
	Dates   []provenJSON `json:"dates"`
}

// provenJSON is one date of it.
type provenJSON struct {
	Date    string          `json:"date"`
	File    string          `json:"file"`
	Sum     string          `json:"sha256,omitzero"` // of the file; none of a folder
	Figures []formal.Figure `json:"figures"`
}

// dated is a file with the date it is of.
type dated struct{ date, path string }

func (c *proveCmd) Run(e *env) error {
	if !slices.Contains(service.Formats(), c.Format) {
		return e.usage("cli.format", c.Format, strings.Join(service.Formats(), ", "))
	}
	files, err := c.dated(e)
	if err != nil {
		return err
	}
	d := service.Empty() // nothing of it is kept
	defer d.Close()
	out := proofJSON{Command: c.command(files), Format: c.Format}
	step, end := e.progress("prove.working")
	err = c.measure(e, d, files, &out, step)
	end()
	if err != nil {
		return err
	}
	if e.json {
		return e.print(out)
	}
	e.proof(out, c.Markdown)
	return nil
}

var day = regexp.MustCompile(`\d{4}-\d{2}-\d{2}`)

// dated tells the date of each file: what stands before =, or what its name has.
func (c *proveCmd) dated(e *env) ([]dated, error) {
	var out []dated
	for _, name := range c.Files {
		date, path, ok := strings.Cut(name, "=")
		if !ok || day.FindString(date) != date {
			date, path = day.FindString(filepath.Base(name)), name
		}
		if _, err := time.Parse(time.DateOnly, date); err != nil {
			return nil, e.usage("prove.no_date", name)
		}
		out = append(out, dated{date, path})
	}
	slices.SortStableFunc(out, func(a, b dated) int { return strings.Compare(a.date, b.date) })
	for i := range out[1:] {
		if out[i].date == out[i+1].date {
			return nil, e.usage("prove.same_date", out[i].path, out[i+1].path, out[i].date)
		}
	}
	return out, nil
}

// command is what makes the same again, where the files are.
func (c *proveCmd) command(files []dated) string {
	words := []string{"orpheus prove", c.Format}
	for _, f := range files {
		name := filepath.Base(f.path)
		if day.FindString(name) != f.date {
			name = f.date + "=" + name
		}
		words = append(words, name)
	}
	return strings.Join(words, " ")
}

func (c *proveCmd) measure(e *env, d *service.Service, files []dated, out *proofJSON, step func(int)) error {
	var before *org.State
	var first org.Time
	odd := 0
	for i, f := range files {
		step(i + 1)
		at, err := service.Moment(f.date, time.UTC)
		if err != nil {
			return usageError{sentence.Refusal(e.say, nil, nil, err)}
		}
		sum, err := d.Import(e.ctx, service.Import{Format: c.Format, Path: f.path, Slug: "proof", AsOf: at, Create: true, Lang: "en"})
		if text, ok := sentence.Unread(e.say, err); ok {
			return errors.New(e.say.T("prove.unread", f.path, text))
		}
		if err != nil {
			return err
		}
		odd += sum.Refused()
		s, err := d.Look(e.ctx, "proof", at)
		if err != nil {
			return err
		}
		if i == 0 {
			first = at
		}
		check, err := checksum(f.path)
		if err != nil {
			return err
		}
		out.Dates = append(out.Dates, provenJSON{f.date, filepath.Base(f.path), check, formal.Measure(s, at, before, first)})
		before = s
	}
	if odd > 0 {
		e.note("prove.odd", odd)
	}
	return nil
}

// checksum tells files of the same name apart; it is empty for a folder.
func checksum(path string) (string, error) {
	if info, err := os.Stat(path); err != nil || info.IsDir() {
		return "", err
	}
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// proof prints the figures as a table: a row for each, a column for each date, and below
// a figure its interval and what chance gives.
func (e *env) proof(p proofJSON, markdown bool) {
	t := tabwriter.NewWriter(e.out, 0, 0, 2, ' ', 0)
	row := func(cells ...string) { fmt.Fprintln(t, strings.Join(cells, "\t")) }
	if markdown {
		row = func(cells ...string) { fmt.Fprintf(e.out, "| %s |\n", strings.Join(cells, " | ")) }
		fmt.Fprintf(e.out, "```\n%s\n```\n\n", p.Command)
	} else {
		fmt.Fprintf(e.out, "%s\n\n", p.Command)
	}
	head := []string{""}
	for _, d := range p.Dates {
		head = append(head, d.Date)
	}
	row(head...)
	if markdown {
		row(append([]string{"---"}, slices.Repeat([]string{"---:"}, len(p.Dates))...)...)
	}
	for i, f := range p.Dates[0].Figures {
		cells := map[string][]string{}
		some := map[string]bool{}
		for _, d := range p.Dates {
			f := d.Figures[i]
			cells["is"] = append(cells["is"], e.proven(f))
			if f.Low != nil || f.High != nil {
				some["interval"] = true
			}
			some["chance"] = some["chance"] || f.Chance != nil
			cells["interval"] = append(cells["interval"], e.between(f.Unit, f.Low, f.High))
			if f.Chance != nil {
				cells["chance"] = append(cells["chance"], e.between(f.Unit, &f.Chance.Low, &f.Chance.High))
			} else {
				cells["chance"] = append(cells["chance"], "")
			}
		}
		name := e.say.T("prove.is." + f.ID)
		if f.Formula != "" {
			name += " · " + f.Formula
		}
		row(append([]string{name}, cells["is"]...)...)
		for _, more := range []string{"interval", "chance"} {
			if some[more] {
				row(append([]string{e.say.T("prove." + more)}, cells[more]...)...)
			}
		}
	}
	_ = t.Flush()
	fmt.Fprintf(e.out, "\n%s\n", e.say.T("prove.read"))
}

// proven says a figure, or why there is none.
func (e *env) proven(f formal.Figure) string {
	switch {
	case f.Reason == measure.MedianNotYet:
		return e.say.T("prove.not_yet")
	case f.State == stat.NotEnough && f.Need != nil:
		return e.say.T("prove.few", *f.Have, *f.Need)
	case f.Value == nil:
		return "–"
	}
	return e.inUnit(f.Unit, *f.Value)
}

// between says an interval; a bound that was not reached is left open.
func (e *env) between(u measure.Unit, low, high *float64) string {
	say := func(v *float64) string {
		if v == nil {
			return "…"
		}
		return e.inUnit(u, *v)
	}
	if low == nil && high == nil {
		return ""
	}
	return say(low) + "–" + say(high)
}

func (e *env) inUnit(u measure.Unit, v float64) string {
	digits := 3
	if u == measure.Count || u == measure.Days {
		digits = 0
	}
	return strings.Replace(e.say.Decimal(v, digits), "-", "−", 1)
}
