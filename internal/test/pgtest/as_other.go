//go:build !unix

package pgtest

import "os/exec"

func as(*exec.Cmd) {}
