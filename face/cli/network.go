package cli

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/go-json-experiment/json"

	"orpheus/insight/measure/graph"
	"orpheus/insight/measure/graph/file"
	"orpheus/insight/stat"
)

type networkCmd struct {
	File     string `arg:"" optional:"" placeholder:"FILE"`
	Org      string `placeholder:"SLUG"`
	At       string `placeholder:"TIME"`
	Window   string `default:"365d"`
	Directed bool
	Nodes    string  `placeholder:"FILE"`
	Group    string  `placeholder:"COLUMN"`
	AtLeast  float64 `placeholder:"N"`
}

// many is how many people it takes until measuring is waited for.
const many = 2000

func (c *networkCmd) Run(e *env) error {
	if !(c.AtLeast >= 0) {
		return e.usage("network.at_least", strconv.FormatFloat(c.AtLeast, 'g', -1, 64))
	}
	if c.Org != "" {
		return c.ofOrganisation(e)
	}
	if c.File == "" {
		return e.usage("network.of_what")
	}
	if c.At != "" {
		return e.usage("network.at_org")
	}
	if c.Group != "" && c.Nodes == "" {
		return e.usage("network.nodes_first")
	}
	var people *file.People
	if c.Nodes != "" {
		data, err := os.ReadFile(c.Nodes)
		if err != nil {
			return err
		}
		if people, err = file.ReadPeople(c.Nodes, data, c.Group); err != nil {
			return e.noNetwork(err)
		}
	}
	data, err := os.ReadFile(c.File)
	if err != nil {
		return err
	}
	n, err := file.Read(c.File, data, c.Directed, people)
	if err != nil {
		return e.noNetwork(err)
	}
	g := n.Graph
	if c.AtLeast > 0 {
		g = g.AtLeast(c.AtLeast)
	}
	out := networkJSON{File: c.File, Directed: c.Directed, Loops: g.Loops(), AtLeast: c.AtLeast}
	if out.Figures, err = e.figures(g, n.Unit); err != nil {
		return err
	}
	if e.json {
		return e.print(out)
	}
	e.networked(out)
	return nil
}

// figures measures a graph, which whoever presses Ctrl+C does not wait for.
func (e *env) figures(g *graph.Graph, unit []int) ([]graph.Figure, error) {
	if e.terminal && g.People() > many {
		e.note("network.working", e.say.Number(g.People()))
	}
	figures := make(chan []graph.Figure, 1)
	go func() { figures <- graph.Figures(g, unit) }()
	select {
	case f := <-figures:
		return f, nil
	case <-e.ctx.Done():
		return nil, e.ctx.Err()
	}
}

// networkJSON is what network prints as JSON: one object, of which the keys of the figures
// are those that reference figures have, in their order.
type networkJSON struct {
	File     string
	Org, At  string // in the place of a file: the organisation, and when
	Days     int    // how far back from then work counts
	Directed bool
	Loops    int
	AtLeast  float64
	Figures  []graph.Figure
}

func (n networkJSON) MarshalJSON() ([]byte, error) {
	var out bytes.Buffer
	name, err := json.Marshal(n.File + n.Org)
	if err != nil {
		return nil, err
	}
	if n.Org != "" {
		fmt.Fprintf(&out, `{"org":%s,"at":%q,"window_days":%d,"directed":%v,"loops":%d`, name, n.At, n.Days, n.Directed, n.Loops)
	} else {
		fmt.Fprintf(&out, `{"file":%s,"directed":%v,"loops":%d`, name, n.Directed, n.Loops)
	}
	if n.AtLeast > 0 {
		fmt.Fprintf(&out, `,"at_least":%s`, strconv.FormatFloat(n.AtLeast, 'g', -1, 64))
	}
	for _, f := range n.Figures {
		text := "null"
		if v, ok := f.Value(); ok {
			text = strconv.FormatFloat(v, 'g', -1, 64)
		}
		fmt.Fprintf(&out, `,%q:%s`, f.ID, text)
	}
	out.WriteByte('}')
	return out.Bytes(), nil
}

// networked prints the figures as a table: what, value, name.
func (e *env) networked(n networkJSON) {
	direction := "network.undirected"
	if n.Directed {
		direction = "network.directed"
	}
	if n.Org != "" {
		fmt.Fprintln(e.out, e.say.T("network.head", n.Org, e.say.T("network.org_window", n.Days)))
	} else {
		fmt.Fprintln(e.out, e.say.T("network.head", n.File, e.say.T(direction)))
	}
	if n.AtLeast > 0 {
		fmt.Fprintln(e.out, e.say.T("network.least", e.say.Decimal(n.AtLeast, 6)))
	}
	if n.Loops > 0 {
		fmt.Fprintln(e.out, e.say.T("network.loops", n.Loops))
	}
	fmt.Fprintln(e.out)
	t := tabwriter.NewWriter(e.out, 0, 0, 2, ' ', 0)
	for _, f := range n.Figures {
		fmt.Fprintf(t, "%s\t%s\t%s\n", e.say.T(figureKey(f.ID)), e.figure(f.Result), f.ID)
	}
	_ = t.Flush()
	fmt.Fprintln(e.out)
	fmt.Fprintln(e.out, e.say.T("network.read"))
}

// figureKey is the key of what a figure is. M, A and N count pairs of people.
func figureKey(id string) string {
	key := "network.is." + strings.ToLower(id)
	if id == "M" || id == "A" || id == "N" {
		key += "_pairs"
	}
	return key
}

// figure says a figure, or that there is none.
func (e *env) figure(r stat.Result) string {
	v, ok := r.Value()
	switch {
	case !ok:
		return e.say.T("cli.m_undefined")
	case v == float64(int64(v)):
		return strconv.FormatInt(int64(v), 10)
	}
	return e.say.Decimal(v, 6)
}

// noNetwork says why a file of ties or of people cannot be read.
func (e *env) noNetwork(err error) error {
	bad, ok := errors.AsType[*file.Fault](err)
	if !ok {
		return err
	}
	text := e.say.T(bad.Why, bad.Args...)
	if bad.Line > 0 {
		return saidError{e.say.T("count.at_line", bad.File, bad.Line, text)}
	}
	return saidError{e.say.T("count.at", bad.File, text)}
}
