package cli

import (
	"errors"
	"slices"
	"strings"

	"orpheus/insight/measure"
	"orpheus/insight/measure/graph"
	"orpheus/service"
)

// ofOrganisation measures who led whom in an organisation: ties go from who led work to who
// took part in it. People are numbers to it; groups are the circles they are mostly in.
func (c *networkCmd) ofOrganisation(e *env) error {
	if c.File != "" || c.Nodes != "" || c.Group != "" || c.Directed {
		return e.usage("network.org_alone")
	}
	window, err := (&measureCmd{Window: c.Window}).window(e)
	if err != nil {
		return err
	}
	return e.reading(func(d *service.Service) error {
		l, err := e.look(d, c.Org, c.At)
		if err != nil {
			return err
		}
		s := measure.TakeTied(l.Counted(), measure.Scope{At: l.At, Window: window, Zone: l.Zone()})
		if err := e.toldOf(s); err != nil {
			return err
		}
		g, unit, err := tiesOf(s)
		if err != nil {
			return err
		}
		out := networkJSON{Org: c.Org, At: l.At.String(), Days: int(window.Hours() / 24), Directed: true, AtLeast: c.AtLeast}
		if c.AtLeast > 0 {
			g = g.AtLeast(c.AtLeast)
		}
		if out.Figures, err = e.figures(g, unit); err != nil {
			return err
		}
		// The least of anybody's is the figure of one person.
		out.Figures = slices.DeleteFunc(out.Figures, func(f graph.Figure) bool {
			return strings.HasPrefix(f.ID, "constraint_") && strings.HasSuffix(f.ID, "_min")
		})
		if e.json {
			return e.print(out)
		}
		e.networked(out)
		return nil
	})
}

// toldOf refuses figures that would speak of persons.
func (e *env) toldOf(s *measure.Sample) error {
	led := make([]int, len(s.Members)) // pairs in which each led
	for _, t := range s.Ties {
		led[t.From]++
	}
	none := func(key string, args ...any) error { return errors.New(e.say.T(key, args...)) }
	switch least := measure.Reciprocity.Least(); {
	case !s.Agreed:
		return none("network.org_before")
	case len(s.Members) < least.People:
		return none("network.org_people", least.People)
	case len(s.Ties) < least.Acts:
		return none("network.org_ties", least.Acts, len(s.Ties))
	}
	switch measure.SpeaksOf(led) {
	case measure.FewActed:
		return none("network.org_few")
	case measure.OneHolds:
		return none("network.org_one")
	}
	return nil
}

// tiesOf makes a graph of numbers of the ties in a sample.
func tiesOf(s *measure.Sample) (*graph.Graph, []int, error) {
	ties := make([]graph.Tie, 0, len(s.Ties))
	for _, t := range s.Ties {
		ties = append(ties, graph.Tie{From: int(t.From), To: int(t.To), Weight: float64(t.Works)})
	}
	unit := make([]int, len(s.Members))
	for i := range s.Members {
		unit[i] = int(s.Members[i].Home)
	}
	g, err := graph.New(len(s.Members), true, ties)
	return g, unit, err
}
