// OpenTelemetry's own manager on zone.js, in a page whose zones follow native await.
import '../../browsers/suites/by-zone/follow.js';
export { ZoneContextManager as Manager } from '@opentelemetry/context-zone-peer-dep';
