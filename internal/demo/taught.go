package demo

import "orpheus/org"

// lessons are what decisions taught, by the keys of their tales, so many days before the end.
var lessons = []struct {
	tale string
	back int
}{{"friday", 215}, {"twolists", 190}, {"gifts2", 150}, {"birthdays", 88}, {"noordroles", 58}}

// taught has whoever proposed something say, a while after, what it taught.
func (r *region) taught() {
	for _, l := range lessons {
		s := r.strand("taught." + l.tale)
		s.on(l.back, func() {
			q := r.decided[l.tale]
			if q == nil || q.id == 0 || !s.draft.Person(q.by).Present() {
				return
			}
			s.do(q.by, &org.KeepLearning{Decision: q.id, Text: org.Write(s.text.words["taught"+l.tale])})
		})
	}
}
