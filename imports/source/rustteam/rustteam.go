// Package rustteam reads the team data of the Rust project: a checkout of
// rust-lang/team as it has been since 2018, or any repository of that form.
//
// What becomes what:
//
//   - a file in teams/ is a circle, unless it is a marker team (a computed set).
//     Files in teams/archive/ are past: an archived team is simply absent;
//   - subteam-of is its parent; in the form of 2019, children of the parent;
//   - [people] leads hold the role "lead", which leads the circle;
//   - [people] members are its members, and hold the roles they are given;
//   - [people] alumni are the former holders of the past role "alumni". Which
//     roles alumni once held is not taken over;
//   - people/HANDLE.toml tells the name and the lasting id behind a handle.
package rustteam

import (
	"errors"
	"io/fs"
	"path"
	"strings"

	"orpheus/imports/source"
)

// Format is the Format of every Structure read here, the scope of its keys.
const Format = "rust-team"

// Read reads the checkout in fsys, whose root holds teams/ and people/.
//
// A file that cannot be read never stops it: that is an oddity, and the circle
// is kept. The error is for a root that holds no teams at all, or folders that
// cannot be listed.
func Read(fsys fs.FS) (*source.Structure, error) {
	return new(Reader).Read(fsys)
}

// Reader reads checkouts that follow each other, and parses again only files
// that changed since the one before. That takes files that tell what is in
// them: those whose fs.FileInfo has a method Hash() string, the same for the
// same content. Others are parsed each time.
//
// The zero Reader is ready to use. It is for one goroutine at a time.
type Reader struct {
	teams  cache[team]
	people cache[person]
}

// Read is what the function Read does.
func (r *Reader) Read(fsys fs.FS) (*source.Structure, error) {
	teams, err := r.teams.folder(fsys, "teams", parseTeam)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, source.Unread(nil, "unread.rust.no_teams")
	case err != nil:
		return nil, source.Unread(err, "unread.rust.listing", "teams/", err.Error())
	case len(teams) == 0:
		return nil, source.Unread(nil, "unread.rust.empty")
	}
	people, err := r.people.folder(fsys, "people", parsePerson)
	noFolder := errors.Is(err, fs.ErrNotExist)
	if err != nil && !noFolder {
		return nil, source.Unread(err, "unread.rust.listing", "people/", err.Error())
	}
	a := assembly{teams: teams, archived: archived(fsys)}
	a.roster.learn(people, noFolder)
	s := a.structure()
	if len(s.Circles) == 0 && len(s.Kept) == 0 && !s.Blind {
		return nil, source.Unread(nil, "unread.rust.markers")
	}
	return s, nil
}

// archived gives the stems of the files in teams/archive/, to tell a parent
// that was archived from one that never was.
func archived(fsys fs.FS) map[string]bool {
	entries, err := fs.ReadDir(fsys, "teams/archive")
	if err != nil {
		return nil // nothing depends on it but the wording of an oddity
	}
	names := make(map[string]bool, len(entries))
	for _, e := range entries {
		if path.Ext(e.Name()) == ".toml" {
			names[strings.TrimSuffix(e.Name(), ".toml")] = true
		}
	}
	return names
}
