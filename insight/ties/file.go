package ties

import (
	"encoding/xml"
	"fmt"
	"math/rand/v2"
	"strconv"

	"orpheus/insight/measure"
)

// NetworkFile is a network for who works on with it elsewhere: people by numbers that tell nothing
// and are others in every file. It has the ties that are shown and no others.
type NetworkFile struct {
	Kind   Kind          `json:"kind"`
	Reason Reason        `json:"reason,omitempty"` // why there is nothing in it
	People []NetworkDot  `json:"people"`
	Ties   []NetworkTie  `json:"ties"`
	Cells  []NetworkCell `json:"cells"`
	Note   string        `json:"note"`
}

// NetworkDot is one person. No number is said of them, nor who they are.
type NetworkDot struct {
	N      int    `json:"n" xml:"-"`
	Circle string `json:"circle,omitempty"` // only of circles with enough people
	First  bool   `json:"first"`            // led something, or was asked for advice
	Formal *bool  `json:"formal,omitempty"` // not said of circles in which few hold such a role: it would say who it is
	You    bool   `json:"you,omitempty"`    // whoever asked for the file
}

// NetworkTie goes from one to another, by their numbers in this file.
type NetworkTie struct {
	From  int `json:"from"`
	To    int `json:"to"`
	Works int `json:"works"`
}

// NetworkCell is what goes from circle to circle, as the table has it for others: to fives.
type NetworkCell struct {
	From string `json:"from"`
	To   string `json:"to"`
	Ties int    `json:"ties"`
}

// File makes the file of a network. Numbers are dealt by shuffle, anew for every file; name
// says what a circle is called.
func (n *Network) File(shuffle *rand.Rand, name func(circle int) string, note string) *NetworkFile {
	f := &NetworkFile{Kind: n.Kind, Reason: n.Reason, Note: note, People: make([]NetworkDot, len(n.People)), Ties: make([]NetworkTie, 0, len(n.Ties)), Cells: []NetworkCell{}}
	formal := make([]int, len(n.Circles))
	for _, p := range n.People {
		if p.Formal {
			formal[p.Home]++
		}
	}
	number := shuffle.Perm(len(n.People))
	for i, p := range n.People {
		d := NetworkDot{N: number[i] + 1, First: p.First, You: i == n.Own.Dot}
		if formal[p.Home] >= measure.LeastActed {
			d.Formal = &n.People[i].Formal
		}
		if n.Circles[p.Home].Size >= measure.LeastActed {
			d.Circle = name(p.Home)
		}
		f.People[number[i]] = d
	}
	for _, t := range n.Ties {
		f.Ties = append(f.Ties, NetworkTie{number[t.From] + 1, number[t.To] + 1, t.Works})
	}
	shuffle.Shuffle(len(f.Ties), func(i, j int) { f.Ties[i], f.Ties[j] = f.Ties[j], f.Ties[i] })
	for a, row := range n.Cells {
		for b, c := range row {
			if c.Shown {
				f.Cells = append(f.Cells, NetworkCell{name(a), name(b), measure.Rounded(c.Ties)})
			}
		}
	}
	return f
}

// CSV is a line for each tie, with the circles of both.
func (f *NetworkFile) CSV() [][]string {
	rows := [][]string{{"from", "from_circle", "to", "to_circle", "works"}}
	for _, t := range f.Ties {
		rows = append(rows, []string{strconv.Itoa(t.From), f.People[t.From-1].Circle, strconv.Itoa(t.To), f.People[t.To-1].Circle, strconv.Itoa(t.Works)})
	}
	return rows
}

type attr struct {
	ID    string `xml:"id,attr"`
	For   string `xml:"for,attr,omitempty"`
	Name  string `xml:"attr.name,attr,omitempty"`
	Kind  string `xml:"attr.type,attr,omitempty"`
	Title string `xml:"title,attr,omitempty"`
	Type  string `xml:"type,attr,omitempty"`
}

type data struct {
	Key  string `xml:"key,attr"`
	Text string `xml:",chardata"`
}

type graphML struct {
	XMLName xml.Name `xml:"graphml"`
	NS      string   `xml:"xmlns,attr"`
	Comment string   `xml:",comment"`
	Keys    []attr   `xml:"key"`
	Graph   struct {
		ID    string    `xml:"id,attr"`
		Way   string    `xml:"edgedefault,attr"`
		Nodes []graphND `xml:"node"`
		Edges []graphED `xml:"edge"`
	} `xml:"graph"`
}

type graphND struct {
	ID   string `xml:"id,attr"`
	Data []data `xml:"data"`
}

type graphED struct {
	From string `xml:"source,attr"`
	To   string `xml:"target,attr"`
	Data []data `xml:"data"`
}

func node(n int) string { return fmt.Sprint("n", n) }

// GraphML is the file as GraphML has it.
func (f *NetworkFile) GraphML() ([]byte, error) {
	g := graphML{NS: "http://graphml.graphdrawing.org/xmlns", Comment: comment(f.Note)}
	g.Keys = []attr{
		{ID: "circle", For: "node", Name: "circle", Kind: "string"},
		{ID: "first", For: "node", Name: "first", Kind: "boolean"},
		{ID: "formal", For: "node", Name: "formal", Kind: "boolean"},
		{ID: "you", For: "node", Name: "you", Kind: "boolean"},
		{ID: "weight", For: "edge", Name: "weight", Kind: "int"},
	}
	g.Graph.ID, g.Graph.Way = string(f.Kind), "directed"
	for _, d := range f.People {
		n := graphND{ID: node(d.N)}
		if d.Circle != "" {
			n.Data = append(n.Data, data{"circle", d.Circle})
		}
		n.Data = append(n.Data, data{"first", strconv.FormatBool(d.First)})
		if d.Formal != nil {
			n.Data = append(n.Data, data{"formal", strconv.FormatBool(*d.Formal)})
		}
		if d.You {
			n.Data = append(n.Data, data{"you", "true"})
		}
		g.Graph.Nodes = append(g.Graph.Nodes, n)
	}
	for _, t := range f.Ties {
		g.Graph.Edges = append(g.Graph.Edges, graphED{node(t.From), node(t.To), []data{{"weight", strconv.Itoa(t.Works)}}})
	}
	return written(g)
}

type gexf struct {
	XMLName xml.Name `xml:"gexf"`
	NS      string   `xml:"xmlns,attr"`
	Version string   `xml:"version,attr"`
	Meta    struct {
		Text string `xml:"description"`
	} `xml:"meta"`
	Graph struct {
		Way   string `xml:"defaultedgetype,attr"`
		Attrs struct {
			Class string `xml:"class,attr"`
			All   []attr `xml:"attribute"`
		} `xml:"attributes"`
		Nodes []gexfNode `xml:"nodes>node"`
		Edges []gexfEdge `xml:"edges>edge"`
	} `xml:"graph"`
}

type gexfNode struct {
	ID     string      `xml:"id,attr"`
	Label  string      `xml:"label,attr"`
	Values []gexfValue `xml:"attvalues>attvalue"`
}

type gexfValue struct {
	For   string `xml:"for,attr"`
	Value string `xml:"value,attr"`
}

type gexfEdge struct {
	ID     string `xml:"id,attr"`
	From   string `xml:"source,attr"`
	To     string `xml:"target,attr"`
	Weight int    `xml:"weight,attr"`
}

// GEXF is the file as GEXF 1.3 has it.
func (f *NetworkFile) GEXF() ([]byte, error) {
	g := gexf{NS: "http://gexf.net/1.3", Version: "1.3"}
	g.Meta.Text = f.Note
	g.Graph.Way, g.Graph.Attrs.Class = "directed", "node"
	g.Graph.Attrs.All = []attr{
		{ID: "circle", Title: "circle", Type: "string"},
		{ID: "first", Title: "first", Type: "boolean"},
		{ID: "formal", Title: "formal", Type: "boolean"},
		{ID: "you", Title: "you", Type: "boolean"},
	}
	for _, d := range f.People {
		n := gexfNode{ID: node(d.N), Label: strconv.Itoa(d.N)}
		if d.Circle != "" {
			n.Values = append(n.Values, gexfValue{"circle", d.Circle})
		}
		n.Values = append(n.Values, gexfValue{"first", strconv.FormatBool(d.First)})
		if d.Formal != nil {
			n.Values = append(n.Values, gexfValue{"formal", strconv.FormatBool(*d.Formal)})
		}
		if d.You {
			n.Values = append(n.Values, gexfValue{"you", "true"})
		}
		g.Graph.Nodes = append(g.Graph.Nodes, n)
	}
	for i, t := range f.Ties {
		g.Graph.Edges = append(g.Graph.Edges, gexfEdge{strconv.Itoa(i), node(t.From), node(t.To), t.Works})
	}
	return written(g)
}

func written(what any) ([]byte, error) {
	b, err := xml.MarshalIndent(what, "", " ")
	return append([]byte(xml.Header), append(b, '\n')...), err
}

// comment is a text that can stand in a comment, in which no two hyphens may.
func comment(text string) string {
	out := []byte(" ")
	for i := range len(text) {
		if text[i] == '-' && out[len(out)-1] == '-' {
			out = append(out, ' ')
		}
		out = append(out, text[i])
	}
	return string(append(out, ' '))
}
