package browser

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

const bad = `data:text/html,<title>x</title><html lang=en><main><h1>x</h1><img src=x><p style="color:%23ccc">pale</p><div style="width:2000px">wide</div></main>`

func TestMain(m *testing.M) { Main(m) }

// The checks find what they are for.
func TestChecksFind(t *testing.T) {
	p := Open(t).Page(t, Phone)
	p.Open(bad)
	found := p.Violations()
	for _, rule := range []string{"image-alt", "color-contrast"} {
		if !strings.Contains(found, rule) {
			t.Errorf("axe did not find %s: %s", rule, found)
		}
	}
	if p.Sideways() <= 0 {
		t.Error("a page wider than the screen went unnoticed")
	}
}

// What is pressed hears of a press by a person; what lies under something, or is
// not shown, cannot be pressed.
func TestPress(t *testing.T) {
	p := Open(t).Page(t, Phone)
	p.Open(`data:text/html,<title>x</title><main style="height:3000px"><button id=a onclick="heard = event.isTrusted">a</button>` +
		`<div style="position:relative;margin-top:2000px"><button id=b>b</button><div id=over style="position:absolute;inset:0"></div></div>` +
		`<button id=c style="visibility:hidden">c</button><button id=d style="display:none">d</button>` +
		`<label>e<input id=e type=checkbox style="position:absolute;opacity:0;width:1px;height:1px"></label></main>`)
	p.Press(`document.querySelector("#a")`)
	p.Wait(`window.heard === true`)
	p.Press(`document.querySelector("#e")`)
	p.Wait(`document.querySelector("#e").checked`)
	for find, want := range map[string]string{"#b": `- lies under <div id="over"`, "#c": "- is not shown", "#d": "- is not shown", "#f": "- is not there"} {
		if got := p.spot(`document.querySelector("` + find + `")`); !strings.HasPrefix(got, want) {
			t.Errorf("%s %q, want %q", find, got, want)
		}
	}
}

// Where the browser gets no answer it is sent there again.
func TestOpenOnceMore(t *testing.T) {
	var asked atomic.Int32
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/page" && asked.Add(1) == 1 {
			<-r.Context().Done()
			return
		}
		w.Header().Set("Content-Type", "text/html")
		_, _ = w.Write([]byte("<title>there</title>"))
	}))
	t.Cleanup(srv.Close)
	p := Open(t).Page(t, Phone)
	p.first = time.Second / 2
	p.Open(srv.URL + "/page")
	if got := p.Title(); got != "there" || asked.Load() != 2 {
		t.Errorf("%q after %d times", got, asked.Load())
	}
}

func TestWishesReachThePage(t *testing.T) {
	p := Open(t).Page(t, Screen{Width: 320, Height: 500, Dark: true, Contrast: true, Still: true, Forced: true})
	p.Open("about:blank")
	for _, wish := range []string{"(prefers-color-scheme: dark)", "(prefers-contrast: more)", "(prefers-reduced-motion: reduce)", "(forced-colors: active)", "(width: 320px)"} {
		p.Wait("matchMedia('" + wish + "').matches")
	}
}

// By even frames a way of 160 ms takes ten of them, also where each takes longer.
func TestEvenFrames(t *testing.T) {
	p := Open(t).Page(t, Phone)
	p.EvenFrames()
	p.Open("data:text/html,<title>x</title>")
	p.Text(`(() => { const begun = performance.now(); let n = 0
		const step = now => { const long = Date.now() + 40; while (Date.now() < long); n++
			if (now - begun < 160) requestAnimationFrame(step); else window.frames16 = n }
		requestAnimationFrame(step); return "" })()`)
	p.Wait(`window.frames16`)
	if n := p.Number(`window.frames16`); n != 10 {
		t.Errorf("%v frames", n)
	}
}
