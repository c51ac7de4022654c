package table

import (
	"regexp"
	"strings"

	"orpheus/imports/source"
)

// mapWay reads the circles of the map as a table, which stand in the order of the map: each
// has a name, and the names of the circles around it.
type mapWay struct {
	ways [][]string // from the organisation to the circle read last, each with its own name last
	keys []string   // of them
}

// mostWay is how many of the circles around one the map as a table names.
const mostWay = 8

// around is how the map as a table names the circles on a way.
func around(way []string) string {
	if over := len(way) - mostWay; over > 0 {
		way = append([]string{way[0], "…"}, way[over+2:]...)
	}
	return strings.Join(way, " › ")
}

// place says which circle a row is of, and what is around it: the nearest before it whose
// way is the one named. The first is the organisation.
func (m *mapWay) place(c *circle, name, in string) {
	name, in = disarmed(name), disarmed(in)
	c.name, _ = source.Cut(name, source.MaxName)
	if len(m.ways) == 0 || in == "" {
		m.ways, m.keys, c.key = [][]string{{name}}, []string{""}, ""
		return
	}
	if last := m.ways[len(m.ways)-1]; len(last) > 1 && last[len(last)-1] == name && around(last[:len(last)-1]) == in {
		c.key = m.keys[len(m.keys)-1]
		c.in(m.keys[len(m.keys)-2], last[len(last)-2])
		return
	}
	for i := len(m.ways) - 1; i >= 0; i-- {
		if way := m.ways[i]; around(way) == in {
			m.ways = append(m.ways[:i+1:i+1], append(way[:len(way):len(way)], name))
			m.keys = append(m.keys[:i+1:i+1], keyed(strings.Join(m.ways[i+1][1:], " › ")))
			c.key = m.keys[i+1]
			c.in(m.keys[i], way[len(way)-1])
			return
		}
	}
	c.key = keyed(in + " › " + name)
}

// in puts a circle into one.
func (c *circle) in(key, name string) { c.parents, c.parentNames = []string{key}, []string{name} }

// armed is what was put before what a spreadsheet takes for a formula.
var armed = regexp.MustCompile(`(^|[,;|\t\r\n"])(\s*)'([=+\-@\t\r＝＋－＠])`)

// disarmed is a cell as it was before that.
func disarmed(cell string) string {
	for {
		out := armed.ReplaceAllString(cell, "$1$2$3")
		if out == cell {
			return cell
		}
		cell = out
	}
}
