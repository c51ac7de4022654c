package cli

import (
	"net/url"
	"runtime/debug"
	"strings"
)

// bill is what the program is made of, as a bill of materials in the format CycloneDX 1.6, read
// from what the Go compiler wrote into it.
type bill struct {
	Schema     string      `json:"$schema"`
	Format     string      `json:"bomFormat"`
	Spec       string      `json:"specVersion"`
	Version    int         `json:"version"`
	Metadata   billAbout   `json:"metadata"`
	Components []component `json:"components"`
}

type billAbout struct {
	Component component `json:"component"`
}

type component struct {
	Type       string     `json:"type"`
	Ref        string     `json:"bom-ref"`
	Name       string     `json:"name"`
	Version    string     `json:"version"`
	URL        string     `json:"purl,omitzero"`
	Properties []property `json:"properties,omitzero"`
}

type property struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// newBill lists the modules that are in the program, and the Go it was built with.
func newBill(info *debug.BuildInfo) bill {
	b := bill{
		Schema: "http://cyclonedx.org/schema/bom-1.6.schema.json", Format: "CycloneDX", Spec: "1.6", Version: 1,
		Metadata: billAbout{component{Type: "application", Ref: "orpheus", Name: "orpheus", Version: Version}},
	}
	for _, s := range info.Settings {
		if s.Key != "vcs.time" && s.Key != "vcs.modified" {
			b.Metadata.Component.Properties = append(b.Metadata.Component.Properties, property{"go:build:" + s.Key, s.Value})
		}
	}
	b.Components = append(b.Components, component{Type: "library", Ref: "std", Name: "std", Version: info.GoVersion, URL: purl("std", strings.TrimPrefix(info.GoVersion, "go"))})
	for _, m := range info.Deps {
		if m.Replace != nil {
			m = m.Replace
		}
		c := component{Type: "library", Ref: m.Path, Name: m.Path, Version: m.Version, URL: purl(m.Path, m.Version)}
		if m.Sum != "" {
			c.Properties = []property{{"go:sum", m.Sum}}
		}
		b.Components = append(b.Components, c)
	}
	return b
}

// purl is the address of a Go module among packages of all kinds.
func purl(path, version string) string {
	parts := strings.Split(path, "/")
	for i := range parts {
		parts[i] = url.PathEscape(parts[i])
	}
	return "pkg:golang/" + strings.Join(parts, "/") + "@" + url.PathEscape(version)
}
