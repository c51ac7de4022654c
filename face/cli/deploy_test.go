package cli

import (
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
	"go.yaml.in/yaml/v3"
)

// parses holds that a command line is one that this program takes.
func parses(t *testing.T, where string, args []string) {
	t.Helper()
	parser, err := kong.New(&commands{}, kong.Name("orpheus"), kong.Writers(io.Discard, io.Discard), kong.Exit(func(int) {}))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := parser.Parse(args); err != nil {
		t.Errorf("%s: orpheus %q: %v", where, args, err)
	}
}

// words splits what somebody would type.
func words(text string) (all []string) {
	for _, m := range regexp.MustCompile(`(?:[^\s"']|"[^"]*"|'[^']*')+`).FindAllString(text, -1) {
		all = append(all, strings.NewReplacer(`"`, "", `'`, "").Replace(m))
	}
	return all
}

// environment are the variables that the program reads.
func environment(t *testing.T) map[string]bool {
	t.Helper()
	parser, err := kong.New(&commands{}, kong.Name("orpheus"))
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{"ORPHEUS_LANG": true}
	var walk func(n *kong.Node)
	walk = func(n *kong.Node) {
		for _, f := range n.Flags {
			for _, e := range f.Envs {
				known[e] = true
			}
		}
		for _, child := range n.Children {
			walk(child)
		}
	}
	walk(parser.Model.Node)
	return known
}

func read(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("../..", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// What is written to be run in docs/operate.md and in deploy is what this program takes.
func TestDeployedCommandsAreTaken(t *testing.T) {
	unit := read(t, "docs/deploy/orpheus.service")
	start := regexp.MustCompile(`(?m)^ExecStart=/usr/local/bin/orpheus (.*)$`).FindStringSubmatch(unit)
	if start == nil {
		t.Fatal("the unit starts nothing")
	}
	parses(t, "orpheus.service", words(start[1]))

	docker := read(t, "docs/deploy/Dockerfile")
	var command []string
	if m := regexp.MustCompile(`(?m)^CMD (.*)$`).FindStringSubmatch(docker); m == nil || json.Unmarshal([]byte(m[1]), &command) != nil {
		t.Fatal("the image runs nothing")
	}
	parses(t, "Dockerfile", command)
	if !strings.Contains(docker, "FROM scratch") || !strings.Contains(docker, "USER 10001") || !strings.Contains(docker, "CGO_ENABLED=0") || !strings.Contains(docker, "ca-certificates.crt") {
		t.Error("the image is not of the program alone, run by nobody in particular")
	}

	if !strings.Contains(docker, "VOLUME /data") || !strings.Contains(docker, "TMPDIR=/data") {
		t.Error("what people send has no place to arrive: the image has no /tmp")
	}

	var compose struct {
		Services map[string]struct {
			Command     []string
			Environment map[string]string
			User        string
		}
	}
	if err := yaml.Unmarshal([]byte(read(t, "docs/deploy/compose.yaml")), &compose); err != nil {
		t.Fatal(err)
	}
	parses(t, "compose.yaml", compose.Services["orpheus"].Command)
	known := environment(t)
	for name := range compose.Services["orpheus"].Environment {
		if !known[name] {
			t.Errorf("compose.yaml sets %s, which nothing reads", name)
		}
	}
	operate := read(t, "docs/operate.md")
	n := 0
	for _, block := range regexp.MustCompile("(?s)```sh\n(.*?)```").FindAllStringSubmatch(operate, -1) {
		for line := range strings.Lines(strings.ReplaceAll(block[1], "\\\n", " ")) {
			line, _, _ = strings.Cut(line, " #")
			line = strings.TrimPrefix(line, "sudo -u orpheus ")
			m := regexp.MustCompile(`(?:^|\s)orpheus ([a-z-].*)$`).FindStringSubmatch(strings.TrimSpace(line))
			if m == nil || strings.Contains(line, "systemctl") || strings.Contains(line, "useradd") || strings.Contains(line, "createdb") {
				continue
			}
			text := regexp.MustCompile(` (?:>|&&|\|) .*$`).ReplaceAllString(m[1], "")
			parses(t, "operate.md", words(text))
			n++
		}
	}
	if n < 10 {
		t.Errorf("docs/operate.md has only %d commands", n)
	}
	for _, text := range []string{unit, docker, operate, read(t, "docs/deploy/compose.yaml")} {
		for _, name := range regexp.MustCompile(`ORPHEUS_[A-Z_]+`).FindAllString(text, -1) {
			if !known[name] && name != "ORPHEUS_HOST" {
				t.Errorf("%s is named, and nothing reads it", name)
			}
		}
	}
}

// The unit is one that systemd takes, and lets the program do little.
func TestDeployUnitIsHard(t *testing.T) {
	unit := read(t, "docs/deploy/orpheus.service")
	for _, key := range []string{
		"NoNewPrivileges=yes", "ProtectSystem=strict", "ProtectHome=yes", "PrivateTmp=yes", "PrivateDevices=yes", "CapabilityBoundingSet=\n", "SystemCallFilter=@system-service",
		"SystemCallErrorNumber=EPERM", "RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX", "MemoryDenyWriteExecute=yes", "StateDirectoryMode=0700", "UMask=0077", "User=orpheus",
	} {
		if !strings.Contains(unit, "\n"+key) {
			t.Errorf("%s is missing", key)
		}
	}
	systemd, err := exec.LookPath("systemd-analyze")
	if err != nil {
		return // the keys above are what can be held here
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "orpheus.service")
	if err := os.WriteFile(path, []byte(strings.NewReplacer("/usr/local/bin/orpheus", self, "User=orpheus", "User=daemon", "Group=orpheus", "Group=daemon").Replace(unit)), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(systemd, "verify", "--man=no", path).CombinedOutput(); err != nil || strings.Contains(string(out), path) {
		t.Errorf("%v: %s", err, out)
	}
	if out, err := exec.Command(systemd, "security", "--offline=yes", "--threshold=20", path).CombinedOutput(); err != nil {
		t.Errorf("%v: %s", err, out)
	}
}
