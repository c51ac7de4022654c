package org_test

import (
	"testing"

	"orpheus/org"
)

func BenchmarkEncode(b *testing.B) {
	e := sample()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := e.Encode(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkDecode(b *testing.B) {
	e := sample()
	line, err := e.Encode()
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := org.DecodeEntry(1, line); err != nil {
			b.Fatal(err)
		}
	}
}

func sample() org.Entry {
	return org.Entry{Seq: 1, At: 20_000*org.Day + 1_234_567, By: 17, Face: org.Web, Act: &org.TakeLead{
		Tension: 12, Initiative: 13, Until: 20_090 * org.Day, Lead: 14, Origin: org.AnsweredCall,
	}}
}
