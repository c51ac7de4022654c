package api

import (
	"orpheus/face/view"
	"orpheus/org"
)

// meeting shows who has a place while it goes on only: nobody keeps a list of who was there.
func meeting(v *naming, id org.MeetingID, e *org.Meeting) (view.Meeting, error) {
	texts := []org.TextID{e.Step}
	for i := range e.Points {
		texts = append(texts, e.Points[i].Text)
	}
	for i := range e.Spoken {
		texts = append(texts, e.Spoken[i].Text)
	}
	err := v.load(texts...)
	out := view.Meeting{
		ID: id, Circle: e.Circle, Reflection: e.Looks, Opened: view.OrNull(e.Opened), By: v.person(e.By), Ends: view.OrNull(e.Ends), Closed: view.OrNull(e.Closed),
		Facilitator: v.person(e.Facilitator), In: []org.PersonID{}, Round: e.Floor.Round.String(), Point: e.Floor.Point, Points: []view.MeetingPoint{}, Said: []view.MeetingWord{}, Step: v.text(e.Step),
	}
	if e.Open() {
		out.In, out.Speaker = v.persons(e.In), v.person(e.Floor.Speaker)
	}
	for i := range e.Points {
		p := &e.Points[i]
		about := ""
		if r := p.About(); r.N != 0 && v.Sight.Sees(r) {
			about = r.String()
		}
		out.Points = append(out.Points, view.MeetingPoint{
			Number: uint16(i + 1), About: about, Words: v.text(p.Text), Why: p.Why.String(), By: v.person(p.By), Outcome: p.Outcome.String(), Act: p.Act, EndedBy: v.person(p.EndedBy), //nolint:gosec // there are few
		})
	}
	for i := range e.Spoken {
		w := &e.Spoken[i]
		out.Said = append(out.Said, view.MeetingWord{Number: uint16(i + 1), Point: w.Point, Closing: w.Closing, By: v.person(w.By), At: view.OrNull(w.At), Text: v.text(w.Text)}) //nolint:gosec // there are few
	}
	return out, err
}
