package api

import (
	"bytes"
	"encoding/csv"
	"math/rand/v2"
	"net/http"
	"reflect"
	"slices"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"orpheus/insight/ties"
	"orpheus/org"
)

// networkNote stands in every file.
const networkNote = "People have numbers that mean nothing and differ in every file. Ties of cells with under five people on either side, and those that would give these away, are left out."

// networkFormats are in what a network is to be had.
var networkFormats = []any{"json", "csv", "gexf", "graphml"}

func networkOperation() *operation {
	return &operation{
		method: http.MethodGet, path: Base + "/orgs/{org}/network", id: "get-network", tag: "The whole",
		summary: "Read who leads whom",
		doc: "Who led work in which others took part, in the past year, or who was asked for advice by whom. " + networkNote +
			" Nothing is in it of fewer than eight people, and of a time before statistics were agreed to: reason says so. For members.",
		query: []param{
			atParam,
			{"of", "What ties people: leading, or advice.", &huma.Schema{Type: huma.TypeString, Enum: []any{string(ties.Leading), string(ties.Advice)}, Default: string(ties.Leading)}},
			{"format", "A file that other programs read, instead of this JSON.", &huma.Schema{Type: huma.TypeString, Enum: networkFormats, Default: "json"}},
		},
		answer: reflect.TypeFor[ties.NetworkFile](), rolls: true, serve: network,
	}
}

func network(c *call) error {
	if !c.Sight.All() {
		return &org.Error{Code: org.Forbidden, Key: "right.member"}
	}
	kind := ties.Leading
	switch of := c.q.Get("of"); of {
	case "", string(ties.Leading):
	case string(ties.Advice):
		kind = ties.Advice
	default:
		return wrongField("of", "value", "of")
	}
	format := c.q.Get("format")
	if format != "" && !slices.Contains(networkFormats, any(format)) {
		return wrongField("format", "value", "format")
	}
	n := c.Ties(kind, c.At, 365*24*time.Hour)
	f := n.File(rand.New(rand.NewPCG(rand.Uint64(), rand.Uint64())), func(i int) string { return c.State.Circle(n.Circles[i].ID).Name }, networkNote)
	var b []byte
	var err error
	switch format {
	case "csv":
		var out bytes.Buffer
		err = csv.NewWriter(&out).WriteAll(f.CSV())
		b, format = out.Bytes(), "text/csv; charset=utf-8"
	case "gexf":
		b, err = f.GEXF()
		format = "application/gexf+xml"
	case "graphml":
		b, err = f.GraphML()
		format = "application/graphml+xml"
	default:
		return c.send(f)
	}
	if err != nil {
		return err
	}
	c.w.Header().Set("Content-Type", format)
	_, err = c.w.Write(b)
	return err
}
