//go:build tools

// Package engine keeps Pulumi's command among the requirements of go.mod: `go mod tidy` drops what nothing imports.
package engine

import _ "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"
