package circlepack

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"orpheus/internal/racetest"
)

// sketch draws a layout roughly as the map does, as an SVG of the given width.
func sketch(l *Layout, names map[uint64]string, width float64) string {
	hues := []int{255, 155, 335, 48, 205, 290, 18, 128}
	var s strings.Builder
	r := l.Radius() * 1.03
	px := width / (2 * r)
	fmt.Fprintf(&s, `<svg xmlns="http://www.w3.org/2000/svg" width="%g" height="%g" viewBox="%g %g %g %g" font-family="sans-serif" font-weight="bold" text-anchor="middle">`, width, width, -r, -r, 2*r, 2*r)
	fmt.Fprintf(&s, `<rect x="%g" y="%g" width="%g" height="%g" fill="#f5f2f6"/>`, -r, -r, 2*r, 2*r)
	hue, family := 0, 0
	var labels strings.Builder
	for _, p := range l.Items {
		if p.Depth == 1 {
			family = hues[hue%len(hues)]
			if !p.Leaf {
				hue++
			}
		}
		fill, line := fmt.Sprintf("hsl(%d,75%%,%d%%)", family, max(95-7*p.Depth, 60)), "none"
		switch {
		case p.Depth == 0:
			fill, line = "#fff", "#85748f"
		case p.Leaf && p.Key%3 == 0:
			fill, line = "#ffd43b", "#23142c"
		case p.Leaf:
			fill, line = "#fff", fmt.Sprintf("hsl(%d,40%%,50%%)", family)
		}
		fmt.Fprintf(&s, `<circle cx="%.3f" cy="%.3f" r="%.3f" fill="%s" stroke="%s" stroke-width="%.3f"/>`, p.X, p.Y, p.R, fill, line, 1.3/px)
		if n := names[p.Key]; n != "" && !p.Leaf && p.Depth > 0 && p.R*px > 24 {
			size := 12 / px
			if p.Depth == 1 {
				size = 14 / px
			}
			fmt.Fprintf(&labels, `<text x="%.3f" y="%.3f" font-size="%.3f" fill="hsl(%d,60%%,25%%)">%s</text>`, p.X, p.Y-p.R+max(p.Band*0.8, size*1.2), size, family, n)
		}
	}
	return s.String() + labels.String() + "</svg>\n"
}

// town builds trees by name and keeps the names.
type town struct {
	next  uint64
	names map[uint64]string
}

func (b *town) circle(name string, roles int, subs ...*Node) *Node {
	b.next++
	b.names[b.next] = name
	n := &Node{Key: b.next, Children: subs}
	for range roles {
		b.next++
		n.Children = append(n.Children, &Node{Key: b.next, Leaf: true})
	}
	return n
}

// deLinde is an organisation like that of the design pictures.
func deLinde() (*Node, map[uint64]string) {
	b := &town{names: map[uint64]string{}}
	root := b.circle("De Linde", 7,
		b.circle("Home care", 6,
			b.circle("Team Oost", 8), b.circle("Team West", 7), b.circle("Team Noord", 7),
			b.circle("Team Zuid", 7), b.circle("Team Centrum", 6), b.circle("Night team", 6)),
		b.circle("Day centres", 4, b.circle("Het Anker", 7), b.circle("De Brug", 6)),
		b.circle("People and learning", 3, b.circle("Hiring", 5), b.circle("Learning", 4), b.circle("Pay", 4), b.circle("Wellbeing", 4)),
		b.circle("Planning", 3, b.circle("Roster desk", 5), b.circle("Wheels", 4)),
		b.circle("Finance", 6, b.circle("Contracts", 3)),
		b.circle("Digital", 5, b.circle("Care record", 4)),
		b.circle("Community", 4, b.circle("Volunteers", 5), b.circle("Partners", 4)),
		b.circle("Places", 6, b.circle("Repair", 4)))
	return root, b.names
}

// TestSketch writes pictures; set LAYOUT_SVG to a folder to keep them.
func TestSketch(t *testing.T) {
	dir := pictures(t)
	write := func(name string, l *Layout, names map[uint64]string) {
		if err := os.WriteFile(dir+"/"+name+".svg", []byte(sketch(l, names, 900)), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	root, names := deLinde()
	write("delinde", Pack(root, nil), names)
	write("delinde-loose", (&Packer{Loose: true}).Pack(root, nil), names)
	for _, n := range []int{25, 600, racetest.Fewer(10000, 2000)} {
		root, _ := region(n)
		write(fmt.Sprint("region-", n), Pack(root, nil), nil)
	}
	b := &town{names: map[uint64]string{}}
	var rings []*Node
	for i := range 24 {
		rings = append(rings, b.circle(fmt.Sprint(i), i))
	}
	write("rings", Pack(b.circle("", 0, rings...), nil), b.names)
	var mixed []*Node
	for m := 1; m <= 4; m++ {
		for k := 0; k <= 12; k += 2 {
			var subs []*Node
			for i := range m {
				subs = append(subs, b.circle("", 4+i))
			}
			mixed = append(mixed, b.circle(fmt.Sprintf("%d+%d", m, k), k, subs...))
		}
	}
	write("mixed", Pack(b.circle("", 0, mixed...), nil), b.names)
}

// pictures is the folder that LAYOUT_SVG names, else one that is thrown away.
func pictures(t *testing.T) string {
	if dir := os.Getenv("LAYOUT_SVG"); dir != "" {
		return dir
	}
	return t.TempDir()
}

// TestSketchEdits draws a layout that has gone through many small changes.
func TestSketchEdits(t *testing.T) {
	dir := pictures(t)
	root, names := deLinde()
	e := &edits{rng: 3, next: 10000}
	l := Pack(root, nil)
	for i := range 41 {
		if i%10 == 0 {
			f := fmt.Sprintf("%s/edits-%02d.svg", dir, i)
			if err := os.WriteFile(f, []byte(sketch(l, names, 600)), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		e.change(root)
		l = Pack(root, l)
	}
	if err := os.WriteFile(dir+"/edits-fresh.svg", []byte(sketch(Pack(root, nil), names, 600)), 0o644); err != nil {
		t.Fatal(err)
	}
}
