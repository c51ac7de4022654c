package org

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"reflect"
	"sync"

	"github.com/fxamacker/cbor/v2"

	"orpheus/internal/immutable"
)

// image is a State laid out flat: what a digest is of.
type image struct {
	_            struct{} `cbor:",toarray"`
	Organisation Organisation
	Version      uint64
	Last         Time
	Texts        TextID
	People       []Person
	Circles      []Circle
	Roles        []Role
	Seats        []Seat
	Guardrails   []Guardrail
	Tensions     []Tension
	Initiatives  []Initiative
	Leads        []Lead
	Offers       []Offer
	Steps        []Step
	Notes        []Note
	Learnings    []Learning
	Strengths    []Strength
}

// decided is what people decided, and who answers for whom meanwhile. It is in a digest too, where there is any of it: without, a
// digest stays what it was before people could decide.
type decided struct {
	_          struct{} `cbor:",toarray"`
	Decisions  []Decision
	Objections []Objection
	Agreements []Agreement
	StandIns   []StandIn
}

// watched is what people said about signals; in a digest it is as decided is.
type watched struct {
	_       struct{} `cbor:",toarray"`
	Settled []SettledSignal
}

// met is when circles came together; in a digest it is as decided is.
type met struct {
	_        struct{} `cbor:",toarray"`
	Meetings []Meeting
}

// voiced is what people said of each other in the open; in a digest it is as decided is.
type voiced struct {
	_         struct{} `cbor:",toarray"`
	Thanks    []Thanks
	Informals []Informal
}

// tried is what circles tried; in a digest it is as decided is.
type tried struct {
	_     struct{} `cbor:",toarray"`
	Tries []Try
}

// grown is a state as a snapshot holds it: with how the map grew and which words each file
// came with, which follow from the acts as all of it does. A digest is of the image, so that it stays what older
// versions of the program computed, and of what later ones added, where there is any.
type grown struct {
	_      struct{} `cbor:",toarray"`
	Image  image
	Shifts []Shift
	Files  []File

	Decided decided
	Traces  []Trace
	Watched watched
	Met     met
	Voiced  voiced
	Tried   tried
}

// encoding writes equal states as equal bytes: no maps, and nothing depends on
// whether an empty list is nil.
var encoding = sync.OnceValue(func() cbor.EncMode {
	mode, err := cbor.EncOptions{NilContainers: cbor.NilContainerAsEmpty}.EncMode()
	if err != nil {
		panic(err)
	}
	return mode
})

var decoding = sync.OnceValue(func() cbor.DecMode {
	mode, err := cbor.DecOptions{MaxArrayElements: 1<<31 - 1}.DecMode()
	if err != nil {
		panic(err)
	}
	return mode
})

// Encode returns the state as bytes: equal states give equal bytes.
func (s *State) Encode() ([]byte, error) {
	return encoding().Marshal(grown{
		Image: s.image(), Shifts: s.shifts.Rows(), Files: s.files.Rows(), Decided: s.decided(), Traces: s.traces.Rows(), Watched: watched{Settled: s.settled.Rows()},
		Voiced: s.voiced(), Tried: tried{Tries: s.tries.Rows()}, Met: met{Meetings: s.meetings.Rows()},
	})
}

func (s *State) voiced() voiced {
	return voiced{Thanks: s.thanks.Rows(), Informals: s.informals.Rows()}
}

func (s *State) decided() decided {
	return decided{Decisions: s.decisions.Rows(), Objections: s.objections.Rows(), Agreements: s.agreements.Rows(), StandIns: s.standIns.Rows()}
}

func (s *State) image() image {
	return image{
		Organisation: s.Organisation, Version: s.Version, Last: s.Last, Texts: s.Texts,
		People: s.people.Rows(), Circles: s.circles.Rows(), Roles: s.roles.Rows(), Seats: s.seats.Rows(),
		Guardrails: s.guardrails.Rows(), Tensions: s.tensions.Rows(), Initiatives: s.initiatives.Rows(),
		Leads: s.leads.Rows(), Offers: s.offers.Rows(), Steps: s.steps.Rows(), Notes: s.notes.Rows(),
		Learnings: s.learnings.Rows(), Strengths: s.strengths.Rows(),
	}
}

// DecodeState reads what Encode wrote under the same Shape.
func DecodeState(b []byte) (*State, error) {
	var g grown
	if err := decoding().Unmarshal(b, &g); err != nil {
		return nil, fmt.Errorf("state: %w", err)
	}
	i := &g.Image
	d := (&State{
		Organisation: i.Organisation, Version: i.Version, Last: i.Last, Texts: i.Texts,
		people: immutable.Of[PersonID](i.People), circles: immutable.Of[CircleID](i.Circles),
		roles: immutable.Of[RoleID](i.Roles), seats: immutable.Of[SeatID](i.Seats),
		guardrails: immutable.Of[GuardrailID](i.Guardrails), tensions: immutable.Of[TensionID](i.Tensions),
		initiatives: immutable.Of[InitiativeID](i.Initiatives), leads: immutable.Of[LeadID](i.Leads),
		offers: immutable.Of[OfferID](i.Offers), steps: immutable.Of[StepID](i.Steps),
		notes: immutable.Of[NoteID](i.Notes), learnings: immutable.Of[LearningID](i.Learnings),
		strengths: immutable.Of[StrengthID](i.Strengths), shifts: immutable.Of[ShiftID](g.Shifts), files: immutable.Of[FileID](g.Files),
		decisions: immutable.Of[DecisionID](g.Decided.Decisions), objections: immutable.Of[ObjectionID](g.Decided.Objections),
		agreements: immutable.Of[AgreementID](g.Decided.Agreements), standIns: immutable.Of[StandInID](g.Decided.StandIns),
		traces: immutable.Of[TraceID](g.Traces), settled: immutable.Of[SettledSignalID](g.Watched.Settled),
		thanks: immutable.Of[ThanksID](g.Voiced.Thanks), informals: immutable.Of[InformalID](g.Voiced.Informals),
		tries:    immutable.Of[TryID](g.Tried.Tries),
		meetings: immutable.Of[MeetingID](g.Met.Meetings),
	}).Edit()
	for id, t := range d.standIns.All() {
		if t.Ended == 0 {
			d.covering = append(d.covering, id)
		}
	}
	for id := range d.decisions.All() {
		d.beganOrEnded(id)
	}
	d.reschedule()
	return d.Freeze(), nil
}

// Digest returns the SHA-256 of the state, in hexadecimal. A replay of the log
// gives the digest of the live state.
func (s *State) Digest() (string, error) {
	b, err := encoding().Marshal(s.image())
	if err != nil {
		return "", err
	}
	if d := s.decided(); len(d.Decisions)+len(d.Objections)+len(d.Agreements)+len(d.StandIns) > 0 {
		more, err := encoding().Marshal(d)
		if err != nil {
			return "", err
		}
		b = append(b, more...)
	}
	if w := (watched{Settled: s.settled.Rows()}); len(w.Settled) > 0 {
		more, err := encoding().Marshal(w)
		if err != nil {
			return "", err
		}
		b = append(b, more...)
	}
	if e := (met{Meetings: s.meetings.Rows()}); len(e.Meetings) > 0 {
		more, err := encoding().Marshal(e)
		if err != nil {
			return "", err
		}
		b = append(b, more...)
	}
	if v := s.voiced(); len(v.Thanks)+len(v.Informals) > 0 {
		more, err := encoding().Marshal(v)
		if err != nil {
			return "", err
		}
		b = append(b, more...)
	}
	if t := (tried{Tries: s.tries.Rows()}); len(t.Tries) > 0 {
		more, err := encoding().Marshal(t)
		if err != nil {
			return "", err
		}
		b = append(b, more...)
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:]), nil
}

// Shape names the layout of an encoded state. A snapshot of another shape is
// thrown away and made anew from the log.
var Shape = sync.OnceValue(func() string {
	h := sha256.New()
	var walk func(t reflect.Type)
	walk = func(t reflect.Type) {
		fmt.Fprintln(h, t.Kind(), t.Name())
		switch t.Kind() {
		case reflect.Struct:
			for i := range t.NumField() {
				fmt.Fprintln(h, t.Field(i).Name)
				walk(t.Field(i).Type)
			}
		case reflect.Slice:
			walk(t.Elem())
		}
	}
	walk(reflect.TypeFor[grown]())
	return hex.EncodeToString(h.Sum(nil)[:8])
})
