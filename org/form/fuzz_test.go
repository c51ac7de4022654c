package form_test

import (
	"net/url"
	"testing"
	"time"

	"orpheus/org"
	"orpheus/org/form"
)

// FuzzAct: whatever fields somebody sends, for every kind of act, is read or refused for one field.
func FuzzAct(f *testing.F) {
	for i := range org.Kinds() {
		f.Add(i, "title=x&name=y&circle=C1&person=P1&role=R1&until=2026-04-01&lead=true&places=2&accountabilities=a%0Ab")
	}
	zone, err := time.LoadLocation("Europe/Amsterdam")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, n int, query string) {
		fields, err := url.ParseQuery(query)
		if err != nil || n < 0 {
			return
		}
		k := org.Kinds()[n%len(org.Kinds())]
		act, err := form.Act(k, fields, zone)
		if err == nil && org.KindOf(act).Name != k.Name {
			t.Errorf("%s was read as %s", k.Name, org.NameOf(act))
		}
	})
}
