package api

import (
	"orpheus/face/view"
	"orpheus/org"
)

// initiative is a piece of work; where it alone is asked for, with its steps and
// its log.
func initiative(v *naming, id org.InitiativeID, i *org.Initiative) (view.Initiative, error) {
	out := view.Initiative{
		ID: id, Circle: i.Circle, Serves: linked(v, i.Serves), Title: i.Title, Tension: linked(v, i.Tension), By: v.person(i.By),
		Leads: i.Leads, Leaders: []org.PersonID{}, Joined: v.persons(i.Joined), Started: view.OrNull(i.Started),
		Concluded: view.OrNull(i.Concluded), Stopped: i.Stopped,
	}
	for _, l := range i.Leads {
		out.Leaders = append(out.Leaders, v.person(v.State.Lead(l).Person))
	}
	if !v.full {
		return out, nil
	}
	texts := []org.TextID{i.Body, i.Outcome}
	for n := i.LastStep; n != 0; n = v.State.Step(n).Prev {
		texts = append(texts, v.State.Step(n).Text)
	}
	for n := i.LastNote; n != 0; n = v.State.Note(n).Prev {
		texts = append(texts, v.State.Note(n).Text)
	}
	if err := v.load(texts...); err != nil {
		return out, err
	}
	out.Body, out.Outcome, out.Steps, out.Notes = v.text(i.Body), v.text(i.Outcome), []view.Step{}, []view.Note{}
	for n := i.LastStep; n != 0; n = v.State.Step(n).Prev {
		s := v.State.Step(n)
		out.Steps = append(out.Steps, view.Step{
			ID: n, By: v.person(s.By), Text: v.text(s.Text), Set: view.OrNull(s.Set), Due: view.OrNull(s.Due), Done: view.OrNull(s.Done),
		})
	}
	for n := i.LastNote; n != 0; n = v.State.Note(n).Prev {
		note := v.State.Note(n)
		out.Notes = append(out.Notes, view.Note{ID: n, By: v.person(note.By), Text: v.text(note.Text), At: view.OrNull(note.At)})
	}
	return out, nil
}
