package api

import (
	"net/http"
	"reflect"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

// operation is one thing that can be asked for.
type operation struct {
	method, path string
	id           string // name of the operation, forever
	tag          string
	summary, doc string
	query        []param
	answer       reflect.Type // of the body of the answer
	body         *huma.Schema // of the request; nil for none
	example      any          // a body that fits
	live         bool         // goes on answering
	rolls        bool         // the answer changes with the day
	raw          bool         // the answer is a file
	secret       bool         // the answer is kept nowhere
	retires      *retiring    // it should not be used any more; nil for one that goes on
	serve        func(*call) error
}

// param is a parameter in the query.
type param struct {
	name, doc string
	schema    *huma.Schema
}

func text(format string) *huma.Schema { return &huma.Schema{Type: huma.TypeString, Format: format} }

var (
	atParam    = param{"at", "A moment of the past: a day, which means its start in the organisation's time zone, or RFC 3339. Now where not given.", text("")}
	withParam  = param{"with", "As it would be: with what a decision would change, as D12 or 12, or with what you gathered to propose, draft. Not together with at.", text("")}
	afterParam = param{"after", "Where to go on: next of the page before.", text("")}
	limitParam = param{"limit", "How many at most.", &huma.Schema{
		Type: huma.TypeInteger, Minimum: new(1.0), Maximum: new(float64(mostLimit)), Default: defaultLimit,
	}}
	circleParam = param{"circle", "Only what hangs on this circle, as C3 or 3.", text("")}
	allParam    = param{"all", "What ended too: true.", &huma.Schema{Type: huma.TypeBoolean}}
)

// operations are all of them, in the order of the documents.
func (s *server) operations() []*operation {
	ops := []*operation{orgOperation(), mapOperation()}
	for _, c := range collections {
		ops = append(ops, c.list(), c.item())
	}
	ops = append(ops, actsOperation(), actOperation(), measuresOperation(), networkOperation(), whoDecidesOperation(), signalsOperation(), eventsOperation(), fileOperation(), answerOperation())
	ops = append(ops, smallStepsOperation(), templatesOperation(), triesOperation())
	ops = append(ops, feedbackOperations()...)
	return append(ops, kindOperations()...)
}

// VersionHeader says, in an answer, to which version of the organisation an act led; with a request
// it says of which one who asks knows.
const VersionHeader = "Orpheus-Version"

// describe returns the operation as the document has it.
func (op *operation) describe(r huma.Registry) *huma.Operation {
	out := &huma.Operation{
		Method: op.method, Path: op.path, OperationID: op.id, Tags: []string{op.tag}, Summary: op.summary, Description: op.doc,
		Deprecated: op.retires != nil,
		Parameters: []*huma.Param{{Name: "org", In: "path", Required: true, Description: "The organisation, as in its addresses.", Schema: text("")}},
		Security:   []map[string][]string{{"token": {}}},
		Responses:  map[string]*huma.Response{},
	}
	if strings.Contains(op.path, "{id}") && op.tag != "The whole" {
		out.Parameters = append(out.Parameters, &huma.Param{Name: "id", In: "path", Required: true, Description: "Its id, with its letter or without: C12 or 12.", Schema: text("")})
	}
	if strings.Contains(op.path, "{feedback}") {
		out.Parameters = append(out.Parameters, &huma.Param{Name: "feedback", In: "path", Required: true, Description: "Its id, as the list of yours has it.", Schema: text("")})
	}
	for _, p := range op.query {
		out.Parameters = append(out.Parameters, &huma.Param{Name: p.name, In: "query", Description: p.doc, Schema: p.schema})
	}
	header := func(name, doc string) {
		out.Parameters = append(out.Parameters, &huma.Param{Name: name, In: "header", Description: doc, Schema: text("")})
	}
	header(VersionHeader, "The version of the organisation that you know of, as after an act of yours: of several programs that serve it, one that has not heard of that version reads up to it first.")
	answer := &huma.Response{Description: "As asked."}
	problems := []int{401, 404, 422, 429}
	switch {
	case op.live:
		header("Last-Event-ID", "The version known: what changed since comes at once.")
		answer.Content = map[string]*huma.MediaType{"text/event-stream": {Schema: text("")}}
	case op.secret && op.method == http.MethodPost:
		problems = append(problems, 403, 409, 413)
		out.RequestBody = &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{"application/json": {Schema: op.body, Example: op.example}}}
	case op.secret:
	case op.method == http.MethodPost:
		header("Idempotency-Key", "Sent twice with the same key, the act is done once. At most 200 characters.")
		problems = append(problems, 403, 409, 413)
		out.RequestBody = &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{"application/json": {Schema: op.body, Example: op.example}}}
		answer.Headers = map[string]*huma.Header{
			"Idempotency-Replayed": {Description: "true where the key was used before: the answer is that of then.", Schema: text("")},
			VersionHeader:          {Description: "The version that the act led to; send it along with what you ask next.", Schema: text("")},
		}
	default:
		header("If-None-Match", "The ETag of an answer one has: 304 where it is still good.")
		answer.Headers = map[string]*huma.Header{"ETag": {Description: "Changes with the answer.", Schema: text("")}}
		out.Responses["304"] = &huma.Response{Description: "The answer one has is still good."}
	}
	if op.raw {
		answer.Content = map[string]*huma.MediaType{"application/octet-stream": {Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}}}
	}
	if op.answer != nil {
		answer.Content = map[string]*huma.MediaType{"application/json": {Schema: r.Schema(op.answer, true, "")}}
	}
	out.Responses["200"] = answer
	for _, status := range problems {
		out.Responses[strconv.Itoa(status)] = &huma.Response{
			Description: http.StatusText(status) + ".",
			Content:     map[string]*huma.MediaType{"application/problem+json": {Schema: r.Schema(reflect.TypeFor[Problem](), true, "")}},
		}
	}
	return out
}
