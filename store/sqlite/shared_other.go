//go:build !unix

package sqlite

// walState says nothing where memory cannot be shared.
type walState struct{}

func (walState) commits() uint32 { return 0 }
func (walState) frames() uint32  { return 0 }
func (walState) salts() [8]byte  { return [8]byte{} }

type shared struct{}

func share(string) (*shared, error) { return nil, nil }
func (*shared) release() error      { return nil }
func (*shared) state() walState     { return walState{} }
