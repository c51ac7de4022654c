// Package view holds the JSON in which the command line prints and the API
// answers: one shape for a thing, wherever it is asked for.
package view

import (
	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"orpheus/org"
)

// Options show ids as people say them: "C12"; null for none. The order of members
// is always the same.
func Options() json.Options { return options }

var options = json.JoinOptions(json.Deterministic(true), json.WithMarshalers(json.JoinMarshalers(
	spoken[org.CircleID](), spoken[org.RoleID](), spoken[org.PersonID](), spoken[org.SeatID](),
	spoken[org.GuardrailID](), spoken[org.TensionID](), spoken[org.InitiativeID](), spoken[org.LeadID](),
	spoken[org.OfferID](), spoken[org.StepID](), spoken[org.NoteID](), spoken[org.LearningID](), spoken[org.StrengthID](),
	spoken[org.TextID](), spoken[org.FileID](), spoken[org.StandInID](), spoken[org.DecisionID](), spoken[org.ObjectionID](), spoken[org.AgreementID](),
	spoken[org.ThanksID](), spoken[org.InformalID](),
	spoken[org.TryID](), spoken[org.MeetingID](), spoken[org.PulseID](),
)))

func spoken[ID interface {
	~uint32
	String() string
}]() *json.Marshalers {
	return json.MarshalToFunc(func(enc *jsontext.Encoder, id ID) error {
		if id == 0 {
			return enc.WriteToken(jsontext.Null)
		}
		return enc.WriteToken(jsontext.String(id.String()))
	})
}

// OrNull is t, or null for no moment.
func OrNull(t org.Time) *org.Time {
	if t == 0 {
		return nil
	}
	return &t
}
