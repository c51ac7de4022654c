package watch

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"orpheus/org"
)

// folded is a domain without what makes no difference: capitals, points and spaces.
func folded(domain string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(domain), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), " ")
}

// twoOwners finds a domain that two roles have, or three. Roles of one name in several
// circles each own theirs, as every team has its rosters; so do many roles.
func twoOwners(l *look) (found []Signal) {
	owners := map[string][]org.RoleID{}
	for id, r := range l.s.Roles() {
		if !r.Live() || !l.live(r.Circle) {
			continue
		}
		seen := map[string]bool{}
		for _, d := range r.Domains {
			if d = folded(d); d != "" && !seen[d] {
				seen[d] = true
				owners[d] = append(owners[d], id)
			}
		}
	}
	said := map[string]bool{}
	for _, ids := range owners {
		if len(ids) < 2 || len(ids) > mostOwners || l.sameName(ids) {
			continue
		}
		about, facts, made := make([]org.Ref, len(ids)), []org.Ref{}, org.Time(0)
		for i, id := range ids {
			about[i], made = org.RefOf(id), max(made, l.s.Role(id).Made)
			facts = append(facts, about[i])
			if c := org.RefOf(l.s.Role(id).Circle); !slices.Contains(facts, c) {
				facts = append(facts, c)
			}
		}
		if key := org.SignalKey("", about...); said[key] {
			continue // another domain of the same roles
		} else {
			said[key] = true
		}
		found = append(found, Signal{
			About: about, Args: []any{l.domain(ids)}, More: []any{about[0], about[1]}, Facts: facts, Since: made,
			Step: Step{Text: "watch.step.together", Page: ProposePage, About: about[0], Fields: []string{"circle", org.RefOf(l.above(ids)).String()}},
		})
	}
	return found
}

// Words are a text of the organisation itself, such as a domain, as a sentence names it.
type Words string

// domain is the first in the alphabet of the domains that all of these roles have, as the
// first of them writes it.
func (l *look) domain(ids []org.RoleID) (first Words) {
	has := func(id org.RoleID, d string) bool {
		return slices.ContainsFunc(l.s.Role(id).Domains, func(other string) bool { return folded(other) == folded(d) })
	}
	for _, d := range l.s.Role(ids[0]).Domains {
		if !slices.ContainsFunc(ids, func(id org.RoleID) bool { return !has(id, d) }) && folded(d) != "" && (first == "" || d < string(first)) {
			first = Words(d)
		}
	}
	return first
}

func (l *look) sameName(ids []org.RoleID) bool {
	a := l.s.Role(ids[0])
	return !slices.ContainsFunc(ids[1:], func(id org.RoleID) bool {
		b := l.s.Role(id)
		return a.Circle == b.Circle || folded(a.Name) != folded(b.Name)
	})
}

// above is the nearest circle that all these roles are within.
func (l *look) above(ids []org.RoleID) org.CircleID {
	c := l.s.Role(ids[0]).Circle
	for c != org.Root && slices.ContainsFunc(ids, func(id org.RoleID) bool { return !l.s.Within(l.s.Role(id).Circle, c) }) {
		c = l.s.Circle(c).Parent()
	}
	return cmp.Or(c, org.Root)
}

// unheld returns since when nobody holds a role, and whether the last one's term was over.
func (l *look) unheld(r *org.Role) (since org.Time, over, is bool) {
	if !r.Live() || len(r.Seats) > 0 || !l.live(r.Circle) {
		return 0, false, false
	}
	if r.LastSeat == 0 {
		return r.Made, false, true
	}
	last := l.s.Seat(r.LastSeat)
	return max(last.Until, r.Made), last.Term != 0 && last.Until >= last.Term, true
}

func seeCall(ref org.Ref) Step { return Step{Text: "watch.step.call", Page: ThingPage, About: ref} }

func roleEmpty(l *look) (found []Signal) {
	for id, r := range l.s.Roles() {
		since, _, is := l.unheld(r)
		if is && l.days(since) >= emptyDays {
			ref := org.RefOf(id)
			found = append(found, Signal{
				About: []org.Ref{ref}, Args: []any{ref}, More: []any{Days(l.days(since)), org.RefOf(r.Circle)},
				Facts: []org.Ref{org.RefOf(r.Circle)}, Since: since, Step: seeCall(ref),
			})
		}
	}
	return found
}

// termOver finds roles whose last term was over lately, and those held beyond it: where the
// clock was not there, or what is looked at lies ahead.
func termOver(l *look) (found []Signal) {
	for id, r := range l.s.Roles() {
		since, over, is := l.unheld(r)
		if is && (!over || l.days(since) >= emptyDays) {
			continue
		}
		if !is {
			for _, seat := range r.Seats {
				if t := l.s.Seat(seat); t.Term != 0 && t.Term <= l.at {
					since, is = t.Term, true
				}
			}
		}
		if is && l.days(since) >= overDays {
			ref := org.RefOf(id)
			found = append(found, Signal{
				About: []org.Ref{ref}, Args: []any{ref}, More: []any{Days(l.days(since)), org.RefOf(r.Circle)},
				Facts: []org.Ref{org.RefOf(r.Circle)}, Since: since,
				Step: Step{Text: "watch.step.propose", Page: ProposePage, About: ref, Fields: []string{"circle", org.RefOf(r.Circle).String()}},
			})
		}
	}
	return found
}

// rolesStale finds circles in which several roles, half of those that are held or more, were
// touched by nobody for long: not changed, not moved, and nobody came or went.
func rolesStale(l *look) (found []Signal) {
	touched := l.s.RolesTouched(l.at)
	stale, held := map[org.CircleID]*Signal{}, map[org.CircleID]int{}
	var order []org.CircleID
	for id, r := range l.s.Roles() {
		if !r.Live() || len(r.Seats) == 0 || !l.live(r.Circle) {
			continue
		}
		if held[r.Circle]++; l.days(touched[id]) < staleDays {
			continue
		}
		sig := stale[r.Circle]
		if sig == nil {
			ref := org.RefOf(r.Circle)
			sig = &Signal{
				About: []org.Ref{ref}, Since: touched[id],
				Step: Step{Text: "watch.step.propose", Page: ProposePage, About: ref, Fields: []string{"circle", ref.String()}},
			}
			stale[r.Circle] = sig
			order = append(order, r.Circle)
		}
		sig.Facts = append(sig.Facts, org.RefOf(id))
		sig.Since = min(sig.Since, touched[id])
	}
	for _, c := range order {
		sig := stale[c]
		if len(sig.Facts) < staleLeast || 2*len(sig.Facts) < held[c] {
			continue
		}
		sig.Args, sig.More = []any{len(sig.Facts), sig.About[0]}, []any{Days(l.days(sig.Since))}
		found = append(found, *sig)
	}
	return found
}
