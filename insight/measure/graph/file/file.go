// Package file reads from files who is tied to whom. It guesses nothing: what cannot be read is
// an error that names the line.
package file

import (
	"bytes"
	"errors"
	"fmt"
	"path"
	"strings"
	"unicode/utf8"

	"orpheus/insight/measure/graph"
)

// Network is what was read.
type Network struct {
	*graph.Graph
	Names []string // of people, by their number
	Unit  []int    // of people; nil where no column was named
}

// Fault is a place of a file that cannot be read. Every error here is one.
type Fault struct {
	File string
	Line int // from 1; 0 for the whole
	Why  string
	Args []any
}

func (f *Fault) Error() string {
	if f.Line == 0 {
		return fmt.Sprintf("%s: %s%v", f.File, f.Why, f.Args)
	}
	return fmt.Sprintf("%s, line %d: %s%v", f.File, f.Line, f.Why, f.Args)
}

// Keys of errors.
const (
	KeyText    = "network.text"     // it is not UTF-8
	KeyEmpty   = "network.empty"    // there is nobody in it
	KeyFields  = "network.fields"   // a line is not from, to and perhaps a weight: how many fields it has
	KeyRow     = "network.row"      // a row of a table cannot be read
	KeyWeight  = "network.weight"   // a weight is no positive number: its text
	KeyNobody  = "network.nobody"   // an end of a tie is empty
	KeyUnknown = "network.unknown"  // somebody is not in the file of people: who
	KeyName    = "network.name"     // a person has no name
	KeyTwice   = "network.twice"    // a person is there twice: who
	KeyColumn  = "network.column"   // there is no such column: its name, those there are
	KeyUnit    = "network.unit"     // a person is in no group: who
	KeyTooMany = "network.too_many" // more people or ties than are measured: how many are
)

// mostPeople and mostTies are what is measured in minutes, and more than people can see.
const (
	mostPeople = 20_000
	mostTies   = 2_000_000
)

// Read reads ties, one a line: from, to, and perhaps a weight. By the ending of its name, csv and
// tsv are tables, with or without a header; in all else fields are parted by blanks,
// and lines that begin with # or % say nothing. Where people are given, nobody else may be named.
func Read(name string, data []byte, directed bool, people *People) (*Network, error) {
	r := &reader{name: name, number: map[string]int{}}
	if people != nil {
		for _, who := range people.Names {
			r.number[who] = len(r.number)
		}
		r.names, r.closed = people.Names, true
	}
	text, err := plain(name, data)
	if err != nil {
		return nil, err
	}
	if tabular(name) {
		err = r.table(text)
	} else {
		err = r.lines(text)
	}
	if err != nil {
		return nil, err
	}
	if len(r.names) == 0 {
		return nil, &Fault{File: name, Why: KeyEmpty}
	}
	g, err := graph.New(len(r.names), directed, r.ties)
	if err != nil { // only what weighs without end together
		return nil, &Fault{File: name, Why: KeyWeight, Args: []any{"∞"}}
	}
	n := &Network{Graph: g, Names: r.names}
	if people != nil {
		n.Unit = people.Unit
	}
	return n, nil
}

// plain is a text in UTF-8, without the mark that some programs begin it with.
func plain(name string, data []byte) (string, error) {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if !utf8.Valid(data) {
		return "", &Fault{File: name, Why: KeyText}
	}
	return string(data), nil
}

func tabular(name string) bool {
	ending := strings.ToLower(path.Ext(strings.ReplaceAll(name, `\`, "/")))
	return ending == ".csv" || ending == ".tsv"
}

// asFault returns nil for none, and else an error of this package.
func asFault(err error) *Fault {
	f, _ := errors.AsType[*Fault](err)
	return f
}
