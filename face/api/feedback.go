package api

import (
	"context"
	"errors"
	"io"
	"net/http"
	"reflect"
	"slices"

	"github.com/danielgtaylor/huma/v2"
	"github.com/go-json-experiment/json"

	"orpheus/face/view"
	"orpheus/org"
	"orpheus/org/feedback"
	"orpheus/service"
)

// Feedback is no act, in no log and no event stream, and no answer with it is kept: each of the
// two reads theirs here, and to everybody else it is as if it were not there.

const feedbackPath = Base + "/orgs/{org}/feedback"

// feedbackOperations are all about feedback.
func feedbackOperations() []*operation {
	words := &huma.Schema{Type: huma.TypeObject, AdditionalProperties: false, Required: []string{"helped"}, Properties: map[string]*huma.Schema{}}
	for i, about := range []string{"what helped", "what would help more", "what you take from it; this or more has to be there"} {
		words.Properties[view.FeedbackPrompts[i]] = &huma.Schema{Type: huma.TypeString, MaxLength: new(feedback.MostText), Description: about}
	}
	return []*operation{
		feedbackListOperation(), askFeedbackOperation(), feedbackItemOperation(), shownFeedbackOperation(),
		changeFeedback("write", "Write feedback", "Your answers, or others in their place until both wrote. Once both did, both read from the same moment, and nothing is changed any more.", words, map[string]any{"helped": "You asked us first.", "more": "Tell us sooner."},
			func(c *call, id string, s sentFeedback) (service.Feedback, error) {
				return c.visit.WriteFeedback(c.r.Context(), id, feedback.Words{s.Helped, s.More, s.Take})
			}),
		pressFeedback("decline", "Say that you would rather not", "It waits for you no more. Nobody is told, and you may still write until its end.", (*service.Visit).DeclineFeedback),
		pressFeedback("take-back", "Take your words back", "Until both wrote.", (*service.Visit).TakeBackFeedback),
		pressFeedback("erase", "Erase what you wrote", "Once both wrote: it goes for both, and where it is shown.", (*service.Visit).EraseFeedback),
		showFeedback("show", "Ask to show an answer on your page", "One that you received. It stands there once whoever wrote it agrees; false takes it away.", (*service.Visit).ShowFeedback),
		showFeedback("agree", "Agree that an answer is shown", "One that you wrote, which the other asks to show on their page; false takes it away.", (*service.Visit).AgreeFeedback),
	}
}

func feedbackListOperation() *operation {
	return &operation{
		method: http.MethodGet, path: feedbackPath, id: "list-feedback", tag: "Feedback", secret: true,
		summary: "Read your feedback with others", doc: "The newest first. Only you and the other read it, ever.",
		query: []param{afterParam, limitParam}, answer: reflect.TypeFor[view.FeedbackList](),
		serve: func(c *call) error {
			most, err := c.limit()
			if err != nil {
				return err
			}
			all, next, err := c.visit.SomeFeedback(c.r.Context(), c.q.Get("after"), most)
			if err != nil {
				return err
			}
			out := view.FeedbackList{Items: []view.Feedback{}}
			for i := range all {
				out.Items = append(out.Items, feedbackOf(all[i].ID, &all[i].View, all[i].Returned))
			}
			if next != "" {
				out.Next = &next
			}
			return c.send(out)
		},
	}
}

func feedbackItemOperation() *operation {
	return &operation{
		method: http.MethodGet, path: feedbackPath + "/{feedback}", id: "get-feedback", tag: "Feedback", secret: true,
		summary: "Read feedback between you and one other", doc: "Before both wrote there is nothing of the other in it.",
		answer: reflect.TypeFor[view.Feedback](),
		serve: func(c *call) error {
			f, err := c.visit.OneFeedback(c.r.Context(), c.r.PathValue("feedback"))
			return c.sendFeedback(f, err)
		},
	}
}

func shownFeedbackOperation() *operation {
	return &operation{
		method: http.MethodGet, path: Base + "/orgs/{org}/people/{id}/feedback", id: "shown-feedback", tag: "Feedback", secret: true,
		summary: "Read the feedback that somebody shows", doc: "Answers that they received and that whoever wrote them agreed to have shown.",
		answer: reflect.TypeFor[view.ShownFeedbackList](),
		serve: func(c *call) error {
			id, err := org.ParseID[org.PersonID](c.r.PathValue("id"))
			if err != nil || c.State.Person(id) == nil || !c.Sight.Sees(org.RefOf(id)) {
				return wrong(http.StatusNotFound, "missing", c.r.PathValue("id"))
			}
			all, err := c.ShownFeedback(c.r.Context(), id)
			if err != nil {
				return err
			}
			out := view.ShownFeedbackList{Items: []view.ShownFeedback{}}
			for i := range all {
				out.Items = append(out.Items, view.ShownFeedback{From: all[i].From, About: all[i].About.String(), Words: wordsOf(&all[i].Words)})
			}
			return c.send(out)
		},
	}
}

// sentFeedback is what a request about feedback says.
type sentFeedback struct {
	About  string `json:"about"`
	To     string `json:"to"`
	Helped string `json:"helped"`
	More   string `json:"more"`
	Take   string `json:"take"`
	Prompt string `json:"prompt"`
	Shown  bool   `json:"shown"`
}

func askFeedbackOperation() *operation {
	return &operation{
		method: http.MethodPost, path: feedbackPath, id: "ask-feedback", tag: "Feedback", secret: true,
		summary: "Ask somebody for feedback between you", doc: "About work, a decision or a role that one of you led: you both write, and nobody reads before both did. They are told that you ask. Where one about it waits between you already, it is that.",
		answer: reflect.TypeFor[view.Feedback](), example: map[string]any{"about": "I1", "to": "P6"},
		body: &huma.Schema{Type: huma.TypeObject, AdditionalProperties: false, Required: []string{"about", "to"}, Properties: map[string]*huma.Schema{
			"about": {Type: huma.TypeString, Description: "an initiative, a decision or a role, by its id"},
			"to":    {Type: huma.TypeString, Description: "a person, by their id"},
		}},
		serve: func(c *call) error {
			sent, err := c.sentFeedback("about", "to")
			if err != nil {
				return err
			}
			about, known := org.ParseRef(sent.About)
			if !known {
				return wrongField("about", "id", sent.About)
			}
			to, err := org.ParseID[org.PersonID](sent.To)
			if err != nil {
				return wrongField("to", "id", sent.To)
			}
			id, err := c.visit.AskFeedback(c.r.Context(), about, to)
			if err != nil {
				return err
			}
			f, err := c.visit.OneFeedback(c.r.Context(), id)
			return c.sendFeedback(f, err)
		},
	}
}

// changeFeedback is an operation in which one of the two does something.
func changeFeedback(do, summary, doc string, body *huma.Schema, example map[string]any, change func(*call, string, sentFeedback) (service.Feedback, error)) *operation {
	return &operation{
		method: http.MethodPost, path: feedbackPath + "/{feedback}/" + do, id: do + "-feedback", tag: "Feedback", secret: true,
		summary: summary, doc: doc, answer: reflect.TypeFor[view.Feedback](), body: body, example: example,
		serve: func(c *call) error {
			var names []string
			for name := range body.Properties {
				names = append(names, name)
			}
			sent, err := c.sentFeedback(names...)
			if err != nil {
				return err
			}
			f, err := change(c, c.r.PathValue("feedback"), sent)
			return c.sendFeedback(f, err)
		},
	}
}

// pressFeedback is one that says nothing more.
func pressFeedback(do, summary, doc string, press func(*service.Visit, context.Context, string) (service.Feedback, error)) *operation {
	body := &huma.Schema{Type: huma.TypeObject, AdditionalProperties: false}
	return changeFeedback(do, summary, doc, body, map[string]any{}, func(c *call, id string, _ sentFeedback) (service.Feedback, error) {
		return press(c.visit, c.r.Context(), id)
	})
}

// showFeedback is one about showing an answer.
func showFeedback(do, summary, doc string, show func(*service.Visit, context.Context, string, int, bool) (service.Feedback, error)) *operation {
	body := &huma.Schema{Type: huma.TypeObject, AdditionalProperties: false, Required: []string{"prompt", "shown"}, Properties: map[string]*huma.Schema{
		"prompt": {Type: huma.TypeString, Enum: []any{"helped", "more", "take"}},
		"shown":  {Type: huma.TypeBoolean},
	}}
	return changeFeedback(do, summary, doc, body, map[string]any{"prompt": "helped", "shown": true}, func(c *call, id string, s sentFeedback) (service.Feedback, error) {
		prompt := slices.Index(view.FeedbackPrompts[:], s.Prompt) // one that is none is refused
		return show(c.visit, c.r.Context(), id, prompt, s.Shown)
	})
}

// sentFeedback reads a request, which has no other fields than those named.
func (c *call) sentFeedback(names ...string) (out sentFeedback, err error) {
	b, err := io.ReadAll(http.MaxBytesReader(c.w, c.r.Body, largestBody))
	if _, large := errors.AsType[*http.MaxBytesError](err); large {
		return out, wrong(http.StatusRequestEntityTooLarge, "large", largestBody)
	}
	var fields map[string]any
	if err != nil || json.Unmarshal(b, &fields) != nil {
		return out, wrong(http.StatusUnprocessableEntity, "json")
	}
	for name := range fields {
		if !slices.Contains(names, name) {
			return out, wrongField(name, "field", name, "feedback")
		}
	}
	if json.Unmarshal(b, &out) != nil {
		return out, wrong(http.StatusUnprocessableEntity, "json")
	}
	return out, nil
}

// sendFeedback answers with feedback as it is now.
func (c *call) sendFeedback(f service.Feedback, err error) error {
	if org.CodeOf(err) == org.NotFound && c.r.PathValue("feedback") != "" {
		return wrong(http.StatusNotFound, "missing", c.r.PathValue("feedback"))
	}
	if err != nil {
		return err
	}
	return c.send(feedbackOf(f.ID, &f.View, f.Returned))
}

// feedbackOf shows an exchange to one of the two; returned are their words that nobody read.
func feedbackOf(id string, v *feedback.View, returned *feedback.Words) view.Feedback {
	out := view.Feedback{
		ID: id, About: v.About.String(), With: v.With, ByMe: v.ByMe, State: "write", Asked: view.OrNull(v.Asked), Until: view.OrNull(v.Until), Opened: view.OrNull(v.Opened),
		Mine: wordsOf(v.Mine), Theirs: wordsOf(v.Theirs), OnMine: showing(v.OnMine), OnTheirs: showing(v.OnTheirs),
	}
	switch {
	case returned != nil:
		out.State, out.Mine = "returned", wordsOf(returned)
	case v.Opened != 0:
		out.State = "open"
	case v.Declined:
		out.State = "declined"
	case v.Mine != nil:
		out.State = "wrote"
	}
	return out
}

// wordsOf shows answers; nil for none.
func wordsOf(w *feedback.Words) *view.FeedbackWords {
	if w == nil {
		return nil
	}
	return &view.FeedbackWords{Helped: w[0], More: w[1], Take: w[2]}
}

func showing(all [feedback.Prompts]feedback.Showing) []view.FeedbackPrompt {
	out := []view.FeedbackPrompt{}
	for i, s := range all {
		out = append(out, view.FeedbackPrompt{Prompt: view.FeedbackPrompts[i], Asked: s.Asked, Agreed: s.Agreed})
	}
	return out
}
