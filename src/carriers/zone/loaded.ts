// What an import of `#zone` is in the classic script: the page has loaded zone.js itself.
export {};
