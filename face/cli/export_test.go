package cli

import (
	"log/slog"
	"net/http"
	"time"

	"orpheus/identity"
	"orpheus/service"
)

// NewDoor gives tests what serves a store.
func NewDoor(d *service.Service, base string, now func() time.Time) (http.Handler, *identity.Service) {
	return Site(d, base, now, slog.New(slog.DiscardHandler))
}

// DemoViewer names who the link of the demo signs in.
var DemoViewer = demoViewer
