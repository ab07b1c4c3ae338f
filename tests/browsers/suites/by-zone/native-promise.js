// Loaded before zone.js: makes it keep the engine's promises.
globalThis.__Zone_disable_ZoneAwarePromise = true;
