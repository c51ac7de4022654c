package memory

import (
	"context"

	"orpheus/org"
)

// PrivateOf returns all that somebody said for themselves, by name.
func (l *Log) PrivateOf(ctx context.Context, slug string, who org.PersonID) (map[string]string, error) {
	out := map[string]string{}
	err := l.with(ctx, slug, func(p *people) {
		for s, value := range p.private {
			if s.slug == slug && s.person == who {
				out[s.name] = value
			}
		}
	})
	return out, err
}
