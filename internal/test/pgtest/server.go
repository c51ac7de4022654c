package pgtest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"
)

// Server is a server of ours.
type Server struct {
	address  string // of the database that others are made from
	dir      string // empty for a server of somebody else
	bin      string
	settings []string
	lives    io.Closer // while it is open, the server runs
	runs     *exec.Cmd
}

// start lays out a server in a folder of its own and starts it.
func start(settings ...string) (*Server, error) {
	s, err := place(settings...)
	if err != nil {
		return nil, err
	}
	out, err := s.command(filepath.Join(s.bin, "initdb"), "-D", s.data(), "-U", "postgres", "-A", "trust", "--no-sync", "--no-locale", "-E", "UTF8").CombinedOutput()
	if err != nil {
		return nil, fmt.Errorf("initdb: %w: %s", err, out)
	}
	return s, s.Start()
}

// data is the folder with what the server keeps.
func (s *Server) data() string { return filepath.Join(s.dir, "data") }

// place makes the folder of a server, with nothing in it.
func place(settings ...string) (*Server, error) {
	bin, err := programs()
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "orpheus-pg") // short: a socket has room for 107 bytes
	if err != nil {
		return nil, err
	}
	s := &Server{dir: dir, bin: bin, settings: settings}
	s.address = "postgres://postgres@/postgres?" + url.Values{"host": {dir}}.Encode()
	return s, s.own(dir)
}

// programs returns the folder with those of the server.
func programs() (string, error) {
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/postgres")
	slices.Sort(found)
	if len(found) > 0 {
		return filepath.Dir(found[len(found)-1]), nil
	}
	path, err := exec.LookPath("initdb")
	if err != nil {
		return "", errors.New("there is no initdb")
	}
	return filepath.Dir(path), nil
}

// Start starts the server, and waits until it answers. A shell holds it, which ends it and
// clears away as soon as this process ends, however it does.
func (s *Server) Start() error {
	args := []string{"-D", s.data(), "-k", s.dir, "-c", "listen_addresses=", "-c", "max_connections=200", "-c", "shared_buffers=32MB"}
	for _, set := range s.settings {
		args = append(args, "-c", set)
	}
	const script = `server=$1; shift; "$server" "$@" & pid=$!; read -r word; kill -"${word:-QUIT}" $pid; wait $pid; [ -n "$word" ] || rm -rf "$DIR"`
	cmd := s.command("/bin/sh", append([]string{"-c", script, "sh", filepath.Join(s.bin, "postgres")}, args...)...)
	cmd.Env = append(os.Environ(), "DIR="+s.dir)
	log, err := os.OpenFile(filepath.Join(s.dir, "log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o666)
	if err != nil {
		return err
	}
	defer log.Close()
	cmd.Stdout, cmd.Stderr = log, log
	in, out, err := os.Pipe()
	if err != nil {
		return err
	}
	cmd.Stdin = in
	if err := errors.Join(cmd.Start(), in.Close()); err != nil {
		return err
	}
	s.lives, s.runs = out, cmd
	return s.answers()
}

func (s *Server) answers() (err error) {
	for end := time.Now().Add(wait); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		ctx, cancel := context.WithTimeout(context.Background(), wait)
		var c *pgx.Conn
		if c, err = pgx.Connect(ctx, s.address); err == nil {
			err = c.Close(ctx)
		}
		cancel()
		if err == nil {
			return nil
		}
	}
	said, _ := os.ReadFile(filepath.Join(s.dir, "log"))
	return fmt.Errorf("%w: %s", err, said)
}

// Stop stops the server as a signal does: INT at once and in order, QUIT as a crash. What it
// keeps stays. KILL ends it as a machine that goes away.
func (s *Server) Stop(signal string) {
	_, _ = io.WriteString(s.lives.(io.Writer), signal+"\n")
	_ = s.runs.Wait() // it says how it was stopped
	_ = s.lives.Close()
	s.lives = nil
}

func (s *Server) stopped() bool { return s.dir != "" && s.lives == nil }

// end stops the server and clears away.
func (s *Server) end() {
	if s.lives != nil {
		_ = s.lives.Close()
		_ = s.runs.Wait()
		s.lives = nil
	}
	_ = os.RemoveAll(s.dir)
}

// own gives a folder to whom the server runs as: it refuses to run as root.
func (s *Server) own(dir string) error {
	uid, gid, err := runner()
	if err != nil || uid < 0 {
		return err
	}
	return os.Chown(dir, uid, gid)
}

// runner is whom the server runs as; -1 for whoever runs the tests.
func runner() (uid, gid int, err error) {
	if os.Getuid() != 0 {
		return -1, -1, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		if u, err := user.Lookup(name); err == nil {
			uid, err1 := strconv.Atoi(u.Uid)
			gid, err2 := strconv.Atoi(u.Gid)
			return uid, gid, errors.Join(err1, err2)
		}
	}
	return 0, 0, errors.New("there is nobody it could run as but root")
}

func (s *Server) command(name string, args ...string) *exec.Cmd {
	cmd := exec.Command(name, args...)
	cmd.Dir = s.dir
	as(cmd)
	return cmd
}
