package demo

import (
	"orpheus/org"
	"orpheus/org/practice"
)

// laid is a template that a circle lays in by consent.
func laid() []*tale {
	return []*tale{{
		key: "noordroles", circle: "noord", by: "ania", back: 262, seers: [2]string{"hanne", "jef"}, sees: [3]string{shared, shared, "nnnyyy"}, review: 183,
		changes: layTeam, talk: []string{"jef", "ania"}, objects: []harm{{"jef", org.Withdrawn}}, life: "k",
	}}
}

// notLaid is what they leave out: what they have already, and who may change roles, which is
// agreed for all of De Linde.
var notLaid = map[string]bool{"role-carer": true, "role-planner": true, "role-mentor": true, "limit-a": true, "limit-b": true, "limit-c": true, "limit-d": true}

// layTeam lays the roles of a neighbourhood team into Team Noord. Nobody is put into one.
func layTeam(r *region) org.Acts {
	plan, err := org.Plan{}.Lay(&r.draft.State, r.now, org.Laying{
		Template: practice.TemplateNamed("care-team"), Lang: r.o.Lang, Into: r.circle("noord"), As: "team", Without: notLaid,
	})
	if err != nil {
		r.refused["laying: planned"]++
		return nil
	}
	return plan.Acts
}

// fillsLaid has some take the roles that were laid in, one by one: two stay open.
func (r *region) fillsLaid() {
	s := r.strand("laid")
	for i, who := range []string{"wim", "marieke"} {
		s.on(200-75*i, func() {
			q := r.decided["noordroles"]
			if q == nil || q.id == 0 {
				return
			}
			c, n := s.circle("noord"), 0
			for id, role := range s.draft.Roles() {
				if role.Circle != c || !role.Live() || role.Made < q.row().Ended {
					continue
				}
				if n++; len(role.Seats) == 0 && n <= 3 {
					s.do(s.member(c, who), &org.TakeSeat{Role: id})
					return
				}
			}
		})
	}
}
