package service_test

import (
	"testing"

	"orpheus/org"
	"orpheus/service"
)

const loomioDecided = `{"table": "groups", "record": {"id": 1, "name": "De Linde"}}
{"table": "groups", "record": {"id": 2, "name": "Care", "parent_id": 1}}
{"table": "users", "record": {"id": 7, "name": "Ann Lee", "email": "ann@linde.example"}}
{"table": "memberships", "record": {"id": 1, "group_id": 2, "user_id": 7, "accepted_at": "2024-01-01T00:00:00Z"}}
{"table": "polls", "record": {"id": 1, "title": "Buy a bike?", "details": "For the night.", "group_id": 2, "author_id": 7, "created_at": "2024-03-01T08:00:00Z", "closed_at": "2024-03-08T08:00:00Z"}}
{"table": "outcomes", "record": {"id": 1, "poll_id": 1, "statement": "Yes, with a lock.", "latest": true, "review_on": "2099-01-01"}}
{"table": "polls", "record": {"id": 2, "title": "Paint the door", "group_id": 1, "closed_at": "2024-04-08T08:00:00Z"}}
{"table": "outcomes", "record": {"id": 2, "poll_id": 2, "statement": "Green.", "latest": true}}
`

// What was decided in another program is kept with its words and its day, once; where it is to
// be looked at again it is in force. Taken back it is gone for everybody, and can come again.
func TestWhatWasDecidedElsewhere(t *testing.T) {
	_, v := steward(t)
	file := service.Bringing{Format: "loomio", Name: "group.json", File: []byte(loomioDecided)}
	would, err := v.Bring(t.Context(), file, true)
	if err != nil || would.Kinds["decision.record"] != 2 {
		t.Fatalf("looked at: %v, %v", would, err)
	}
	done, err := v.Bring(t.Context(), file, false)
	if err != nil || done.Kinds["decision.record"] != 2 {
		t.Fatalf("brought in: %v, %v", done, err)
	}
	l, err := v.Look(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	texts, err := l.Texts(t.Context(), 1, 2, 3)
	if err != nil {
		t.Fatal(err)
	}
	x, g, door := l.State.Decision(1), l.State.Agreement(1), l.State.Decision(2)
	if x.Title != "Buy a bike?" || texts[x.Stands().Text] != "For the night." || texts[x.Word] != "Yes, with a lock." || l.Name(x.By) != "Ann Lee" || day(x.At) != "2024-03-01" || day(x.Ended) != "2024-03-08" || l.State.Circle(x.Circle).Name != "Care" {
		t.Errorf("%+v, %v", x, texts)
	}
	if x.Agreement != 1 || texts[g.Text] != "Yes, with a lock." || day(g.Since) != "2024-03-08" || !g.Holds() || g.Review <= l.At || g.Review > l.At+org.MostReview || g.Days != org.UsualReview {
		t.Errorf("in force: %+v", g)
	}
	if door.Circle != org.Root || door.By != 0 || door.Agreement != 0 || door.Stands().Text != 0 || door.Open() {
		t.Errorf("%+v", door)
	}
	if again, err := v.Bring(t.Context(), file, false); err != nil || again.Acts != 0 {
		t.Errorf("again: %v, %v", again.Kinds, err)
	}
	back, err := v.TakeBackImport(t.Context(), done.Last)
	if err != nil || len(back.Kept) > 0 {
		t.Fatalf("taken back: %+v, %v", back, err)
	}
	if l, err = v.Look(t.Context(), 0); err != nil {
		t.Fatal(err)
	}
	for _, r := range []org.Ref{org.RefOf(org.DecisionID(1)), org.RefOf(org.DecisionID(2)), org.RefOf(org.AgreementID(1))} {
		if l.Sight.Sees(r) {
			t.Errorf("%s is seen still", r)
		}
	}
	if l.State.Agreement(1).Holds() {
		t.Error("its agreement is in force still")
	}
	if again, err := v.Bring(t.Context(), file, false); err != nil || again.Kinds["decision.record"] != 2 {
		t.Errorf("brought in again: %v, %v", again.Kinds, err)
	}
	if l, err = v.Look(t.Context(), 0); err != nil || l.State.Decision(3).Outcome.String() != "recorded" || !l.Sight.Sees(org.RefOf(org.DecisionID(3))) {
		t.Errorf("brought in again: %v", err)
	}
}

func day(t org.Time) string { return t.Std().UTC().Format("2006-01-02") }
