package rustteam

import (
	"sort"
	"strconv"

	"github.com/pelletier/go-toml/v2/unstable"
)

// keySeparator joins the keys of a path; no key that is read here holds it.
const keySeparator = "\x1f"

// lines says on which line each key and each element of a list stands. The
// paths are those of [value]: "people\x1fmembers[3]\x1fgithub".
//
// The data must be valid TOML; where it is not, what precedes the fault is
// indexed.
func lines(data []byte) map[string]int {
	ix := indexer{at: make(map[string]int), count: make(map[string]int)}
	for i, b := range data {
		if b == '\n' {
			ix.ends = append(ix.ends, i)
		}
	}
	var p unstable.Parser
	p.Reset(data)
	table := ""
	for p.NextExpression() {
		e := p.Expression()
		switch e.Kind {
		case unstable.KeyValue:
			ix.keyValue(table, e, 0)
		case unstable.Table:
			table = ix.key("", e.Key())
		case unstable.ArrayTable:
			array := ix.key("", e.Key())
			n := ix.count[array]
			ix.count[array]++
			table = array + "[" + strconv.Itoa(n) + "]"
			ix.at[table] = ix.at[array]
		}
	}
	return ix.at
}

type indexer struct {
	ends  []int // offsets of the line ends
	at    map[string]int
	count map[string]int // elements so far of each array of tables
}

func (ix *indexer) line(r unstable.Range) int {
	return sort.SearchInts(ix.ends, int(r.Offset)) + 1
}

// key records a dotted key under a path and gives the path it leads to. In the
// name of a table, an array of tables stands for its last element.
func (ix *indexer) key(path string, parts unstable.Iterator) string {
	for parts.Next() {
		if n := ix.count[path]; n > 0 {
			path += "[" + strconv.Itoa(n-1) + "]"
		}
		if path != "" {
			path += keySeparator
		}
		path += string(parts.Node().Data)
		ix.at[path] = ix.line(parts.Node().Raw)
	}
	return path
}

func (ix *indexer) keyValue(path string, n *unstable.Node, depth int) {
	ix.value(ix.key(path, n.Key()), n.Value(), depth)
}

// maxDepth is how deep lines are told apart; the format has no use for more.
const maxDepth = 8

func (ix *indexer) value(path string, n *unstable.Node, depth int) {
	if n.Raw.Length > 0 && ix.at[path] == 0 {
		ix.at[path] = ix.line(n.Raw)
	}
	if depth == maxDepth {
		return
	}
	children := n.Children()
	switch n.Kind {
	case unstable.Array:
		for i := 0; children.Next(); i++ {
			ix.value(path+"["+strconv.Itoa(i)+"]", children.Node(), depth+1)
		}
	case unstable.InlineTable:
		for children.Next() {
			ix.keyValue(path, children.Node(), depth+1)
		}
	}
}
