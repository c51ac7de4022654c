package webtest

import (
	_ "embed"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"orpheus/org"
)

// linde is the organisation as text: an indented line is a circle with its
// purpose, or after a star a role with its flags and holders; @ is from when
// until when it was there, braces are what its first holder leads with how many
// others.
//
//go:embed linde.txt
var linde string

// Linde is De Linde, a home-care organisation nobody works at. Its director looks.
func Linde(t testing.TB) *House { return Grow(t, linde, "de-linde", "nl") }

// outline is an organisation read from text.
type outline struct {
	zone    *time.Location
	root    *circle
	circles []*circle
	people  []string // by number from 1; empty for somebody erased
}

type circle struct {
	id            org.CircleID // once it is formed
	in            *circle      // nil for the organisation
	name, purpose string
	from, to      time.Time
	roles         []*role
}

type role struct {
	id            org.RoleID // once it is made
	name          string
	leads, formal bool
	holders       []org.PersonID
	from, to      time.Time
	term          time.Time
	work          string // what its first holder leads; empty for nothing
	others        int    // how many take part
	began, until  time.Time
}

// read reads an organisation from text; a fault in it panics.
func read(text string) *outline {
	zone, err := time.LoadLocation("Europe/Brussels")
	if err != nil {
		panic(err)
	}
	s := &outline{zone: zone}
	open := []*circle{}
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		body := strings.TrimLeft(line, " ")
		depth := (len(line) - len(body)) / 2
		if role, ok := strings.CutPrefix(body, "* "); ok {
			in := open[depth-1]
			in.roles = append(in.roles, s.role(role))
			continue
		}
		c := s.circle(body)
		if depth == 0 {
			s.root = c
		} else {
			c.in = open[depth-1]
		}
		s.circles = append(s.circles, c)
		open = append(open[:depth], c)
	}
	return s
}

var (
	spanPart = regexp.MustCompile(` @([\d-]+)(?:\.\.([\d-]+))?`)
	workPart = regexp.MustCompile(` \{(.+) \+(\d+) ([\d-]+)\.\.([\d-]+)\}`)
	flagPart = regexp.MustCompile(` \[([a-z ]+)\]`)
	termPart = regexp.MustCompile(` until ([\d-]+)`)
)

func (s *outline) day(text string) time.Time {
	if text == "" {
		return time.Time{}
	}
	t, err := time.ParseInLocation(time.DateOnly, text, s.zone)
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

func (s *outline) span(text *string) (from, to time.Time) {
	m := take(spanPart, text)
	return s.day(m[1]), s.day(m[2])
}

func (s *outline) circle(text string) *circle {
	c := &circle{}
	c.from, c.to = s.span(&text)
	c.name, c.purpose, _ = strings.Cut(text, " — ")
	return c
}

func (s *outline) role(text string) *role {
	r := &role{}
	if work := take(workPart, &text); work[1] != "" {
		r.work, r.began, r.until = work[1], s.day(work[3]), s.day(work[4])
		r.others, _ = strconv.Atoi(work[2])
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
func (s *outline) person(name string) org.PersonID {
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
