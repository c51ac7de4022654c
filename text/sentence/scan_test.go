package sentence

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// refused is where a key stands in the sources, and with how many arguments.
type refused struct {
	pos  string
	args int
}

// refusals reads every key of an org.Error from the sources of the program.
func refusals(t *testing.T) map[string]refused {
	t.Helper()
	found := map[string]refused{}
	err := filepath.WalkDir("../..", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if name := d.Name(); d.IsDir() && (name == "testdata" || name == "node_modules" || strings.HasPrefix(name, ".") && name != "../.." && name != "..") {
			return filepath.SkipDir
		}
		if d.IsDir() || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		files := token.NewFileSet()
		file, err := parser.ParseFile(files, path, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Logf("%s is not read: %v", path, err) // somebody is at work on it
			return nil
		}
		within := ""
		ast.Inspect(file, func(n ast.Node) bool {
			if f, ok := n.(*ast.FuncDecl); ok {
				within = f.Name.Name
			}
			key, args, ok := refusalAt(n)
			if !ok {
				return true
			}
			pos := files.Position(n.Pos()).String()
			text, isText := key.(*ast.BasicLit)
			if !isText {
				if within != "refuse" && within != "fromName" { // those pass the key on
					t.Errorf("%s: a refusal whose key is not written out", pos)
				}
				return true
			}
			name, err := strconv.Unquote(text.Value)
			if before, twice := found[name]; err != nil || twice && before.args != args {
				t.Errorf("%s: %s has %d arguments, but %d at %s", pos, text.Value, args, before.args, before.pos)
			}
			found[name] = refused{pos, args}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// refusalAt returns the key and the number of arguments where n makes an
// org.Error: refuse(code, key, args...), fromName(v, names, name, key), or
// org.Error{Key: key, Args: []any{...}}.
func refusalAt(n ast.Node) (key ast.Expr, args int, ok bool) {
	switch n := n.(type) {
	case *ast.CallExpr:
		switch f, _ := n.Fun.(*ast.Ident); {
		case f == nil:
		case f.Name == "refuse" && len(n.Args) >= 2:
			return n.Args[1], len(n.Args) - 2, true
		case f.Name == "fromName" && len(n.Args) == 4:
			return n.Args[3], 1, true
		}
	case *ast.CompositeLit:
		if !isError(n.Type) {
			return nil, 0, false
		}
		for _, e := range n.Elts {
			kv, isKV := e.(*ast.KeyValueExpr)
			if !isKV {
				continue
			}
			switch field, _ := kv.Key.(*ast.Ident); {
			case field == nil:
			case field.Name == "Key":
				key, ok = kv.Value, true
			case field.Name == "Args":
				if list, isList := kv.Value.(*ast.CompositeLit); isList {
					args = len(list.Elts)
				}
			}
		}
	}
	return key, args, ok
}

// isError reports whether a type is org.Error, within org or from outside.
func isError(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name == "Error"
	case *ast.SelectorExpr:
		from, _ := e.X.(*ast.Ident)
		return from != nil && from.Name == "org" && e.Sel.Name == "Error"
	}
	return false
}
