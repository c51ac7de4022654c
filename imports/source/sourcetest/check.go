package sourcetest

import (
	"errors"
	"fmt"
	"slices"
	"unicode"
	"unicode/utf8"

	"orpheus/imports/source"
)

// Check says what a structure breaks of what readers guarantee, joined into
// one error; nil when it is sound:
//
//   - keys of circles are unique and not empty, keys of roles in their circle;
//   - every parent is a circle, kept, or the organisation, is named once, and
//     nothing is its own ancestor;
//   - every index is that of a person, once in its list; everybody is named by
//     some circle or role; no two are the same person;
//   - a past role has no holders and no vacancies;
//   - names are one line of 1 to MaxName characters, purposes at most MaxPurpose;
//   - no circle is kept as well;
//   - decisions have keys of their own, circles that are there, a title, what was decided and
//     when, and were not put forward after that.
func Check(s *source.Structure) error {
	c := checker{s: s, named: make([]bool, len(s.People)), circles: make(map[string]int)}
	c.people()
	for i := range s.Circles {
		key := s.Circles[i].Key
		if _, twice := c.circles[key]; twice || key == "" {
			c.fault("circle key %q is empty or there twice", key)
		}
		c.circles[key] = i
	}
	for _, key := range s.Kept {
		if _, read := c.circles[key]; read || key == "" {
			c.fault("kept key %q is empty or that of a circle", key)
		}
	}
	for i := range s.Circles {
		c.circle(&s.Circles[i])
	}
	c.roles("the organisation", s.RootRoles)
	c.indexes("who takes part", s.Present)
	c.cycles()
	c.decisions()
	for i, named := range c.named {
		if !named {
			c.fault("person %q is named nowhere", s.People[i].Handle)
		}
	}
	return errors.Join(c.faults...)
}

func (c *checker) decisions() {
	seen := map[string]bool{}
	for i := range c.s.Decisions {
		d := &c.s.Decisions[i]
		_, there := c.circles[d.Circle]
		switch {
		case d.Key == "" || seen[d.Key]:
			c.fault("the key of decision %q is empty or there twice", d.Key)
		case d.Circle != "" && !there && !slices.Contains(c.s.Kept, d.Circle):
			c.fault("decision %q is of unknown circle %q", d.Key, d.Circle)
		case d.Word == "" || max(utf8.RuneCountInString(d.Word), utf8.RuneCountInString(d.Text)) > source.MaxText:
			c.fault("what was decided by %q is nothing or too long", d.Key)
		case d.Ended.IsZero() || d.Put.After(d.Ended):
			c.fault("decision %q has an impossible time", d.Key)
		}
		c.name("decision "+d.Key, d.Title)
		seen[d.Key] = true
	}
}

type checker struct {
	s       *source.Structure
	circles map[string]int
	named   []bool
	faults  []error
}

func (c *checker) fault(format string, args ...any) {
	c.faults = append(c.faults, fmt.Errorf(format, args...))
}

func (c *checker) people() {
	handles := make(map[string]string)
	ids := make(map[string]bool)
	for _, p := range c.s.People {
		c.name("person "+p.Handle, p.Name)
		if p.Handle == "" {
			c.fault("person %q has no handle", p.Name)
		}
		if id, twice := handles[p.Handle]; twice && (id == p.ID || id == "" || p.ID == "") {
			c.fault("person %q is there twice", p.Handle)
		}
		handles[p.Handle] = p.ID
		if p.ID != "" && ids[p.ID] {
			c.fault("person %q is there twice", p.ID)
		}
		ids[p.ID] = true
	}
}

func (c *checker) circle(x *source.Circle) {
	c.name("circle "+x.Key, x.Name)
	c.purpose("circle "+x.Key, x.Purpose)
	for i, p := range x.Parents {
		_, read := c.circles[p]
		if p != "" && !read && !slices.Contains(c.s.Kept, p) {
			c.fault("circle %q has the unknown parent %q", x.Key, p)
		}
		if slices.Contains(x.Parents[:i], p) {
			c.fault("circle %q has the parent %q twice", x.Key, p)
		}
	}
	c.indexes("members of "+x.Key, x.Members)
	c.roles(x.Key, x.Roles)
}

func (c *checker) roles(where string, list []source.Role) {
	keys := make(map[string]bool)
	for _, r := range list {
		at := fmt.Sprintf("role %s of %s", r.Key, where)
		if keys[r.Key] || r.Key == "" {
			c.fault("%s: key is empty or there twice", at)
		}
		keys[r.Key] = true
		c.name(at, r.Name)
		c.purpose(at, r.Purpose)
		c.indexes("holders of "+at, r.Holders)
		c.indexes("former holders of "+at, r.Former)
		if r.Held != nil && len(r.Held) != len(r.Holders) {
			c.fault("%s: %d holdings of %d holders", at, len(r.Held), len(r.Holders))
		}
		if r.Vacancies < 0 || r.Past && (len(r.Holders) > 0 || r.Vacancies > 0) {
			c.fault("%s: impossible holders or vacancies", at)
		}
	}
}

func (c *checker) indexes(where string, list []int) {
	seen := make(map[int]bool, len(list))
	for _, i := range list {
		if i < 0 || i >= len(c.s.People) || seen[i] {
			c.fault("%s: index %d is out of range or there twice", where, i)
			continue
		}
		seen[i] = true
		c.named[i] = true
	}
}

func (c *checker) name(where, s string) {
	if n := utf8.RuneCountInString(s); n == 0 || n > source.MaxName {
		c.fault("%s: name of %d characters", where, n)
	}
	if !utf8.ValidString(s) || slices.ContainsFunc([]rune(s), unicode.IsControl) {
		c.fault("%s: name with bytes that are no text", where)
	}
}

func (c *checker) purpose(where, s string) {
	if utf8.RuneCountInString(s) > source.MaxPurpose || !utf8.ValidString(s) {
		c.fault("%s: purpose too long or no text", where)
	}
}

// cycles reports circles that are their own ancestor over any of their parents.
func (c *checker) cycles() {
	const going, done = 1, 2
	state := make([]int, len(c.s.Circles))
	var visit func(i int)
	visit = func(i int) {
		state[i] = going
		for _, p := range c.s.Circles[i].Parents {
			j, read := c.circles[p]
			switch {
			case !read:
			case state[j] == going:
				c.fault("circle %q is its own ancestor", p)
			case state[j] == 0:
				visit(j)
			}
		}
		state[i] = done
	}
	for i := range state {
		if state[i] == 0 {
			visit(i)
		}
	}
}
