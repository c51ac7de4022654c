package org

import (
	"regexp"
	"slices"
)

// Organisation is what holds for the whole.
type Organisation struct {
	_              struct{} `cbor:",toarray"`
	Slug           string   // its place in addresses
	Name           string
	Lang           string // language of its pages where a person chose none
	Zone           string // IANA name of its time zone
	Founded        Time
	StatisticsFrom Time // agreed start of statistics about leading; zero for none set
	Sources        []Source

	BareMails bool // mails say only that something waits

	InviteMembers, InviteGuests Inviter // who may invite people
	Bar                         string  // the colour of the bar over the pages; empty for that of the program

	Wordings []Wording // words of its own, by language and what they are for
}

type organisationRow Organisation

// MarshalCBOR writes what it was at first, and what came later where it says something.
func (o Organisation) MarshalCBOR() ([]byte, error) { return encodeRow(organisationRow(o), 7) }

// UnmarshalCBOR reads what MarshalCBOR wrote.
func (o *Organisation) UnmarshalCBOR(b []byte) error { return decodeRow(b, (*organisationRow)(o)) }

// Source is an import that changed something, and up to where it went.
type Source struct {
	_      struct{} `cbor:",toarray"`
	Format string
	Ref    string // a commit, or empty
	At     Time
}

var slugs = regexp.MustCompile(`^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$`)

// reserved are first parts of addresses that are no organisation.
var reserved = []string{"api", "assets", "healthz", "readyz", "metrics", "signin", "signout", "style", "static", "mcp", "found", "help", "privacy", "accessibility"}

// CheckSlug says whether slug can name an organisation in addresses.
func CheckSlug(slug string) error {
	if !slugs.MatchString(slug) || slices.Contains(reserved, slug) {
		return refuse(Invalid, "org.slug", slug)
	}
	return nil
}

// FoundOrganisation is the first act of every log. It makes the root circle.
type FoundOrganisation struct {
	Slug string `json:"slug" doc:"short name in addresses: small letters, digits, hyphens"`
	Name string `json:"name" doc:"name of the organisation"`
	Lang string `json:"lang" doc:"its language: en, nl or da"`
	Zone string `json:"zone,omitzero" doc:"its time zone, for example Europe/Brussels; UTC where empty"`
}

func (a *FoundOrganisation) Check(s *State, m Moment) error {
	if s.Founded != 0 {
		return refuse(Conflict, "org.founded", s.Slug)
	}
	return first(nobody(m), CheckSlug(a.Slug), checkName(a.Name), checkLang(a.Lang))
}

func (a *FoundOrganisation) Apply(d *Draft, m Moment) {
	d.Organisation = Organisation{Slug: a.Slug, Name: a.Name, Lang: a.Lang, Zone: a.Zone, Founded: m.At}
	d.circles.Append(d.own, Circle{Name: a.Name, Formed: m.At})
}

func (*FoundOrganisation) Say(_ *State, _ *Entry) Said {
	return say("", Root)
}

func (*FoundOrganisation) Concern(PersonID) (Ref, CircleID) { return RefOf(Root), 0 }

// AmendOrganisation changes settings; what is nil stays.
type AmendOrganisation struct {
	Lang           *string `json:"lang,omitzero" doc:"its language: en, nl or da" example:"da"`
	Zone           *string `json:"zone,omitzero" doc:"its time zone, for example Europe/Brussels"`
	StatisticsFrom *Time   `json:"statistics_from,omitzero" doc:"the day from which statistics about leading are agreed"`
}

func (a *AmendOrganisation) Check(s *State, m Moment) error {
	if a.Lang != nil {
		if err := checkLang(*a.Lang); err != nil {
			return err
		}
	}
	return s.mustSteward(m)
}

func (a *AmendOrganisation) Apply(d *Draft, _ Moment) {
	set(&d.Lang, a.Lang)
	set(&d.Zone, a.Zone)
	set(&d.StatisticsFrom, a.StatisticsFrom)
}

func (a *AmendOrganisation) Say(_ *State, _ *Entry) Said {
	var v variant
	var to any
	if a.Lang != nil {
		v.add(".lang")
		to = Tongue(*a.Lang)
	}
	if a.Zone != nil {
		v.add(".zone")
		to = Word(*a.Zone)
	}
	switch {
	case a.StatisticsFrom == nil:
	case *a.StatisticsFrom == 0:
		v.add(".statistics_off")
		to = nil
	default:
		v.add(".statistics")
		to = *a.StatisticsFrom
	}
	return say(v.String(), to)
}

func (a *AmendOrganisation) Open(s *State) { a.Lang, a.Zone = &s.Lang, &s.Zone }

func (*AmendOrganisation) Concern(PersonID) (Ref, CircleID) { return RefOf(Root), 0 }

// NoteSource records that an import changed something, so that the next one
// knows where to go on.
type NoteSource struct {
	Format string   `json:"format" doc:"kind of source"`
	Ref    string   `json:"ref,omitzero" doc:"commit the source was at"`
	Who    PersonID `json:"who,omitzero" doc:"who brought it in, or took it back"`
	Back   bool     `json:"back,omitzero" doc:"an import of that kind was taken back"`
}

func (a *NoteSource) Check(_ *State, m Moment) error { return nobody(m) }

func (a *NoteSource) Apply(d *Draft, m Moment) {
	d.Sources = slices.DeleteFunc(slices.Clone(d.Sources), func(s Source) bool { return s.Format == a.Format })
	if !a.Back {
		d.Sources = append(d.Sources, Source{Format: a.Format, Ref: a.Ref, At: m.At})
	}
}

func (a *NoteSource) Say(_ *State, _ *Entry) Said {
	switch {
	case a.Who != 0 && a.Back:
		return say(".back", Word(a.Format), a.Who)
	case a.Who != 0:
		return say(".by", Word(a.Format), a.Who)
	}
	return say("", Word(a.Format))
}

// Effect: with an import come names of people.
func (*NoteSource) Effect() Effect { return Effect{Renames: true} }

// RedactEntry says that the titles and names in an earlier entry were taken out.
// The log keeps the entry's place, kind and moment. After is the hash of what is
// left, so that nobody can change it unseen.
type RedactEntry struct {
	Entry uint64 `json:"entry" doc:"number of the entry in the log"`
	After string `json:"after,omitzero" doc:"hash of the entry as it is left; worked out"`
}

func (a *RedactEntry) Check(s *State, m Moment) error {
	if a.Entry == 0 || a.Entry > s.Version {
		return refuse(NotFound, "entry.unknown", a.Entry)
	}
	return nobody(m)
}

// Apply does nothing: the state follows from the entry as it is left.
func (a *RedactEntry) Apply(*Draft, Moment) {}

func (a *RedactEntry) Say(*State, *Entry) Said { return say("", int(a.Entry)) }

func (a *RedactEntry) Effect() Effect { return Effect{Redacted: a.Entry} }

func checkLang(lang string) error {
	if !slices.Contains([]string{"en", "nl", "da"}, lang) {
		return refuse(Invalid, "org.lang", lang)
	}
	return nil
}

// set writes *to where a new value is given.
func set[T any](to *T, v *T) {
	if v != nil {
		*to = *v
	}
}

// SayInMails sets how much mails about notices say, whatever people chose for themselves.
type SayInMails struct {
	Bare bool `json:"bare" doc:"mails say only that something waits, and nothing of it"`
}

func (a *SayInMails) Check(s *State, m Moment) error { return s.mustSteward(m) }

func (a *SayInMails) Apply(d *Draft, _ Moment) { d.BareMails = a.Bare }

func (a *SayInMails) Say(_ *State, _ *Entry) Said {
	if a.Bare {
		return say(".bare")
	}
	return say("")
}

func (a *SayInMails) Open(s *State) { a.Bare = s.BareMails }

func (*SayInMails) Concern(PersonID) (Ref, CircleID) { return RefOf(Root), 0 }
