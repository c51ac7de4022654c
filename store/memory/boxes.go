package memory

import (
	"context"
	"crypto/rand"
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

// SealKey returns the key that boxes are sealed with, for as long as the log is there.
func (l *Log) SealKey(context.Context) ([]byte, error) {
	l.sealed.Do(func() {
		l.sealKey = make([]byte, 32)
		_, _ = rand.Read(l.sealKey) // never fails
	})
	return l.sealKey, nil
}
