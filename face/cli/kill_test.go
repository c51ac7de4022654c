package cli_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	git "github.com/go-git/go-git/v5"
	"github.com/go-git/go-git/v5/plumbing/object"

	"orpheus/internal/racetest"
	"orpheus/internal/test/need"
)

// orpheus runs the program as a process of its own.
func orpheus(args ...string) *exec.Cmd {
	cmd := exec.Command(os.Args[0], args...)
	cmd.Args[0] = "orpheus" // what TestMain goes by
	return cmd
}

// repository makes a git checkout in the format of rust-team whose teams grow,
// change their leads and close over so many commits.
func repository(t *testing.T, commits int) string {
	t.Helper()
	dir := t.TempDir()
	repo, err := git.PlainInit(dir, false)
	if err != nil {
		t.Fatal(err)
	}
	tree, err := repo.Worktree()
	if err != nil {
		t.Fatal(err)
	}
	write := func(name, text string) {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for i := range commits {
		write(fmt.Sprintf("people/p%d.toml", i), fmt.Sprintf("name = \"Person %d\"\ngithub = \"p%d\"\ngithub-id = %d\n", i, i, 100+i))
		write(fmt.Sprintf("teams/t%d.toml", i%7), fmt.Sprintf(
			"name = \"t%d\"\n[people]\nleads = [\"p%d\"]\nmembers = [\"p%d\", \"p%d\"]\n", i%7, i, i, i/2))
		if i%5 == 4 {
			if err := os.Remove(filepath.Join(dir, fmt.Sprintf("teams/t%d.toml", (i+3)%7))); err != nil && !os.IsNotExist(err) {
				t.Fatal(err)
			}
		}
		if err := tree.AddWithOptions(&git.AddOptions{All: true}); err != nil {
			t.Fatal(err)
		}
		who := &object.Signature{Name: "A", When: time.Date(2024, 1, 1+i, 0, 0, 0, 0, time.UTC)}
		if _, err := tree.Commit(fmt.Sprintf("change %d", i), &git.CommitOptions{Author: who, Committer: who}); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// verified runs verify and returns what it says; the store may not be there yet.
func verified(t *testing.T, data string) string {
	t.Helper()
	out, err := orpheus("--data", data, "verify").CombinedOutput()
	if err != nil && !strings.Contains(string(out), "no store") {
		t.Fatalf("verify: %v: %s", err, out)
	}
	return string(out)
}

// An import that is killed at any moment leaves a store that verifies, and can
// be run again to the very state it would have led to. What is shown does not hang on the race
// detector, so there are fewer rounds with it.
func TestAKilledImportGoesOn(t *testing.T) {
	need.Patience(t)
	repo := repository(t, racetest.Fewer(40, 20))
	args := func(data string) []string {
		return []string{"--data", data, "import", "rust-team", repo, "--org", "x", "--create", "--history"}
	}
	whole := filepath.Join(t.TempDir(), "whole.db")
	start := time.Now()
	if out, err := orpheus(args(whole)...).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	took := time.Since(start)
	want := verified(t, whole)
	if !strings.HasPrefix(want, "x  ") {
		t.Fatalf("verify says %q", want)
	}
	kills, rounds := 0, racetest.Fewer(6, 2)
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 1))
	for range rounds {
		data := filepath.Join(t.TempDir(), "killed.db")
		for range 8 {
			cmd := orpheus(args(data)...)
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			timer := time.AfterFunc(time.Duration(r.Int64N(int64(took/2))), func() { _ = cmd.Process.Kill() })
			err := cmd.Wait()
			timer.Stop()
			if err == nil {
				break
			}
			kills++
			verified(t, data)
		}
		if out, err := orpheus(args(data)...).CombinedOutput(); err != nil {
			t.Fatalf("run again: %v: %s", err, out)
		}
		if got := verified(t, data); got != want {
			t.Fatalf("after %d kills the state is %q, want %q", kills, got, want)
		}
	}
	if kills == 0 {
		t.Fatal("nothing was killed: the test shows nothing")
	}
	t.Logf("killed %d times", kills)
}

// An import of files as they are that is killed at any moment changes all or nothing: there
// is no organisation with a part of what is in them.
func TestAKilledImportChangesAllOrNothing(t *testing.T) {
	dir := t.TempDir()
	write := func(text string, n int) string {
		path := filepath.Join(dir, fmt.Sprintf("%d.yaml", n))
		for i := range n {
			text += fmt.Sprintf("- {dir: d%d, leadership: {chairs: [{github: p%d}, {github: p%d}]}}\n", i, i, 2*i)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	first, second := write("sigs:\n", 40), write("sigs:\n", 60)
	args := func(data, path string) []string {
		return []string{"--data", data, "import", "k8s-sigs", path, "--org", "x", "--create", "--as-of", "2024-01-01"}
	}
	data := filepath.Join(t.TempDir(), "whole.db")
	states := []string{""} // none, as of the first, as of the second
	var took time.Duration
	for _, path := range []string{first, second} {
		start := time.Now()
		if out, err := orpheus(args(data, path)...).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		took = max(took, time.Since(start))
		states = append(states, verified(t, data))
	}
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 1))
	kills, at := 0, 0
	for range racetest.Fewer(12, 4) {
		if at == 0 {
			data = filepath.Join(t.TempDir(), "killed.db")
		}
		cmd := orpheus(args(data, []string{first, second}[at])...)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		timer := time.AfterFunc(time.Duration(r.Int64N(int64(took))), func() { _ = cmd.Process.Kill() })
		err := cmd.Wait()
		timer.Stop()
		if err != nil {
			kills++
		}
		got := verified(t, data)
		switch {
		case strings.HasPrefix(got, "x  ") && got == states[at+1]:
			at = (at + 1) % 2
		case got != states[at] && (at > 0 || strings.Contains(got, "x  ")):
			t.Fatalf("killed %d times, there is %q, neither %q nor %q", kills, got, states[at], states[at+1])
		}
	}
	if kills == 0 {
		t.Fatal("nothing was killed: the test shows nothing")
	}
	t.Logf("killed %d times", kills)
}
