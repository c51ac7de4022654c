package demo

import "orpheus/org"

// worth is that somebody looked at what is worth a conversation: of what has been open for
// longest they say that it is fine, until the spring.
func (r *region) worth() {
	for id, t := range r.draft.Tensions() {
		if !t.Open() || t.Initiative != 0 || t.Raised > r.now-100*org.Day || !r.draft.Circle(t.Circle).Live() {
			continue
		}
		for _, p := range r.draft.Members(t.Circle) {
			if r.draft.Person(p).Guest {
				continue
			}
			r.do(p, &org.SettleSignal{Key: org.SignalKey("open_long", org.RefOf(id)), Why: org.Write(r.text.words["settled"]), Until: r.ahead(75)})
			return
		}
	}
}
