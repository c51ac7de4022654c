package sentence

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"orpheus/imports/source"
	"orpheus/text/i18n"
)

// sourceTexts are the keys that readers and imports use, each with how many
// arguments follow it; -1 where it is passed on and gets them elsewhere.
func sourceTexts(t *testing.T) map[string]int {
	t.Helper()
	found := map[string]int{}
	for _, dir := range []string{"../../imports/source", "../../imports/reconcile", "../../service"} {
		err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") {
				return err
			}
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
			if err != nil {
				return err
			}
			ast.Inspect(file, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.BasicLit:
					if key := textKey(n); key != "" && found[key] == 0 {
						found[key] = -1
					}
				case *ast.CallExpr:
					for i, a := range n.Args {
						if key := textKey(a); key != "" && i < len(n.Args)-1 {
							found[key] = len(n.Args) - 1 - i
						}
					}
				}
				return true
			})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return found
}

func textKey(n ast.Expr) string {
	lit, ok := n.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return ""
	}
	key, err := strconv.Unquote(lit.Value)
	if err != nil || !strings.HasPrefix(key, "odd.") && !strings.HasPrefix(key, "unread.") || strings.HasSuffix(key, ".") {
		return ""
	}
	return key
}

// Whatever readers say there is in every language, with its places filled.
func TestEverySourceTextIsSaid(t *testing.T) {
	found := sourceTexts(t)
	var counts map[string]string // the texts, some of which have places for numbers
	if data, err := os.ReadFile("../i18n/odd/en.json"); err != nil {
		t.Fatal(err)
	} else if err := json.Unmarshal(data, &counts); err != nil {
		t.Fatal(err)
	}
	if len(found) < 100 {
		t.Fatalf("only %d texts found", len(found))
	}
	for key, n := range found {
		args := make([]any, max(n, 0))
		for i := range args {
			args[i] = source.Say("odd.empty")
			if strings.Contains(counts[key], fmt.Sprintf("%%[%d]d", i+1)) || strings.Contains(key, ".cut") || strings.Contains(key, "long") || key == "unread.k8s.large" || key == "unread.k8s.aliases" {
				args[i] = 7
			}
		}
		for _, lang := range i18n.Languages {
			p := i18n.For(lang)
			if !p.Has(key) {
				t.Errorf("%s lacks %s", lang, key)
				continue
			}
			if got := Source(p, source.Say(key, args...)); strings.Contains(got, "%!") || n > 0 && !strings.Contains(got, "7") && !strings.Contains(got, p.T("odd.empty")) {
				t.Errorf("%s %s with %d arguments: %q", lang, key, n, got)
			}
		}
	}
	var said map[string]string
	if data, err := os.ReadFile("../i18n/odd/en.json"); err != nil || json.Unmarshal(data, &said) != nil {
		t.Fatal("the texts cannot be read", err)
	}
	for key := range said {
		if found[key] == 0 {
			t.Errorf("nothing says %s", key)
		}
	}
}

func TestSourceTextsInsideTexts(t *testing.T) {
	file := source.Say("odd.file.kept", source.Say("odd.why.utf8"), "“a”")
	for lang, want := range map[string]string{
		"en": "The file is not UTF-8 text; the circle “a” stays as it is.",
		"nl": "Het bestand is geen UTF-8-tekst; de kring “a” blijft zoals hij is.",
		"da": "Filen er ikke UTF-8-tekst; cirklen “a” bliver som den er.",
	} {
		if got := Source(i18n.For(lang), file); got != want {
			t.Errorf("%s: %s", lang, got)
		}
	}
	err := error(&source.Error{File: "a.toml", Line: 3, What: source.Say("unread.k8s.utf8")})
	if got, ok := Unread(i18n.For("nl"), err); !ok || got != "a.toml:3: Dit is geen UTF-8-tekst." {
		t.Errorf("%q", got)
	}
	if _, ok := Unread(i18n.For("nl"), fs.ErrNotExist); ok {
		t.Error("any error is one of a source")
	}
}
