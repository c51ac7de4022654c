package k8ssigs

import (
	"strings"

	"go.yaml.in/yaml/v3"

	"orpheus/imports/source"
)

// list gives the elements of a list. One thing that is no list counts as a
// list of one; a map of maps as the list of those, unless it has one of the
// fields named in single, which make it one thing.
func (r *reader) list(n *yaml.Node, single string, what any) []*yaml.Node {
	switch {
	case null(n), n.Kind == yaml.MappingNode && len(n.Content) == 0:
		return nil
	case n.Kind == yaml.SequenceNode:
		return elements(n)
	case n.Kind == yaml.MappingNode && !hasAny(n, single) && ofMaps(n):
		var all []*yaml.Node
		for _, f := range fields(n) {
			all = append(all, f.value)
		}
		r.note(n, source.CodeSingle, "odd.single.map", what)
		return all
	}
	r.note(n, source.CodeSingle, "odd.single.entry", what)
	return []*yaml.Node{n}
}

// single gives the one thing a field holds, or the elements of a list that
// stands there instead.
func (r *reader) single(n *yaml.Node, what any) []*yaml.Node {
	switch {
	case null(n):
		return nil
	case n.Kind == yaml.SequenceNode:
		r.note(n, source.CodeSingle, "odd.single.list", what)
		return elements(n)
	}
	return []*yaml.Node{n}
}

func elements(n *yaml.Node) []*yaml.Node {
	all := make([]*yaml.Node, len(n.Content))
	for i, c := range n.Content {
		all[i] = follow(c)
	}
	return all
}

func hasAny(n *yaml.Node, keys string) bool {
	for _, key := range strings.Fields(keys) {
		if field(n, key) != nil {
			return true
		}
	}
	return false
}

func ofMaps(n *yaml.Node) bool {
	for _, f := range fields(n) {
		if f.value.Kind != yaml.MappingNode {
			return false
		}
	}
	return true
}
