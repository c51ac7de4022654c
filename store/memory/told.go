package memory

import (
	"context"
	"crypto/rand"
	"maps"
	"slices"

	"orpheus/identity"
	"orpheus/org"
)

// SwapPrivate replaces what somebody said where it is still what it was.
func (l *Log) SwapPrivate(ctx context.Context, slug string, who org.PersonID, name, was, value string) (swapped bool, err error) {
	err = l.changing(ctx, slug, func(p *people) {
		key := said{slug, who, name}
		if swapped = p.private[key] == was; !swapped {
			return
		}
		if p.private[key] = value; value == "" {
			delete(p.private, key)
		}
	})
	return swapped, err
}

// Privates returns what everybody said under a name.
func (l *Log) Privates(ctx context.Context, slug, name string) (map[org.PersonID]string, error) {
	out := map[org.PersonID]string{}
	err := l.with(ctx, slug, func(p *people) {
		for s, value := range p.private {
			if s.slug == slug && s.name == name {
				out[s.person] = value
			}
		}
	})
	return out, err
}

// toldBy is a way of telling in an organisation.
type toldBy struct{ slug, way string }

// Told returns how far people were told.
func (l *Log) Told(ctx context.Context, slug, way string) (out map[org.PersonID]uint64, err error) {
	err = l.with(ctx, slug, func(p *people) { out = maps.Clone(p.told[toldBy{slug, way}]) })
	if out == nil {
		out = map[org.PersonID]uint64{}
	}
	return out, err
}

// Tell moves on how far people were told, and queues mails.
func (l *Log) Tell(ctx context.Context, slug string, t identity.Round) (told bool, err error) {
	change := l.with
	if len(t.Kept) > 0 {
		change = l.changing
	}
	err = change(ctx, slug, func(p *people) {
		key := toldBy{slug, t.Way}
		if told = p.told[key][0] == t.Was; !told {
			return
		}
		if p.told[key] == nil {
			p.told[key] = map[org.PersonID]uint64{}
		}
		p.told[key][0] = t.Is
		maps.Copy(p.told[key], t.People)
		for who, value := range t.Kept {
			p.private[said{slug, who, identity.KeptBy(t.Way)}] = value
		}
		for _, m := range t.Mails {
			m.Org = slug
			p.queue(m)
		}
	})
	return told, err
}

// Behind returns the organisations whose log went on.
func (l *Log) Behind(ctx context.Context, way string) (out []string, err error) {
	err = l.with(ctx, "", func(p *people) {
		for slug, o := range l.orgs {
			if uint64(len(o.rows)) > p.told[toldBy{slug, way}][0] {
				out = append(out, slug)
			}
		}
	})
	slices.Sort(out)
	return out, err
}

// ToldBy returns the organisations that were told no further.
func (l *Log) ToldBy(ctx context.Context, way string, upto uint64) (out []string, err error) {
	err = l.with(ctx, "", func(p *people) {
		for slug := range l.orgs {
			if p.told[toldBy{slug, way}][0] <= upto {
				out = append(out, slug)
			}
		}
	})
	slices.Sort(out)
	return out, err
}

// SecretFor returns the random bytes of a name.
func (l *Log) SecretFor(ctx context.Context, name string) (secret []byte, err error) {
	err = l.with(ctx, "", func(p *people) {
		if p.secrets[name] == nil {
			p.secrets[name] = make([]byte, 32)
			_, _ = rand.Read(p.secrets[name]) // never fails
		}
		secret = slices.Clone(p.secrets[name])
	})
	return secret, err
}
