package check

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestLabOrdinarySessions holds the checks to silence on what real programs said
// when nothing was wrong.
func TestLabOrdinarySessions(t *testing.T) {
	for _, name := range []string{
		"clients/swaks-default.txt", "clients/swaks-pipeline.txt", "clients/perl-ok.txt", "clients/ruby-ok.txt", "clients/curl-ok.txt",
		"clients/python-d1-ok.txt", "clients/swaks-auth-login-tls.txt", "clients/openssl-starttls.txt", "clients/curl-tls.txt",
		"clients/perl-tls.txt", "clients/python-lmtp.txt", "pcap/plain-swaks.pcap", "pcap/starttls-swaks.pcap", "pcap/pipelining.pcap",
		"pcap/lmtp.pcap",
	} {
		file := filepath.Join("../../testdata/lab", name)
		if _, err := os.Stat(file); err != nil {
			t.Error(err)
			continue
		}
		for line := range strings.Lines(run(t, file)) {
			if f := strings.Split(line, "\t"); f[2] != Notice.String() {
				t.Errorf("%s: %s", name, line)
			}
		}
	}
}

// TestLabIsRead holds the checks to survive everything there is.
func TestLabIsRead(t *testing.T) {
	total := 0
	for _, pattern := range []string{"lab/*/*", "logs/*/*"} {
		files, _ := filepath.Glob(filepath.Join("../../testdata", pattern))
		for _, file := range files {
			if strings.HasSuffix(file, ".truth") || strings.HasSuffix(file, ".want") || strings.HasSuffix(file, ".md") {
				continue
			}
			got := run(t, file)
			total += strings.Count(got, "\n")
			if testing.Verbose() && got != "" {
				t.Logf("%s:\n%s", file, got)
			}
		}
	}
	if total == 0 {
		t.Error("nothing found in all of it")
	}
}
