package form_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"orpheus/org/form"
)

func TestPeople(t *testing.T) {
	fatima := form.Line{Name: "Fatima Idrissi", Mail: "fatima@linde.example"}
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
		{"fatima@linde.example", []form.Line{{Mail: "fatima@linde.example", Why: "invite.no_name"}}},
		{"Fatima;fatima@linde", []form.Line{{Name: "Fatima", Mail: "fatima@linde", Why: "invite.bad_mail"}}},
		{"F;f@x.example\nG;F@X.example", []form.Line{{Name: "F", Mail: "f@x.example"}, {Name: "G", Mail: "F@X.example", Why: "invite.twice"}}},
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
