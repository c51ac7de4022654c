.DEFAULT_GOAL := help

help: ## show this
	@awk 'BEGIN {FS = ":.*## "} /^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: ## run Orpheus with an invented organisation
	go run ./cmd/orpheus demo

test: ## run all tests
	go test ./...

lint: ## check formatting, vet and staticcheck
	@test -z "$$(go tool -modfile=internal/tools/tools.mod gofumpt -l $$(git ls-files '*.go' ':!*_templ.go'))" || { go tool -modfile=internal/tools/tools.mod gofumpt -l .; exit 1; }
	go vet ./...
	go tool -modfile=internal/tools/tools.mod staticcheck ./...

bench: ## run the benchmarks; they print ratios against a baseline of the same run
	go test -run '^$$' -bench . -benchtime 1x ./...

generate: ## make the generated files anew
	go generate ./...

.PHONY: help demo test lint bench generate
