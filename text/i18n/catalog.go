package i18n

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/message"
	"golang.org/x/text/message/catalog"
)

//go:embed *.json */*.json kinds/*/*.json
var files embed.FS

// entry is what a catalog holds for a key: one text, or one per plural form.
type entry struct {
	Text  string
	Forms map[string]string // "one", "other"; nil where the number does not matter
}

// UnmarshalJSON reads "text" or {"one": "...", "other": "..."}.
func (e *entry) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && b[0] == '"' {
		return json.Unmarshal(b, &e.Text)
	}
	return json.Unmarshal(b, &e.Forms)
}

// texts are all texts of the entry.
func (e entry) texts() map[string]string {
	if e.Forms == nil {
		return map[string]string{"other": e.Text}
	}
	return e.Forms
}

// read returns a language's catalog, from all folders.
func read(lang string) (map[string]entry, error) {
	all := map[string]entry{}
	return all, fs.WalkDir(files, ".", func(dir string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			return err
		}
		file := path.Join(dir, lang+".json")
		b, err := files.ReadFile(file)
		if err != nil {
			return err
		}
		entries := map[string]entry{}
		if err := json.Unmarshal(b, &entries); err != nil {
			return fmt.Errorf("catalog %s: %w", file, err)
		}
		for key, e := range entries {
			if _, twice := all[key]; twice {
				return fmt.Errorf("catalog %s: %s is said twice", file, key)
			}
			all[key] = e
		}
		return nil
	})
}

// load makes the printers. The catalogs are part of the program, so a fault in
// one stops the start.
func load() map[string]*Printer {
	made := map[string]*Printer{}
	for i, lang := range Languages {
		entries, err := read(lang)
		if err != nil {
			panic(err)
		}
		p := &Printer{lang: lang, plain: map[string]string{}, full: map[string]bool{}, cal: calendars[lang], tag: tags[i], terms: map[string]entry{}}
		book := catalog.NewBuilder()
		for key, e := range entries {
			if ofOrganisations(key) && namesTerm(lang, e) {
				p.terms[key] = e
			}
			if e.Forms == nil && !strings.Contains(e.Text, "%") {
				p.plain[key] = e.Text
				continue
			}
			p.full[key] = true
			var msg catalog.Message = catalog.String(e.Text)
			if e.Forms != nil {
				msg = plural.Selectf(1, "%d", "one", e.Forms["one"], "other", e.Forms["other"])
			}
			if err := book.Set(tags[i], key, msg); err != nil {
				panic(fmt.Errorf("catalog %s, key %s: %w", lang, key, err))
			}
		}
		p.out = message.NewPrinter(tags[i], message.Catalog(book))
		made[lang] = p
	}
	return made
}
