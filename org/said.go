package org

// Said is how an act is said, in no language: which of the texts of its kind says it,
// and what that text names beside who did it, in its order.
type Said struct {
	// Variant is empty for the general text of the kind, ".lead" for "act.<kind>.lead".
	Variant string
	// Names are ids (of a seat, a lead, an offer, a step: what they are about), lists of
	// circles, moments, origins, numbers, and the types below.
	Names []any
}

// What a text names beside ids.
type (
	// InCircle is a role together with its circle: many circles have one of that name.
	InCircle RoleID
	// Titled is something under a title that is not what it is called now.
	Titled struct {
		Of    Ref
		Title string
	}
	// Word is said as it is.
	Word string
	// Tongue is a language by its tag.
	Tongue string
)

// sayer is a kind of act that says how it is said. For others it is the general text,
// with the ids that were asked for, in the order of the fields.
type sayer interface {
	Say(s *State, e *Entry) Said
}

// Say returns how e is said, after it: s is the state that knows what it names, or one
// that knows nothing.
func Say(s *State, e *Entry) Said {
	if a, ok := e.Act.(sayer); ok {
		return a.Say(s, e)
	}
	var said Said
	if k := KindOf(e.Act); k != nil {
		for _, f := range k.Asked() {
			if f.Value == IDValue {
				said.Names = append(said.Names, f.In(e.Act).Interface())
			}
		}
	}
	return said
}

func say(variant string, names ...any) Said { return Said{variant, names} }

// variant is how several things that an act may have changed become one variant: that
// of the only one, the general text for more.
type variant struct {
	of   string
	many bool
}

func (v *variant) add(next string) {
	v.many = v.of != ""
	v.of = next
}

func (v *variant) String() string {
	if v.many {
		return ""
	}
	return v.of
}

// when is text where something is so.
func when(so bool, text string) string {
	if so {
		return text
	}
	return ""
}

// byOther is the variant where somebody else than p did it.
func byOther(e *Entry, p PersonID) string { return when(e.By != 0 && e.By != p, ".other") }

// Whom something is about, as far as s knows; nobody where it does not.

func (s *State) heldBy(id SeatID) PersonID {
	if t := s.Seat(id); t != nil {
		return t.Person
	}
	return 0
}

func (s *State) ledBy(id LeadID) PersonID {
	if l := s.Lead(id); l != nil {
		return l.Person
	}
	return 0
}

func (s *State) namedBy(id StrengthID) (PersonID, Naming) {
	if t := s.Strength(id); t != nil {
		return t.Person, t.As
	}
	return 0, AsStrength
}

// offered returns an offer, an empty one where s knows of none.
func (s *State) offered(id OfferID) *Offer {
	if o := s.Offer(id); o != nil {
		return o
	}
	return new(Offer)
}

// work is what is led: an initiative, or a tension that nobody led yet.
func work(i InitiativeID, t TensionID) any {
	if i == 0 && t != 0 {
		return t
	}
	return i
}

// variant is that for what somebody named about themselves; the words they chose are
// theirs, and no sentence repeats them.
func (n Naming) variant() string { return when(n != AsStrength, "."+n.String()) }
