package cli

import (
	"fmt"

	"orpheus/face/view"
	"orpheus/insight/watch"
	"orpheus/service"
	"orpheus/text/sentence"
)

type signalsCmd struct {
	inOrg
	At string `placeholder:"TIME"`
}

func (c *signalsCmd) Run(e *env) error {
	return e.reading(func(d *service.Service) error {
		l, err := e.look(d, c.Org, c.At)
		if err != nil {
			return err
		}
		open, settled, err := l.Signals(e.ctx)
		if err != nil {
			return err
		}
		texts, err := l.Texts(e.ctx, view.WhyOf(settled)...)
		if err != nil {
			return err
		}
		if e.json {
			out := view.Signals{At: l.At, Open: []view.Signal{}, Settled: []view.Signal{}}
			for i := range open {
				says, _ := sentence.Signal(e.say, l.State, &open[i])
				out.Open = append(out.Open, view.SignalOf(&open[i], says, nil))
			}
			for i := range settled {
				says, _ := sentence.Signal(e.say, l.State, &settled[i])
				out.Settled = append(out.Settled, view.SignalOf(&settled[i], says, texts))
			}
			return e.print(out)
		}
		if len(open) == 0 {
			fmt.Fprintln(e.out, e.say.T("watch.none"))
		}
		rule := watch.Rule("")
		for i := range open {
			if one := &open[i]; one.Rule != rule {
				rule = one.Rule
				fmt.Fprintf(e.out, "%s\n", sentence.SignalRule(e.say, rule))
			}
			e.signal(l, &open[i])
		}
		if len(settled) > 0 {
			fmt.Fprintf(e.out, "\n%s\n", e.say.T("watch.settled"))
		}
		for i := range settled {
			e.signal(l, &settled[i])
			fmt.Fprintf(e.out, "    %s\n", oneLine(texts[settled[i].Settled.Why]))
		}
		return nil
	})
}

// signal prints what a signal says, and its key.
func (e *env) signal(l *service.Look, one *watch.Signal) {
	says, more := sentence.Signal(e.say, l.State, one)
	if more != "" {
		says += " (" + more + ")"
	}
	fmt.Fprintf(e.out, "  %s  %s\n", oneLine(says), one.Key)
}
