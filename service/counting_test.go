package service_test

import (
	"context"
	"sync/atomic"

	"orpheus/store/memory"
	"orpheus/store/records"
)

// counting is a store that counts how often all profiles were read.
type counting struct {
	*memory.Log
	profiles atomic.Int64
}

func (c *counting) Profiles(ctx context.Context, slug string) ([]records.Profile, error) {
	c.profiles.Add(1)
	return c.Log.Profiles(ctx, slug)
}
