package source

import "testing"

func TestNear(t *testing.T) {
	fields := Fields{"leads", "members", "tech_leads", "name", "wg"}
	for _, c := range []struct{ name, want string }{
		{"leads", "leads"},
		{"lead", "leads"},
		{"Leads", "leads"},
		{"leaders", "leads"},
		{"leasd", "leads"},
		{"member", "members"},
		{"mebmers", "members"},
		{"tech-leads", "tech_leads"},
		{"techlead", "tech_leads"},
		{"names", "name"},
		{"page", ""},
		{"organizers", ""},
		{"lists", ""},
		{"", ""},
		{"x", ""},
	} {
		if got := fields.Near(c.name); got != c.want {
			t.Errorf("%q is near %q, want %q", c.name, got, c.want)
		}
	}
}
