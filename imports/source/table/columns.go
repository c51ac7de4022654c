package table

import (
	"strings"

	"orpheus/imports/source"
)

// Column is what a column of a table holds.
type Column string

// The columns.
const (
	ColCircle           Column = "circle"
	ColRole             Column = "role"
	ColPerson           Column = "person"
	ColName             Column = "name"
	ColFirst            Column = "first_name"
	ColLast             Column = "last_name"
	ColSince            Column = "since"
	ColUntil            Column = "until"
	ColTerm             Column = "term"
	ColOrigin           Column = "origin"
	ColFocus            Column = "focus"
	ColLeads            Column = "leads"
	ColFormal           Column = "formal"
	ColParents          Column = "parents"
	ColPurpose          Column = "purpose"
	ColPlaces           Column = "places"
	ColTermDays         Column = "term_days"
	ColAccountabilities Column = "accountabilities"
	ColDomains          Column = "domains"
	ColAlso             Column = "also"
	ColMail             Column = "mail"
	colIn               Column = "in"    // of the map as a table: the circles around it
	colLight            Column = "light" // of the map as a table: not read
)

// Columns are those that a table may have, in the order in which to offer them.
var Columns = []Column{
	ColCircle, ColRole, ColPerson, ColName, ColFirst, ColLast, ColMail, ColSince, ColUntil, ColTerm, ColLeads, ColParents,
	ColPurpose, ColFocus, ColOrigin, ColAlso, ColPlaces, ColTermDays, ColAccountabilities, ColDomains, ColFormal,
}

// headings are how people head the columns, in English, Dutch and Danish, folded as plain
// folds them.
var headings = map[Column]string{
	ColCircle: "circle|circles|circle name|team|teams|group|working group|department|project|unit|" +
		"kring|kringen|kringnaam|dienst|cirkel|werkgroep|groep|afdeling|projectgroep|kreds|cirkler|cirkelnavn|gruppe|arbejdsgruppe|hold|projekt",
	ColRole: "role|roles|role name|function|position|rol|rollen|rolnaam|functie|taak|rolle|roller|rollenavn|funktion",
	ColPerson: "person|people|who|holder|member|full name|filled by|persoon|personen|wie|mens|medewerker|lid|rolhouder|vervuld door|naam persoon|" +
		"personer|hvem|medarbejder|medlem|fulde navn|rolleholder",
	ColName:   "name|display name|naam|volledige naam|navn",
	ColFirst:  "first name|firstname|given name|voornaam|fornavn",
	ColLast:   "last name|lastname|surname|family name|achternaam|familienaam|efternavn",
	ColSince:  "since|from|start|start date|begin|begins|sinds|vanaf|startdatum|begindatum|ingangsdatum|siden|fra|startdato|begyndt",
	ColUntil:  "until|end|end date|ended|till|tot|einde|einddatum|geeindigd|geëindigd|indtil|til|slut|slutdato|sluttet",
	ColTerm:   "term|term end|ends|planned end|termijn|termijn tot|loopt tot|gepland einde|periode|periode til|udløber|planlagt slut",
	ColOrigin: "origin|how it began|herkomst|oorsprong|hoe begonnen|oprindelse|hvordan begyndt",
	ColFocus:  "focus|part|deel|aandachtsgebied|fokus|del",
	ColLeads:  "leads|leading|leads the circle|leidt|leidt de kring|leidend|leder|leder cirklen|ledende",
	ColFormal: "formal|formal role|formeel|formele rol|formel|formel rolle",
	ColParents: "parents|parent|parent circle|parent circles|part of|within|inside|onder|ouder|ouders|valt onder|onderdeel van|hoort bij|bovenliggende kring|hoofdkring|" +
		"overordnet|overordnede|forælder|forældre|del af|overcirkel|hører under",
	ColPurpose:          "purpose|aim|what for|doel|bedoeling|waarvoor|formål|hvad for",
	ColPlaces:           "places|number of places|seats|plaatsen|aantal plaatsen|pladser|antal pladser",
	ColTermDays:         "term days|days|termijn in dagen|dagen|dage|periode i dage",
	ColAccountabilities: "accountabilities|accountability|responsibilities|tasks|verantwoordelijkheden|taken|verwachtingen|ansvar|ansvarsområder|forventninger|opgaver",
	ColDomains:          "domains|domain|domeinen|domein|domæner|domæne",
	ColAlso:             "also|aliases|other names|ook|andere namen|ook bekend als|også|andre navne|også kendt som",
	ColMail:             "mail|email|e mail|mail address|email address|e mail address|mailadres|emailadres|e mailadres|mailadresse|emailadresse|e mailadresse",
	colIn:               "in|i",
	colLight:            "leads something now|is nu ergens mee bezig|tovholder nu",
}

// kinds are the four tables.
type kind string

const (
	seatsTable   kind = "seats"
	circlesTable kind = "circles"
	rolesTable   kind = "roles"
	peopleTable  kind = "people"
)

// titles are how people call the four tables.
var titles = map[kind]string{
	seatsTable:   "seats|seat|who does what|memberships|zetels|plekken|bezetting|rolverdeling|wie doet wat|sæder|besættelse|hvem gør hvad|poster",
	circlesTable: "circles|teams|groups|kringen|cirkels|groepen|cirkler|kredse|grupper",
	rolesTable:   "roles|rollen|roller",
	peopleTable:  "people|persons|members|mensen|personen|leden|medewerkers|personer|mennesker|folk|medlemmer|medarbejdere",
}

var (
	byHeading = index(headings)
	byTitle   = index(titles)
)

func index[K comparable](words map[K]string) map[string]K {
	out := map[string]K{}
	for k, list := range words {
		for word := range strings.SplitSeq(list, "|") {
			out[word] = k
		}
	}
	return out
}

// plain is a heading as it is compared: without case, marks and repeated blanks.
func plain(s string) string {
	s = strings.Map(func(r rune) rune {
		if strings.ContainsRune("_-/.:,;*?!()[]\"'’", r) {
			return ' '
		}
		return r
	}, strings.ToLower(source.OneLine(s)))
	return strings.Join(strings.Fields(s), " ")
}

// columnOf is what a heading says a column holds; "" where that is not known.
func columnOf(heading string) Column { return byHeading[plain(heading)] }

// ColumnOf is what a heading is read as, where nothing else is said; "" for nothing.
func ColumnOf(heading string) Column { return columnOf(heading) }

// kindOf is which of the tables a title names; "" for none.
func kindOf(title string) kind { return byTitle[plain(title)] }
