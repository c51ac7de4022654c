package web_test

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

// BenchmarkMap renders the map of 10,000 roles in 2,000 circles as a picture,
// and as an outline folded and unfolded.
func BenchmarkMap(b *testing.B) {
	h := wood(b, 1000)
	for name, path := range map[string]string{"picture": "/wood/map", "folded": "/wood/map", "all": "/wood/map?open=all"} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			var size int
			for b.Loop() {
				w := httptest.NewRecorder()
				r := httptest.NewRequest(http.MethodGet, path, nil)
				r.Header.Set("Accept-Encoding", "gzip")
				if name != "picture" {
					r.Header.Set("Cookie", "view=outline")
				}
				h.ServeHTTP(w, r)
				size = w.Body.Len()
			}
			b.ReportMetric(float64(size)/1000, "kB/page")
		})
	}
}
