package api

import (
	"reflect"

	"github.com/danielgtaylor/huma/v2"

	"orpheus/face/view"
	"orpheus/org"
)

// describe is the document before there is anything in it.
func describe(at string) *huma.OpenAPI {
	return &huma.OpenAPI{
		OpenAPI: "3.1.0",
		Info: &huma.Info{
			Title: "Orpheus", Version: "1",
			Description: "Everything is an act. Read an organisation on any day, do acts, and watch what changes. " +
				"Ids are said as people say them: C12 is a circle. What somebody may see and do here is what they may see and do in the browser.",
			License: &huma.License{Name: "Apache-2.0", Identifier: "Apache-2.0"},
		},
		Servers: []*huma.Server{{URL: at + "/"}},
		Tags: []*huma.Tag{
			{Name: "The whole", Description: "The organisation, its map, its log and its measures."},
			{Name: "Things", Description: "What there is. Lists hold what there is at the moment; with all=true, what ended too. The order is that of the ids, oldest first, always."},
			{Name: "Watching", Description: "What changes, as it happens."},
			{Name: "Feedback", Description: "What two people write to each other about one piece of leading. It is no act and in no log: only the two read it here, and it is kept nowhere on the way."},
			{Name: "Acts", Description: "What people do. Each answer holds the acts that were done: the one asked for, and what it entailed."},
		},
		Components: &huma.Components{
			Schemas: huma.NewMapRegistry("#/components/schemas/", named),
			SecuritySchemes: map[string]*huma.SecurityScheme{
				"token": {Type: "http", Scheme: "bearer", Description: "A token of a person, for one organisation."},
			},
		},
	}
}

// named names a schema after its type.
func named(t reflect.Type, hint string) string { return huma.DefaultSchemaNamer(t, hint) }

// aliases tell how ids and moments look in JSON.
func aliases(r huma.Registry) {
	alias := func(t, shown reflect.Type) {
		r.(interface{ RegisterTypeAlias(t, alias reflect.Type) }).RegisterTypeAlias(t, shown)
	}
	alias(reflect.TypeFor[org.Time](), reflect.TypeFor[shownTime]())
	alias(reflect.TypeFor[org.CircleID](), reflect.TypeFor[shownID[org.CircleID]]())
	alias(reflect.TypeFor[org.RoleID](), reflect.TypeFor[shownID[org.RoleID]]())
	alias(reflect.TypeFor[org.PersonID](), reflect.TypeFor[shownID[org.PersonID]]())
	alias(reflect.TypeFor[org.SeatID](), reflect.TypeFor[shownID[org.SeatID]]())
	alias(reflect.TypeFor[org.GuardrailID](), reflect.TypeFor[shownID[org.GuardrailID]]())
	alias(reflect.TypeFor[org.TensionID](), reflect.TypeFor[shownID[org.TensionID]]())
	alias(reflect.TypeFor[org.InitiativeID](), reflect.TypeFor[shownID[org.InitiativeID]]())
	alias(reflect.TypeFor[org.LeadID](), reflect.TypeFor[shownID[org.LeadID]]())
	alias(reflect.TypeFor[org.OfferID](), reflect.TypeFor[shownID[org.OfferID]]())
	alias(reflect.TypeFor[org.StepID](), reflect.TypeFor[shownID[org.StepID]]())
	alias(reflect.TypeFor[org.NoteID](), reflect.TypeFor[shownID[org.NoteID]]())
	alias(reflect.TypeFor[org.FileID](), reflect.TypeFor[shownID[org.FileID]]())
	alias(reflect.TypeFor[org.LearningID](), reflect.TypeFor[shownID[org.LearningID]]())
	alias(reflect.TypeFor[org.StrengthID](), reflect.TypeFor[shownID[org.StrengthID]]())
	alias(reflect.TypeFor[org.ThanksID](), reflect.TypeFor[shownID[org.ThanksID]]())
	alias(reflect.TypeFor[org.InformalID](), reflect.TypeFor[shownID[org.InformalID]]())
	alias(reflect.TypeFor[org.StandInID](), reflect.TypeFor[shownID[org.StandInID]]())
	alias(reflect.TypeFor[org.DecisionID](), reflect.TypeFor[shownID[org.DecisionID]]())
	alias(reflect.TypeFor[org.ObjectionID](), reflect.TypeFor[shownID[org.ObjectionID]]())
	alias(reflect.TypeFor[org.AgreementID](), reflect.TypeFor[shownID[org.AgreementID]]())
	alias(reflect.TypeFor[org.MeetingID](), reflect.TypeFor[shownID[org.MeetingID]]())
	alias(reflect.TypeFor[org.PulseID](), reflect.TypeFor[shownID[org.PulseID]]())
	alias(reflect.TypeFor[org.TryID](), reflect.TypeFor[shownID[org.TryID]]())
	alias(reflect.TypeFor[org.Naming](), reflect.TypeFor[shownNaming]())
	alias(reflect.TypeFor[org.Origin](), reflect.TypeFor[shownOrigin]())
	alias(reflect.TypeFor[org.ClaimKind](), reflect.TypeFor[shownClaim]())
}

type shownTime struct{}

func (shownTime) Schema(huma.Registry) *huma.Schema { return text("date-time") }

type shownOrigin struct{}

func (shownOrigin) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeString, Enum: words(org.Origin(0).Words())}
}

type shownClaim struct{}

func (shownClaim) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeString, Enum: words(org.ClaimKind(0).Words())}
}

type shownNaming struct{}

func (shownNaming) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeString, Enum: words(org.Naming(0).Words())}
}

type shownID[ID interface {
	~uint32
	String() string
}] struct{}

func (shownID[ID]) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeString, Pattern: "^" + ID(0).String()[:1] + "[1-9][0-9]*$"}
}

// words are the values of a type of few, each with its word.
func words(list []string) []any {
	var all []any
	for _, w := range list {
		all = append(all, w)
	}
	return all
}

// Page is some of a list, in the order of ids.
type Page[T any] struct {
	Version uint64      `json:"version" doc:"of the organisation now"`
	At      org.Time    `json:"at" doc:"the moment shown"`
	Items   []T         `json:"items"`
	People  []view.Name `json:"people" doc:"those of the people named here whom one may see, with their names of today"`
	Next    string      `json:"next,omitzero" doc:"what to ask for with after to go on; absent at the end"`
}

// One is one thing.
type One[T any] struct {
	Version uint64      `json:"version" doc:"of the organisation now"`
	At      org.Time    `json:"at" doc:"the moment shown"`
	Item    T           `json:"item"`
	People  []view.Name `json:"people" doc:"those of the people named here whom one may see, with their names of today"`
}
