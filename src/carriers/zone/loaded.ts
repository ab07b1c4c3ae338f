// The module `#zone` of the classic script: the page has loaded zone.js itself.
export {};
