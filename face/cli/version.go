package cli

import (
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
)

// Version is that of the next release.
const Version = "0.1.0-dev"

type versionCmd struct {
	SBOM bool `name:"sbom"`
}

func (c *versionCmd) Run(e *env) error {
	commit := "unknown"
	info, ok := debug.ReadBuildInfo()
	if c.SBOM {
		if !ok {
			return errors.New(e.say.T("cli.no_bill"))
		}
		return e.print(newBill(info))
	}
	if ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				commit = s.Value
			}
			if s.Key == "vcs.modified" && s.Value == "true" {
				commit += "+changes"
			}
		}
	}
	if e.json {
		return e.print(struct {
			Version string `json:"version"`
			Commit  string `json:"commit"`
			Go      string `json:"go"`
		}{Version, commit, runtime.Version()})
	}
	_, err := fmt.Fprintf(e.out, "orpheus %s, commit %s, %s\n", Version, commit, runtime.Version())
	return err
}
