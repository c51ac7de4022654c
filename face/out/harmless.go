package out

import "regexp"

// formula is where a spreadsheet begins to read a formula: at the start of a cell, and
// where it takes something within for the end of one. Which character separates cells
// depends on the country of the computer: a semicolon in Dutch and Danish; quotes do not
// help where it is another than the file has.
var formula = regexp.MustCompile(`(^|[,;|\t\r\n"])(\s*)([=+\-@\t\r＝＋－＠])`)

// Harmless is a text of which a spreadsheet takes no part for a formula.
func Harmless(cell string) string {
	for { // the end of one may be the beginning of another
		out := formula.ReplaceAllString(cell, "$1$2'$3")
		if out == cell {
			return cell
		}
		cell = out
	}
}
