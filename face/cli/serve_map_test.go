package cli_test

import (
	"fmt"
	"path/filepath"
	"testing"
)

// Where things lie follows from the acts: a process that drew the map after every
// act, one beside it on the same file that never looked before, and one after a
// restart draw the same, today and on a day of the past.
func TestEveryProcessDrawsTheSameMap(t *testing.T) {
	data := filepath.Join(t.TempDir(), "o.db")
	run(t, "--data", data, "org", "create", "linde", "--name", "De Linde", "--at", "2026-01-05", "--person", "Fatima Idrissi")
	url, _ := serve(t, data)
	c := browser(t)
	signIn := func(url string) {
		get(t, c, run(t, "--data", data, "person", "link", "--org", "linde", "P1", "--public-url", url))
	}
	signIn(url)
	act := func(args ...string) { run(t, append([]string{"--data", data, "act", "--org", "linde"}, args...)...) }
	roles := 0
	for i := range 6 {
		act("circle.form", fmt.Sprint("name=Team ", i), "parents=C1")
		for j := range 2 + i%3 {
			roles++
			act("role.create", fmt.Sprint("name=Part ", j), fmt.Sprintf("circle=C%d", i+2))
		}
		eventually(t, c, url+"linde/map.json", fmt.Sprint("Team ", i))
	}
	act("role.retire", "role=R1")
	act("circle.move", "circle=C3", "parents=C5")
	act("role.create", "name=The latest", "circle=C4")
	watched := eventually(t, c, url+"linde/map.json", "The latest")
	for name, path := range map[string]string{"beside it": data, "after a restart": data} {
		other, _ := serve(t, path)
		signIn(other)
		if got := get(t, c, other+"linde/map.json"); got != watched {
			t.Errorf("%s, the map is another one:\n%s\n%s", name, watched, got)
		}
	}
}
