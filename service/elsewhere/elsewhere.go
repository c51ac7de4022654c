// Package elsewhere keeps copies of a store at another place: in a bucket that speaks S3.
//
// A copy is closed with age before it leaves the machine, so whoever looks after the bucket reads
// nothing, and a copy of which a byte was changed or that was cut is refused when it comes back.
// Who opens it has the key, which need not be on the machine that makes the copies.
package elsewhere

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"
)

// Scheme is how the address of a place begins.
const Scheme = "s3://"

// partSize is how large a part of a copy is that is sent at once: so much of it is in memory.
const partSize = 16 << 20

// What may be wrong with an address.
var (
	ErrAddress = errors.New("an address is s3://bucket/folder?endpoint=https://s3.example.org")
	ErrOpen    = errors.New("a place is reached by https")
	ErrNone    = errors.New("no copy of this store is there")
)

// Place is a folder of a bucket.
type Place struct {
	client *minio.Client
	bucket string
	prefix string // empty, or with a slash at its end
	shown  string // its address, in which no secret is
}

// Keys let the program into a bucket.
type Keys struct{ ID, Secret string }

// Open returns the place of an address; nothing is asked of it yet. Copies leave by https alone,
// except to the machine itself. The transport is nil for the usual one.
func Open(address string, keys Keys, transport http.RoundTripper) (*Place, error) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme+"://" != Scheme || u.Host == "" || u.User != nil {
		return nil, ErrAddress
	}
	end, err := url.Parse(cmp.Or(u.Query().Get("endpoint"), "https://s3.amazonaws.com"))
	if err != nil || end.Host == "" || end.Path != "" && end.Path != "/" {
		return nil, ErrAddress
	}
	safe := end.Scheme == "https"
	if ip := net.ParseIP(end.Hostname()); !safe && (end.Scheme != "http" || end.Hostname() != "localhost" && (ip == nil || !ip.IsLoopback())) {
		return nil, ErrOpen
	}
	client, err := minio.New(end.Host, &minio.Options{
		Creds: credentials.NewStaticV4(keys.ID, keys.Secret, ""), Secure: safe, Region: u.Query().Get("region"), Transport: transport,
	})
	if err != nil {
		return nil, ErrAddress
	}
	prefix := strings.Trim(u.Path, "/")
	if prefix != "" {
		prefix += "/"
	}
	return &Place{client, u.Host, prefix, address}, nil
}

// Base returns the folder of an address, and the name of the copy in it; no name where the address
// ends with a slash, or is that of a bucket.
func Base(address string) (folder, name string) {
	path, query, asked := strings.Cut(address, "?")
	if asked {
		query = "?" + query
	}
	rest, _ := strings.CutPrefix(path, Scheme)
	if i := strings.LastIndexByte(rest, '/'); i >= 0 && strings.HasSuffix(rest, ending) {
		return Scheme + rest[:i+1] + query, rest[i+1:]
	}
	return address, ""
}

// ending is what the name of a closed copy ends with.
const ending = ".age"

// String is the address.
func (p *Place) String() string { return p.shown }

// copyTime is how the name of a copy says when it was made, in UTC, as copies in a folder do.
const copyTime = "20060102-150405"

// Name is what a copy of a store is called that was made at a moment.
func Name(data string, at time.Time) string {
	ext := filepath.Ext(data)
	return strings.TrimSuffix(filepath.Base(data), ext) + "-" + at.UTC().Format(copyTime) + ext + ending
}

// Copy is a copy that lies there.
type Copy struct {
	Name string
	Made time.Time
	Size int64
}

// made is when a copy was made, by its name.
func made(name string) (time.Time, bool) {
	name, closed := strings.CutSuffix(name, ending)
	name = strings.TrimSuffix(name, filepath.Ext(name))
	if len(name) < len(copyTime) {
		return time.Time{}, false
	}
	at, err := time.Parse(copyTime, name[len(name)-len(copyTime):])
	return at, closed && err == nil
}

// List lists the copies that lie there, the oldest first. What is not named as one is none.
func (p *Place) List(ctx context.Context) (all []Copy, err error) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	for o := range p.client.ListObjects(ctx, p.bucket, minio.ListObjectsOptions{Prefix: p.prefix}) {
		if o.Err != nil {
			return nil, fmt.Errorf("looking at %s: %w", p.shown, o.Err)
		}
		name := strings.TrimPrefix(o.Key, p.prefix)
		if at, ours := made(name); ours && !strings.Contains(name, "/") {
			all = append(all, Copy{name, at, o.Size})
		}
	}
	slices.SortStableFunc(all, func(a, b Copy) int { return a.Made.Compare(b.Made) })
	return all, nil
}

// Keep closes a copy of a store for those who may open it and sends it there under a name; only
// when all of it is there, copies of the same store that are older than keep are taken away. The
// one just sent stays, whatever happens.
func (p *Place) Keep(ctx context.Context, file, name string, to Recipients, keep time.Duration) (err error) {
	at, ours := made(name)
	if !ours {
		return fmt.Errorf("%q is no name of a copy", name)
	}
	closed, err := os.CreateTemp(filepath.Dir(file), ".sending-*")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, closed.Close(), os.Remove(closed.Name())) }()
	if err := to.close(file, closed); err != nil {
		return err
	}
	size, err := closed.Seek(0, io.SeekEnd)
	if err == nil {
		_, err = closed.Seek(0, io.SeekStart)
	}
	if err != nil {
		return err
	}
	sent, err := p.client.PutObject(ctx, p.bucket, p.prefix+name, closed, size, minio.PutObjectOptions{
		ContentType: "application/octet-stream", PartSize: partSize, SendContentMd5: true,
	})
	if err != nil {
		return fmt.Errorf("sending to %s: %w", p.shown, err)
	}
	there, err := p.client.StatObject(ctx, p.bucket, p.prefix+name, minio.StatObjectOptions{})
	if err != nil || sent.Size != size || there.Size != size {
		return errors.Join(fmt.Errorf("of %d bytes %d came to %s", size, there.Size, p.shown), err)
	}
	all, err := p.List(ctx)
	if err != nil {
		return err
	}
	stem := strings.TrimSuffix(name, at.Format(copyTime)+filepath.Ext(strings.TrimSuffix(name, ending))+ending)
	for _, old := range all {
		if old.Name != name && strings.HasPrefix(old.Name, stem) && len(old.Name) == len(name) && at.Sub(old.Made) > keep {
			if err := p.client.RemoveObject(ctx, p.bucket, p.prefix+old.Name, minio.RemoveObjectOptions{}); err != nil {
				return fmt.Errorf("an old copy stays at %s: %w", p.shown, err)
			}
		}
	}
	return nil
}

// Fetch brings a copy back and opens it into a file; of no name the newest. Of what was changed or
// cut nothing stays: the file is there only where the whole copy is what was sent. It returns the
// name of the copy.
func (p *Place) Fetch(ctx context.Context, name string, keys Identities, into string) (string, error) {
	if name == "" {
		all, err := p.List(ctx)
		if err != nil {
			return "", err
		}
		if len(all) == 0 {
			return "", ErrNone
		}
		name = all[len(all)-1].Name
	}
	from, err := p.client.GetObject(ctx, p.bucket, p.prefix+name, minio.GetObjectOptions{})
	if err != nil {
		return "", fmt.Errorf("fetching from %s: %w", p.shown, err)
	}
	err = keys.open(from, into)
	return name, errors.Join(err, from.Close())
}
