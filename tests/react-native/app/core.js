// React Native's own timers and requests, with the values of a Variable. What goes wrong is printed in the end.
import 'react-native/Libraries/Core/InitializeCore'; // of which an app need not say that it comes first
import { Variable } from 'asynccontext';
import emitter from 'react-native/Libraries/EventEmitter/RCTDeviceEventEmitter';

const variable = new Variable();
const seen = [];
const each = fn => ['a', 'b'].map(value => variable.run(value, fn, what => seen.push(`${what}: ${variable.get() === value ? 'right' : variable.get() === undefined ? 'none' : 'another’s'}`)));

for (const name of ['setTimeout', 'setImmediate', 'queueMicrotask', 'requestAnimationFrame', 'requestIdleCallback']) each(look => globalThis[name](() => look(name)));
each(look => {
  const id = setInterval(() => {
    look('setInterval');
    clearInterval(id);
  }, 1);
});
each(async look => {
  const request = new XMLHttpRequest();
  request.open('GET', 'http://localhost/');
  request.onload = () => look('XMLHttpRequest, onload');
  request.addEventListener('loadend', () => look('XMLHttpRequest, loadend'));
  request.send();
  const { status } = await fetch('http://localhost/');
  look(`fetch ${status}`);
});
each(look => {
  const socket = new WebSocket('ws://localhost/');
  socket.onopen = () => look('WebSocket, onopen');
});

function answer() {
  for (const { id, socket, query } of sent.splice(0)) {
    if (socket !== undefined) {
      emitter.emit('websocketOpen', { id: socket, protocol: '' });
      continue;
    }
    emitter.emit('didReceiveNetworkResponse', [id, 200, { 'Content-Type': 'text/plain' }, 'http://localhost/']);
    emitter.emit('didReceiveNetworkData', [id, query.responseType === 'blob' ? { blobId: 'blob', offset: 0, size: 4, type: 'text/plain' } : 'text']);
    emitter.emit('didCompleteNetworkResponse', [id, null, false]);
  }
}
// A request may be sent because of an answer.
for (const delay of [20, 40, 60]) setTimeout(answer, delay);
setTimeout(() => print(`RESULT ${JSON.stringify([...new Set(seen)].sort())}`), 200);
