package cli_test

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"orpheus/face/cli"
)

func TestMain(m *testing.M) {
	// With the race detector a process waits a second before it ends, for what
	// others may still report. Every command here is a process.
	if os.Getenv("GORACE") == "" {
		_ = os.Setenv("GORACE", "atexit_sleep_ms=0")
	}
	testscript.Main(m, map[string]func(){"orpheus": func() {
		ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
		defer stop()
		os.Exit(cli.Run(ctx, os.Args[1:], os.Getenv, os.Stdin, os.Stdout, os.Stderr))
	}})
}

// The scripts in testdata are what somebody types, and what they then see.
func TestScripts(t *testing.T) {
	fixtures, err := filepath.Abs("../../imports/source")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata",
		Setup: func(e *testscript.Env) error {
			e.Setenv("GORACE", os.Getenv("GORACE"))
			e.Setenv("ORPHEUS_DATA", filepath.Join(e.WorkDir, "o.db"))
			e.Setenv("ORPHEUS_LANG", "en")
			e.Setenv("SOURCE", fixtures)
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"sql": runSQL, "wait-for": waitFor, "status": status},
	})
}

// runSQL changes the store behind the program's back.
func runSQL(ts *testscript.TestScript, _ bool, args []string) {
	db, err := sql.Open("sqlite", ts.MkAbs(args[0]))
	ts.Check(err)
	defer db.Close()
	_, err = db.Exec(args[1])
	ts.Check(err)
}

// waitFor waits until a file exists, for programs in the background.
func waitFor(ts *testscript.TestScript, _ bool, args []string) {
	for range 200 {
		if _, err := os.Stat(ts.MkAbs(args[0])); err == nil {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	ts.Fatalf("%s did not appear", args[0])
}

// status runs a program that has to end with a status.
func status(ts *testscript.TestScript, _ bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	got := 0
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		got = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("%v ended with %d, not %d", args[1:], got, want)
	}
}
