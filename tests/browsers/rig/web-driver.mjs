// A small WebDriver client with what the rig needs: commands to one session, over HTTP on loopback.
import { request } from 'node:http';

const elementKey = 'element-6066-11e4-a52e-4f735466cecf'; // https://www.w3.org/TR/webdriver2/#dfn-web-element-identifier
const enterKey = '\uE007'; // https://www.w3.org/TR/webdriver2/#keyboard-actions

/** Opens a session with a driver that listens on 127.0.0.1:`port`. */
export async function openSession(port, capabilities) {
  const session = await send(port, 'POST', '/session', { capabilities: { alwaysMatch: capabilities } });
  const command = (method, path, body) => send(port, method, `/session/${session.sessionId}${path}`, body);
  const element = async (selector, action, body) => {
    const found = await command('POST', '/element', { using: 'css selector', value: selector });
    await command('POST', `/element/${found[elementKey]}/${action}`, body);
  };
  return {
    version: session.capabilities.browserVersion,
    navigate: url => command('POST', '/url', { url }),
    click: selector => element(selector, 'click', {}),
    type: (selector, text) => element(selector, 'value', { text: text.replaceAll('\n', enterKey) }),
    close: () => command('DELETE', ''),
  };
}

/** Whether a server already answers at `port`. */
export async function isReady(port) {
  try {
    return (await send(port, 'GET', '/status')).ready === true;
  } catch {
    // A driver that is just starting refuses or drops the connection. The caller has a time limit.
    return false;
  }
}

function send(port, method, path, body) {
  return new Promise((resolve, reject) => {
    // One connection for each command, since WebKitWebDriver may not accept a second command on a connection.
    const options = { host: '127.0.0.1', port, method, path, agent: false, headers: { 'content-type': 'application/json' } };
    const sent = request(options, response => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', data => (text += data));
      response.on('error', reject);
      response.on('end', () => {
        const value = parse(text);
        if (response.statusCode === 200) resolve(value);
        else reject(new Error(`WebDriver ${method} ${path}: ${value?.error ?? response.statusCode} ${value?.message ?? ''}`.trim()));
      });
    });
    sent.on('error', reject);
    sent.end(body && JSON.stringify(body));
  });
}

function parse(text) {
  try {
    return JSON.parse(text).value;
  } catch {
    return undefined;
  }
}
