package cli

import (
	"log/slog"
	"net/http"
	"time"

	"orpheus/desk"
	"orpheus/identity"
)

// NewDoor gives tests what serves a store.
func NewDoor(d *desk.Desk, base string, now func() time.Time) (http.Handler, *identity.Service) {
	return Site(d, base, now, slog.New(slog.DiscardHandler))
}

// DemoViewer names who the link of the demo signs in.
var DemoViewer = demoViewer
