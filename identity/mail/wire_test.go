package mail_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"orpheus/identity"
	"orpheus/identity/mail"
	"orpheus/internal/test/mailbox"
)

// A mail server reads domains in ASCII, and addresses in other letters only where it says so;
// it is greeted by the host that people know.
func TestAddressesBeyondASCII(t *testing.T) {
	for _, c := range []struct {
		name, to, public string
		utf8             bool
		mail, rcpt, ehlo string
		fault            error
	}{
		{"a plain address", "ann@linde.example", "https://o.example/orpheus", true, "MAIL FROM:<o@xn--bcher-kva.example>", "RCPT TO:<ann@linde.example>", "EHLO o.example", nil},
		{"a domain", "ann@blåbær.example", "https://bücher.example", false, "MAIL FROM:<o@xn--bcher-kva.example>", "RCPT TO:<ann@xn--blbr-roah.example>", "EHLO xn--bcher-kva.example", nil},
		{"a domain, though the server takes all", "ann@blåbær.example", "https://127.0.0.1:8443", true, "MAIL FROM:<o@xn--bcher-kva.example>", "RCPT TO:<ann@xn--blbr-roah.example>", "EHLO [127.0.0.1]", nil},
		{"letters before the @", "søren@blåbær.example", "https://o.example", true, "MAIL FROM:<o@xn--bcher-kva.example> SMTPUTF8", "RCPT TO:<søren@xn--blbr-roah.example>", "EHLO o.example", nil},
		{"letters a server does not take", "søren@linde.example", "https://[::1]", false, "", "", "EHLO [IPv6:::1]", identity.ErrLetters},
	} {
		box := mailbox.Listen(t, "127.0.0.1:0", c.utf8)
		smtp, err := mail.NewSMTP("smtp://"+box.Addr, "Orpheus <o@bücher.example>")
		if err != nil {
			t.Fatal(err)
		}
		if err := smtp.Greet(c.public); err != nil {
			t.Fatal(err)
		}
		err = smtp.Send(t.Context(), identity.Letter{To: identity.Who{Name: "Søren", Mail: c.to, OrgName: "L", Lang: "da"}, Link: "https://o.example/signin/x"})
		if !errors.Is(err, c.fault) || err != nil && c.fault == nil {
			t.Errorf("%s: %v", c.name, err)
		}
		var said []string
		for len(box.Said) > 0 {
			said = append(said, strings.Replace(<-box.Said, " BODY=8BITMIME", "", 1))
		}
		for _, want := range []string{c.ehlo, c.mail, c.rcpt} {
			if want != "" && !slices.Contains(said, want) {
				t.Errorf("%s: no %q in %q", c.name, want, said)
			}
		}
		if c.fault != nil {
			if slices.ContainsFunc(said, func(s string) bool { return strings.HasPrefix(s, "RCPT") }) {
				t.Errorf("%s: it was tried all the same: %q", c.name, said)
			}
			continue
		}
		host := strings.TrimPrefix(c.ehlo, "EHLO ")
		if got := <-box.Got; !strings.Contains(got, "@"+host+">") {
			t.Errorf("%s: the mail is not named by %s: %s", c.name, host, got)
		}
	}
}
