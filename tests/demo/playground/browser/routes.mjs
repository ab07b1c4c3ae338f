// What the suite's server serves beside the suite: the playground.
import { createHandler } from '../server.mjs';

const handling = createHandler('tests/demo/playground/own.mjs');

/** @returns {Promise<boolean>} whether the path is one of the playground's */
export default async (request, response, url) => (await handling)(request, response, url);
