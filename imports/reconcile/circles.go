package reconcile

import (
	"slices"

	"orpheus/imports/source"
	"orpheus/org"
)

// shapeCircles forms, restores, amends and moves circles, parents before their
// children: so no move ever passes through a cycle.
func (r *run) shapeCircles() error {
	todo := map[string]*source.Circle{}
	for i := range r.want.Circles {
		c := &r.want.Circles[i]
		todo[c.Key] = c
		r.wanted[r.key(c.Key)] = true
	}
	var place func(c *source.Circle) error
	place = func(c *source.Circle) error {
		if todo[c.Key] == nil {
			return nil
		}
		delete(todo, c.Key)
		for _, p := range c.Parents {
			if parent := todo[p]; parent != nil {
				if err := place(parent); err != nil {
					return err
				}
			}
		}
		return r.shape(c)
	}
	for i := range r.want.Circles {
		if err := place(&r.want.Circles[i]); err != nil {
			return err
		}
	}
	return nil
}

func (r *run) shape(c *source.Circle) error {
	key := r.key(c.Key)
	parents := r.parents(c)
	id, live := r.circles[key]
	if !live {
		old, ok := r.closed[key]
		if !ok {
			form := &org.FormCircle{Parents: parents, Name: c.Name, Purpose: c.Purpose, Key: key}
			if err := r.do(form); err != nil {
				return err
			}
			r.circles[key] = form.Circle
			return nil
		}
		if err := r.do(&org.RestoreCircle{Circle: old, Parents: parents}); err != nil {
			return err
		}
		id, r.circles[key] = old, old
	}
	if c.Unclear {
		return nil
	}
	have := r.state().Circle(id)
	amend := &org.AmendCircle{Circle: id, Name: said(c.Unsaid, source.PartName, have.Name, c.Name), Purpose: said(c.Unsaid, source.PartPurpose, have.Purpose, c.Purpose)}
	if amend.Name != nil || amend.Purpose != nil {
		if err := r.do(amend); err != nil {
			return err
		}
	}
	if !c.Unsaid.Has(source.PartParents) && !slices.Equal(r.state().Circle(id).Parents, parents) {
		return r.try(&org.MoveCircle{Circle: id, Parents: parents}, source.Say("odd.kept.place", source.Quote(c.Name)))
	}
	return nil
}

// parents returns the circles that c serves; the organisation where none of
// those named is there.
func (r *run) parents(c *source.Circle) []org.CircleID {
	var out []org.CircleID
	for _, p := range c.Parents {
		id, ok := r.circles[r.key(p)]
		if p == "" {
			id, ok = org.Root, true
		}
		if ok && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	if out == nil {
		return []org.CircleID{org.Root}
	}
	return out
}

// joinCircles brings the members who have no role in line.
func (r *run) joinCircles() error {
	for i := range r.want.Circles {
		c := &r.want.Circles[i]
		id := r.circles[r.key(c.Key)]
		want := r.ids(c.Members)
		for _, p := range r.state().Circle(id).Joined {
			if !c.Unclear && !r.want.Partial && r.managed[p] && !slices.Contains(want, p) {
				if err := r.do(&org.LeaveCircle{Circle: id, Person: p}); err != nil {
					return err
				}
			}
		}
		for _, p := range want {
			if !slices.Contains(r.state().Person(p).Circles, id) {
				if err := r.do(&org.JoinCircle{Circle: id, Person: p}); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// closeCircles closes what the source does not have any more, innermost first.
func (r *run) closeCircles() error {
	if r.want.Blind || r.want.Partial {
		return nil
	}
	var gone []org.CircleID
	for id, c := range r.state().Circles() {
		if c.Live() && r.ours(c.Key) && !r.wanted[c.Key] {
			gone = append(gone, id)
		}
	}
	var depth func(org.CircleID) int // by the longest way: deeper than each parent
	depth = func(id org.CircleID) (n int) {
		for _, p := range r.state().Circle(id).Parents {
			n = max(n, 1+depth(p))
		}
		return n
	}
	slices.SortStableFunc(gone, func(a, b org.CircleID) int { return depth(b) - depth(a) })
	for _, id := range gone {
		what := source.Say("odd.kept.circle", source.Quote(r.state().Circle(id).Name))
		if err := r.try(&org.CloseCircle{Circle: id}, what); err != nil {
			return err
		}
	}
	return nil
}

// said is what to change of a part that the source says something about.
func said[T comparable](unsaid, part source.Part, have, want T) *T {
	if unsaid.Has(part) {
		return nil
	}
	return changed(have, want)
}

// changed returns want where it differs from have, else nil.
func changed[T comparable](have, want T) *T {
	if have == want {
		return nil
	}
	return &want
}
