package peers

import (
	"cmp"
	"time"

	"orpheus/imports/source"
	"orpheus/imports/source/sheet"
)

// loomioDecisions reads what a group decided: polls that are over, with the outcome that somebody
// wrote down last. Who voted how is never looked at, and neither is what was decided where not
// everybody could read it.
type loomioDecisions struct {
	*book
	tables map[string][]*sheet.Node
	of     func(group string) (circle string, live bool)
	groups map[string]map[string]string // by table, of which group each of its rows is
}

func (l *loomioDecisions) read() {
	secret := map[string]bool{}
	for _, g := range once(l.tables["groups"]) {
		secret[g.Said("id")] = secretly(g)
	}
	l.groups = map[string]map[string]string{}
	for _, table := range []string{"topics", "discussions"} {
		l.groups[table] = map[string]string{}
		for _, t := range once(l.tables[table]) {
			l.groups[table][t.Said("id")] = t.Said("group_id")
		}
	}
	outcomes, undecided, apart := l.outcomes(), 0, 0
	for _, p := range once(l.tables["polls"]) {
		group := l.group(p)
		circle, live := l.of(group)
		word := outcomes[p.Said("id")]
		ended, over := stamp(p.Said("closed_at"))
		switch {
		case p.Said("discarded_at") != "":
		case !over || word == nil:
			undecided++
		case !live || secret[group]: // also where it is of none
			apart++
		default:
			l.decision(p, word, circle, ended)
		}
	}
	if undecided > 0 {
		l.note(0, source.CodeSection, "odd.peer.undecided", undecided)
	}
	if apart > 0 {
		l.note(0, source.CodeSection, "odd.peer.decided_apart", apart)
	}
}

// secretly reports whether others of the organisation do not know of a group.
func secretly(g *sheet.Node) bool {
	return g.Said("group_privacy") == "secret" && g.Said("parent_id") != ""
}

// outcomes are, by poll, what was written down of it last.
func (l *loomioDecisions) outcomes() map[string]*sheet.Node {
	all := map[string]*sheet.Node{}
	for _, o := range once(l.tables["outcomes"]) {
		poll := o.Said("poll_id")
		if prose(o.Said("statement")) == "" {
			continue
		}
		if had := all[poll]; had == nil || o.Yes("latest") || !had.Yes("latest") {
			all[poll] = o
		}
	}
	return all
}

// group is the group that a poll is of: by its topic, by its discussion, or, in older exports, as
// it says. Empty where it is of none: a few people had it among themselves.
func (l *loomioDecisions) group(p *sheet.Node) string {
	for _, way := range []struct{ table, field string }{{"topics", "topic_id"}, {"discussions", "discussion_id"}} {
		if group, ok := l.groups[way.table][p.Said(way.field)]; ok {
			return group
		}
	}
	return p.Said("group_id")
}

func (l *loomioDecisions) decision(p, word *sheet.Node, circle string, ended time.Time) {
	short := func(s string, most int) string {
		out, cut := source.Cut(s, most)
		if cut {
			l.note(p.Line, source.CodeLong, "odd.peer.decided_shortened", source.Quote(p.Said("title")))
		}
		return out
	}
	d := source.Decision{
		Key: "poll:" + p.Said("id"), Circle: circle, Ended: ended,
		Title: short(cmp.Or(source.OneLine(p.Said("title")), "?"), source.MaxName), Text: short(prose(p.Said("details")), source.MaxText),
		Word: short(prose(word.Said("statement")), source.MaxText),
	}
	if by := p.Said("author_id"); by != "" {
		d.By = "loomio:" + by
	}
	if put, ok := stamp(p.Said("created_at")); ok && !put.After(ended) {
		d.Put = put
	}
	if again, err := time.Parse(time.DateOnly, word.Said("review_on")); err == nil {
		d.Review = again
	}
	l.decided = append(l.decided, d)
}

// stamp reads a moment as this program writes it.
func stamp(s string) (time.Time, bool) {
	at, err := time.Parse(time.RFC3339, s)
	return at, err == nil && at.Year() >= 1000
}
