// Package file reads elections from files. It guesses nothing: where a file does not say
// what its numbers mean, that has to be said, and what cannot be read is an error that names
// the line.
package file

import (
	"bytes"
	"errors"
	"fmt"
	"path"
	"strings"
	"unicode/utf8"

	"orpheus/org/ballot"
)

// Direction is which of two ranks is the better one.
type Direction uint8

const (
	Unstated  Direction = iota
	LowFirst            // 1 is the first choice
	HighFirst           // the highest number is
)

// Options say what a file does not say itself.
type Options struct {
	Kind  ballot.Kind // what the numbers of a table are
	Ranks Direction   // of a table of ranks
}

// Election is what was read.
type Election struct {
	ballot.Election
	Title string // empty where the file has none
	Seats int    // 0 where the file does not say
	// Unlisted says that the format ranks whom it lists before whom it does not: PrefLib and
	// BLT do, a table does not.
	Unlisted bool
}

// Fault is a place of a file that cannot be read. Every error of Read is one.
type Fault struct {
	Line int // from 1; 0 for the whole
	Why  string
	Args []any
}

func (e *Fault) Error() string {
	if e.Line == 0 {
		return e.Why + fmt.Sprint(e.Args)
	}
	return fmt.Sprintf("line %d: %s%v", e.Line, e.Why, e.Args)
}

// Keys of errors.
const (
	KeyFormat     = "count.format"     // the ending of the name is none that is read
	KeyText       = "count.text"       // it is not UTF-8
	KeyEmpty      = "count.empty"      // there are no candidates
	KeyDirection  = "count.direction"  // which rank is the first choice is not said
	KeyCell       = "count.cell"       // a cell is no number: its text, the candidate
	KeyCells      = "count.cells"      // a row has another number of cells: how many, how many it should have
	KeyName       = "count.name"       // a candidate has no name, or that of another one: the name
	KeyLine       = "count.line"       // a line is not as the format has them: its text
	KeyCandidate  = "count.candidate"  // there is no such candidate: its number
	KeyTwice      = "count.twice"      // a ballot names somebody twice: the number
	KeyVoters     = "count.voters"     // the ballots are not as many as the file says: how many, how many it says
	KeyRanksOnly  = "count.ranks_only" // the file has ranks, and scores are wanted
	KeyTooMany    = "count.too_many"   // more candidates or voters than are counted
	KeyUnfinished = "count.unfinished" // the file ends before its ballots do
)

// mostCandidates is far more than anybody can rank.
const mostCandidates = 1000

// Read reads a file by the ending of its name: csv, tsv or txt is a table, soi, toi, soc or
// toc PrefLib's, blt the format of that name.
func Read(name string, data []byte, o Options) (*Election, error) {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if !utf8.Valid(data) {
		return nil, &Fault{Why: KeyText}
	}
	var e *Election
	var err error
	switch ending := strings.ToLower(path.Ext(strings.ReplaceAll(name, `\`, "/"))); ending {
	case ".csv", ".tsv", ".txt":
		e, err = readTable(data, o)
	case ".soi", ".toi", ".soc", ".toc":
		e, err = readPrefLib(string(data))
	case ".blt":
		e, err = readBLT(string(data))
	default:
		return nil, &Fault{Why: KeyFormat, Args: []any{ending}}
	}
	if err != nil {
		return nil, err
	}
	if o.Kind == ballot.Scores && e.Kind == ballot.Ranks {
		return nil, &Fault{Why: KeyRanksOnly}
	}
	if err := e.namesHold(); err != nil {
		return nil, err
	}
	return e, nil
}

func (e *Election) namesHold() error {
	if len(e.Candidates) == 0 {
		return &Fault{Why: KeyEmpty}
	}
	seen := map[string]bool{}
	for _, name := range e.Candidates {
		if name == "" || seen[name] {
			return &Fault{Why: KeyName, Args: []any{name}}
		}
		seen[name] = true
	}
	return nil
}

// asFault returns nil for none, and else an error of this package.
func asFault(err error) *Fault {
	var e *Fault
	errors.As(err, &e)
	return e
}
