package cli

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"orpheus/insight/measure"
	"orpheus/insight/stat"
	"orpheus/org"
	"orpheus/service"
)

type measureCmd struct {
	inOrg
	At     string `placeholder:"TIME"`
	Circle string `placeholder:"C3"`
	Window string `default:"365d"`
}

func (c *measureCmd) Run(e *env) error {
	window, err := c.window(e)
	if err != nil {
		return err
	}
	return e.reading(func(d *service.Service) error {
		l, err := e.look(d, c.Org, c.At)
		if err != nil {
			return err
		}
		scope := measure.Scope{At: l.At}
		if c.Circle != "" {
			if scope.Circle, err = parseID[org.CircleID](e, c.Circle); err != nil {
				return err
			}
		}
		said, err := l.Insight(e.ctx, scope.Circle, int(window/(24*time.Hour)))
		if err != nil {
			return err
		}
		r := measure.ReportOf(l.Counted(), scope, said)
		if e.json {
			return e.print(r)
		}
		e.report(r, l.Zone())
		return nil
	})
}

func (c *measureCmd) window(e *env) (time.Duration, error) {
	days := map[string]int{"d": 1, "w": 7}
	for unit, n := range days {
		if text, ok := strings.CutSuffix(c.Window, unit); ok {
			if count, err := strconv.Atoi(text); err == nil && count > 0 && count*n <= 36500 {
				return time.Duration(count*n) * 24 * time.Hour, nil
			}
		}
	}
	return 0, e.usage("cli.window", c.Window)
}

// report prints the measures as a table: what, value, interval, formula.
func (e *env) report(r measure.Report, zone *time.Location) {
	t := tabwriter.NewWriter(e.out, 0, 0, 2, ' ', 0)
	row := func(key string, value, formula string) { fmt.Fprintf(t, "%s\t%s\t%s\n", e.say.T(key), value, formula) }
	count := func(key string, n int) { row(key, strconv.Itoa(n), "") }
	count("cli.m_people", r.Structure.People)
	count("cli.m_circles", r.Structure.Circles)
	count("cli.m_leaderless", r.Structure.Leaderless)
	var depths []string
	for _, level := range slices.SortedFunc(maps.Keys(r.Structure.Depth), func(a, b string) int { return len(a)*1000 - len(b)*1000 + strings.Compare(a, b) }) {
		depths = append(depths, fmt.Sprintf("%s: %d", level, r.Structure.Depth[level]))
	}
	row("cli.m_depth", strings.Join(depths, ", "), "")
	count("cli.m_lead_seats", r.Seats.LeadSeats)
	count("cli.m_lead_holders", r.Seats.LeadHolders)
	row("cli.m_effective", e.number(r.Seats.Effective), "1/HHI")
	row("cli.m_hhi", e.number(r.Seats.HHI), "HHI")
	row("cli.m_gini_holders", e.number(r.Seats.GiniHolders), "Gini")
	row("cli.m_gini_people", e.number(r.Seats.GiniPeople), "Gini")
	if r.Seats.HalfHeldBy != nil {
		count("cli.m_half", *r.Seats.HalfHeldBy)
	}
	count("cli.m_most", r.Seats.MostHeld)
	fmt.Fprintf(t, "\n%s\n", e.say.T("cli.m_window", r.WindowDays))
	for i := range r.Measures {
		row("cli.m_"+string(r.Measures[i].ID), e.answer(&r.Measures[i]), r.Measures[i].Formula)
	}
	_ = t.Flush()
	fmt.Fprintln(e.out)
	fmt.Fprintln(e.out, e.basis(r.Measures[0].M, r.Measures[0].N))
	if r.From == 0 {
		fmt.Fprintln(e.out, e.say.T("cli.m_from_none"))
		return
	}
	fmt.Fprintln(e.out, e.say.T("cli.m_from", e.say.Day(r.From.Std().In(zone))))
}

// basis says on how much the measures rest: how often somebody took a lead, among
// how many.
func (e *env) basis(leads, people int) string {
	return e.say.T("cli.m_basis", leads, e.say.T("cli.m_basis_people", people))
}

func (e *env) number(v *float64) string {
	if v == nil {
		return e.say.T("cli.m_undefined")
	}
	return e.say.Decimal(*v, 6)
}

// answer says a measure in one of its three states.
func (e *env) answer(m *measure.Answer) string {
	switch {
	case m.Reason != "":
		return e.say.T("cli.m_" + string(m.Reason))
	case m.State == stat.NotEnough && m.Need != nil:
		return e.few(m)
	case m.State != stat.Value:
		return e.say.T("cli.m_undefined")
	case m.Low != nil && m.High != nil:
		return fmt.Sprintf("%s (%s–%s)", e.say.Decimal(*m.Value, 3), e.say.Decimal(*m.Low, 3), e.say.Decimal(*m.High, 3))
	}
	return e.say.Decimal(*m.Value, 3)
}

// few says what there is too little of, and how much it takes.
func (e *env) few(m *measure.Answer) string {
	switch m.Of {
	case stat.People, stat.Repeats:
		return e.say.T("cli.m_not_enough_"+string(m.Of), *m.Need, *m.Have)
	}
	return e.say.T("cli.m_not_enough_acts", *m.Need, *m.Have)
}
