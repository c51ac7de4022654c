package cli

import (
	"io"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"orpheus/face/assistant"
	"orpheus/identity"
	"orpheus/org"
	"orpheus/service"
)

type mcpCmd struct {
	inOrg
	publicFlag
	As    string `required:"" placeholder:"PERSON"`
	Reads bool
}

// Run serves an assistant on this machine by standard input and output, for one person. It reads what
// they may see and drafts for them, as by the web, and does nothing.
func (c *mcpCmd) Run(e *env) error {
	id, err := org.ParseID[org.PersonID](c.As)
	if err != nil || id == service.Nobody {
		return e.usage("cli.export_for", c.As)
	}
	base, err := c.base(e, localURL)
	if err != nil {
		return err
	}
	return e.with(false, func(d *service.Service) error {
		v, err := d.As(e.ctx, c.Org, id)
		if err != nil {
			return err
		}
		scopes := identity.Scopes()
		if c.Reads {
			scopes = []identity.Scope{identity.MayRead}
		}
		err = assistant.Server(v, "orpheus mcp", scopes, base).Run(e.ctx, &mcp.IOTransport{Reader: io.NopCloser(e.in), Writer: whole{e.raw}})
		if e.ctx.Err() != nil {
			return nil // it was stopped
		}
		return err
	})
}

// whole writes, and closes nothing.
type whole struct{ io.Writer }

func (whole) Close() error { return nil }
