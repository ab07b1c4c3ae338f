// Starts the server on a free port of loopback, with its log on the console.
import { createServer } from './server.mjs';

const server = createServer(console.log);
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}/Ada`));
