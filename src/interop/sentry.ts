// The entry `asynccontext/sentry`: keeps Sentry's scopes, and with them its spans, in a Variable.
import { getDefaultCurrentScope, getDefaultIsolationScope, SDK_VERSION, setAsyncContextStrategy, type Scope } from '@sentry/core';
import { warnOnce } from '../agent/warn.js';
import { Variable } from '../index.js';

/** The tested major versions. Sentry does not guarantee the interface of a strategy. */
const [FIRST, LAST] = [9, 11];

type Strategy = NonNullable<Parameters<typeof setAsyncContextStrategy>[0]>;

interface Scopes {
  readonly scope: Scope;
  readonly isolationScope: Scope;
}

function createStrategy(): Strategy {
  const scopes = new Variable<Scopes>({ name: 'Sentry scopes' });
  const current = (): Scopes => scopes.get() ?? { scope: getDefaultCurrentScope(), isolationScope: getDefaultIsolationScope() };
  const strategy: Strategy = {
    getCurrentScope: () => current().scope,
    getIsolationScope: () => current().isolationScope,
    withScope: callback => strategy.withSetScope(current().scope.clone(), callback),
    withSetScope: (scope, callback) => scopes.run({ ...current(), scope }, callback, scope),
    withIsolationScope: callback => strategy.withSetIsolationScope(current().isolationScope.clone(), callback),
    // Both are forked, as the documentation of `withIsolationScope` says.
    withSetIsolationScope: (isolationScope, callback) => scopes.run({ scope: current().scope.clone(), isolationScope }, callback, isolationScope),
    suppressTracing: callback =>
      strategy.withScope(scope => {
        scope.setSDKProcessingMetadata({ __SENTRY_SUPPRESS_TRACING__: true });
        return callback();
      }),
  };
  return strategy;
}

/** The global objects of the copies of `@sentry/core` in the realm, by version. */
const carriers = (): Readonly<Record<string, { readonly acs?: Strategy } | undefined>> =>
  (globalThis as { __SENTRY__?: Record<string, { acs?: Strategy } | undefined> }).__SENTRY__ ?? {};

const expected = `the package '@sentry/core' in version ${FIRST} to ${LAST}`;

function checkVersion(): void {
  const found = `found ${SDK_VERSION ?? 'an unknown version'}`;
  // Only in CommonJS: an ES module that imports a missing name does not load.
  const needed = { getDefaultCurrentScope, getDefaultIsolationScope, setAsyncContextStrategy };
  const lacks = Object.entries(needed)
    .filter(([, value]) => value === undefined)
    .map(([name]) => name);
  if (lacks.length > 0) throw new Error(`asynccontext/sentry: expected ${expected}, ${found} without ${lacks.join(' and ')}. Install one of these`);
  const major = parseInt(SDK_VERSION, 10);
  if (!(major >= FIRST && major <= LAST))
    warnOnce(
      `asynccontext/sentry expected ${expected}, ${found}. It was not tried with that: see whether events have their own tags, or install one of these.`,
    );
}

/** Warns if an SDK uses another copy of `@sentry/core`, in which it looks for its strategy. */
function checkCopies(): void {
  const other = Object.keys(carriers()).find(version => /^\d/.test(version) && version !== SDK_VERSION);
  if (other === undefined || getDefaultCurrentScope().getClient() !== undefined) return;
  warnOnce(
    `asynccontext/sentry expected an SDK of Sentry's on its own copy of '@sentry/core', ${SDK_VERSION}, found one on ${other}, whose scopes are not kept apart. Install @sentry/core@${other}.`,
  );
}

/**
 * Gives each flow of a program its own Sentry scopes, isolation scopes and spans. May be called before `Sentry.init` or after it. If Sentry has a
 * strategy already, as in its SDKs for servers, that strategy is kept.
 *
 * @returns A function that uninstalls the strategy. Scopes that were made meanwhile are no longer found.
 * @throws Error if `@sentry/core` lacks a function that this needs.
 */
export function installStrategy(): () => void {
  checkVersion();
  // Checked later, when the running code has initialized the SDK.
  void Promise.resolve().then(checkCopies);
  if (carriers()[SDK_VERSION]?.acs) return () => {};
  const strategy = createStrategy();
  setAsyncContextStrategy(strategy);
  return () => {
    if (carriers()[SDK_VERSION]?.acs === strategy) setAsyncContextStrategy(undefined);
  };
}
