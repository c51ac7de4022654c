package cli

import (
	"errors"
	"os"
	"slices"
	"strings"

	"orpheus/org/ballot"
	"orpheus/org/ballot/file"
)

type countCmd struct {
	File      string `arg:"" placeholder:"FILE"`
	Method    string `required:"" placeholder:"METHOD"`
	Seats     int    `placeholder:"N"`
	NoOpinion string `placeholder:"skip|last"`
	Ranks     string `placeholder:"low|high"`
}

// opinions are the words of --no-opinion.
var opinions = map[string]ballot.Opinion{"": ballot.OpinionUnstated, "skip": ballot.OpinionSkip, "last": ballot.OpinionLast}

// directions are the words of --ranks.
var directions = map[string]file.Direction{"": file.Unstated, "low": file.LowFirst, "high": file.HighFirst}

func (c *countCmd) Run(e *env) error {
	method := ballot.Method(c.Method)
	if !slices.Contains(ballot.Methods(), method) {
		var names []string
		for _, m := range ballot.Methods() {
			names = append(names, string(m))
		}
		return e.usage("count.method", c.Method, strings.Join(names, ", "))
	}
	opinion, known := opinions[c.NoOpinion]
	if !known {
		return e.usage("count.word", "--no-opinion", c.NoOpinion, "skip, last")
	}
	direction, known := directions[c.Ranks]
	if !known {
		return e.usage("count.word", "--ranks", c.Ranks, "low, high")
	}
	if c.Seats < 0 {
		return e.usage("count.seats", c.Seats)
	}
	data, err := os.ReadFile(c.File)
	if err != nil {
		return err
	}
	election, err := file.Read(c.File, data, file.Options{Kind: method.Kind(), Ranks: direction})
	if err != nil {
		return e.unread(c.File, err)
	}
	o := ballot.Options{Seats: c.Seats, NoOpinion: opinion}
	if o.Seats == 0 && !method.Single() {
		o.Seats = election.Seats
	}
	if o.NoOpinion == ballot.OpinionUnstated && election.Unlisted {
		o.NoOpinion = ballot.OpinionLast
	}
	r, err := ballot.Count(&election.Election, method, o)
	if err != nil {
		return e.uncounted(err, method, o.Seats, len(election.Candidates))
	}
	if e.json {
		return e.print(countedJSON(c.File, election, r, o))
	}
	e.counted(election, r)
	return nil
}

// unread says why a file of votes cannot be read.
func (e *env) unread(path string, err error) error {
	bad, ok := errors.AsType[*file.Fault](err)
	if !ok {
		return err
	}
	text := e.say.T(bad.Why, bad.Args...)
	if bad.Why == file.KeyDirection || bad.Why == file.KeyFormat {
		return usageError{e.say.T("count.at", path, text)}
	}
	if bad.Line > 0 {
		return saidError{e.say.T("count.at_line", path, bad.Line, text)}
	}
	return saidError{e.say.T("count.at", path, text)}
}

// uncounted says why votes that were read cannot be counted.
func (e *env) uncounted(err error, m ballot.Method, seats, candidates int) error {
	switch {
	case errors.Is(err, ballot.ErrNoOpinion):
		return e.usage("count.no_opinion")
	case errors.Is(err, ballot.ErrSeats) && m.Single():
		return e.usage("count.single", string(m))
	case errors.Is(err, ballot.ErrSeats):
		return e.usage("count.few", candidates, seats)
	case errors.Is(err, ballot.ErrElection):
		return saidError{e.say.T("count.too_many")}
	}
	return err
}

// saidError is said already, in the language of the terminal.
type saidError struct{ text string }

func (s saidError) Error() string { return s.text }
