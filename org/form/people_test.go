package form_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"orpheus/org/form"
)

func TestPeople(t *testing.T) {
	fatima := form.Line{Name: "Fatima Idrissi", Mail: "fatima@linde.example"}
	jan, piet := form.Line{Name: "Jan Jansen", Mail: "jan@x.example"}, form.Line{Name: "Piet de Vries", Mail: "piet@x.example"}
	ann, bob := form.Line{Name: "Ann", Mail: "ann@x.example", Guessed: true}, form.Line{Name: "Bob", Mail: "bob@x.example", Guessed: true}
	gitte, john := form.Line{Name: "Gitte Sørensen", Mail: "gitte@sg.example"}, form.Line{Name: "John Doe", Mail: "john@x.example"}
	for _, c := range []struct {
		text string
		want []form.Line
	}{
		{"Fatima Idrissi <fatima@linde.example>", []form.Line{fatima}},
		{`"Fatima Idrissi" <fatima@linde.example>,`, []form.Line{fatima}},
		{"Fatima Idrissi;fatima@linde.example", []form.Line{fatima}},
		{"Fatima Idrissi, fatima@linde.example", []form.Line{fatima}},
		{"fatima@linde.example\tFatima\tIdrissi", []form.Line{fatima}},
		{"\ufeffName;E-mail\r\n\r\n\"Fatima Idrissi\";\"fatima@linde.example\"\r\n;\r\n", []form.Line{fatima}},
		{"Voornaam,Achternaam,E-mail\nFatima,Idrissi,fatima@linde.example", []form.Line{fatima}},
		{"Fatima Idrissi", []form.Line{{Name: "Fatima Idrissi", Why: "invite.no_mail"}}},
		{"fatima@linde.example", []form.Line{{Name: "Fatima", Mail: "fatima@linde.example", Guessed: true}}},
		{"team7@linde.example", []form.Line{{Mail: "team7@linde.example", Why: "invite.no_name"}}},
		{"Fatima;fatima@linde", []form.Line{{Name: "Fatima", Mail: "fatima@linde", Why: "invite.bad_mail"}}},
		{"F;f@x.example\nG;F@X.example", []form.Line{{Name: "F", Mail: "f@x.example"}, {Name: "G", Mail: "F@X.example", Why: "invite.twice"}}},
		{"F;f@x.example", []form.Line{{Name: "F", Mail: "f@x.example"}}}, // the other one is gone
		// From mails.
		{"Jan Jansen <jan@x.example>; Piet de Vries <piet@x.example>", []form.Line{jan, piet}},
		{"Jan Jansen <jan@x.example>, Piet de Vries <piet@x.example>,", []form.Line{jan, piet}},
		{`"Jansen, Jan" <jan@x.example>; "de Vries, Piet" <piet@x.example>`, []form.Line{jan, piet}},
		{"Jansen, Jan <jan@x.example>", []form.Line{jan}},
		{"ann@x.example, bob@x.example", []form.Line{ann, bob}},
		{"ann@x.example; bob@x.example", []form.Line{ann, bob}},
		{"ann@x.example bob@x.example", []form.Line{ann, bob}},
		{"<mailto:ann@x.example>", []form.Line{ann}},
		{"Gitte Sørensen gitte@sg.example", []form.Line{gitte}},
		{"gitte@sg.example Gitte Sørensen", []form.Line{gitte}},
		{"Gitte Sørensen (gitte@sg.example)", []form.Line{gitte}},
		{"Gitte Sørensen: gitte@sg.example", []form.Line{gitte}},
		{"Gitte Sørensen - gitte@sg.example", []form.Line{gitte}},
		{"1. Gitte Sørensen <gitte@sg.example>", []form.Line{gitte}},
		{"\u2022 Gitte\u00a0Sørensen\u200b gitte@sg.example\u202c", []form.Line{gitte}},
		// From tables, with columns of other programs.
		{"John Doe,john@x.example,Member,Editor", []form.Line{john}},
		{"12;John;Doe;john@x.example;Team Oost", []form.Line{john}},
		{"john@x.example,John Doe,Member", []form.Line{john}},
		{"| John Doe | john@x.example |", []form.Line{john}},
		{"Name,mail,Role\nJohn Doe,john@x.example,Editor", []form.Line{john}},
		{"First Name [Required],Last Name [Required],Email Address [Required],Password [Required]\nJohn,Doe,john@x.example,secret", []form.Line{john}},
		{"Username;First name;Last name;Display name;Job title\njohn@x.example;John;Doe;John Doe;Nurse", []form.Line{john}},
		{"username,email,status,billing-active,fullname,displayname\njdoe,john@x.example,Member,1,John Doe,john", []form.Line{john}},
		{"Voornaam;Tussenvoegsel;Achternaam;E-mailadres;Functie\nPiet;de;Vries;piet@x.example;Kok", []form.Line{piet}},
		{"Fornavn\tEfternavn\tE-mail\tAfdeling\nGitte\tSørensen\tgitte@sg.example\tØst", []form.Line{gitte}},
		{"Navn;Mailadresse\nGitte Sørensen;", []form.Line{{Name: "Gitte Sørensen", Why: "invite.no_mail"}}},
		{"Name", []form.Line{{Name: "Name", Why: "invite.no_mail"}}},
		{"", nil},
	} {
		got := form.People(c.text)
		for i := range got {
			if got[i].N == 0 || got[i].Text == "" {
				t.Errorf("%q: a line without its number or text", c.text)
			}
			got[i].N, got[i].Text = 0, ""
		}
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%q (- want, + got):\n%s", c.text, d)
		}
	}
}

func FuzzPeople(f *testing.F) {
	f.Add("Name;mail\nFatima <f@x.example>\n\"a;b\tc")
	f.Fuzz(func(t *testing.T, text string) {
		for _, l := range form.People(text) {
			if l.Why == "" && (!form.IsName(l.Name) || !form.IsMail(l.Mail)) {
				t.Errorf("read %+v", l)
			}
		}
	})
}
