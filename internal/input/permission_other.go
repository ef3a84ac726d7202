//go:build !unix

package input

// permissionHint has nothing to say where access is not a matter of owner and group.
func permissionHint(string) string { return "" }
