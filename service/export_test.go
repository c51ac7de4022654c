package service

import "orpheus/ledger"

// EngineOf is the engine of a service; StoreOf its store.
func EngineOf(d *Service) *ledger.Engine { return d.engine }

func StoreOf(d *Service) Store { return d.store }
