// Package pgtest gives tests a PostgreSQL: a server that is started once for all tests of a
// package and ends with them, or the one that ORPHEUS_POSTGRES names, and in it a database for
// each test.
package pgtest

import (
	"context"
	"crypto/rand"
	"fmt"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"orpheus/internal/test/need"
)

// wait is for a server to answer.
const wait = 30 * time.Second

// shared is the server of this process.
var shared = sync.OnceValues(func() (*Server, error) {
	if address := os.Getenv("ORPHEUS_POSTGRES"); address != "" {
		return &Server{address: address}, nil
	}
	return start("fsync=off")
})

// Database returns the address of a new database, which is dropped when the test ends.
func Database(t testing.TB) string {
	t.Helper()
	s, err := shared()
	if err != nil {
		need.Missing(t, "no PostgreSQL: "+err.Error())
	}
	return s.Database(t)
}

// Lasting returns the address of a new database that is there as long as the server is.
func Lasting() (string, error) {
	s, err := shared()
	if err != nil {
		return "", err
	}
	_, address, err := s.create()
	return address, err
}

// Database returns the address of a new database on a server.
func (s *Server) Database(t testing.TB) string {
	t.Helper()
	name, address, err := s.create()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Do("DROP DATABASE " + name + " WITH (FORCE)"); err != nil && !s.stopped() {
			t.Error(err)
		}
	})
	return address
}

func (s *Server) create() (name, address string, err error) {
	name = "orpheus_" + strings.ToLower(rand.Text())
	if err := s.Do("CREATE DATABASE " + name + " TEMPLATE template0 ENCODING 'UTF8'"); err != nil {
		return "", "", err
	}
	u, err := url.Parse(s.address)
	if err != nil {
		return "", "", err
	}
	u.Path = "/" + name
	if u.RawQuery == "" {
		u.RawQuery = "application_name=orpheus"
	}
	return name, u.String(), nil
}

// Do runs a statement as whoever may do everything.
func (s *Server) Do(query string) error {
	ctx, cancel := context.WithTimeout(context.Background(), wait)
	defer cancel()
	c, err := pgx.Connect(ctx, s.address)
	if err != nil {
		return err
	}
	defer c.Close(ctx)
	_, err = c.Exec(ctx, query)
	return err
}

// Start starts a server that is the test's alone, with these settings, to be stopped and
// started again.
func Start(t testing.TB, settings ...string) *Server {
	t.Helper()
	s, err := start(settings...)
	if err != nil {
		need.Missing(t, fmt.Sprintf("no PostgreSQL that a test may stop: %v", err))
	}
	t.Cleanup(s.end)
	return s
}
