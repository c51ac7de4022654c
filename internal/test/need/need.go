// Package need says what a test wants of the machine and of whoever runs it: a
// program, public data, time. Where that is not to be had the test is skipped,
// except under CI, where it fails: there nothing is left out in silence. No test
// skips in another way (skips_test.go at the root holds that).
package need

import (
	"flag"
	"os"
	"path/filepath"
	"testing"
)

// CI is whether everything that tests want has to be there.
func CI() bool { return os.Getenv("CI") != "" }

// Every is whether a story is told in every language and by every hand: under CI, where it is told from
// memory. From a database, which changes nothing of what a browser shows, once is enough.
func Every() bool { return CI() && os.Getenv("ORPHEUS_TEST_STORE") == "" }

// Long is whether every combination is to be looked at, which takes many
// minutes: .ci/run sets it, and whoever wants to know. Without it a test looks
// at everything once, in one combination of those there are.
func Long() bool { return os.Getenv("ORPHEUS_LONG") != "" }

// Patience skips a test that takes a minute or more, or that another of its kind tells shorter:
// what is asked of everybody about everything, and stories of many people. CI does it always, and
// whoever sets ORPHEUS_LONG, or writes down anew what it found (-update).
func Patience(t testing.TB) {
	t.Helper()
	update := flag.Lookup("update")
	if !CI() && !Long() && (update == nil || update.Value.String() != "true") {
		t.Skip("this takes long: CI does it, and so does ORPHEUS_LONG=1")
	}
}

// Missing skips a test that lacks something.
func Missing(t testing.TB, what string) {
	t.Helper()
	if CI() {
		t.Fatalf("%s, and under CI it has to be there", what)
	}
	t.Skip(what)
}

// Brisk skips a test that takes too long for -short.
func Brisk(t testing.TB) {
	t.Helper()
	if testing.Short() && !CI() {
		t.Skip("this takes too long for -short")
	}
}

// Pictures is the folder that pictures for people to look at are written to. It
// is named by ORPHEUS_PICTURES; with the long looks they are made all the same, and
// thrown away.
func Pictures(t testing.TB) string {
	t.Helper()
	if dir := os.Getenv("ORPHEUS_PICTURES"); dir != "" {
		return dir
	}
	if !Long() {
		t.Skip("ORPHEUS_PICTURES names no folder")
	}
	return t.TempDir()
}

// Data is the folder of a public data set, shared/data/name in some folder above
// the package.
func Data(t testing.TB, name string) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		data := filepath.Join(dir, "shared", "data", name)
		if _, err := os.Stat(data); err == nil {
			return data
		}
		up := filepath.Dir(dir)
		if up == dir {
			Missing(t, "the public data set "+name+" is not here (looked for shared/data/"+name+" in every folder above)")
		}
		dir = up
	}
}
