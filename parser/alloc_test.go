package parser

import (
	"bytes"
	"os"
	"testing"
)

// A scan allocates its tables and buffers, and nothing for a line: ten times
// the lines cost no more than what the buffers grow by.
func TestScanAllocations(t *testing.T) {
	data, err := os.ReadFile("../testdata/lab/postfix/outbound-all.log")
	if err != nil {
		t.Fatal(err)
	}
	measure := func(times int) float64 {
		log := bytes.Repeat(data, times)
		return testing.AllocsPerRun(3, func() {
			if _, err := Scan(bytes.NewReader(log), Options{Workers: 1, Modified: modified}, func(*Event) error { return nil }); err != nil {
				t.Fatal(err)
			}
		})
	}
	lines := bytes.Count(data, []byte("\n"))
	few, many := measure(10000/lines+1), measure(100000/lines+1)
	// What is left a block are the names of its programs.
	blocks := float64(100000 / lines * len(data) / BlockSize)
	t.Logf("%.0f allocations for 10,000 lines, %.0f for 100,000 in %.0f blocks", few, many, blocks)
	if few > 400 {
		t.Errorf("%.0f allocations for 10,000 lines", few)
	}
	if many > few+8*blocks {
		t.Errorf("%.0f allocations for 100,000 lines, %.0f for 10,000", many, few)
	}
}
