package parser

import "bytes"

// podPrefix gives the length of "[pod/name/container] ", 0 for none.
func podPrefix(b []byte) int {
	if !hasPrefix(b, "[pod/") {
		return 0
	}
	for i := 5; i+1 < len(b) && i < 256; i++ {
		if b[i] == ']' && b[i+1] == ' ' {
			return i + 2
		}
	}
	return 0
}

// sternPrefix gives the length of "pod container " before a stamp, 0 for none.
func sternPrefix(b []byte) int {
	i := podName(b)
	if i == 0 || i+1 >= len(b) || b[i] != ' ' || bytes.IndexByte(b[:i], '-') < 0 {
		return 0
	}
	j := podName(b[i+1:])
	if i += 1 + j; j == 0 || i+20 > len(b) || b[i] != ' ' {
		return 0
	}
	var s Stamp
	if rest := b[i+1:]; s.iso(rest) == 0 && s.bsd(rest) == 0 {
		return 0
	}
	return i + 1
}

// podName gives the length of the name of a Kubernetes object that b begins
// with: lower-case letters, digits and hyphens.
func podName(b []byte) int {
	n := 0
	for n < len(b) && n < 64 && (isDigit(b[n]) || b[n]-'a' < 26 || n > 0 && b[n] == '-') {
		n++
	}
	return n
}

// containerPrefix gives the length of a "name | " that docker-compose and its
// like put before every line; 0 for none.
func containerPrefix(b []byte) int {
	i := 0
	for i < len(b) && i < 64 && ofTag[b[i]] {
		i++
	}
	if i == 0 {
		return 0
	}
	if i < 5 && i < len(b) && b[i] == '|' {
		return pm2Prefix(b, i)
	}
	j := i
	for j < len(b) && b[j] == ' ' {
		j++
	}
	if j == i || j+1 >= len(b) || b[j] != '|' || b[j+1] != ' ' {
		return 0
	}
	return j + 2
}

// pm2Prefix gives the length of the "0|name  | " that PM2 puts before the lines
// of a process, its number being of n octets; 0 for none.
func pm2Prefix(b []byte, n int) int {
	if _, digits := atoi(b, n); digits != n {
		return 0
	}
	for i := n + 1; i+1 < len(b) && i < n+48; i++ {
		if b[i] == '|' {
			if b[i-1] == ' ' && b[i+1] == ' ' && i > n+2 {
				return i + 2
			}
			return 0
		}
	}
	return 0
}
