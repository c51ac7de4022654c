// Package clients is where the clients of the API are, which are made of its document: in Go
// (face/clients/go) and in TypeScript (face/clients/ts).
package clients

//go:generate go run ../../internal/tools/apiclient ../api/testdata/openapi.json .
