// Package checkup looks whether a machine and its store are fit to keep acts, and says what to
// do where they are not. It changes no more than opening the store does: what it writes to try the
// disk it takes away.
package checkup

import (
	"context"
	"path/filepath"
	"time"

	"orpheus/service"
)

// State is how something is.
type State string

// Well needs nothing; Heed is worth a look; Wrong has to be set right before one can rely on
// what is kept.
const (
	Well  State = "well"
	Heed  State = "heed"
	Wrong State = "wrong"
)

// Finding is what was found about one thing. What and Args are said in words by whoever shows
// it.
type Finding struct {
	About string // "clock", "disk", "fsync", "permissions", "mail", "database", "version" or "copies"
	State State
	What  string // which of the things that can be said about it
	Args  []any
}

// Options are what to look at.
type Options struct {
	Data   string // the store: a file, or the address of a database
	Key    string // the file with the key of sealed boxes of a database; empty for its usual place
	Copies string // the folder of nightly copies; empty for none

	// Mail reaches the mail server, and sends something where that was asked; nil where there
	// is no mail server. Sends says that it sends.
	Mail  func(context.Context) error
	Sends bool
}

// look is one look at everything.
type look struct {
	Options
	ctx   context.Context
	began time.Time
	all   []Finding
}

// Look looks at everything.
func Look(ctx context.Context, o Options) []Finding {
	l := &look{Options: o, ctx: ctx, began: time.Now()}
	l.version()
	if service.IsDatabase(o.Data) {
		l.database()
	} else {
		folder := filepath.Dir(o.Data)
		l.disk(folder)
		l.fsync(folder)
		l.permissions()
	}
	l.mail()
	l.copies()
	l.clock()
	return l.all
}

func (l *look) say(about string, state State, what string, args ...any) {
	l.all = append(l.all, Finding{about, state, what, args})
}

// mail looks whether the mail server answers and takes the password.
func (l *look) mail() {
	if l.Mail == nil {
		l.say("mail", Heed, "none")
		return
	}
	if err := l.Mail(l.ctx); err != nil {
		l.say("mail", Wrong, "unreachable", err.Error())
	} else if l.Sends {
		l.say("mail", Well, "sent")
	} else {
		l.say("mail", Well, "reached")
	}
}
