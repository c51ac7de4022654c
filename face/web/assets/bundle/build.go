// Command bundle makes what the browser gets: one stylesheet, one script of
// our own, htmx with its event-stream extension, the fonts, and the licences
// of what is not ours. The same sources give the same bytes.
package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// engines are the oldest browsers the output has to run in.
var engines = []api.Engine{
	{Name: api.EngineChrome, Version: "111"},
	{Name: api.EngineFirefox, Version: "113"},
	{Name: api.EngineSafari, Version: "16.4"},
}

// own returns what is made from our sources alone, without npm, by file name.
func own(src string) (map[string][]byte, error) {
	css, err := bundle(filepath.Join(src, "css", "index.css"), nil)
	if err != nil {
		return nil, err
	}
	js, err := bundle(filepath.Join(src, "js", "orpheus.js"), nil)
	if err != nil {
		return nil, err
	}
	made := map[string][]byte{"orpheus.css": css, "orpheus.js": js}
	for _, path := range []string{"map/map.js", "ties/ties.js", "files.js", "passkey.js", "app/app.js", "app/push.js", "app/worker.js"} {
		if made[filepath.Base(path)], err = bundle(filepath.Join(src, "js", filepath.FromSlash(path)), nil); err != nil {
			return nil, err
		}
	}
	return made, icons(made)
}

// others returns what comes from the packages in modules, by file name.
func others(modules string) (map[string][]byte, error) {
	htmx, err := bundle("", &api.StdinOptions{
		Contents:   "import htmx from 'htmx.org/dist/htmx.esm.js'\nwindow.htmx = htmx\nimport('htmx.org/dist/ext/hx-sse.js')\n",
		ResolveDir: filepath.Dir(modules),
	})
	if err != nil {
		return nil, err
	}
	made := map[string][]byte{"htmx.js": htmx}
	copies := map[string]string{"licences/htmx.txt": "htmx.org/LICENSE"}
	for _, font := range []string{"familjen-grotesk", "atkinson-hyperlegible-next"} {
		from := "@fontsource-variable/" + font
		copies["licences/"+font+".txt"] = from + "/LICENSE"
	}
	for to, from := range copies {
		if made[to], err = os.ReadFile(filepath.Join(modules, filepath.FromSlash(from))); err != nil {
			return nil, err
		}
	}
	return made, nil
}

func bundle(entry string, stdin *api.StdinOptions) ([]byte, error) {
	opts := api.BuildOptions{
		Bundle:            true,
		MinifyWhitespace:  true,
		MinifyIdentifiers: true,
		MinifySyntax:      true,
		Format:            api.FormatIIFE,
		Charset:           api.CharsetUTF8,
		LegalComments:     api.LegalCommentsNone,
		Engines:           engines,
		External:          []string{"fonts/*"},
		Stdin:             stdin,
		LogLevel:          api.LogLevelSilent,
	}
	if entry != "" {
		opts.EntryPoints = []string{entry}
		if filepath.Ext(entry) == ".css" {
			opts.Format = api.FormatDefault
		}
	}
	res := api.Build(opts)
	if len(res.Errors)+len(res.Warnings) > 0 {
		lines := api.FormatMessages(append(res.Errors, res.Warnings...), api.FormatMessagesOptions{})
		return nil, errors.New(strings.Join(lines, "\n"))
	}
	if len(res.OutputFiles) != 1 {
		return nil, fmt.Errorf("%d outputs where one was meant", len(res.OutputFiles))
	}
	return res.OutputFiles[0].Contents, nil
}
