package web_test

import (
	"net/http/httptest"
	"testing"
	"time"

	"orpheus/face/web"
	"orpheus/face/web/webtest"
	"orpheus/internal/browser"
)

func TestMain(m *testing.M) { browser.Main(m) }

// serve serves De Linde for the time of the test.
func serve(t testing.TB) string {
	t.Helper()
	srv := start()
	t.Cleanup(srv.Close)
	return srv.URL
}

func start() *httptest.Server {
	return httptest.NewServer(web.New(web.Config{Source: webtest.Linde(), Now: func() time.Time { return webtest.Now }}))
}
