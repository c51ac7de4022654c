package web_test

import (
	"fmt"
	"net/http/httptest"
	"testing"

	"orpheus/internal/browser"
)

// zooming zooms in and out by the wheel, over the middle, in every frame, and says
// how long each frame took: from one to the next, in milliseconds.
const zooming = `new Promise(done => {
	const room = document.querySelector("#map-draw"), b = room.getBoundingClientRect(), took = []
	let n = 0, last = 0, begun = performance.now()
	const step = now => {
		if (last) took.push(now - last)
		last = now
		n++
		if (now - begun > %d) {
			took.sort((a, b) => a - b)
			const all = took.reduce((a, b) => a + b, 0)
			return done([took.length / all * 1000, took[took.length >> 1], took[Math.floor(took.length * .95)], took.at(-1), room.dataset.draws].map(n => Math.round(n * 10) / 10).join(" "))
		}
		const far = (n %% 180) / 180
		room.dispatchEvent(new WheelEvent("wheel", {deltaY: far < .5 ? -28 : 28, clientX: b.x + b.width / 2 + 40, clientY: b.y + b.height / 2 + 25, bubbles: true, cancelable: true}))
		requestAnimationFrame(step)
	}
	requestAnimationFrame(step)
})`

// BenchmarkZoom is how many frames a second a map of 10,000 roles shows while it is
// zoomed in and out without a pause. The browser draws without a graphics card.
func BenchmarkZoom(b *testing.B) {
	srv := httptest.NewServer(wood(b, 1000))
	b.Cleanup(srv.Close) // after the page, whose stream holds the server
	p := browser.Open(b).Page(b, browser.Wide)
	p.Open(srv.URL + "/wood/map?view=map&lang=en")
	p.Wait(live)
	p.Rest()
	const last = 5000 // milliseconds
	for b.Loop() {
		var fps, p50, p95, worst, draws float64
		text := p.Later(fmt.Sprintf(zooming, last))
		if _, err := fmt.Sscan(text, &fps, &p50, &p95, &worst, &draws); err != nil {
			b.Fatalf("%q: %v", text, err)
		}
		b.ReportMetric(fps, "frames/s")
		b.ReportMetric(p50, "p50_ms")
		b.ReportMetric(p95, "p95_ms")
		b.ReportMetric(worst, "worst_ms")
		b.ReportMetric(draws, "draws")
		b.ReportMetric(p.Number(`document.querySelectorAll("#map-draw *").length`), "nodes")
	}
	b.ReportMetric(0, "ns/op")
}
