package site_test

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"testing"

	"github.com/xuri/excelize/v2"

	"orpheus/internal/browser"
	"orpheus/internal/test/need"
	"orpheus/text/i18n"
)

// staff is a workbook of 150 people in 30 circles, with a title above, circles in merged
// cells, days as text, one of them none, and one person twice.
func staff(t *testing.T) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	set := func(row int, cells ...any) {
		if err := f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", row), &cells); err != nil {
			t.Fatal(err)
		}
	}
	set(1, "Staff 2026")
	set(2, "Team", "Part of", "Role", "Name", "E-mail", "Since", "Leads", "Staff no.")
	for n := range 150 {
		team, within, leads, since := "", "", "", "01.09.2019"
		if n%5 == 0 {
			team, leads = fmt.Sprintf("Équipe %d", n/5), "yes"
			if n > 0 {
				within = fmt.Sprintf("Équipe %d", (n/5-1)/4)
			}
		}
		if n == 7 {
			since = "31.02.2022"
		}
		name := fmt.Sprintf("Zoë Jansen %d", n)
		if n == 12 { // who is here already
			name = "Sorensen, Noor"
		}
		set(n+3, team, within, []string{"Link", "Intake", "Garden", "Rota", "Quality"}[n%5], name, fmt.Sprintf("zoe%d@linde.example", n), since, leads, 10000+n)
	}
	for n := 3; n < 153; n += 5 { // what is set in a merged cell would be that of all of it
		if err := f.MergeCell("Sheet1", fmt.Sprintf("A%d", n), fmt.Sprintf("A%d", n+4)); err != nil {
			t.Fatal(err)
		}
	}
	set(153, "", "", "Quality", "zoë  jansen 149", "", "", "", 10149)
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// A steward drops a workbook on a page, looks at its columns and at what would become of it,
// brings it in, and takes it back; by real presses, on a phone, and accessibly.
func TestAStewardBringsAWorkbookIn(t *testing.T) {
	t.Parallel()
	for i, lang := range i18n.Languages {
		if i > 0 && !need.CI() {
			continue
		}
		t.Run(lang, func(t *testing.T) {
			s := teller{serveTeams(t), lang, browser.Phone, pointer{}}
			says := i18n.For(lang)
			before := s.circles()
			p := s.as(looker)
			s.at(p, "/settings")
			p.Press(one(`main a[href$="/settings/bring"]`))
			p.Wait(`document.querySelector("#table")`)
			p.Accessible()
			p.Text(fmt.Sprintf(`(() => {
				const b = Uint8Array.from(atob(%q), c => c.charCodeAt(0)), d = new DataTransfer();
				d.items.add(new File([b], "staff.xlsx"));
				document.querySelector("#table").files = d.files;
				return "";
			})()`, base64.StdEncoding.EncodeToString(staff(t))))
			p.Press(one(`main form[enctype] button`))
			p.Wait(`document.querySelector(".bring-columns")`)
			p.Accessible()
			p.has("staff.xlsx")
			p.has("Staff no.")
			p.Press(one(`main input[name=fill]`))
			p.Press(one(`main button[value=look]`)) // more rows count now: somebody is asked about first
			p.Wait(`document.querySelector("main input[name=fill]")?.checked && document.querySelector("main input[name=same]")`)
			p.has(says.T("bring.doubt", "Sorensen, Noor", "Noor Sørensen"))
			p.Accessible()
			p.Press(one(`main input[name=same]`))
			p.has("31.02.2022")
			p.Press(one(`main button[value=look]`))
			p.Wait(`document.querySelector("main button[value=bring]")`)
			p.Accessible()
			p.has(says.T("bring.count.circles", 30))
			p.has(says.T("bring.count.people", 148))
			if s.circles() != before {
				t.Error("looking has changed something")
			}
			p.Press(one(`main button[value=bring]`))
			p.Wait(`document.querySelector("main button[value=back]")`)
			p.Accessible()
			if got := s.circles(); got != before+30 {
				t.Errorf("%d circles came", got-before)
			}
			p.Press(one(`main button[value=back]`))
			p.Wait(`document.querySelector("main [role=status]")`)
			p.Accessible()
			if s.circles() != before {
				t.Error("it is not taken back")
			}
		})
	}
}

// circles is how many circles there are.
func (s teller) circles() (n int) {
	state, err := s.desk.Look(s.t.Context(), s.slug, 0)
	if err != nil {
		s.t.Fatal(err)
	}
	for _, c := range state.Circles() {
		if c.Live() {
			n++
		}
	}
	return n
}
