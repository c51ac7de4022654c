package ledger_test

import (
	"context"
	"fmt"
	"path/filepath"
	"sync/atomic"
	"testing"

	"orpheus/internal/test/pgtest"
	"orpheus/internal/test/promise"
	"orpheus/ledger"
	"orpheus/ledger/loadtest"
	"orpheus/org"
	"orpheus/store/postgres"
)

// BenchmarkNodes is how many acts a second three programs do on one database, each in any of a
// hundred organisations, and the ratio to one program that does them all.
func BenchmarkNodes(b *testing.B) {
	asServed(b)
	const orgs, clients = 100, 64
	server := pgtest.Start(b)
	programs := func(k int) func(i int) {
		address := server.Database(b)
		key := filepath.Join(b.TempDir(), "key")
		var nodes []*ledger.Engine
		for n := range k {
			store, err := postgres.Open(b.Context(), address, postgres.Options{Create: n == 0, Key: key})
			must(b, err)
			e := ledger.New(store, ledger.Options{SaveEvery: 1 << 60})
			b.Cleanup(func() { _ = e.Close(); must(b, store.Close()) })
			nodes = append(nodes, e)
		}
		slug := func(i int) string { return fmt.Sprintf("org%d", i%orgs) }
		for i := range orgs {
			must(b, nodes[0].Found(b.Context(), loadtest.Founding(slug(i)), loadtest.Begin))
			_, err := nodes[0].Bulk(b.Context(), slug(i), 0, org.Import, func(k *ledger.Bulk) error {
				return k.DoAs(&org.JoinPerson{}, org.Moment{At: k.At()}, nil)
			})
			must(b, err)
			_, err = nodes[0].Do(b.Context(), slug(i), ledger.Request{Act: &org.RaiseTension{Circle: org.Root, Title: "A tension"}, By: 1, Face: org.Web})
			must(b, err)
		}
		var titles atomic.Int64
		return func(i int) { // i%orgs and i%k are all pairs, since three does not divide a hundred
			act := &org.AmendTension{Tension: 1, Title: fmt.Sprintf("The title of a tension as people write it: %8d", titles.Add(1))}
			_, err := nodes[i%k].Do(context.Background(), slug(i), ledger.Request{Act: act, By: 1, Face: org.Web})
			must(b, err)
		}
	}
	one, three := programs(1), programs(3)
	for i := range 3 * orgs { // all are loaded
		one(i)
		three(i)
	}
	many, alone, ratio := turns(func() float64 { return byMany(clients, three) }, func() float64 { return byMany(clients, one) })
	b.ReportMetric(many, "acts/s")
	b.ReportMetric(alone, "alone/s")
	promise.Hold(b, "acts by three programs on one database", ratio)
	b.ReportMetric(0, "ns/op")
}
