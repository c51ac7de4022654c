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
				fmt.Fprintf(e.screen, "\r\x1b[K%s", e.say.T(key, done))
			}
		}, func() {
			if shown {
				fmt.Fprint(e.screen, "\r\x1b[K")
			}
		}
}

// moment reads a moment in a zone; zero for none given. One
// that cannot be read is wrong use.
func (e *env) moment(zone *time.Location, text string) (org.Time, error) {
	if text == "" {
		return 0, nil
	}
	at, err := service.Moment(text, zone)
	if err != nil {
		return 0, usageError{sentence.Refusal(e.say, nil, nil, err)}
	}
	return at, nil
}

// past reads a moment, and refuses one that is still to come.
func (e *env) past(zone *time.Location, text string) (org.Time, error) {
	at, err := e.moment(zone, text)
	if err == nil && at > org.At(time.Now()) {
		err = &org.Error{Code: org.Invalid, Key: "time.to_come", Args: []any{at}}
	}
	return at, err
}

// look returns the organisation at the moment given as text, for whoever runs the
// program.
func (e *env) look(d *service.Service, slug, text string) (*service.Look, error) {
	v, err := d.As(e.ctx, slug, service.Nobody)
	if err != nil {
		return nil, err
	}
	now, err := v.Look(e.ctx, 0)
	if err != nil || text == "" {
		return now, err
	}
	at, err := e.past(now.Zone(), text)
	if err != nil {
		return nil, err
	}
	return v.Look(e.ctx, at)
}
