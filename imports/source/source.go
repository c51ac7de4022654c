// Package source describes what an outside source says an organisation looks
// like. A source only describes; comparing that with the organisation and
// appending the acts for the differences is the work of package reconcile.
package source

import "time"

// Structure is what a source says: circles, roles, who holds what.
//
// What every reader guarantees is what [Structure.Check] tests; the order of
// everything in it depends on the source alone, so the same source gives the
// same Structure again.
type Structure struct {
	Format    string // name of the source, the scope of all keys: "rust-team"
	Circles   []Circle
	People    []Person // everybody named anywhere, each once, sorted by Handle
	RootRoles []Role   // roles of the organisation as a whole
	Present   []int    // indexes into People: who takes part in the organisation, in a circle or in none

	Decisions []Decision // that were taken there, in the order of the source

	// Kept names circles that the source mentions but that could not be read:
	// they stay as they are in the organisation, with their roles and seats.
	// No key is both here and in Circles. Sorted.
	Kept []string
	// Blind is set when something unreadable could not even be named: then
	// nothing may be concluded from what is absent, so nothing is closed.
	Blind bool
	// Partial is set where the source says only a part: what is absent from it says
	// nothing, so nothing ends.
	Partial bool

	Oddities []Oddity // sorted by File, Line, Code, What
}

// Circle is one circle of a source.
type Circle struct {
	Key     string // the source's own name for it, unique in the structure
	Name    string // what to call it on screen: one line, 1 to MaxName characters
	Purpose string // paragraphs and lists as Prose gives them, at most MaxPurpose characters; often empty
	// Parents are keys, the main one first; none = directly in the organisation.
	// The key "" names the organisation as a whole: ["", "a", "b"] is a circle
	// whose main parent is the organisation and that also serves a and b.
	// A key may name a Kept circle: then the parent is as unreadable as that
	// circle, and where the organisation does not know it, it is the
	// organisation as a whole. No key is there twice; nothing is its own ancestor.
	Parents []string
	// Members are indexes into People: those the source lists as belonging in
	// their own right. Somebody here may hold roles as well; who belongs only
	// through a role is not here.
	Members []int
	Roles   []Role

	// Unclear is set where something that may say who belongs here or leads could not be
	// understood. What was read is so; what is absent says nothing: nothing here ends or is
	// called otherwise, and what people made of it stays.
	Unclear bool
	Unsaid  Part // what the source says nothing about: where the circle is there, it stays so
}

// Role is one role of a circle in a source.
type Role struct {
	Key       string // unique in its circle: "lead", "chair"
	Name      string
	Purpose   string
	Leads     bool  // holding it is leading the circle
	Past      bool  // nobody can hold it any more; it only carries Former
	Holders   []int // indexes into People; each person once
	Vacancies int   // places the source marks as open (TBD and the like)
	Former    []int // people who held it once, since when unknown

	Held   []Holding // of each of Holders, what is known of it; nil where nothing is
	Detail *Detail   // nil where the source has no such things
	Formal bool      // a role of the line organisation
	Unsaid Part      // what the source says nothing about: where the role is there, it stays so
}

// Holding is what a source says of one holding a role.
type Holding struct {
	Term   time.Time // when it is planned to end; zero where nothing is said
	Origin string    // how it came about, in the words of the log; empty where nothing is said
	Focus  string    // which part of the role; empty where nothing is said
}

// Detail is what few sources say of a role: what is nil is not said.
type Detail struct {
	Places           *uint16 // how many may hold it; 0 for any number
	TermDays         *uint16 // how many days a seat lasts; 0 for no term
	Accountabilities *[]string
	Domains          *[]string
}

// Part is a set of parts of a circle or role.
type Part uint8

// The parts of which a source may say nothing.
const (
	PartName Part = 1 << iota
	PartPurpose
	PartParents
	PartLeads
)

// Has is whether the set has any of those parts.
func (p Part) Has(q Part) bool { return p&q != 0 }

// Person is somebody a source names. Two are the same person when ID is the
// same, or, where either has no ID, when Handle is.
type Person struct {
	ID     string // stable id with its scheme, "github-id:155238"; empty if the source has none
	Handle string // lower-cased handle with its scheme, "github:octocat"
	Name   string // current display name; the handle as written where there is none
	// Nameless says that Name is only the handle, because the source gives no
	// name or it could not be read. It is no reason to rename a known person.
	Nameless bool
	Also     []string // other ids and handles of the same person
	Mail     string   // kept where none is known; never a reason to take two for one
	Is       uint64   // who this is in the organisation, as whoever brings it in says; 0 where nobody says
}

// Decision is what was decided in a source: what the question was, and what came of it. How
// anybody voted is no part of it.
type Decision struct {
	Key    string    // the source's own name for it, unique among decisions
	Circle string    // the key of a circle; "" for the organisation as a whole
	Title  string    // the question: one line, 1 to MaxName characters
	Text   string    // what was proposed, at most MaxText characters; often empty
	Word   string    // what was decided, 1 to MaxText characters
	By     string    // the Handle of who put it forward, who need not be among People; often empty
	Put    time.Time // when it was put forward; zero where nothing is said, and never after Ended
	Ended  time.Time // when it was decided
	Review time.Time // when it is to be looked at again; zero for never
}

// Oddity is something in a source that is not as its format says.
type Oddity struct {
	Commit  string // in a history, the first ten digits of the commit
	File    string // path relative to what was imported
	Line    int    // from 1; 0 where there is no line to name
	Cell    string // of a table, the cell: "C12", or the name of the field; often empty
	Code    string // stable short name: "unknown-parent", "placeholder", ...
	What    Text   // one sentence: what was found and what was done about it
	Refused bool   // what it concerns was left out of the import
}
