package identity

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"

	"orpheus/org"
)

// mostNotMe is how many things somebody can have said no to: the oldest go first.
const mostNotMe = 200

// NotMe is what somebody said no to on home, each with when. Nobody else learns of it.
func (s *Service) NotMe(ctx context.Context, slug string, p org.PersonID) (map[org.Ref]org.Time, error) {
	text, err := s.Store.Private(ctx, slug, p, privateNotMe)
	return refused(text), err
}

// refused reads what is kept of it.
func refused(text string) map[org.Ref]org.Time {
	all := map[org.Ref]org.Time{}
	for one := range strings.SplitSeq(text, " ") {
		name, when, _ := strings.Cut(one, "=")
		at, err := strconv.ParseInt(when, 10, 64)
		if r, ok := org.ParseRef(name); ok && err == nil {
			all[r] = org.Time(at)
		}
	}
	return all
}

// SayNotMe keeps that somebody said no to a thing; zero for no thing takes back all.
func (s *Service) SayNotMe(ctx context.Context, slug string, p org.PersonID, r org.Ref, at org.Time) error {
	if r.N == 0 {
		return s.Store.SetPrivate(ctx, slug, p, privateNotMe, "")
	}
	for { // they may say so on another device at the same time
		was, err := s.Store.Private(ctx, slug, p, privateNotMe)
		if err != nil {
			return err
		}
		all := refused(was)
		all[r] = at
		refs := slices.SortedFunc(maps.Keys(all), func(a, b org.Ref) int {
			return cmp.Or(cmp.Compare(all[b], all[a]), cmp.Compare(a.String(), b.String()))
		})
		var parts []string
		for _, r := range refs[:min(len(refs), mostNotMe)] {
			parts = append(parts, r.String()+"="+strconv.FormatInt(int64(all[r]), 10))
		}
		if done, err := s.Store.SwapPrivate(ctx, slug, p, privateNotMe, was, strings.Join(parts, " ")); done || err != nil {
			return err
		}
	}
}

// Welcomed reports whether somebody closed the welcome.
func (s *Service) Welcomed(ctx context.Context, slug string, p org.PersonID) (bool, error) {
	return s.flag(ctx, slug, p, privateWelcome)
}

// SetWelcomed closes the welcome, or has it be shown again.
func (s *Service) SetWelcomed(ctx context.Context, slug string, p org.PersonID, closed bool) error {
	return s.setFlag(ctx, slug, p, privateWelcome, closed)
}
