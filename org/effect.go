package org

// Effect is what an act does to what is not in the log: names, addresses and
// sentences, and whatever was made from these.
type Effect struct {
	Known     PersonID // somebody whom the records know from then on
	Left      PersonID // somebody whom nothing lets in any more
	Erased    PersonID // somebody of whom all that is personal goes
	KeepTexts bool     // but for what they wrote
	Redacted  uint64   // the entry whose titles and names go
	Renames   bool     // people may be called otherwise afterwards
}

// TakesOut reports whether words are gone afterwards, wherever they stood.
func (e Effect) TakesOut() bool { return e.Erased != 0 || e.Redacted != 0 }

type effective interface{ Effect() Effect }

// EffectOf returns what an act does to what is not in the log; most do nothing.
func EffectOf(act Act) Effect {
	if a, ok := act.(effective); ok {
		return a.Effect()
	}
	return Effect{}
}

// returner is an act that adds somebody, or brings back somebody who left.
type returner interface{ Return(p PersonID) }

// Return has an act that would add somebody be about somebody whom the records know:
// whoever has an address takes part, or took part, already. It says so where that cannot
// be.
func Return(s *State, act Act, p PersonID) error {
	if s.Person(p).Present() {
		return refuse(Conflict, "person.address_used", p)
	}
	known := EffectOf(act).Known
	if known == p {
		return nil
	}
	a, ok := act.(returner)
	if !ok || known != 0 { // somebody else is brought back
		return refuse(Conflict, "person.address_used", p)
	}
	a.Return(p)
	return nil
}

// dropper is an act that takes what somebody wrote about themselves out again.
type dropper interface {
	Drops(s *State) []TextID
}

// DroppedBy returns the texts that an act takes out of the records; s is a state
// after it.
func DroppedBy(s *State, act Act) []TextID {
	if d, ok := act.(dropper); ok {
		return d.Drops(s)
	}
	return nil
}

// TakesTexts reports whether an act may take texts out of the records that others have
// read: what is made of them, such as an index, forgets them too.
func TakesTexts(act Act) bool { _, ok := act.(dropper); return ok }

// lighter is an act by which somebody may begin to lead.
type lighter interface{ Lights() bool }

// Lights reports whether whoever does an act leads something by it: a light comes on.
func Lights(act Act) bool {
	a, ok := act.(lighter)
	return ok && a.Lights()
}

// opener is a kind whose form does not begin empty: what it changes begins as it is.
type opener interface {
	// Open fills in the act; the ids of what it is about may be there, or may be those
	// of nothing.
	Open(s *State)
}

// Open fills in an act as its form begins, about the things whose ids it has.
func Open(s *State, act Act) {
	if a, ok := act.(opener); ok {
		a.Open(s)
	}
}

// concerned is an act that concerns something else than the thing of its noun, or that
// thing without naming it.
type concerned interface {
	Concern(by PersonID) (thing Ref, in CircleID)
}

// Concern returns what e concerns: of somebody's part in a circle, them and the circle;
// else the thing that its kind is named by. Zero for none.
func Concern(e *Entry) (thing Ref, in CircleID) {
	if a, ok := e.Act.(concerned); ok {
		return a.Concern(e.By)
	}
	if k := KindOf(e.Act); k != nil {
		if f := k.Named(k.Noun()); f != nil {
			for _, r := range f.Refs(e.Act) {
				thing = r
			}
		}
	}
	return thing, 0
}
