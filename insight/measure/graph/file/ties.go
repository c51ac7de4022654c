package file

import (
	"math"
	"strconv"
	"strings"

	"orpheus/insight/measure/graph"
)

// reader gathers ties and who is in them.
type reader struct {
	name   string
	names  []string
	number map[string]int
	closed bool // whether names has everybody
	ties   []graph.Tie
}

// columns says where a table has the ends of a tie and its weight; -1 for nowhere.
type columns struct{ from, to, weight int }

// Words of headers, in the languages of Orpheus and of programs that write such files.
var (
	fromWords   = []string{"from", "source", "van", "fra"}
	toWords     = []string{"to", "target", "naar", "til"}
	weightWords = []string{"weight", "gewicht", "vægt"}
)

// lines reads fields that are parted by blanks.
func (r *reader) lines(text string) error {
	line := 0
	for row := range strings.Lines(text) {
		line++
		fields := strings.Fields(row)
		if len(fields) == 0 || fields[0][0] == '#' || fields[0][0] == '%' {
			continue
		}
		if err := asFault(r.tie(fields, columns{0, 1, 2}, len(fields) == 2 || len(fields) == 3)); err != nil {
			err.Line = line
			return err
		}
	}
	return nil
}

// table reads rows of cells; a header may name the columns, and then there may be others.
func (r *reader) table(text string) error {
	at, headed := columns{0, 1, 2}, false
	return eachRow(r.name, text, func(row int, cells []string) error {
		if row == 0 {
			from, to := column(cells, fromWords), column(cells, toWords)
			if headed = from >= 0 && to >= 0; headed {
				at = columns{from, to, column(cells, weightWords)}
				return nil
			}
		}
		whole := len(cells) == 2 || len(cells) == 3
		if headed {
			whole = len(cells) > max(at.from, at.to, at.weight)
		}
		return r.tie(cells, at, whole)
	})
}

// tie reads one tie out of its fields.
func (r *reader) tie(fields []string, at columns, whole bool) error {
	if !whole {
		return r.fault(KeyFields, len(fields))
	}
	from, err := r.person(fields[at.from])
	if err != nil {
		return err
	}
	to, err := r.person(fields[at.to])
	if err != nil {
		return err
	}
	t := graph.Tie{From: from, To: to, Weight: 1}
	if at.weight >= 0 && at.weight < len(fields) {
		text := fields[at.weight]
		w, err := strconv.ParseFloat(text, 64)
		if err != nil || !(w > 0) || math.IsInf(w, 0) {
			return r.fault(KeyWeight, text)
		}
		t.Weight = w
	}
	if r.ties = append(r.ties, t); len(r.ties) > mostTies {
		return r.fault(KeyTooMany, mostPeople, mostTies)
	}
	return nil
}

// person is the number of somebody by name.
func (r *reader) person(name string) (int, error) {
	if name == "" {
		return 0, r.fault(KeyNobody)
	}
	if n, known := r.number[name]; known {
		return n, nil
	}
	if r.closed {
		return 0, r.fault(KeyUnknown, name)
	}
	if len(r.names) == mostPeople {
		return 0, r.fault(KeyTooMany, mostPeople, mostTies)
	}
	r.number[name] = len(r.names)
	r.names = append(r.names, name)
	return len(r.names) - 1, nil
}

func (r *reader) fault(why string, args ...any) error {
	return &Fault{File: r.name, Why: why, Args: args}
}
