package web_test

import (
	"net/http/httptest"
	"testing"

	"orpheus/internal/browser"
)

// choosePicture gives the field for files a picture, as if somebody had chosen it.
const choosePicture = `new Promise(yes => {
	const c = document.createElement("canvas")
	c.width = 800; c.height = 500
	const g = c.getContext("2d")
	g.fillStyle = "#c9b79c"; g.fillRect(0, 0, 800, 500)
	g.fillStyle = "#fff"; g.fillRect(120, 60, 260, 340)
	g.fillStyle = "#222"; g.fillRect(480, 140, 220, 160)
	c.toBlob(b => {
		const data = new DataTransfer(), field = document.querySelector("#note-files")
		data.items.add(new File([b], "the door.png", {type: "image/png"}))
		field.files = data.files
		field.dispatchEvent(new Event("change", {bubbles: true}))
		yes("")
	}, "image/png")
})`

// A picture that is chosen is sent at once, is described, and stands with the words; what
// is not taken says why, and the words stay.
func TestAPictureIsAdded(t *testing.T) {
	h := lived(t)
	h.Me = 2
	srv := httptest.NewServer(h)
	t.Cleanup(srv.Close)
	p := browser.Open(t).Page(t, browser.Phone)
	p.Forgive("422")
	p.Open(srv.URL + "/het-anker/tensions/4?lang=en")
	p.Wait(`document.querySelector(".js .say-files")`)
	p.Click(".say-files summary")
	p.Later(choosePicture)
	p.Wait(`document.querySelector(".file-waits [name=_upload]:not(:disabled)")?.value`)
	p.Text(`document.querySelector(".file-waits [data-about] input").value = "Two lists on the door"; document.querySelector("#note-text").value = "Look at this."; ""`)
	p.Later(`new Promise(yes => {
		const data = new DataTransfer(), field = document.querySelector("#note-files")
		data.items.add(new File([new Uint8Array([73, 68, 51, 3, 0])], "sound.mp3"))
		field.files = data.files
		field.dispatchEvent(new Event("change", {bubbles: true}))
		yes("")
	})`)
	p.Wait(`document.querySelector(".say-files [data-failed]").textContent.includes("sound.mp3") && document.querySelectorAll(".say-waiting > li").length === 1`)
	p.Accessible()
	if wide := p.Sideways(); wide > 0 {
		t.Errorf("the page is %v pixels too wide", wide)
	}
	p.Click(".say button[type=submit]")
	p.Wait(`document.querySelector("#N4 .picture img")?.alt === "Two lists on the door"`)
	p.Text(`document.querySelector("#N4 .picture img").scrollIntoView(); ""`)
	p.Wait(`document.querySelector("#N4 .picture img").naturalWidth === 720`)
	p.Accessible()
}
