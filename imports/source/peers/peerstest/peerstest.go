// Package peerstest has exports of other programs for tests.
package peerstest

import (
	"bytes"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/xuri/excelize/v2"
)

// Exports are files written by hand as the other programs write them, with what is hard
// about each.
func Exports(t testing.TB, dir string) map[string][]byte {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.*"))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string][]byte{"holaspirit.xlsx": holaspirit(t), "rolebase.xlsx": rolebase(t)}
	for _, file := range files {
		if filepath.Ext(file) == ".txt" {
			continue
		}
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all[filepath.Base(file)] = data
	}
	return all
}

func book(t testing.TB, sheets map[string][][]any) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for _, name := range slices.Sorted(maps.Keys(sheets)) {
		if _, err := f.NewSheet(name); err != nil {
			t.Fatal(err)
		}
		for i, row := range sheets[name] {
			cell, err := excelize.CoordinatesToCellName(1, i+1)
			if err == nil {
				err = f.SetSheetRow(name, cell, &row)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := f.DeleteSheet("Sheet1"); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// holaspirit has two circles of one name, core roles with the name of their circle, texts in
// HTML, seats that ended, the same person twice and somebody suspended.
func holaspirit(t testing.TB) []byte {
	return book(t, map[string][][]any{
		"Members": {
			{"Last name", "First name", "Email", "Phone", "Suspended", "Compétences"},
			{"Lee", "Ann", "ann@linde.example", "1", "no", "x"}, {"Moe", "Bob", "bob@linde.example", "2", "no", ""}, {"Poe", "Cas", "cas@linde.example", "3", "yes", ""},
		},
		"Circles & Roles": {
			{"Circle ID", "Circle", "Role ID", "Role", "Template?", "IsCircle", "Purpose", "Domains", "Accountabilities", "Stratégie"},
			{"", "", "o1", "De Linde", "", "yes", "<p>A good life</p>", "", "", ""},
			{"k1", "De Linde", "o2", "Care", "", "yes", "To care", "", "", ""},
			{"k1", "De Linde", "o3", "Places", "", "yes", "", "", "", ""},
			{"k2", "Care", "o4", "Night", "", "yes", "", "", "", ""},
			{"k3", "Places", "o5", "Night", "", "yes", "", "", "", ""},
			{"k2", "Care", "r1", "Care (Lead Link)", "", "no", "", "", "", ""},
			{"k2", "Care", "r2", "Nurse", "", "no", "<p>Wounds heal</p>", "<ul><li>The cupboard</li></ul>", "<ul><li>Dressing wounds</li><li>Listening</li></ul>", "x"},
			{"k9", "Nowhere", "r3", "Ghost", "", "no", "", "", "", ""},
			{"o5", "Night", "r4", "Guard", "", "no", "", "", "", ""},
		},
		"Assignations": {
			{"Last name", "First name", "Email", "Circle ID", "Circle", "Role ID", "Role", "TimeSpent", "Since", "Until", "Scope"},
			{"Lee", "Ann", "ann@linde.example", "k2", "Care", "r1", "Care (Lead Link)", "", "2024-01-01", "", ""},
			{"Moe", "Bob", "bob@linde.example", "k2", "Care", "r2", "Nurse", "", "2024-01-01", "", "nights"},
			{"Moe", "Bob", "bob@linde.example", "k2", "Care", "r2", "Nurse", "", "2024-01-01", "", "nights"},
			{"Lee", "Ann", "ann@linde.example", "k2", "Care", "r2", "Nurse", "", "2023-01-01", "2024-06-01", ""},
			{"Moe", "Bob", "bob@linde.example", "k1", "De Linde", "o3", "Places", "", "", "", ""},
			{"Lee", "Ann", "ann@linde.example", "k1", "De Linde", "", "", "", "", "", ""},
		},
		"Policies": {{"Circle ID", "Circle", "Domain", "Policy"}, {"k2", "Care", "", "Be kind"}},
	})
}

func rolebase(t testing.TB) []byte {
	return book(t, map[string][][]any{
		"members":        {{"id", "name", "inviteEmail", "archived"}, {"m1", "Ann Lee", "ann@linde.example", "false"}},
		"roles":          {{"id", "name", "purpose", "accountabilities", "singleMember"}, {"r0", "De Linde", "", "", ""}, {"r1", "Care", "To care", "", ""}, {"r2", "Nurse", "", "- Dressing wounds", "true"}},
		"circles":        {{"id", "roleId", "parentId", "archived"}, {"c0", "r0", "", ""}, {"c1", "r1", "c0", ""}, {"c2", "r2", "c1", ""}},
		"circle_members": {{"id", "circleId", "memberId", "archived"}, {"x", "c2", "m1", "false"}},
		"circle_links":   {{"id", "circleId", "parentId"}},
	})
}

