package circlepack

import (
	"slices"
	"testing"
	"time"
)

// timed is the middle of several runs.
func timed(runs int, f func()) time.Duration {
	var d []time.Duration
	for range runs {
		t := time.Now()
		f()
		d = append(d, time.Since(t))
	}
	slices.Sort(d)
	return d[len(d)/2]
}

// BenchmarkFigures prints what packing costs.
func BenchmarkFigures(t *testing.B) {
	for _, size := range []int{150, 2000, 10000} {
		root, e := region(size)
		n := len((&Packer{Loose: true}).Pack(root, nil).Items)
		loose := timed(7, func() { (&Packer{Loose: true}).Pack(root, nil) })
		cold := timed(1, func() { (&Packer{Cache: NewCache(1 << 20)}).Pack(root, nil) })
		p := &Packer{Cache: NewCache(1 << 20)}
		l := p.Pack(root, nil)
		again := timed(7, func() { p.Pack(root, nil) })
		same := timed(7, func() { p.Pack(root, l) })
		warm := timed(15, func() {
			e.change(root)
			l = p.Pack(root, l)
		})
		t.Logf("%5d roles, %5d nodes: loose %v, tightened cold %v, memoised %v, warm unchanged %v, warm after an edit %v (cold/warm %.0f)",
			size, n, loose, cold, again, same, warm, float64(cold)/float64(warm))
	}
}

func benchmark(b *testing.B, size int, p func() *Packer, warm bool) {
	root, e := region(size)
	var prev *Layout
	if warm {
		prev = p().Pack(root, nil)
		e.change(root)
	}
	b.ReportAllocs()
	for b.Loop() {
		p().Pack(root, prev)
	}
}

func BenchmarkLoose10000(b *testing.B) {
	benchmark(b, 10000, func() *Packer { return &Packer{Loose: true} }, false)
}

func BenchmarkCold10000(b *testing.B) {
	benchmark(b, 10000, func() *Packer { return &Packer{Cache: NewCache(1 << 20)} }, false)
}

func BenchmarkMemoised10000(b *testing.B) {
	c := NewCache(1 << 20)
	benchmark(b, 10000, func() *Packer { return &Packer{Cache: c} }, false)
}

func BenchmarkWarm10000(b *testing.B) {
	c := NewCache(1 << 20)
	benchmark(b, 10000, func() *Packer { return &Packer{Cache: c} }, true)
}
