//go:build unix

package pgtest

import (
	"os/exec"
	"syscall"
)

// as has a program run as whom the server runs as, and not be stopped by what stops the tests.
func as(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if uid, gid, err := runner(); err == nil && uid >= 0 {
		cmd.SysProcAttr.Credential = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
	}
}
