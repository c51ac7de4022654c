package memory

import (
	"context"
	"slices"
	"strings"
)

// Box returns what is in a box; empty for nothing.
func (l *Log) Box(ctx context.Context, slug, name string) (string, error) {
	return l.Private(ctx, slug, 0, "box "+name)
}

// SwapBox replaces it where it is still what it was.
func (l *Log) SwapBox(ctx context.Context, slug, name, was, value string) (bool, error) {
	return l.SwapPrivate(ctx, slug, 0, "box "+name, was, value)
}

// Boxes names those in which something is kept.
func (l *Log) Boxes(ctx context.Context, slug string) (names []string, err error) {
	all, err := l.PrivateOf(ctx, slug, 0)
	for name := range all {
		if box, is := strings.CutPrefix(name, "box "); is {
			names = append(names, box)
		}
	}
	slices.Sort(names)
	return names, err
}
