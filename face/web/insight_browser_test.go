package web_test

import (
	"net/http/httptest"
	"testing"

	"orpheus/face/web/webtest"
	"orpheus/internal/browser"
)

// Somebody follows one number from its sentence to the acts behind it, puts right how one of
// theirs began, and sees the number move; by keys alone, on a phone.
func TestANumberIsFollowedToItsActs(t *testing.T) {
	h := webtest.Village(t)
	h.Me = 3
	srv := httptest.NewServer(h)
	t.Cleanup(srv.Close)
	p := browser.Open(t).Page(t, browser.Phone)
	p.Open(srv.URL + "/het-dorp/insight?lang=en")
	p.Rest()
	const card = `document.querySelector("[aria-labelledby=q-pull_share]")`
	before := p.Text(card + `.querySelector(".insight-says").textContent`)
	if before != "More is taken than handed out: 93 to 100 in 100." {
		t.Errorf("the sentence is %q", before)
	}
	if wide := p.Sideways(); wide > 0 {
		t.Errorf("the page is %v pixels too wide", wide)
	}
	p.Text(card + `.querySelector(".insight-base a").focus(); ""`)
	p.Keys("\r")
	p.Wait(`location.pathname === "/het-dorp/insight/how/pull_share" && document.querySelector("#exact")`)
	exact := p.Text(`document.querySelector("#exact").textContent`)
	p.Accessible()
	p.Text(`document.querySelector(".own-acts a[href*=correct_origin]").focus(); ""`)
	p.Keys("\r")
	p.Wait(`location.pathname.endsWith("/acts/lead.correct_origin") && document.querySelector("[name=origin]")`)
	p.Text(`(() => {
		const chosen = document.querySelector("select[name=origin]") || document.querySelector("[name=origin][value=assigned]")
		if (chosen.options) chosen.value = "assigned"; else chosen.checked = true
		return ""
	})()`)
	p.Click("main form button[type=submit]")
	p.Wait(`location.pathname === "/het-dorp/insight/how/pull_share" && document.querySelector(".own-acts")?.textContent.includes("counts as handed out")`)
	if now := p.Text(`document.querySelector("#exact").textContent`); now == exact {
		t.Errorf("the number is %s as before", now)
	}
	p.Open(srv.URL + "/het-dorp/insight")
	if now := p.Text(card + `.querySelector(".insight-says").textContent`); now == before {
		t.Errorf("the sentence is %q as before", now)
	}
}

// The smallest windows have no sideways scrolling, numbers opened or not; a picture becomes a
// PNG of twice its size, and what needs a script is not there without one.
func TestInsightInSmallWindows(t *testing.T) {
	h := webtest.Village(t)
	h.Me = 3
	srv := httptest.NewServer(h)
	t.Cleanup(srv.Close)
	b := browser.Open(t)
	p := b.Page(t, browser.Screen{Width: 320, Height: 700, Phone: true})
	for _, path := range []string{"/het-dorp/insight", "/het-dorp/insight?circle=2", "/het-dorp/insight/how/effective_leaders", "/het-dorp/insight/council"} {
		p.Open(srv.URL + path + "#main")
		p.Rest()
		p.Text(`document.querySelectorAll("main details").forEach(d => d.open = true); ""`)
		if wide := p.Sideways(); wide > 0 {
			t.Errorf("%s is %v pixels too wide", path, wide)
		}
	}
	p.Open(srv.URL + "/het-dorp/insight")
	p.Wait(`document.querySelector("[data-picture]:not([hidden])") && document.querySelector("[data-print]:not([hidden])")`)
	made := p.Later(`new Promise(yes => {
		const make = URL.createObjectURL
		let bits
		URL.createObjectURL = blob => (bits = createImageBitmap(blob), make.call(URL, blob))
		HTMLAnchorElement.prototype.click = async function () { yes(this.download + " " + (await bits).width) }
		document.querySelector("[data-picture*=pull_share]").click()
	})`)
	if made != "pull_share.png 1520" {
		t.Errorf("the picture is %q", made)
	}
	bare := b.Page(t, browser.Screen{Width: 1280, Height: 800, NoScript: true})
	bare.Open(srv.URL + "/het-dorp/insight")
	if shown := bare.Number(`[...document.querySelectorAll("[data-picture], [data-print]")].filter(e => e.checkVisibility()).length`); shown > 0 {
		t.Errorf("%v buttons are there that do nothing", shown)
	}
}
