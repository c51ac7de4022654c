package compare

import (
	"slices"

	"orpheus/internal/immutable"
	"orpheus/org"
)

func (c *comparing) circle(id org.CircleID, was, is *org.Circle) {
	then, now := was != nil && was.Live(), is != nil && is.Live()
	put := func(what What, in org.CircleID, before, after Value) {
		c.add(id, [3]uint32{circleItself, uint32(what)}, Change{org.RefOf(id), what, in, before, after})
	}
	switch {
	case then && now:
		in := max(is.Parent(), org.Root)
		if was.Name != is.Name {
			put(CircleRenamed, in, Value{Text: was.Name}, Value{Text: is.Name})
		}
		if was.Purpose != is.Purpose {
			put(CirclePurpose, in, Value{Text: was.Purpose}, Value{Text: is.Purpose})
		}
		if !slices.Equal(was.Parents, is.Parents) {
			put(CircleMoved, in, Value{Refs: refs(was.Parents)}, Value{Refs: refs(is.Parents)})
		}
	case then:
		put(CircleClosed, max(was.Parent(), org.Root), Value{Text: was.Name, Refs: refs(was.Parents)}, Value{})
	case now:
		what := CircleFormed
		if was != nil {
			what = CircleRestored
		}
		put(what, max(is.Parent(), org.Root), Value{}, Value{Text: is.Name, Refs: refs(is.Parents)})
	default:
		return
	}
	var a, b org.Circle // a circle that is not there holds nothing
	if then {
		a = *was
	}
	if now {
		b = *is
	}
	for _, g := range without(a.Guardrails, b.Guardrails) {
		c.add(id, [3]uint32{guardrails, uint32(g)}, Change{Thing: org.RefOf(g), What: GuardrailLifted, In: id, Before: rail(c.a.Guardrail(g))})
	}
	for _, g := range without(b.Guardrails, a.Guardrails) {
		c.add(id, [3]uint32{guardrails, uint32(g)}, Change{Thing: org.RefOf(g), What: GuardrailSet, In: id, After: rail(c.b.Guardrail(g))})
	}
	for _, p := range without(a.Joined, b.Joined) {
		c.add(id, [3]uint32{members, uint32(p)}, Change{Thing: org.RefOf(p), What: MemberLeft, In: id})
	}
	for _, p := range without(b.Joined, a.Joined) {
		c.add(id, [3]uint32{members, uint32(p)}, Change{Thing: org.RefOf(p), What: MemberJoined, In: id})
	}
}

// rail is what a guardrail says: its text, and who may change the structure.
func rail(g *org.Guardrail) Value { return Value{Text: g.Text, Number: int(g.Structure)} }

// without returns what is in ascending set a and not in b.
func without[T ~uint32](a, b []T) (out []T) {
	for _, v := range a {
		if !immutable.Contains(b, v) {
			out = append(out, v)
		}
	}
	return out
}

func refs[ID interface {
	~uint32
	Letter() byte
}](ids []ID,
) (out []org.Ref) {
	for _, id := range ids {
		out = append(out, org.RefOf(id))
	}
	return out
}
