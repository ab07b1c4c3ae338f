// For zone.js, loaded after it: the page keeps the engine's promises.
globalThis.__Zone_disable_ZoneAwarePromise = true;
