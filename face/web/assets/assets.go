// Package assets serves what the pages load: the stylesheet, the scripts, the
// fonts. All of it is in the program. Its address holds a hash of the content,
// so a browser may keep it for good.
package assets

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"net/http"
	"path"
	"strings"

	"orpheus/internal/gzipped"
)

//go:generate go run ./bundle

//go:embed files logo.svg
var embedded embed.FS

type file struct {
	kind string
	body *gzipped.Body
}

var files, sum = read()

var kinds = map[string]string{
	".css":   "text/css; charset=utf-8",
	".js":    "text/javascript; charset=utf-8",
	".png":   "image/png",
	".svg":   "image/svg+xml",
	".txt":   "text/plain; charset=utf-8",
	".woff2": "font/woff2",
}

// read loads all files, once. It is part of the program, so a fault
// stops the start.
func read() (map[string]file, string) {
	all, hash := map[string]file{}, sha256.New()
	err := fs.WalkDir(embedded, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		raw, err := embedded.ReadFile(name)
		if err != nil {
			return err
		}
		hash.Write([]byte(name))
		hash.Write(raw)
		all[strings.TrimPrefix(name, "files/")] = file{kinds[path.Ext(name)], body(name, raw)}
		return nil
	})
	if err != nil {
		panic(err)
	}
	return all, hex.EncodeToString(hash.Sum(nil)[:8])
}

func body(name string, raw []byte) *gzipped.Body {
	if ext := path.Ext(name); ext == ".woff2" || ext == ".png" {
		return gzipped.Bare(raw)
	}
	return gzipped.New(raw, true)
}

// Hash names this state of the assets.
func Hash() string { return sum }

// URL is the address of an asset. An unknown name is a fault of the program.
func URL(name string) string {
	if _, ok := files[name]; !ok {
		panic("assets: no file " + name)
	}
	return "/assets/" + sum + "/" + name
}

// File is what is in an asset, for what is drawn with it elsewhere. An unknown name is a fault
// of the program.
func File(name string) []byte {
	raw, err := embedded.ReadFile("files/" + name)
	if err != nil {
		panic(err)
	}
	return raw
}

// Worker is the script that stands between pages and the network.
func Worker() []byte { return File("worker.js") }

// Handler serves GET /assets/{hash}/{name...}. Under an older hash, which a
// page from before an update may still ask for, it answers with what is there
// now, not to be kept. What is not there goes to missing.
func Handler(missing http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		f, ok := files[r.PathValue("name")]
		if !ok {
			missing.ServeHTTP(w, r)
			return
		}
		h := w.Header()
		h.Set("Content-Type", f.kind)
		h.Set("Cache-Control", "no-cache")
		if r.PathValue("hash") == sum {
			h.Set("Cache-Control", "public, max-age=31536000, immutable")
		}
		if f.body.Packs() {
			h.Add("Vary", "Accept-Encoding")
		}
		f.body.Send(w, r, http.StatusOK)
	})
}
