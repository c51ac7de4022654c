package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"orpheus/internal/test/need"
)

// project copies what a kind of act is made of into a folder.
func project(t *testing.T) string {
	t.Helper()
	root, to := filepath.Join("..", "..", ".."), t.TempDir()
	for _, dir := range []string{"org", "internal/immutable", "internal/lru", "text/i18n", "text/sentence/testdata", "face/api/testdata"} {
		if err := os.CopyFS(filepath.Join(to, dir), os.DirFS(filepath.Join(root, dir))); err != nil {
			t.Fatal(err)
		}
	}
	pages, err := filepath.Glob(filepath.Join(root, "face", "web", "act_*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range append(pages, filepath.Join(root, "go.mod"), filepath.Join(root, "go.sum"), filepath.Join(root, "kinds_test.go"), filepath.Join(root, "face", "web", "home.go")) {
		name, err := filepath.Rel(root, path)
		if err != nil {
			t.Fatal(err)
		}
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.MkdirAll(filepath.Dir(filepath.Join(to, name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(to, name), b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return to
}

// What is written compiles, and what it still lacks is said at once, with its place.
func TestTheSkeletonCompilesAndSaysWhatItLacks(t *testing.T) {
	need.Patience(t)
	to := project(t)
	k := kind{doc: "Say a tension aloud.", right: "ByAnyone"}
	if err := k.read("tension.say_aloud", []string{"tension:TensionID:which tension", "loud:bool?:so that all hear it"}); err != nil {
		t.Fatal(err)
	}
	if err := k.write(to); err != nil {
		t.Fatal(err)
	}
	run := func(args ...string) (string, error) {
		c := exec.Command("go", args...)
		c.Dir, c.Env = to, append(os.Environ(), "GOFLAGS=-mod=mod", "GOWORK=off")
		out, err := c.CombinedOutput()
		return string(out), err
	}
	if out, err := run("vet", "./org"); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	out, err := run("test", "-run", "EveryKindIsWhole", ".")
	if err == nil {
		t.Fatal("a skeleton is taken for a whole kind")
	}
	_, said, found := strings.Cut(out, "tension.say_aloud lacks\n")
	if !found {
		t.Fatal(out)
	}
	for _, want := range []string{
		"what is so afterwards.: org/tension_say_aloud.go", "when it may not be done.: org/tension_say_aloud.go",
		"flag stays in org/kind.go", "act.tension.say_aloud: text/i18n/kinds/tension/da.json", "do.tension.say_aloud: text/i18n/kinds/tension/nl.json",
		"kind.tension.say_aloud.loud: text/i18n/kinds/tension/en.json", "org/testdata/kinds.txt", "text/sentence/testdata/said.txt",
		"face/api/testdata/openapi.json", "face/api/testdata/who-may.txt", "face/web/act_buttons.go",
	} {
		if !strings.Contains(said, want) {
			t.Errorf("it does not say %q of\n%s", want, said)
		}
	}
	if err := k.write(to); err == nil {
		t.Error("the same kind is written twice")
	}
}

// A kind stands with those of its noun, and wrong words are refused before anything is written.
func TestWhatIsGiven(t *testing.T) {
	k := kind{doc: "Say it.", right: "BySelf"}
	if err := k.read("tension.say_aloud", nil); err != nil || k.typ != "SayAloudTension" || k.file != "tension_say_aloud.go" {
		t.Errorf("%v %+v", err, k)
	}
	table, err := k.listed([]byte("\tkind[A](\"tension.a\", x),\n\tkind[B](\"lead.b\", x),\n"))
	if want := "\tkind[A](\"tension.a\", x),\n\tkind[SayAloudTension](\"tension.say_aloud\", BySelf, \"Say it.\"),\n\tkind[B](\"lead.b\", x),\n"; err != nil || string(table) != want {
		t.Errorf("%v\n%s", err, table)
	}
	for _, c := range []struct{ name, right, doc, field string }{
		{"tension", "BySelf", "Say it.", ""},
		{"Tension.say", "BySelf", "Say it.", ""},
		{"tension.say", "ByMe", "Say it.", ""},
		{"tension.say", "BySelf", "Say it", ""},
		{"tension.say", "BySelf", "Say it.", "tension"},
		{"tension.say", "BySelf", "Say it.", "tension:TensionID:"},
	} {
		k := kind{doc: c.doc, right: c.right}
		var fields []string
		if c.field != "" {
			fields = []string{c.field}
		}
		if err := k.read(c.name, fields); err == nil {
			t.Errorf("%+v is taken", c)
		}
	}
}
