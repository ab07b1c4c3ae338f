// The places in a browser where a suite can run, with the page or worker for each.

/** For each place: the bundle's format; whether a user can reach its elements; whether it is a worker. */
export const places = {
  page: { format: 'esm', input: true },
  csp: { format: 'esm', input: true, strict: true },
  'classic-script': { format: 'iife', input: true },
  iframe: { format: 'esm' },
  worker: { format: 'iife', worker: true },
  'module-worker': { format: 'esm', worker: true },
  'shared-worker': { format: 'iife', worker: true },
  'service-worker': { format: 'iife', worker: true },
};

const reporterFor = from => `/rig/reporter.js?from=${from}`;

/** The page that a browser opens for a suite. */
export function topPage({ where, scripts, bundle }) {
  if (places[where].worker) return page(classic(reporterFor('host')), classic('/rig/host.js'));
  if (where === 'iframe') return page(classic(reporterFor('host')), '<iframe src="/frame.html"></iframe>');
  return suitePage({ where, scripts, bundle });
}

/** The page, or the frame, in which a suite runs. */
export function suitePage({ where, scripts, bundle }) {
  const own = places[where].format === 'esm' ? `<script type="module" src="${bundle}"></script>` : classic(bundle);
  return page(classic(reporterFor('suite')), ...scripts.map(classic), own);
}

/** The script of the worker in which a suite runs. */
export function workerScript({ where, scripts, bundle }) {
  const all = [reporterFor('suite'), ...scripts, bundle];
  if (places[where].format === 'esm') return all.map(path => `import ${JSON.stringify(path)};\n`).join('');
  return `importScripts(${all.map(path => JSON.stringify(path)).join(', ')});\n`;
}

/** The strictest policy under which a suite loads, and its reports get out. */
export const strictPolicy = reports =>
  `default-src 'none'; base-uri 'none'; script-src 'self'; connect-src 'self' ${reports} ${reports.replace('http', 'ws')}; img-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'`;

const classic = path => `<script src="${path}"></script>`;

const page = (...parts) => `<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>Suite</title>\n<body>\n${parts.join('\n')}\n</body>\n</html>\n`;
