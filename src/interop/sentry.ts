// The entry `asynccontext/sentry`: Sentry's scopes, and with them its spans, in a Variable.
import { getDefaultCurrentScope, getDefaultIsolationScope, SDK_VERSION, setAsyncContextStrategy, type Scope } from '@sentry/core';
import { warnOnce } from '../agent/warn.js';
import { Variable } from '../index.js';

/** The major versions that were tried. Sentry promises nothing of a strategy's interface. */
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

/** The objects that copies of `@sentry/core` in a realm have made, by their versions. */
const carriers = (): Readonly<Record<string, { readonly acs?: Strategy } | undefined>> =>
  (globalThis as { __SENTRY__?: Record<string, { acs?: Strategy } | undefined> }).__SENTRY__ ?? {};

const expected = `the package '@sentry/core' in version ${FIRST} to ${LAST}`;

function checkVersion(): void {
  const found = `found ${SDK_VERSION ?? 'an unknown version'}`;
  // Of a CommonJS module: an ES module that imports what is not there, engines refuse by themselves.
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

/** Warns of an SDK with another copy of `@sentry/core`, which looks for its strategy elsewhere. */
function checkCopies(): void {
  const other = Object.keys(carriers()).find(version => /^\d/.test(version) && version !== SDK_VERSION);
  if (other === undefined || getDefaultCurrentScope().getClient() !== undefined) return;
  warnOnce(
    `asynccontext/sentry expected an SDK of Sentry's on its own copy of '@sentry/core', ${SDK_VERSION}, found one on ${other}, whose scopes are not kept apart. Install @sentry/core@${other}.`,
  );
}

/**
 * Keeps Sentry's scopes, isolation scopes and spans apart, those of each flow of a program. To be called before `Sentry.init`, or after it. Where Sentry has a
 * strategy already, as its SDKs for servers do, that stays.
 *
 * @returns A function that takes it back: Sentry is as it was. Scopes that were made meanwhile are found no more.
 * @throws Error if `@sentry/core` lacks what this needs.
 */
export function installStrategy(): () => void {
  checkVersion();
  // Once the running code has initialized the SDK.
  void Promise.resolve().then(checkCopies);
  if (carriers()[SDK_VERSION]?.acs) return () => {};
  const strategy = createStrategy();
  setAsyncContextStrategy(strategy);
  return () => {
    if (carriers()[SDK_VERSION]?.acs === strategy) setAsyncContextStrategy(undefined);
  };
}
