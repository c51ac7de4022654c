package cli

import (
	"context"
	"errors"
	"io/fs"
	"net"
	"path/filepath"
	"syscall"

	"orpheus/service"
)

// trouble says what went wrong around the program: what happened, what is kept and
// what to do. It is empty for what it does not know.
func (e *env) trouble(err error) string {
	if e.ctx.Err() != nil || errors.Is(err, context.Canceled) {
		return e.say.T("cli.t_stopped")
	}
	if text := e.network(err); text != "" {
		return text
	}
	if what := service.Trouble(err); what != "" {
		return e.say.T("cli.t_"+what, service.StoreName(e.data))
	}
	if broken, ok := errors.AsType[*service.BrokenError](err); ok {
		if broken.Seq == 0 {
			return e.say.T("cli.damaged")
		}
		return e.say.T("cli.broken", int(broken.Seq), broken.Slug)
	}
	if bad, ok := errors.AsType[*service.BadExportError](err); ok {
		return e.say.T("cli.export_"+string(bad.Kind), bad.Line)
	}
	return e.file(err)
}

// network says why an address cannot be listened at.
func (e *env) network(err error) string {
	op, ok := errors.AsType[*net.OpError](err)
	if !ok || op.Op != "listen" {
		return ""
	}
	addr := ""
	if op.Addr != nil {
		addr = op.Addr.String()
	}
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return e.say.T("cli.t_port", addr)
	case errors.Is(err, fs.ErrPermission):
		return e.say.T("cli.t_port_denied", addr)
	case addr == "":
		if dns, ok := errors.AsType[*net.DNSError](err); ok {
			addr = dns.Name
		}
	}
	return e.say.T("cli.t_no_addr", addr)
}

// file says why a file cannot be used, or standard output.
func (e *env) file(err error) string {
	if errors.Is(err, syscall.ENOSPC) {
		return e.say.T("cli.t_full", e.data)
	}
	path, ok := errors.AsType[*fs.PathError](err)
	if !ok {
		return ""
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return e.say.T("cli.no_path", path.Path)
	case errors.Is(err, fs.ErrPermission):
		return e.say.T("cli.t_denied", path.Path)
	case errors.Is(err, syscall.EISDIR):
		return e.say.T("cli.t_folder", path.Path)
	case errors.Is(err, syscall.ENOTDIR):
		return e.say.T("cli.t_no_folder", filepath.Clean(path.Path))
	case errors.Is(err, syscall.EROFS):
		return e.say.T("cli.t_readonly", path.Path)
	}
	return ""
}
