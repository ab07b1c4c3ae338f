// The module `#zone` in the classic script. It is empty, because the page loads zone.js itself.
export {};
