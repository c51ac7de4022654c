package orpheus_test

import (
	"go/ast"
	"go/constant"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"regexp"
	"strings"
	"testing"
)

// docs/limits.md says of every limit what the program holds to.
func TestLimitsAreAsStated(t *testing.T) {
	text, err := os.ReadFile("docs/limits.md")
	if err != nil {
		t.Fatal(err)
	}
	row := regexp.MustCompile("(?m)^\\| .* \\| ([0-9,]+) \\| `([^`]+)` `([^`]+)` \\|$")
	rows := row.FindAllStringSubmatch(string(text), -1)
	if len(rows) < 35 || len(rows) != strings.Count(string(text), "` |\n") {
		t.Fatalf("%d rows can be read", len(rows))
	}
	for _, r := range rows {
		stated, file, name := strings.ReplaceAll(r[1], ",", ""), r[2], r[3]
		if held := constantOf(t, file, name); held != stated {
			t.Errorf("%s: %s is %s, and docs/limits.md says %s", file, name, held, stated)
		}
	}
}

// constantOf works out a constant of a file; "nothing" where there is none.
func constantOf(t *testing.T, file, name string) string {
	t.Helper()
	set := token.NewFileSet()
	parsed, err := parser.ParseFile(set, file, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	held := "nothing"
	ast.Inspect(parsed, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		for i, id := range spec.Names {
			if id.Name != name || i >= len(spec.Values) {
				continue
			}
			value, err := types.Eval(set, nil, token.NoPos, types.ExprString(spec.Values[i]))
			if err != nil {
				t.Errorf("%s: %s: %v", file, name, err)
				continue
			}
			held = constant.ToInt(value.Value).ExactString()
		}
		return true
	})
	return held
}
