package cli

import (
	"fmt"
	"io"
	"os"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"orpheus/face/view"
	"orpheus/org"
	"orpheus/service"
	"orpheus/text/sentence"
)

// print writes v as one JSON document. Ids are shown as people say them: "C12".
func (e *env) print(v any) error {
	if err := json.MarshalWrite(e.out, v, view.Options(), jsontext.WithIndent("  ")); err != nil {
		return err
	}
	_, err := fmt.Fprintln(e.out)
	return err
}

// line writes v as one line of JSON.
func (e *env) line(v any) error {
	if err := json.MarshalWrite(e.out, v, view.Options()); err != nil {
		return err
	}
	_, err := fmt.Fprintln(e.out)
	return err
}

// note writes a message for the person at the terminal.
func (e *env) note(key string, args ...any) { fmt.Fprintln(e.err, e.say.T(key, args...)) }

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// progress returns a function that rewrites one line on a terminal, at most ten
// times a second, and one that ends it.
func (e *env) progress(key string) (step func(done int), end func()) {
	if !e.terminal {
		return func(int) {}, func() {}
	}
	var last time.Time
	shown := false
	return func(done int) {
			if now := time.Now(); now.Sub(last) > 100*time.Millisecond {
				last, shown = now, true
				fmt.Fprintf(e.err, "\r\x1b[K%s", e.say.T(key, done))
			}
		}, func() {
			if shown {
				fmt.Fprint(e.err, "\r\x1b[K")
			}
		}
}

// moment reads a moment in the zone of an organisation; zero for none given. One
// that cannot be read is wrong use.
func (e *env) moment(d *service.Service, slug, text string) (org.Time, error) {
	if text == "" {
		return 0, nil
	}
	zone := time.UTC
	if s, err := d.Engine.State(e.ctx, slug); err == nil {
		zone = service.Zone(s)
	}
	at, err := service.Moment(text, zone)
	if err != nil {
		return 0, usageError{sentence.Refusal(e.say, nil, nil, err)}
	}
	return at, nil
}

// past reads a moment, and refuses one that is still to come.
func (e *env) past(d *service.Service, slug, text string) (org.Time, error) {
	at, err := e.moment(d, slug, text)
	if err == nil && at > org.At(time.Now()) {
		err = &org.Error{Code: org.Invalid, Key: "time.to_come", Args: []any{at}}
	}
	return at, err
}

// look returns the organisation at the moment given as text, and that moment.
func (e *env) look(d *service.Service, slug, text string) (*org.State, org.Time, error) {
	at, err := e.past(d, slug, text)
	if err != nil {
		return nil, 0, err
	}
	s, err := d.Look(e.ctx, slug, at)
	if at == 0 {
		at = org.At(time.Now())
	}
	return s, at, err
}

// namer returns today's name of a person, or what stands for somebody who was
// erased.
func (e *env) namer(d *service.Service, slug string) (func(org.PersonID) string, error) {
	names, err := d.Names(e.ctx, slug)
	if err != nil {
		return nil, err
	}
	return func(id org.PersonID) string { return names[id] }, nil
}
