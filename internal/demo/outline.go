package demo

import (
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
)

//go:embed outline.txt
var outlineText string

//go:embed people.txt
var peopleText string

// circlePlan is a circle of the outline.
type circlePlan struct {
	key      string
	parents  []string
	from, to int // days since the beginning; to is 0 where it stays
	by       string
	roles    []*rolePlan
}

// rolePlan is a role of the outline.
type rolePlan struct {
	circle, key   string
	formal, leads bool
	vacant        bool // nobody holds it in the end
	term, places  uint16
	from, to      int
	holders       []string
}

// id names a role within De Linde: most teams have the same roles.
func (r *rolePlan) id() string { return r.circle + "." + r.key }

// personPlan is somebody of people.txt.
type personPlan struct {
	id, name, home string
	guest          bool
	from, to       int
}

var outline = sync.OnceValue(func() []*circlePlan {
	var list []*circlePlan
	for line := range strings.Lines(outlineText) {
		left, right, _ := strings.Cut(strings.TrimSpace(line), ":")
		words := strings.Fields(left)
		switch {
		case len(words) == 0 || words[0] == "#":
		case words[0] == "circle":
			c := &circlePlan{key: words[1]}
			for _, w := range words[2:] {
				name, value, set := strings.Cut(w, "=")
				switch {
				case w == "<":
				case !set:
					c.parents = append(c.parents, w)
				case name == "by":
					c.by = value
				default:
					span(&c.from, &c.to, name, value)
				}
			}
			list = append(list, c)
		case words[0] == "role":
			c := list[len(list)-1]
			r := &rolePlan{circle: c.key, key: words[1], from: c.from, holders: strings.Fields(right)}
			for _, w := range words[2:] {
				r.flag(w)
			}
			c.roles = append(c.roles, r)
		default:
			panic("demo: outline: " + line)
		}
	}
	return list
})

func (r *rolePlan) flag(w string) {
	name, value, _ := strings.Cut(w, "=")
	switch name {
	case "formal":
		r.formal = true
	case "leads":
		r.leads = true
	case "vacant":
		r.vacant = true
	case "term":
		r.term = uint16(number(value))
	case "places":
		r.places = uint16(number(value))
	default:
		span(&r.from, &r.to, name, value)
	}
}

func span(from, to *int, name, value string) {
	switch name {
	case "from":
		*from = number(value)
	case "to":
		*to = number(value)
	default:
		panic("demo: outline: " + name)
	}
}

func number(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil {
		panic(fmt.Sprintf("demo: outline: %v", err))
	}
	return n
}

var everybody = sync.OnceValue(func() []*personPlan {
	var list []*personPlan
	for line := range strings.Lines(peopleText) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		who, where, _ := strings.Cut(line, "|")
		p := &personPlan{}
		p.id, p.name, _ = strings.Cut(strings.TrimSpace(who), " ")
		words := strings.Fields(where)
		p.home = words[0]
		for _, w := range words[1:] {
			if w == "guest" {
				p.guest = true
				continue
			}
			name, value, _ := strings.Cut(w, "=")
			span(&p.from, &p.to, name, value)
		}
		list = append(list, p)
	}
	return list
})

// smallCircles and smallPeople are what a small De Linde keeps.
var (
	smallCircles = []string{"linde", "support", "home", "oost", "west", "day", "anker", "planning", "heat"}
	smallPeople  = []string{
		"els", "dirk", "katrien", "griet", "thijs", "kristof", "pieter", "precious", "sevgi", "hilde", "ward", "fatima",
		"marc", "rachid", "amina", "mohamed", "lotte", "samira", "tom", "bart", "dries", "leen", "gust", "ahmet",
		"chantal", "joris", "sam", "tine",
	}
)

// keeps reports whether a De Linde of this size has the circle.
func (z Size) keeps(circle string) bool { return z != Small || slices.Contains(smallCircles, circle) }
