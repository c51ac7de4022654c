package orpheus_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"orpheus/org"
	"orpheus/text/i18n"
)

// Each kind of act is whole: what one lacks is said here at once, with the place where it
// belongs. What each of these things has to be is for the tests beside them to say.
func TestEveryKindIsWhole(t *testing.T) {
	src := readKinds(t)
	for _, k := range org.Kinds() {
		if lacks := src.lacks(k); len(lacks) > 0 {
			t.Errorf("%s lacks\n  %s", k.Name, strings.Join(lacks, "\n  "))
		}
	}
}

// kindSources is what is read of the project to see whether a kind is whole.
type kindSources struct {
	file  map[string]string // of the struct of a kind, by the name of its type
	text  map[string]string // of that file, by its name
	web   string            // all that pages are made of
	files map[string]string // golden files and tests that a kind is to be in
}

const (
	corpusFile = "org/testdata/kinds.txt"
	saidFile   = "text/sentence/testdata/said.txt"
	openFile   = "face/api/testdata/openapi.json"
	whoFile    = "face/api/testdata/who-may.txt"
)

func readKinds(t *testing.T) kindSources {
	t.Helper()
	src := kindSources{map[string]string{}, map[string]string{}, "", map[string]string{}}
	read := func(path string) string {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	for _, path := range glob(t, "org/*.go") {
		tree, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		for name, o := range tree.Scope.Objects {
			if o.Kind == ast.Typ {
				src.file[name] = path
			}
		}
		src.text[path] = read(path)
	}
	for _, path := range append(glob(t, "face/web/*.go"), glob(t, "face/web/*.templ")...) {
		src.web += read(path)
	}
	for _, path := range []string{corpusFile, saidFile, openFile, whoFile} {
		src.files[path] = read(path)
	}
	return src
}

// glob returns the files of a pattern that are no tests and not generated.
func glob(t *testing.T, pattern string) (files []string) {
	t.Helper()
	all, err := filepath.Glob(pattern)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range all {
		if !strings.HasSuffix(f, "_test.go") && !strings.HasSuffix(f, "_templ.go") {
			files = append(files, f)
		}
	}
	if len(files) == 0 {
		t.Fatalf("nothing is at %s any more", pattern)
	}
	return files
}

var (
	toWrite = regexp.MustCompile(`// NEWKIND: (.*)`)
	refuses = regexp.MustCompile(`refuse\(\w+, "([a-z_.]+)"`)
)

// notOffered are the kinds that no page offers, though their forms have addresses.
var notOffered = map[string]string{
	"person.erase":        "so far by the command line and the API, where it is asked for twice",
	"seat.correct_origin": "so far by the command line and the API",
	"tension.withdraw":    "what undoing does",
	"initiative.withdraw": "what undoing does",
	"lead.withdraw":       "what undoing does",
	"try.withdraw":        "what undoing does",
	"lead.resume":         "what undoing does",
	"lead.ask_again":      "what undoing does",
	"learning.drop":       "what undoing does",
	"learning.keep":       "so far by the command line and the API; concluding has a field for it",
}

// lacks says what a kind of act lacks, each with where it belongs.
func (src kindSources) lacks(k *org.Kind) (all []string) {
	lack := func(what, where string) { all = append(all, what+": "+where) }
	typ := reflect.TypeOf(k.New()).Elem().Name()
	file := src.file[typ]
	if _, body, found := strings.Cut(src.text[file], "\ntype "+typ+" struct"); found {
		body, _, _ = strings.Cut(body, "\ntype ")
		for _, m := range toWrite.FindAllStringSubmatch(body, -1) {
			lack(m[1], file)
		}
	}
	if k.Undoable() == (k.Stays != "") {
		lack("how it is undone, or why it is not", "a method Undo in "+file+", or the flag stays in org/kind.go; not both")
	}
	all = append(all, src.words(k, file)...)
	if !strings.Contains(src.files[corpusFile], fmt.Sprintf(`"kind":%q`, k.Name)) {
		lack("its line in the corpus of logs", "go test ./org -run Corpus -update writes "+corpusFile)
	}
	if !strings.Contains(src.files[saidFile], "act."+k.Name+"\n") && !strings.Contains(src.files[saidFile], "act."+k.Name+".") {
		lack("its sentence, to be read", "go test ./text/sentence -update writes "+saidFile)
	}
	if k.Right == org.ByNobody {
		return all
	}
	if !strings.Contains(src.files[openFile], "/acts/"+k.Name+`"`) {
		lack("its place in the document of the API", "go test ./face/api -run Document -update writes "+openFile)
	}
	switch row := regexp.MustCompile(`(?m)^` + regexp.QuoteMeta(k.Name) + ` .*$`).FindString(src.files[whoFile]); {
	case row == "":
		lack("its row in the table of who may", "go test ./face/api -run WhoMay -update writes "+whoFile)
	case !strings.Contains(row, " 200"):
		lack("somebody who may do its example", "the tags example in "+file+", or what it needs in face/api/world_test.go")
	}
	if notOffered[k.Name] == "" && !strings.Contains(src.web, "org."+typ+"{") && !strings.Contains(src.web, `"`+k.Name+`"`) {
		lack("a button or a form in the browser", "face/web/act_buttons.go")
	}
	return all
}

// words says which texts a kind lacks.
func (src kindSources) words(k *org.Kind, file string) (all []string) {
	for _, lang := range i18n.Languages {
		say, where := i18n.For(lang), "text/i18n/kinds/"+k.Noun()+"/"+lang+".json"
		need := func(what string, keys ...string) {
			for _, key := range keys {
				if say.Has(key) {
					return
				}
			}
			all = append(all, fmt.Sprintf("%s, %s: %s", what, keys[0], where))
		}
		need("what it is", "kind."+k.Name)
		if !strings.Contains(src.files[saidFile], "act."+k.Name+".") { // said in variants only
			need("how it is said", "act."+k.Name)
		}
		for _, f := range k.Asked() {
			need("what is asked", "kind."+k.Name+"."+f.Name, "kind.field."+f.Name)
			if k.Right != org.ByNobody && !k.Profiled && f.Name != "key" && (f.Value != org.IDValue || strings.ContainsRune("CPR", rune(f.Letter))) {
				need("the label in its form", "field."+k.Name+"."+f.Name, "field."+f.Name)
			}
		}
		if k.Right != org.ByNobody {
			need("its button", "do."+k.Name)
		}
		for _, m := range refuses.FindAllStringSubmatch(src.text[file], -1) {
			noun, _, _ := strings.Cut(m[1], ".")
			if noun == k.Noun() {
				need("why it is refused", "refused."+m[1])
			}
		}
	}
	return all
}

// apart are the files outside org that tell kinds of act apart by their types, and why
// they may: they are about these kinds alone.
var apart = map[string]string{
	"face/web/propose.go":         "it is the page on which that act is made",
	"face/web/person.go":          "the times of taking part are those two acts",
	"ledger/loadtest/loadtest.go": "an organisation to measure with",
	"ledger/verify.go":            "a redaction is what changes a line of the log",
	"service/redate.go":           "a redaction is what changes a line of the log",
	"service/salvage.go":          "the first act of a log founds it, and a redaction is what changes a line of it",
	"service/tell.go":             "the first act of a log founds it",
	"internal/demo/region.go":     "what the invented organisation remembers of who works where",
}

var tellsApart = regexp.MustCompile(`(?:case |\.\()(?:\*org\.\w+, )*\*org\.(\w+)`)

// What belongs to a kind is in its file: nobody else asks of which type an act is.
func TestNobodyElseTellsKindsApart(t *testing.T) {
	kinds, found := map[string]bool{}, map[string]bool{}
	for _, k := range org.Kinds() {
		kinds[reflect.TypeOf(k.New()).Elem().Name()] = true
	}
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == ".git" || d.Name() == "node_modules" || d.Name() == "test"):
			return filepath.SkipDir
		case filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go"):
			return nil
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for _, m := range tellsApart.FindAllStringSubmatch(string(b), -1) {
			if kinds[m[1]] {
				if found[path] = true; apart[path] == "" {
					t.Errorf("%s tells %s apart by its type: let the kind say it, beside its struct", path, m[1])
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for path := range apart {
		if !found[path] {
			t.Errorf("%s tells no kinds apart any more", path)
		}
	}
}
