package source

import "strings"

// placeholders are what people write where a person is still to be found, in
// lower case and without the brackets and marks around them.
var placeholders = map[string]bool{
	"":                   true,
	"appointment needed": true, "n/a": true, "n.a": true, "nobody": true,
	"no one": true, "none": true, "not filled": true, "open position": true,
	"tba": true, "tbc": true, "tbd": true, "to be announced": true,
	"to be appointed": true, "to be confirmed": true, "to be decided": true,
	"to be determined": true, "to do": true, "todo": true, "unassigned": true,
	"unfilled": true, "vacancy": true, "vacant": true, "volunteer needed": true,
	"volunteers needed": true, "fixme": true, "leaderless": true, "unknown": true,
	// Dutch and Danish.
	"niemand": true, "onbekend": true, "open plaats": true, "vacature": true, "nog te bepalen": true, "n.t.b": true, "ntb": true,
	"ingen": true, "ubesat": true, "ukendt": true, "ledig": true, "mangler": true,
}

// Placeholder says whether name stands for a place nobody has taken rather
// than for a person: "TBD", "You?", "APPOINTMENT NEEDED", "<vacant>", "?",
// nothing at all. Case, brackets and marks around it do not matter.
//
// It errs on the side of a person: a word that is only part of a longer text
// does not make that text a placeholder.
func Placeholder(name string) bool {
	s := strings.ToLower(OneLine(name))
	// "You?" asks the reader; "you" may well be somebody's handle.
	if bare := strings.Trim(s, "()[]{}<>\"'*_ "); bare == "you?" || bare == "you!" || bare == "maybe you?" {
		return true
	}
	return placeholders[strings.Trim(s, "()[]{}<>\"'*_-–—.,:;!?/@ ")]
}
