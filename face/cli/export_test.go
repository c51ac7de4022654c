package cli

import "net/http"

// DemoViewer names who the link of the demo signs in.
var DemoViewer = demoViewer

// Reach has places elsewhere be reached by a transport, until the function returned is called.
func Reach(by http.RoundTripper) (back func()) {
	transport = by
	return func() { transport = nil }
}
