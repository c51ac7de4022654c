package cli

import (
	"fmt"
	"strings"

	"orpheus/face/view"
	"orpheus/org"
	"orpheus/service"
	"orpheus/text/sentence"
)

type whoDecidesCmd struct {
	inOrg
	Words  string `arg:""`
	Circle string `placeholder:"C3"`
}

func (c *whoDecidesCmd) Run(e *env) error {
	about := service.About{Words: c.Words}
	if c.Circle != "" {
		id, err := parseID[org.CircleID](e, c.Circle)
		if err != nil {
			return err
		}
		about.Circle = id
	}
	return e.reading(func(d *service.Service) error {
		l, err := e.look(d, c.Org, "")
		if err != nil {
			return err
		}
		if circle := l.State.Circle(about.Circle); about.Circle != 0 && (circle == nil || !circle.Live()) {
			return &org.Error{Code: org.NotFound, Key: "circle.unknown", Args: []any{about.Circle}}
		}
		all, err := l.WhoDecides(e.ctx, about)
		if err != nil {
			return err
		}
		if e.json {
			return e.print(view.DecidesOf(all))
		}
		e.decides(l, c, all)
		return nil
	})
}

// decides prints who decides, how, why and within which limits.
func (e *env) decides(l *service.Look, c *whoDecidesCmd, all []org.WhoDecides) {
	if len(all) == 0 {
		fmt.Fprintln(e.out, e.say.T("cli.decides_nobody"))
		fmt.Fprintf(e.out, "  orpheus act tension.raise title='%s' --org %s --as P1\n", strings.ReplaceAll(oneLine(c.Words), "'", "’"), c.Org)
		return
	}
	if n := org.Owners(all); n > 1 {
		fmt.Fprintf(e.out, "%s\n\n", e.say.T("decides.several", n))
	}
	for i := range all {
		d := &all[i]
		fmt.Fprintf(e.out, "%s\n", oneLine(sentence.Claim(e.say, l.State, d.Because[0])))
		fmt.Fprintf(e.out, "  %s\n", oneLine(sentence.Decides(e.say, l.Known, l.State, d)))
		for _, g := range d.Because {
			fmt.Fprintf(e.out, "  %s: %s  %s\n", e.say.T("decides.why."+g.Kind.String()), oneLine(sentence.Claim(e.say, l.State, g)), g.Ref)
		}
		for _, g := range d.Within {
			fmt.Fprintf(e.out, "  %s: %s  %s\n", e.say.T("cli.decides_within"), oneLine(l.State.Guardrail(g).Text), g)
		}
	}
}
