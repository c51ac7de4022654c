package web_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"

	"orpheus/face/web/webtest"
	"orpheus/org"
)

// sentFile is a file as a form has it.
type sentFile struct {
	name string
	body []byte
}

// sendFiles sends a form with files, as a browser does without a script.
func sendFiles(h http.Handler, as, path string, fields url.Values, files ...sentFile) *httptest.ResponseRecorder {
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for name, texts := range fields {
		for _, text := range texts {
			_ = w.WriteField(name, text)
		}
	}
	for _, f := range files {
		part, _ := w.CreateFormFile("_files", f.name)
		_, _ = part.Write(f.body)
	}
	_ = w.Close()
	r := httptest.NewRequest("POST", path, &b)
	r.Header.Set("Content-Type", w.FormDataContentType())
	r.Header.Set("Cookie", "as="+as)
	r.Header.Set("Accept-Language", "en")
	out := httptest.NewRecorder()
	h.ServeHTTP(out, r)
	return out
}

func fetch(h http.Handler, as, path string) *httptest.ResponseRecorder {
	r := httptest.NewRequest("GET", path, nil)
	r.Header.Set("Cookie", "as="+as)
	r.Header.Set("Accept-Language", "en")
	out := httptest.NewRecorder()
	h.ServeHTTP(out, r)
	return out
}

// picture is a PNG of one colour.
func picture(t testing.TB, w, h int, c color.Color) []byte {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			img.Set(x, y, c)
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

var pdf = []byte("%PDF-1.7 the agreement")

// The story of files that come with words, without a script.
func TestFiles(t *testing.T) {
	h := lived(t)
	note := form("tension", "T4", "text", "The list on the door.", "_describe", "Two lists, and a \"key\"", "_back", "/het-anker/tensions/4", "_key", "k")
	files := []sentFile{{"Døren <1>.png", picture(t, 900, 300, color.White)}, {"../agreement.exe", pdf}}
	if r := sendFiles(h, "2", "/het-anker/acts/tension.note", note, files...); r.Code != 303 {
		t.Fatal(r.Code, r.Body)
	}
	if r := sendFiles(h, "2", "/het-anker/acts/tension.note", note, files...); r.Code != 303 { // pressed twice
		t.Fatal(r.Code, r.Body)
	}
	s, err := h.Service.Look(t.Context(), h.Slug, 0)
	if err != nil {
		t.Fatal(err)
	}
	if s.File(2) == nil || s.File(3) != nil || s.Note(4) == nil || s.Note(5) != nil {
		t.Fatal("two files came with one text, and there are others")
	}
	webtest.All(t, h, []webtest.Scenario{
		{
			Name: "they stand with the words", Path: "/het-anker/tensions/4", Header: asked("3", "en"),
			Contains: []string{
				`<img src="/het-anker/files/1/small" alt="Two lists, and a &#34;key&#34;" width="416" height="139" loading="lazy"`, `href="/het-anker/files/1"`,
				"agreement.exe.pdf", "PDF", "1 kB", `enctype="multipart/form-data"`,
			},
		},
	})
	seen := fetch(h, "3", "/het-anker/files/1")
	for name, want := range map[string]string{
		"Content-Type": "image/png", "X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-cache",
		"Content-Security-Policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox",
		"Content-Disposition":     `inline; filename="D_ren _1_.png"; filename*=UTF-8''D%C3%B8ren%20_1_.png`,
	} {
		if got := seen.Header().Get(name); seen.Code != 200 || got != want {
			t.Errorf("%d, %s is %q, not %q", seen.Code, name, got, want)
		}
	}
	if r := fetch(h, "3", "/het-anker/files/1/small"); r.Code != 200 || r.Body.Len() == seen.Body.Len() {
		t.Error("the small picture is", r.Code, r.Body.Len())
	}
	if r := fetch(h, "3", "/het-anker/files/2"); r.Code != 200 || r.Header().Get("Content-Disposition") != "attachment; filename=agreement.exe.pdf" || r.Body.String() != string(pdf) {
		t.Error(r.Code, r.Header(), r.Body)
	}
	for _, path := range []string{"/het-anker/files/2/small", "/het-anker/files/9", "/het-anker/files/F1", "/het-anker/files/0"} {
		if r := fetch(h, "3", path); r.Code != 404 {
			t.Error(path, r.Code)
		}
	}
	if r := fetch(h, "9", "/het-anker/files/1"); r.Code != 404 || strings.ReplaceAll(r.Body.String(), "files/1", "files/9") != fetch(h, "9", "/het-anker/files/9").Body.String() {
		t.Error("a guest who does not see the words is told of their file:", r.Code)
	}
	again := httptest.NewRequest("GET", "/het-anker/files/1", nil)
	again.Header.Set("Cookie", "as=3")
	again.Header.Set("If-None-Match", seen.Header().Get("ETag"))
	out := httptest.NewRecorder()
	h.ServeHTTP(out, again)
	if out.Code != 304 {
		t.Error("asked again it is", out.Code)
	}
	webtest.All(t, h, []webtest.Scenario{
		{Name: "everything about me names them", Path: "/het-anker/account/mine.json", Header: asked("2", "en"), Contains: []string{"agreement.exe.pdf"}},
	})
	mine := fetch(h, "2", "/het-anker/account/mine.zip")
	z, err := zip.NewReader(bytes.NewReader(mine.Body.Bytes()), int64(mine.Body.Len()))
	if err != nil || len(z.File) != 3 || z.File[2].Name != "files/F2-agreement.exe.pdf" {
		t.Fatalf("%v: %+v", err, z)
	}
	entry, err := z.File[2].Open()
	if err != nil {
		t.Fatal(err)
	}
	if b, err := io.ReadAll(entry); err != nil || string(b) != string(pdf) {
		t.Errorf("%q, %v", b, err)
	}
	webtest.All(t, h, []webtest.Scenario{
		{Name: "taken back", Path: "/het-anker/acts/note.take_back", Header: asked("2", "en"), Form: form("note", "N4", "_back", "/het-anker/tensions/4#N4"), Status: 303},
		{Name: "the page has them no longer", Path: "/het-anker/tensions/4", Header: asked("3", "en"), Lacks: []string{"/het-anker/files/1", "agreement"}},
	})
	for _, who := range []string{"2", "3"} {
		if r := fetch(h, who, "/het-anker/files/1"); r.Code != 404 {
			t.Error("what was taken back is", r.Code)
		}
	}
	out = httptest.NewRecorder()
	if h.ServeHTTP(out, again); out.Code != 404 {
		t.Error("what was taken back is, for a browser that has it still,", out.Code)
	}
}

// slowFiles are files of somebody that arrive slowly, until they are ended.
func slowFiles(t *testing.T, h http.Handler, who string, n int) (end func()) {
	t.Helper()
	var slow sync.WaitGroup
	var ends []*io.PipeWriter
	arriving := make(chan bool, n)
	for range n {
		read, write := io.Pipe()
		ends = append(ends, write)
		w := multipart.NewWriter(write)
		r := httptest.NewRequest("POST", "/het-anker/files", read)
		r.Header.Set("Content-Type", w.FormDataContentType())
		r.Header.Set("Cookie", "as="+who)
		slow.Go(func() {
			h.ServeHTTP(httptest.NewRecorder(), r)
			_ = read.Close()
		})
		go func() {
			part, err := w.CreateFormFile("_files", "slow.pdf")
			if err == nil {
				_, err = part.Write(bytes.Repeat([]byte("%PDF-1.7"), 4096)) // more than is read ahead
			}
			arriving <- err == nil
		}()
	}
	for range n {
		if !<-arriving {
			t.Fatal("a file does not arrive")
		}
	}
	return func() {
		for _, w := range ends {
			_ = w.CloseWithError(io.ErrUnexpectedEOF)
		}
		slow.Wait()
	}
}

// Files that are slow to arrive keep nobody else's from being taken, and one person has only
// so many on their way.
func TestSlowFilesHoldUpNobody(t *testing.T) {
	h := lived(t)
	end := slowFiles(t, h, "3", 24)
	quick := func(who string, want int) {
		t.Helper()
		if r := sendFiles(h, who, "/het-anker/files", nil, sentFile{"quick.pdf", pdf}); r.Code != want || (want == 200) != strings.Contains(r.Body.String(), "quick.pdf") {
			t.Error(r.Code, r.Body)
		}
	}
	quick("2", 200)
	quick("3", 429)
	end()
	quick("3", 200)
}

// A refusal says which file and why, and keeps the words and the other files.
func TestRefusedFiles(t *testing.T) {
	h := lived(t)
	note := form("tension", "T4", "text", "Look at these.", "_describe", "A door", "_back", "/het-anker/tensions/4")
	r := sendFiles(h, "2", "/het-anker/acts/tension.note", note, sentFile{"door.png", picture(t, 9, 9, color.Black)}, sentFile{"sound.mp3", []byte("ID3\x03\x00")}, sentFile{"none.txt", nil}, sentFile{"large.txt", bytes.Repeat([]byte("a"), 10<<20+1)})
	page := r.Body.String()
	for _, want := range []string{"“sound.mp3” is of a kind", "“none.txt” is empty", "“large.txt” is larger than 10 MB", "Look at these.", "door.png", `value="A door"`, `name="_upload"`} {
		if r.Code != 422 || !strings.Contains(page, want) {
			t.Errorf("%d, and no %q", r.Code, want)
		}
	}
	_, key, _ := strings.Cut(page, `name="_upload" value="`)
	key, _, _ = strings.Cut(key, `"`)
	webtest.All(t, h, []webtest.Scenario{
		{Name: "nothing was said", Path: "/het-anker/tensions/4", Header: asked("2", "en"), Lacks: []string{"Look at these."}},
		{Name: "not by somebody else", Path: "/het-anker/acts/tension.note", Header: asked("3", "en"), Form: form("tension", "T4", "text", "Mine.", "_upload", key), Status: 409, Contains: []string{"no longer there", "Mine."}},
		{Name: "said with what was kept", Path: "/het-anker/acts/tension.note", Header: asked("2", "en"), Form: form("tension", "T4", "text", "Look.", "_upload", key, "_upload", key, "_describe."+key, "The door", "_key", "k"), Status: 303},
		{Name: "it is there", Path: "/het-anker/tensions/4", Header: asked("2", "en"), Contains: []string{`alt="The door"`}},
		{Name: "once", Path: "/het-anker/acts/tension.note", Header: asked("2", "en"), Form: form("tension", "T4", "text", "Look.", "_upload", key, "_upload", key, "_describe."+key, "The door", "_key", "k"), Status: 303},
		{Name: "not with other words", Path: "/het-anker/acts/tension.note", Header: asked("2", "en"), Form: form("tension", "T4", "text", "Again.", "_upload", key), Status: 409},
	})
	if r := sendFiles(h, "2", "/het-anker/acts/tension.note", form("tension", "T4", "text", strings.Repeat("x", 2<<20)), sentFile{"a.txt", []byte("a")}); r.Code != 400 || !strings.Contains(r.Body.String(), "larger than a megabyte") {
		t.Error("words of two megabytes came in beside a file:", r.Code)
	}
	var many []sentFile
	for i := range org.MaxFiles + 1 {
		many = append(many, sentFile{fmt.Sprint(i, ".txt"), []byte("x")})
	}
	if r := sendFiles(h, "2", "/het-anker/acts/tension.note", note, many...); r.Code != 422 || !strings.Contains(r.Body.String(), "At most 10 files") {
		t.Error(r.Code)
	}
}

// A script sends one file at a time, before the words.
func TestAFileComesBeforeItsWords(t *testing.T) {
	h := lived(t)
	r := sendFiles(h, "2", "/het-anker/files", nil, sentFile{"door.png", picture(t, 9, 9, color.Black)})
	_, key, found := strings.Cut(r.Body.String(), `"key":"`)
	if r.Code != 200 || !found || !strings.Contains(r.Body.String(), `"picture":true`) {
		t.Fatal(r.Code, r.Body)
	}
	key, _, _ = strings.Cut(key, `"`)
	if r := sendFiles(h, "2", "/het-anker/files", nil, sentFile{"a.zip", []byte("PK\x03\x04")}); r.Code != 422 || !strings.Contains(r.Body.String(), `{"fault":"“a.zip” is of a kind`) {
		t.Error(r.Code, r.Body)
	}
	webtest.All(t, h, []webtest.Scenario{
		{Name: "let go of", Path: "/het-anker/files/drop", Header: asked("2", "en"), Form: form("_upload", key), Status: 204, Empty: true},
		{Name: "it waits no longer", Path: "/het-anker/acts/tension.note", Header: asked("2", "en"), Form: form("tension", "T4", "text", "x", "_upload", key), Status: 409},
	})
}

// A photo stands wherever its person does, for those who know them, until it is taken away.
func TestPhoto(t *testing.T) {
	h := lived(t)
	src := `<img src="/het-anker/people/2/photo?v=`
	webtest.All(t, h, []webtest.Scenario{
		{Name: "initials", Path: "/het-anker/people", Header: asked("3", "en"), Lacks: []string{src}},
		{Name: "none chosen", Path: "/het-anker/account/photo", Header: asked("2", "en"), Form: form(), Status: 422, Contains: []string{"No file was chosen"}},
	})
	if r := sendFiles(h, "2", "/het-anker/account/photo", nil, sentFile{"me.pdf", pdf}); r.Code != 422 || !strings.Contains(r.Body.String(), "“me.pdf” is no picture") {
		t.Error(r.Code)
	}
	if r := sendFiles(h, "2", "/het-anker/account/photo", nil, sentFile{"me.png", picture(t, 500, 300, color.White)}); r.Code != 303 {
		t.Fatal(r.Code, r.Body)
	}
	webtest.All(t, h, []webtest.Scenario{
		{Name: "a photo in the list", Path: "/het-anker/people", Header: asked("3", "en"), Contains: []string{src}},
		{Name: "on their page, larger", Path: "/het-anker/people/2", Header: asked("3", "en"), Contains: []string{src, "&amp;large"}},
		{Name: "at the menu", Path: "/het-anker/account", Header: asked("2", "en"), Contains: []string{src, "Show my initials again"}},
	})
	for path, side := range map[string]int{"/het-anker/people/2/photo": 96, "/het-anker/people/2/photo?large": 256} {
		r := fetch(h, "3", path)
		c, _, err := image.DecodeConfig(r.Body)
		if r.Code != 200 || err != nil || c.Width != side || c.Height != side {
			t.Errorf("%s: %d, %v, %v", path, r.Code, c, err)
		}
	}
	if r := fetch(h, "3", "/het-anker/people/3/photo"); r.Code != 404 {
		t.Error("who has none has one:", r.Code)
	}
	webtest.All(t, h, []webtest.Scenario{
		{Name: "taken away", Path: "/het-anker/account/photo", Header: asked("2", "en"), Form: form("do", "remove"), Status: 303},
		{Name: "initials again", Path: "/het-anker/people", Header: asked("3", "en"), Lacks: []string{src}},
	})
	if r := fetch(h, "3", "/het-anker/people/2/photo"); r.Code != 404 {
		t.Error("it is there still:", r.Code)
	}
}

// Correcting words takes out a file that came with them, for good, and adds another.
func TestCorrectingFiles(t *testing.T) {
	h := lived(t)
	note := form("tension", "T4", "text", "The list on the door.", "_key", "k")
	if r := sendFiles(h, "2", "/het-anker/acts/tension.note", note, sentFile{"one.png", picture(t, 90, 30, color.White)}, sentFile{"two.pdf", pdf}); r.Code != 303 {
		t.Fatal(r.Code, r.Body)
	}
	webtest.All(t, h, []webtest.Scenario{
		{Name: "the form", Path: "/het-anker/tensions/4?correct=N4", Header: asked("2", "en"), Contains: []string{"Take out for good", `name="drop" value="F1"`, `name="drop" value="F2"`, "two.pdf", `name="_files"`}},
		{Name: "not another's", Path: "/het-anker/acts/note.correct", Form: form("note", "N4", "text", "x", "drop", "F1"), Header: asked("3", "en"), Status: 403},
		{Name: "the generic form", Path: "/het-anker/acts/note.correct?note=N4", Header: asked("2", "en"), Contains: []string{`name="drop" value="F2"`}},
		{Name: "for nobody else", Path: "/het-anker/acts/note.correct?note=N4", Header: asked("3", "en"), Lacks: []string{`name="drop"`, "two.pdf"}},
	})
	if r := sendFiles(h, "2", "/het-anker/acts/note.correct", form("note", "N4", "text", "The list in the hall.", "drop", "F1", "_key", "l"), sentFile{"three.pdf", pdf}); r.Code != 303 {
		t.Fatal(r.Code, r.Body)
	}
	webtest.All(t, h, []webtest.Scenario{
		{Name: "afterwards", Path: "/het-anker/tensions/4", Header: asked("3", "en"), Contains: []string{"The list in the hall.", "two.pdf", "three.pdf"}, Lacks: []string{"files/1", "one.png"}},
		{Name: "it is gone", Path: "/het-anker/files/1", Header: asked("2", "en"), Status: 404},
		{Name: "the small one too", Path: "/het-anker/files/1/small", Header: asked("2", "en"), Status: 404},
		{Name: "the others are there", Path: "/het-anker/files/3", Header: asked("3", "en")},
	})
}
