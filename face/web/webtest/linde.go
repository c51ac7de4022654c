// Package webtest has what tests of the pages need: an invented organisation
// to show, and a type for scenarios over HTTP.
package webtest

import (
	"context"
	_ "embed"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	_ "time/tzdata" // the tests ask for a zone by name

	"orpheus/face/web"
	"orpheus/org"
)

// linde is the organisation as text: an indented line is a circle with its
// purpose, or after a star a role with its flags and holders; @ is from when
// until when it was there, braces are what its first holder leads.
//
//go:embed linde.txt
var linde string

// Now is when the tests take place: a Tuesday morning in Brussels.
var Now = time.Date(2026, 3, 17, 9, 30, 0, 0, time.UTC)

// Linde is a Source with De Linde, a home-care organisation nobody works at.
func Linde() *Source { return NewSource(linde, "de-linde", "nl") }

// Source is one organisation read from text. It keeps every day of its past.
type Source struct {
	Card   web.OrgCard
	Now    time.Time
	Failed error // answered by everything, where set
	More   []web.OrgCard

	root    *circle
	people  []string // by number from 1; empty for somebody erased
	changes []time.Time
}

type circle struct {
	id            org.CircleID
	name, purpose string
	from, to      time.Time
	roles         []role
	circles       []*circle
}

type role struct {
	id            org.RoleID
	name          string
	leads, formal bool
	holders       []org.PersonID
	from, to      time.Time
	term          time.Time
	work          web.Work
	workFrom      time.Time
}

// NewSource reads an organisation from text; a fault in it panics.
func NewSource(text, slug, lang string) *Source {
	zone, err := time.LoadLocation("Europe/Brussels")
	if err != nil {
		panic(err)
	}
	s := &Source{Now: Now, Card: web.OrgCard{Slug: slug, Language: lang, Zone: zone}}
	open := []*circle{}
	circles, roles := org.CircleID(0), org.RoleID(0)
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		body := strings.TrimLeft(line, " ")
		depth := (len(line) - len(body)) / 2
		if role, ok := strings.CutPrefix(body, "* "); ok {
			roles++
			in := open[depth-1]
			in.roles = append(in.roles, s.role(role, roles, in))
			continue
		}
		circles++
		c := s.circle(body, circles)
		if depth == 0 {
			s.root = c
		} else {
			in := open[depth-1]
			in.circles = append(in.circles, c)
		}
		open = append(open[:depth], c)
	}
	s.Card.Name, s.Card.Founded = s.root.name, s.root.from
	slices.SortFunc(s.changes, time.Time.Compare)
	return s
}

var (
	spanPart = regexp.MustCompile(` @([\d-]+)(?:\.\.([\d-]+))?`)
	workPart = regexp.MustCompile(` \{(.+) \+(\d+) ([\d-]+)\.\.([\d-]+)\}`)
	flagPart = regexp.MustCompile(` \[([a-z ]+)\]`)
	termPart = regexp.MustCompile(` until ([\d-]+)`)
)

func (s *Source) day(text string) time.Time {
	if text == "" {
		return time.Time{}
	}
	t, err := time.ParseInLocation(time.DateOnly, text, s.Card.Zone)
	if err != nil {
		panic(err)
	}
	return t.Add(9 * time.Hour)
}

// take cuts what re finds out of text and returns its parts.
func take(re *regexp.Regexp, text *string) []string {
	m := re.FindStringSubmatch(*text)
	if m != nil {
		*text = strings.Replace(*text, m[0], "", 1)
		return m
	}
	return make([]string, 5)
}

func (s *Source) span(text *string) (from, to time.Time) {
	m := take(spanPart, text)
	from, to = s.day(m[1]), s.day(m[2])
	for _, t := range []time.Time{from, to} {
		if !t.IsZero() {
			s.changes = append(s.changes, t)
		}
	}
	return from, to
}

func (s *Source) circle(text string, id org.CircleID) *circle {
	c := &circle{id: id}
	c.from, c.to = s.span(&text)
	c.name, c.purpose, _ = strings.Cut(text, " — ")
	return c
}

func (s *Source) role(text string, id org.RoleID, in *circle) role {
	r := role{id: id}
	work := take(workPart, &text)
	if work[1] != "" {
		others, _ := strconv.Atoi(work[2])
		r.work = web.Work{Title: work[1], Circle: in.id, Others: others, Until: s.day(work[4])}
		r.workFrom = s.day(work[3])
	}
	r.from, r.to = s.span(&text)
	flags := take(flagPart, &text)[1]
	r.leads, r.formal = strings.Contains(flags, "leads"), strings.Contains(flags, "formal")
	r.term = s.day(take(termPart, &text)[1])
	name, holders, ok := strings.Cut(text, ": ")
	if !ok {
		panic(fmt.Sprintf("no holders in %q", text))
	}
	r.name = name
	if holders != "-" {
		for _, h := range strings.Split(holders, "; ") {
			r.holders = append(r.holders, s.person(h))
		}
	}
	return r
}

// person is the number of a name; a question mark is somebody erased.
func (s *Source) person(name string) org.PersonID {
	if name == "?" {
		name = ""
	}
	i := slices.Index(s.people, name)
	if i < 0 {
		s.people = append(s.people, name)
		i = len(s.people) - 1
	}
	return org.PersonID(i + 1)
}

// Orgs implements web.Source.
func (s *Source) Orgs(context.Context) ([]web.OrgCard, error) {
	if s.Failed != nil {
		return nil, s.Failed
	}
	if s.root == nil {
		return nil, nil
	}
	return append([]web.OrgCard{s.Card}, s.More...), nil
}

// Org implements web.Source.
func (s *Source) Org(_ context.Context, slug string) (web.OrgCard, error) {
	if s.Failed != nil {
		return web.OrgCard{}, s.Failed
	}
	if slug != s.Card.Slug {
		return web.OrgCard{}, fmt.Errorf("organisation %s: %w", slug, web.ErrNotFound)
	}
	return s.Card, nil
}
