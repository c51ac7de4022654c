package api

import (
	"io"
	"net/http"
	"reflect"
	"strconv"

	"github.com/danielgtaylor/huma/v2"
	"github.com/go-json-experiment/json"

	"orpheus/face/view"
	"orpheus/org"
)

// onGoing reports whether the results of a round are not there yet.
func onGoing(p *org.Pulse) bool { return p.Closed == 0 }

func pulse(v *naming, id org.PulseID, p *org.Pulse) (view.Pulse, error) {
	err := v.load(append([]org.TextID{p.Question, p.Told}, p.Words...)...)
	out := view.Pulse{
		ID: id, Circle: p.Circle, By: v.person(p.By), Opened: view.OrNull(p.Opened), Until: view.OrNull(p.Until), Closed: view.OrNull(p.Closed),
		Items: []view.PulseItem{}, Asked: v.persons(p.Asked), Answers: int(p.Answers), Hidden: p.Hidden.String(), Results: []view.PulseResult{}, Words: []*string{},
		Told: v.text(p.Told), ToldBy: v.person(p.ToldBy), ToldAt: view.OrNull(p.ToldAt),
		Tension: linked(v, p.Tension), Initiative: linked(v, p.Initiative), Decision: linked(v, p.Decision),
	}
	for _, subject := range p.Subjects() {
		for n := range 2 {
			out.Items = append(out.Items, view.PulseItem{Subject: subject.String(), Text: v.p.T("pulse.item." + subject.String() + "." + strconv.Itoa(n+1))})
		}
	}
	if text := v.text(p.Question); text != nil {
		out.Items = append(out.Items, view.PulseItem{Text: *text})
	}
	if !v.Counted().Showing(p) { // it counts no more, or nothing came out
		out.Answers = 0
		return out, err
	}
	for i := range p.Results {
		r := &p.Results[i]
		out.Results = append(out.Results, view.PulseResult{
			Subject: r.Subject.String(), First: places(r.Counts.First), Second: places(r.Counts.Second), CantSay: int(r.Counts.CantSay), Hidden: r.Hidden.String(),
		})
	}
	for _, w := range p.Words {
		out.Words = append(out.Words, v.text(w))
	}
	return out, err
}

// Answered is that an answer was taken. It has nothing of the answer.
type Answered struct {
	Pulse org.PulseID `json:"pulse"`
}

// answerOperation takes answers to a round. They are no act: nothing of them is in the log,
// and nobody can tell whose they are, so they cannot be changed.
func answerOperation() *operation {
	marks := &huma.Schema{
		Type: huma.TypeArray, Items: &huma.Schema{Type: huma.TypeInteger, Minimum: new(0.0), Maximum: new(float64(org.PulseMarks))},
		Description: "one for each of its items, in order: 1 for strongly disagree to 5 for strongly agree, 0 for can't say",
	}
	words := &huma.Schema{Type: huma.TypeString, MaxLength: new(org.MaxPulseWords), Description: "what you like to add; shown from ten answers on"}
	return &operation{
		method: http.MethodPost, path: Base + "/orgs/{org}/pulses/{id}/answer", id: "answer-pulse", tag: "Acts",
		summary: "Answer a round of the pulse",
		doc:     "All answers at once, in secret. Nothing of them is an act, and they cannot be changed. For whoever is asked.",
		answer:  reflect.TypeFor[Answered](),
		body: &huma.Schema{
			Type: huma.TypeObject, AdditionalProperties: false, Required: []string{"marks"}, Properties: map[string]*huma.Schema{"marks": marks, "words": words},
		},
		example: map[string]any{"marks": []int{4, 3, 0, 5}},
		serve: func(c *call) error {
			id, err := org.ParseID[org.PulseID](c.r.PathValue("id"))
			if err != nil || c.State.Pulse(id) == nil || !c.Sight.Sees(org.RefOf(id)) {
				return wrong(http.StatusNotFound, "missing", c.r.PathValue("id"))
			}
			b, err := io.ReadAll(http.MaxBytesReader(c.w, c.r.Body, largestBody))
			if err != nil {
				return wrong(http.StatusRequestEntityTooLarge, "large", largestBody)
			}
			var sent struct {
				Marks []int  `json:"marks"`
				Words string `json:"words"`
			}
			if err := json.Unmarshal(b, &sent, json.RejectUnknownMembers(true)); err != nil {
				return wrong(http.StatusUnprocessableEntity, "json")
			}
			a := &org.PulseAnswer{Pulse: id, Words: sent.Words}
			for _, m := range sent.Marks {
				if m < 0 || m > org.PulseMarks {
					return &org.Error{Code: org.Invalid, Key: "pulse.mark", Args: []any{org.PulseMarks}}
				}
				a.Marks = append(a.Marks, uint8(m))
			}
			if err := c.visit.AnswerPulse(c.r.Context(), a); err != nil {
				return err
			}
			c.w.Header().Set("Cache-Control", "no-store")
			return c.send(Answered{id})
		},
	}
}
