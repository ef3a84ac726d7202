package main

import "runtime"

// unicodeByDefault is what a program without any locale may assume: today's
// consoles of Windows and macOS show UTF-8, the C locale of others does not
// promise it.
const unicodeByDefault = runtime.GOOS == "windows" || runtime.GOOS == "darwin"
