// Package cli is the face of Orpheus in a terminal. It holds no rules: a command
// becomes one act or one view.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"reflect"
	"strings"
	"time"

	"github.com/alecthomas/kong"

	"orpheus/org"
	"orpheus/service"
	"orpheus/text/i18n"
	"orpheus/text/sentence"
)

// Exit statuses.
const (
	exitDone    = 0
	exitRefused = 1
	exitUsage   = 2
)

// commands is the grammar of the command line.
type commands struct {
	Data    string `default:"orpheus.db" env:"ORPHEUS_DATA" placeholder:"FILE"`
	KeyFile string `env:"ORPHEUS_KEY" placeholder:"FILE"`
	JSON    bool   `name:"json"`

	Demo       demoCmd       `cmd:""`
	Serve      serveCmd      `cmd:""`
	Org        orgCmd        `cmd:""`
	Person     personCmd     `cmd:""`
	Import     importCmd     `cmd:""`
	Map        mapCmd        `cmd:""`
	Log        logCmd        `cmd:""`
	Measure    measureCmd    `cmd:""`
	WhoDecides whoDecidesCmd `cmd:"" name:"who-decides"`
	Signals    signalsCmd    `cmd:""`
	Count      countCmd      `cmd:""`
	Network    networkCmd    `cmd:""`
	Prove      proveCmd      `cmd:""`
	Act        actCmd        `cmd:""`
	Export     exportCmd     `cmd:""`
	Restore    restoreCmd    `cmd:""`
	Verify     verifyCmd     `cmd:""`
	Redact     redactCmd     `cmd:""`
	Backup     backupCmd     `cmd:""`
	Migrate    migrateCmd    `cmd:""`
	Doctor     doctorCmd     `cmd:""`
	Salvage    salvageCmd    `cmd:""`
	MCP        mcpCmd        `cmd:"" name:"mcp"`
	Completion completionCmd `cmd:""`
	Version    versionCmd    `cmd:""`
}

// env is what a command works with.
type env struct {
	ctx      context.Context
	in       io.Reader
	out, err io.Writer
	raw      io.Writer // what out writes to, for what is read by programs byte by byte
	data     string
	key      string // the file with the key of sealed boxes, for a database
	org      string // the organisation the command is about, empty for none
	json     bool
	say      *i18n.Printer
	model    *kong.Application
	terminal bool      // err is one: progress is shown
	screen   io.Writer // that terminal, for what moves on it

	transport http.RoundTripper // to where copies lie; nil for the usual one
}

// transport is by which places elsewhere are reached; nil for the usual one.
var transport http.RoundTripper

// Run does one command and returns the exit status.
func Run(ctx context.Context, args []string, getenv func(string) string, stdin io.Reader, stdout, stderr io.Writer) int {
	var c commands
	exited, status := false, 0
	say := i18n.For(language(getenv))
	parser, err := kong.New(&c, kong.Name("orpheus"), kong.Writers(stdout, stderr),
		kong.Exit(func(n int) { exited, status = true, n }), kong.Help(printHelp(say)), kong.Resolvers(fromEnv(getenv)))
	if err != nil {
		panic(err) // the grammar above is wrong
	}
	translate(say, parser.Model.Node)
	if len(args) == 0 {
		args = []string{"--help"}
	}
	k, err := parser.Parse(args)
	if exited {
		return min(status, exitUsage)
	}
	if err != nil {
		fmt.Fprintf(stderr, "orpheus: %s\n", mistake(say, err))
		fmt.Fprintln(stderr, say.T("cli.usage"))
		return exitUsage
	}
	e := &env{
		ctx: ctx, in: stdin, out: visible{stdout, c.JSON}, raw: stdout, err: visible{stderr, false}, screen: stderr, transport: transport, data: c.Data, key: c.KeyFile, json: c.JSON, say: say,
		model: parser.Model, terminal: isTerminal(stderr),
	}
	if cmd := k.Selected(); cmd != nil && cmd.Target.Kind() == reflect.Struct {
		if f := cmd.Target.FieldByName("Org"); f.IsValid() && f.Kind() == reflect.String {
			e.org = f.String()
		}
	}
	if err := k.Run(e); err != nil {
		return e.fail(err)
	}
	return exitDone
}

// fromEnv reads the variables from the environment given to Run.
func fromEnv(getenv func(string) string) kong.Resolver {
	return kong.ResolverFunc(func(_ *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
		for _, name := range flag.Envs {
			if v := getenv(name); v != "" {
				return v, nil
			}
		}
		return nil, nil
	})
}

// language returns the language ORPHEUS_LANG names, else that of the terminal.
func language(getenv func(string) string) string {
	wishes := []string{getenv("ORPHEUS_LANG")}
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		tag, _, _ := strings.Cut(getenv(name), ".")
		wishes = append(wishes, strings.ReplaceAll(tag, "_", "-"))
	}
	for _, w := range wishes {
		if w != "" {
			return i18n.Match(w)
		}
	}
	return i18n.Match()
}

// usageError is a command used wrongly.
type usageError struct{ text string }

func (u usageError) Error() string { return u.text }

func (e *env) usage(key string, args ...any) error { return usageError{e.say.T(key, args...)} }

// fail says what went wrong and returns the exit status for it.
func (e *env) fail(err error) int {
	text := err.Error()
	var refusal *org.Error
	switch {
	case errors.As(err, &refusal):
		text = e.refusal(err)
	case errors.Is(err, service.ErrNoStore):
		text = e.say.T("cli.no_store", service.StoreName(e.data))
	case errors.Is(err, service.ErrNoOrganisation):
		text = e.say.T("cli.no_org")
	default:
		if said := e.trouble(err); said != "" {
			text = said
		}
	}
	fmt.Fprintf(e.err, "orpheus: %s\n", text)
	if usage := (usageError{}); errors.As(err, &usage) {
		return exitUsage
	}
	return exitRefused
}

// refusal says a refusal with the names of today, and its moments in the zone of
// the organisation with their year.
func (e *env) refusal(err error) string {
	var names sentence.Names
	var s *org.State
	if e.org != "" {
		if d, err := service.OpenToRead(e.ctx, e.data, service.KeyFile(e.key)); err == nil {
			defer d.Close()
			if l, err := e.look(d, e.org, ""); err == nil {
				names, s = l.Name, l.State
			}
		}
	}
	return sentence.RefusalAt(e.say, names, s, err, time.Time{})
}

// open opens the store; where create is set and there is none, it makes one.
func (e *env) open(create bool) (*service.Service, error) {
	return service.Open(e.ctx, e.data, create, service.KeyFile(e.key))
}

// openDry opens the store for looking only: an empty one in memory where there
// is none.
func (e *env) openDry() (*service.Service, error) {
	d, err := e.open(false)
	if errors.Is(err, service.ErrNoStore) {
		return service.Empty(), nil
	}
	return d, err
}

// reading opens the store for a command that only reads, runs f and closes it.
func (e *env) reading(f func(*service.Service) error) error {
	d, err := service.OpenToRead(e.ctx, e.data, service.KeyFile(e.key))
	if err != nil {
		return err
	}
	return errors.Join(f(d), d.Close())
}

// with opens the store, runs f and closes it.
func (e *env) with(create bool, f func(*service.Service) error) error {
	d, err := e.open(create)
	if err != nil {
		return err
	}
	return errors.Join(f(d), d.Close())
}
