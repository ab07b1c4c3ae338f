// Serves the playground beside the suite.
import { createHandler } from '../server.mjs';

const handling = createHandler('tests/demo/playground/own.mjs');

/** @returns {Promise<boolean>} whether the path belongs to the playground */
export default async (request, response, url) => (await handling)(request, response, url);
