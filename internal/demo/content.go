package demo

import (
	"embed"
	"fmt"
	"strconv"
	"strings"
)

// What is said stands in one text file for each language, with the same keys in
// the same order: a section in brackets, then a line for each key, its parts
// between bars.
//
//go:embed content/*.txt content/decisions/*.txt content/journey/*.txt content/together/*.txt
var files embed.FS

// content is everything written, in one language.
type content struct {
	words   map[string]string
	circles map[string]circleText
	roles   map[string]roleText
	threads []*thread
	rails   []rail
	lists   map[string][]string // sentences without a key: notes, steps and so on
	decided map[string]string   // what is said in decisions, by the key of a tale and the part
}

type circleText struct{ name, purpose string }

type roleText struct {
	name, purpose string
	domains, does []string
}

// thread is something somebody notices or does, from title to outcome.
type thread struct {
	key, where                 string
	tension                    bool // something that rubs, rather than something new
	stuck                      bool // nobody takes it
	month                      int  // comes back each year in this month; 0 for once
	title, body, step, outcome string
}

type rail struct{ key, circle, text string }

// lists are the sections whose lines have no key.
var lists = []string{
	"notes", "steps", "offers", "handovers", "whys", "hows", "learned", "stopped", "focuses", "strengths", "wishes", "energies",
	"arrivals", "remarks", "partings", "matters", "settlements", "nexttimes", "thanks", "advised", "remarked", "became", "helped", "mores", "takes", "gathered",
}

func load(lang string) (*content, error) {
	c := &content{
		words: map[string]string{}, circles: map[string]circleText{}, roles: map[string]roleText{}, lists: map[string][]string{},
		decided: map[string]string{},
	}
	for _, name := range []string{"content/" + lang + ".txt", "content/decisions/" + lang + ".txt", "content/journey/" + lang + ".txt", "content/together/" + lang + ".txt"} {
		if err := c.read(name); err != nil {
			return nil, err
		}
	}
	return c, nil
}

func (c *content) read(name string) error {
	raw, err := files.ReadFile(name)
	if err != nil {
		return err
	}
	section, n := "", 0
	for line := range strings.Lines(string(raw)) {
		n++
		line = strings.TrimSpace(line)
		switch {
		case line == "":
		case line[0] == '[':
			section = strings.Trim(line, "[]")
		default:
			if err := c.add(section, line); err != nil {
				return fmt.Errorf("%s:%d: %w", name, n, err)
			}
		}
	}
	return nil
}

func (c *content) add(section, line string) error {
	part := strings.Split(line, "|")
	for i := range part {
		part[i] = strings.TrimSpace(part[i])
	}
	need := func(n int) error {
		if len(part) != n {
			return fmt.Errorf("%d parts where %d are wanted", len(part), n)
		}
		return nil
	}
	key := part[0]
	if where, ok := strings.CutPrefix(section, "threads."); ok {
		if err := need(5); err != nil {
			return err
		}
		t := &thread{where: where, title: part[1], body: part[2], step: part[3], outcome: part[4]}
		key, month, _ := strings.Cut(key, "#")
		t.month, _ = strconv.Atoi(month)
		t.key = strings.TrimRight(key, "?~")
		t.tension, t.stuck = strings.Contains(key, "?"), strings.Contains(key, "~")
		c.threads = append(c.threads, t)
		return nil
	}
	if tale, ok := strings.CutPrefix(section, "decision."); ok {
		c.decided[tale+"."+key] = part[len(part)-1]
		return need(2)
	}
	switch section {
	case "words":
		c.words[key] = part[len(part)-1]
		return need(2)
	case "circles":
		if err := need(3); err != nil {
			return err
		}
		c.circles[key] = circleText{part[1], part[2]}
	case "roles":
		if err := need(5); err != nil {
			return err
		}
		c.roles[key] = roleText{part[1], part[2], parts(part[3]), parts(part[4])}
	case "guardrails":
		if err := need(3); err != nil {
			return err
		}
		c.rails = append(c.rails, rail{key, part[1], part[2]})
	default:
		c.lists[section] = append(c.lists[section], line)
	}
	return nil
}

// parts splits what a role decides or does.
func parts(text string) []string {
	list := strings.Split(text, ";")
	for i := range list {
		list[i] = strings.TrimSpace(list[i])
	}
	return list
}

// say fills the places in a text.
func say(text string, pairs ...string) string { return strings.NewReplacer(pairs...).Replace(text) }

// thread returns the thread with a key.
func (c *content) thread(key string) *thread {
	for _, t := range c.threads {
		if t.key == key {
			return t
		}
	}
	panic("demo: no thread " + key)
}
