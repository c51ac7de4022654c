package api

import (
	"slices"

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
	texts = append(texts, noteTexts(v, i.LastNote)...)
	if err := v.load(texts...); err != nil {
		return out, err
	}
	out.Body, out.Outcome, out.Steps, out.Notes = v.text(i.Body), v.text(i.Outcome), []view.Step{}, []view.Note{}
	open, _ := v.State.Steps(id)
	for n := i.LastStep; n != 0; n = v.State.Step(n).Prev {
		s := v.State.Step(n)
		out.Steps = append(out.Steps, view.Step{
			ID: n, By: v.person(s.By), Who: v.person(s.Who), Text: v.text(s.Text), Set: view.OrNull(s.Set), Due: view.OrNull(s.Due),
			Done: view.OrNull(s.Done), Dropped: view.OrNull(s.Dropped), Open: i.Live() && slices.Contains(open, n),
		})
	}
	var err error
	out.Notes, err = notes(v, i.LastNote)
	return out, err
}

// noteTexts are the texts of what was said, from the newest on.
func noteTexts(v *naming, last org.NoteID) (texts []org.TextID) {
	for n := last; n != 0; n = v.State.Note(n).Prev {
		texts = append(texts, v.State.Note(n).Text)
	}
	return texts
}

// notes are what was said, from the newest on.
func notes(v *naming, last org.NoteID) ([]view.Note, error) {
	var ids []org.FileID
	for n := last; n != 0; n = v.State.Note(n).Prev {
		ids = append(ids, v.State.Note(n).Files...)
	}
	files, err := v.Files(v.r.Context(), ids...)
	if err != nil {
		return nil, err
	}
	out := []view.Note{}
	for n := last; n != 0; n = v.State.Note(n).Prev {
		note := v.State.Note(n)
		out = append(out, view.Note{
			ID: n, By: v.person(note.By), Text: v.text(note.Text), At: view.OrNull(note.At), Answers: linked(v, note.Answers),
			Mentions: v.persons(note.Mentions), Corrected: view.OrNull(note.Corrected), TakenBack: view.OrNull(note.TakenBack), Files: shownFiles(files, note.Files),
		})
	}
	return out, nil
}
