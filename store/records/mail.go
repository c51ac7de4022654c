package records

import (
	"strings"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// MailKey returns the one form in which mail addresses are compared, counted and
// found: who writes them with other capitals, or with letters that only look or fold
// alike (the long s, the Kelvin sign), means the same address. Mails go to the
// address as it was written.
func MailKey(mail string) string {
	for range 2 { // what is folded may have to be brought into its form, and what is in form folded
		mail = norm.NFKC.String(cases.Fold().String(norm.NFKC.String(mail)))
	}
	return strings.TrimSpace(mail)
}
