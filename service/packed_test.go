package service_test

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"orpheus/service"
)

// pack writes files as they are published: packed.
func pack(t *testing.T, name string, files map[string]string) string {
	t.Helper()
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	w := tar.NewWriter(z)
	for file, text := range files {
		h := &tar.Header{Name: file, Mode: 0o644, Size: int64(len(text)), Typeflag: tar.TypeReg}
		if text == "link" {
			h.Typeflag, h.Linkname, h.Size = tar.TypeSymlink, "/etc/passwd", 0
		}
		if err := w.WriteHeader(h); err != nil {
			t.Fatal(err)
		}
		if h.Size > 0 {
			if _, err := io.WriteString(w, text); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

const team = `name = "core"
[people]
leads = ["ada"]
members = ["ada", "bo"]
`

// What is packed is read as it lies in the file, and nothing of it lands elsewhere.
func TestImportOfPackedFiles(t *testing.T) {
	people := func(name string) string { return "name = \"" + name + "\"\ngithub = \"" + name + "\"\ngithub-id = 1\n" }
	files := map[string]string{
		"./teams/core.toml": team, "./people/ada.toml": people("ada"), "./people/bo.toml": strings.Replace(people("bo"), "= 1", "= 2", 1),
		"./people/eve.toml": "link",
	}
	d := service.Empty()
	sum, err := d.Import(t.Context(), service.Import{Format: "rust-team", Path: pack(t, "team-2020-01-01.tar.gz", files), Slug: "core", Create: true})
	if err != nil || sum.Circles != 1 {
		t.Fatalf("%+v, %v", sum, err)
	}
	names, err := d.Names(t.Context(), "core")
	if err != nil || len(names) != 2 {
		t.Errorf("%v, %v", names, err)
	}

	back := service.Unpack(900)
	_, err = service.Empty().Import(t.Context(), service.Import{Format: "rust-team", Path: pack(t, "large.tar.gz", files), Slug: "core", Create: true})
	back()
	if err == nil {
		t.Error("more than may be was unpacked")
	}

	files["../outside.toml"] = team
	out := pack(t, "team.tar.gz", files)
	if _, err := service.Empty().Import(t.Context(), service.Import{Format: "rust-team", Path: out, Slug: "core", Create: true}); err == nil {
		t.Error("what lies outside of the tree was read")
	}
	cut := filepath.Join(t.TempDir(), "cut.tgz")
	data, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(cut, data[:len(data)/2], 0o600); err != nil {
		t.Fatal(err)
	}
	for name, format := range map[string]string{cut: "rust-team", filepath.Join(t.TempDir(), "none.tar.gz"): "rust-team", cut + ".gz": "k8s-sigs"} {
		if _, err := service.Empty().Import(t.Context(), service.Import{Format: format, Path: name, Slug: "core", Create: true}); err == nil {
			t.Errorf("%s was read", name)
		}
	}

	sigs := "sigs:\n- dir: sig-a\n  name: A\n  leadership:\n    chairs:\n    - github: ada\n      name: Ada\n"
	var z bytes.Buffer
	w := gzip.NewWriter(&z)
	if _, err := io.WriteString(w, sigs); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	yaml := filepath.Join(t.TempDir(), "sigs-2020-01-01.yaml.gz")
	if err := os.WriteFile(yaml, z.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	sum, err = service.Empty().Import(t.Context(), service.Import{Format: "k8s-sigs", Path: yaml, Slug: "k8s", Create: true})
	if err != nil || sum.Circles != 1 {
		t.Errorf("%+v, %v", sum, err)
	}
}
