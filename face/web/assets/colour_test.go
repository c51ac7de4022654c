package assets

import (
	"fmt"
	"math"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// tokens are the custom properties of one block of the stylesheet.
type tokens map[string]string

var property = regexp.MustCompile(`--([a-z0-9-]+):\s*([^;]+);`)

// block reads the properties of the block that begins with head, up to the
// first closing brace.
func block(t *testing.T, css, head string) tokens {
	t.Helper()
	_, rest, ok := strings.Cut(css, head)
	if !ok {
		t.Fatalf("no block %q", head)
	}
	body, _, _ := strings.Cut(rest, "}")
	found := tokens{}
	for _, m := range property.FindAllStringSubmatch(body, -1) {
		found[m[1]] = strings.TrimSpace(m[2])
	}
	return found
}

func readCSS(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile("src/css/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// themes are the light and the dark tokens. The dark ones stand twice, and
// both are the same.
func themes(t *testing.T) (light, dark tokens) {
	t.Helper()
	css := readCSS(t, "tokens.css")
	light = block(t, css, ":root {")
	wished := block(t, css, `:root:not([data-theme="light"]) {`)
	dark = block(t, css, `:root[data-theme="dark"] {`)
	for k, v := range dark {
		if wished[k] != v {
			t.Errorf("dark --%s is %s by choice and %s by the wish of the system", k, v, wished[k])
		}
	}
	if len(wished) != len(dark) || len(dark) < 25 {
		t.Errorf("%d dark tokens by choice, %d by the wish of the system", len(dark), len(wished))
	}
	return light, dark
}

// rgb is a colour in linear light.
type rgb [3]float64

func parse(t *testing.T, value string) rgb {
	t.Helper()
	var c rgb
	if len(value) != 7 || value[0] != '#' {
		t.Fatalf("%q is no colour", value)
	}
	for i := range c {
		n, err := strconv.ParseUint(value[1+2*i:3+2*i], 16, 8)
		if err != nil {
			t.Fatal(err)
		}
		if v := float64(n) / 255; v <= .04045 {
			c[i] = v / 12.92
		} else {
			c[i] = math.Pow((v+.055)/1.055, 2.4)
		}
	}
	return c
}

// oklch is the colour of a lightness, chroma and hue, cut to what a screen
// can show.
func oklch(l, chroma, hue float64) rgb {
	h := hue * math.Pi / 180
	a, b := chroma*math.Cos(h), chroma*math.Sin(h)
	cube := func(x float64) float64 { return x * x * x }
	x := cube(l + .3963377774*a + .2158037573*b)
	y := cube(l - .1055613458*a - .0638541728*b)
	z := cube(l - .0894841775*a - 1.2914855480*b)
	c := rgb{
		4.0767416621*x - 3.3077115913*y + .2309699292*z,
		-1.2684380046*x + 2.6097574011*y - .3413193965*z,
		-.0041960863*x - .7034186147*y + 1.7076147010*z,
	}
	for i := range c {
		c[i] = min(max(c[i], 0), 1)
	}
	return c
}

// contrast is the ratio of WCAG 2.
func contrast(a, b rgb) float64 {
	lum := func(c rgb) float64 { return .2126*c[0] + .7152*c[1] + .0722*c[2] }
	hi, lo := max(lum(a), lum(b)), min(lum(a), lum(b))
	return (hi + .05) / (lo + .05)
}

// The pairs that stand on each other on the pages, and the least they may
// differ in light and in dark.
var pairs = []struct {
	front, back string
	light, dark float64
}{
	{"ink", "bg", 15.5, 16.5},
	{"ink", "surface", 15, 15},
	{"ink", "sunken", 7, 7},
	{"ink-2", "bg", 7.5, 10.4},
	{"ink-2", "surface", 7, 7},
	{"ink-2", "sunken", 6.8, 8.5},
	{"ink-3", "bg", 5.4, 7.2},
	{"ink-3", "surface", 4.5, 4.5},
	{"ink-3", "sunken", 4.5, 4.5},
	{"line-strong", "bg", 3.8, 4.9},
	{"line-strong", "surface", 4.2, 4.5},
	{"line-strong", "sunken", 3, 3},
	{"surface", "ink", 7, 7}, // the main button
	{"on-lead", "lead", 12.1, 12.1},
	{"lead-text", "lead-soft", 6.4, 9.6},
	{"lead-text", "surface", 4.5, 4.5},
	{"lead-text", "bg", 4.5, 4.5},
	{"lead-text", "sunken", 4.5, 4.5}, // "leads now" in a chosen line
	{"lead-edge", "surface", 3, 3},
	{"ink", "lead-soft", 7, 7},
	{"ink-2", "lead-soft", 4.5, 4.5},
	{"link", "bg", 9.4, 11.8},
	{"link", "surface", 7, 7},
	{"link", "sunken", 7, 7},
	{"link", "info-soft", 4.5, 4.5},
	{"link", "stop-soft", 4.5, 4.5},
	{"ok", "ok-soft", 5.4, 7.2},
	{"ink", "ok-soft", 7, 7},
	{"stop", "stop-soft", 5.7, 7.2},
	{"ink", "stop-soft", 7, 7},
	{"stop", "surface", 4.5, 4.5},
	{"stop", "bg", 4.5, 4.5},
	{"info", "info-soft", 6.1, 7.3},
	{"ink", "info-soft", 7, 7},
	{"focus", "bg", 7.1, 11.6},
	{"focus", "surface", 3, 3},
	{"focus", "sunken", 3, 3},
	{"bar-ink", "bar", 7, 7},
	{"bar-ink-2", "bar", 9.1, 9.1},
	{"bar-edge", "bar", 3, 3},
	{"lead", "bar", 7, 7}, // the focus ring and the lit seat in the bar
}

func TestContrast(t *testing.T) {
	light, dark := themes(t)
	for _, p := range pairs {
		for _, side := range []struct {
			name  string
			of    tokens
			least float64
		}{{"light", light, p.light}, {"dark", dark, p.dark}} {
			got := contrast(parse(t, side.of[p.front]), parse(t, side.of[p.back]))
			if got < side.least {
				t.Errorf("%s: %s on %s is %.2f, and has to be %.1f", side.name, p.front, p.back, got, side.least)
			}
		}
	}
}

// hues are the hues of the circle families, by number.
func hues(t *testing.T) []float64 {
	t.Helper()
	css := readCSS(t, "families.css")
	var all []float64
	for n := 0; ; n++ {
		m := regexp.MustCompile(fmt.Sprintf(`\.h-%d \{ --h: (\d+); \}`, n)).FindStringSubmatch(css)
		if m == nil {
			return all
		}
		h, _ := strconv.ParseFloat(m[1], 64)
		all = append(all, h)
	}
}

func TestFamilies(t *testing.T) {
	light, dark := themes(t)
	all := hues(t)
	if len(all) != 9 {
		t.Fatalf("%d families", len(all))
	}
	least := map[string][2]float64{
		"ft f1": {8.5, 11.3}, "ft f2": {7.4, 9.4}, "ft f3": {6.4, 7.6},
		"fl f1": {3.6, 4.1}, "fl f2": {3.1, 3.4}, "fl fr": {3, 3},
	}
	for n, h := range all {
		if h >= 80 && h <= 110 {
			t.Errorf("family %d has the hue %v, which is kept for the light", n, h)
		}
		for i, theme := range []tokens{light, dark} {
			colour := func(name string) rgb {
				var l, c float64
				if _, err := fmt.Sscanf(theme[name], "%g %g", &l, &c); err != nil {
					t.Fatalf("--%s is %q: %v", name, theme[name], err)
				}
				return oklch(l, c, h)
			}
			for pair, min := range least {
				front, back, _ := strings.Cut(pair, " ")
				if got := contrast(colour(front), colour(back)); got < min[i] {
					t.Errorf("family %d, theme %d: %s on %s is %.2f, and has to be %.1f", n, i, front, back, got, min[i])
				}
			}
		}
	}
}

// The computation itself, on colours whose contrast is known.
func TestContrastIsRight(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want float64
	}{{"#000000", "#ffffff", 21}, {"#777777", "#ffffff", 4.48}, {"#ff0000", "#ffffff", 4.00}} {
		if got := contrast(parse(t, c.a), parse(t, c.b)); math.Abs(got-c.want) > .01 {
			t.Errorf("%s on %s is %.2f, want %.2f", c.a, c.b, got, c.want)
		}
	}
	if got := contrast(oklch(.627966, .257704, 29.2346), parse(t, "#ff0000")); got > 1.01 {
		t.Errorf("red by two ways differs by %.3f", got)
	}
}
