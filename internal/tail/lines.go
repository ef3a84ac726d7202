package tail

import (
	"bytes"
	"io"
)

// pull reads from one file what there is and keeps the whole lines of it for
// Read.
func (r *Reader) pull(l *log) (found, error) {
	data, got, err := r.look(l)
	if got == foundData {
		r.keep(l, data)
	}
	return got, err
}

// look reads from one file what there is. The first lines are seen first, and
// read after another look at all older files: the program that writes has come
// to the new file by then.
func (r *Reader) look(l *log) ([]byte, found, error) {
	r.o.World.between()
	if !l.begun && !l.complete && l.off == 0 {
		if n, err := l.file.ReadAt(r.buf[:1], 0); n > 0 || err == io.EOF {
			l.begun, l.atEnd = n > 0, n == 0
			return nil, found(n), nil // foundNothing or foundData
		}
	}
	data, got, err := l.read(r.buf)
	r.o.World.between()
	l.atEnd = got == foundNothing
	return data, got, err
}

// keep has the whole lines of what was read given by Read.
func (r *Reader) keep(l *log, data []byte) {
	l.lastFound = r.o.World.Now()
	l.remember(data)
	if l.zeros {
		// QUIRK: a program that does not append goes on at its old offset after
		// the file was cut (logrotate's copytruncate), and leaves a hole before.
		data = bytes.TrimLeft(data, "\x00")
		l.zeros = len(data) == 0
	}
	i := bytes.LastIndexByte(data, '\n') + 1
	if i == 0 {
		l.half = append(l.half, data...)
		if len(l.half) > maxHalf {
			r.put(l, l.half)
			l.half = l.half[:0]
		}
		return
	}
	out := r.put(l, l.half, data[:i])
	l.half = append(l.half[:0], data[i:]...)
	r.enter(l, l.off-int64(len(l.half)), out)
}

// put makes bytes of l the next that Read gives, and gives them itself.
func (r *Reader) put(l *log, parts ...[]byte) []byte {
	r.out = r.out[:0]
	if r.torn != nil && r.torn != l {
		r.out = append(r.out, '\n')
		r.given++
	}
	r.begin(l)
	n := len(r.out)
	for _, p := range parts {
		r.out = append(r.out, p...)
	}
	lines := int64(bytes.Count(r.out[n:], []byte{'\n'}))
	l.lines += lines
	r.given += lines
	r.torn = nil
	if len(r.out) > n && r.out[len(r.out)-1] != '\n' {
		r.torn = l
	}
	r.unread = r.out
	return r.out[n:]
}
