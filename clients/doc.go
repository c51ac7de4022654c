// Package clients is where the clients of the API are, which are made of its document: in Go
// (clients/go) and in TypeScript (clients/ts).
package clients

//go:generate go run ../internal/tools/apiclient ../face/api/testdata/openapi.json .
