package web_test

import (
	"net/http/httptest"
	"testing"

	"orpheus/face/web/webtest"
	"orpheus/internal/browser"
)

func TestMain(m *testing.M) { browser.Main(m) }

// serve serves De Linde for the time of the test.
func serve(t testing.TB) string {
	t.Helper()
	srv := httptest.NewServer(webtest.Linde(t))
	t.Cleanup(srv.Close)
	return srv.URL
}
