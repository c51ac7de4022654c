package memory

import "context"

// Box returns what is in a box; empty for nothing.
func (l *Log) Box(ctx context.Context, slug, name string) (string, error) {
	return l.Private(ctx, slug, 0, "box "+name)
}

// SwapBox replaces it where it is still what it was.
func (l *Log) SwapBox(ctx context.Context, slug, name, was, value string) (bool, error) {
	return l.SwapPrivate(ctx, slug, 0, "box "+name, was, value)
}
