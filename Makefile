# Everything that is done to the project by hand or by CI. `make help` lists it.

GO      ?= go
BIN     := bin/smtplog
TOOLS   := $(CURDIR)/.tools
LINT    := $(TOOLS)/golangci-lint
LINT_VERSION := v2.15.0
FUZZTIME ?= 10s
RACE_PKGS ?= ./...

.PHONY: help build test race vet fuzz bench bench-peers lint docs cover check install generate clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 14

build: ## build bin/smtplog
	$(GO) build -trimpath -o $(BIN) ./cmd/smtplog

install: ## install smtplog into GOBIN
	$(GO) install -trimpath ./cmd/smtplog

test: ## run all tests
	$(GO) test ./...

race: ## run the tests under the race detector
	$(GO) test -race -short $(RACE_PKGS)

vet: ## go vet, for the three systems
	$(GO) vet ./...
	GOOS=darwin $(GO) vet ./...
	GOOS=windows $(GO) vet ./...

fuzz: ## run every fuzz target for FUZZTIME
	GO="$(GO)" FUZZTIME=$(FUZZTIME) ./.ci/fuzz

bench: ## run the benchmarks
	$(GO) test -run '^$$' -bench . -benchmem ./parser ./catalog ./internal/...

bench-peers: build ## compare with pflogsumm, wc and ripgrep on one log, in one run
	./.ci/bench-peers

lint: $(LINT) ## golangci-lint with the import layers
	$(LINT) run ./...

$(LINT):
	GOBIN=$(TOOLS) $(GO) install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$(LINT_VERSION)

generate: ## compile the catalog's data
	$(GO) generate ./...

docs: generate ## write the docs that are generated
	$(GO) test ./cmd/smtplog -run Docs -update

cover: ## coverage by function, into cover.out
	$(GO) test -short -coverprofile=cover.out ./...
	$(GO) tool cover -func=cover.out | tail -n 1

check: test vet lint race fuzz ## what CI runs

clean: ## remove what was built
	rm -rf bin cover.out
