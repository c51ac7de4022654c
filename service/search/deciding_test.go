package search

import (
	"testing"

	"orpheus/org"
)

// A decision and an agreement have a name; the text that stands is found at the decision
// until it is in force, then at the agreement, and advice is found nowhere.
func TestWhatIsDecidedIsFound(t *testing.T) {
	d := new(org.State).Edit()
	m := org.Moment{At: 20_000 * org.Day, Face: org.Web}
	d.Replay(&org.FoundOrganisation{Slug: "linde", Name: "De Linde", Lang: "nl"}, m)
	d.Replay(&org.JoinPerson{}, m)
	m.By = 1
	word := func(id org.TextID) org.Prose { return org.Prose{ID: id} }
	d.Replay(&org.ProposeDecision{Circle: org.Root, Title: "Spare keys", Text: word(7), Together: []org.PersonID{1}}, m)
	d.Replay(&org.GiveAdvice{Decision: 1, Text: word(8)}, m)
	s := d.Freeze()
	found := func(s *org.State, r org.Ref) (ids []int64) {
		for _, x := range textsOf(s, r) {
			ids = append(ids, x.id)
		}
		return ids
	}
	decision, agreement := org.RefOf(org.DecisionID(1)), org.RefOf(org.AgreementID(1))
	if got := found(s, decision); len(got) != 1 || got[0] != place('X', 7) {
		t.Errorf("of a decision is found: %v", got)
	}
	d = s.Edit()
	d.Replay(&org.MakeAgreement{Decision: 1, Review: m.At + org.Day}, m)
	s = d.Freeze()
	if got := found(s, agreement); len(got) != 1 || got[0] != place('X', 7) || len(found(s, decision)) != 0 {
		t.Errorf("of an agreement is found: %v", got)
	}
	for _, r := range []org.Ref{decision, agreement} {
		if e := named(s, org.PersonID.String, r); e == nil || e.name != "Spare keys" {
			t.Errorf("%s has no name", r)
		}
	}
}
