package reconcile

import (
	"cmp"

	"orpheus/imports/source"
	"orpheus/org"
)

// recordDecisions keeps what was decided in the source, each decision once. What came of one here
// since is left alone, and none is ever taken away: a source that says nothing of it any more may
// only have grown too old.
func (r *run) recordDecisions() error {
	if len(r.want.Decisions) == 0 {
		return nil
	}
	kept := map[string]bool{}
	for _, key := range r.state().Recorded() {
		kept[key] = true
	}
	people := map[string]org.PersonID{}
	for i := range r.want.People {
		people[r.want.People[i].Handle] = r.people[i]
	}
	for i := range r.want.Decisions {
		d := &r.want.Decisions[i]
		key := r.key(d.Key)
		if kept[key] {
			continue
		}
		in, there := org.Root, true
		if d.Circle != "" {
			in, there = r.circles[r.key(d.Circle)]
		}
		if !there { // whoever could read it there is not together here
			r.odd("kept", source.Say("odd.table.decided_nowhere", source.Quote(d.Title)))
			continue
		}
		act := &org.RecordDecision{
			Circle: in, Title: cmp.Or(org.Plain(d.Title), d.Key), Text: org.Write(d.Text), Word: org.Write(d.Word),
			Person: people[d.By], Ended: org.At(d.Ended), Key: key,
		}
		if !d.Put.IsZero() {
			act.Put = org.At(d.Put)
		}
		if again := org.At(d.Review); !d.Review.IsZero() && again > r.target.At() {
			act.Review = min(again, r.target.At()+org.MostReview)
		}
		if err := r.do(act); err != nil {
			return err
		}
	}
	return nil
}
