// Our context manager in a browser, with a bundled event emitter.
import { EventEmitter } from 'eventemitter3';
import { AsyncContextManager } from '../../../src/interop/opentelemetry.js';
import { listeners } from './listeners.js';
import { contextManager, type Emitter } from './manager.js';

contextManager(
  'AsyncContextManager',
  () => new AsyncContextManager(),
  () => new EventEmitter() as Emitter,
  true,
);
listeners(
  () => new AsyncContextManager(),
  () => new EventEmitter() as Emitter,
);
