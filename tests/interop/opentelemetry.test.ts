// Context managers in Node: OpenTelemetry's own and ours, by the same table.
import { EventEmitter } from 'node:events';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { AsyncContextManager } from '../../src/interop/opentelemetry.js';
import { listeners } from './opentelemetry/listeners.js';
import { contextManager } from './opentelemetry/manager.js';

contextManager('AsyncContextManager', () => new AsyncContextManager(), () => new EventEmitter(), true);
contextManager('AsyncLocalStorageContextManager', () => new AsyncLocalStorageContextManager(), () => new EventEmitter(), false);
listeners(() => new AsyncContextManager(), () => new EventEmitter());
