// A Vue application: asynchronous setup, handlers, watchers. The templates are written as render functions, as by the compiler. Start from this.
import * as vue from 'vue';
import { createApp, defineComponent, getCurrentInstance, h, nextTick, onMounted, ref, Suspense, watch } from 'vue';
import { AsyncLocalStorage } from '../../../src/interop/async-local-storage.js'; // asynccontext/async-local-storage

// The compiler uses this function; Vue's types do not declare it.
const { withAsyncContext } = vue as unknown as { withAsyncContext(run: () => unknown): [awaited: unknown, restore: () => void] };
export const storage = new AsyncLocalStorage<string>();
export const seen: [where: string, store: string | undefined][] = [];
const look = (where: string): void => void seen.push([where, storage.getStore()]);
export const after = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms));

// The two handlers wait for each other, so that they overlap even if a click takes long.
let clicks = 0;
let bothClicked!: () => void;
const both = new Promise<void>(resolve => (bothClicked = resolve));

/** The compiled form of a `<script setup>` with two awaits: after each, the instance is current again, and so is the store. */
const Panel = defineComponent({
  props: { id: { type: String, required: true } },
  async setup(props) {
    const { id } = props;
    const instances = [getCurrentInstance()];
    let [awaited, restore] = withAsyncContext(() => after(id === 'one' ? 3 : 1));
    await awaited;
    restore();
    look(`setup of ${id}`);
    instances.push(getCurrentInstance());
    [awaited, restore] = withAsyncContext(async () => {
      await null;
      look(`in the setup of ${id}`);
    });
    await awaited;
    restore();
    look(`setup of ${id}`);
    instances.push(getCurrentInstance());
    const same = instances.every(instance => instance !== null && instance === instances[0]);
    const count = ref(0);
    onMounted(() => look(`mounted ${id}`));
    watch(count, async () => {
      look(`watcher of ${id}`);
      await after(1);
      look(`watcher of ${id}`);
    });
    const onClick = () =>
      storage.run(`click ${id}`, async () => {
        if (++clicks === 2) bothClicked();
        await both;
        await after(1);
        look(`handler of ${id}`);
        count.value++;
        await nextTick();
        look(`handler of ${id}`);
      });
    return () => h('button', { id, onClick }, `${id}: ${count.value}${same ? '' : ', lost its instance'}`);
  },
});

const Root = defineComponent({
  setup: () => () => h(Suspense, null, { default: () => h('div', [h(Panel, { id: 'one' }), h(Panel, { id: 'two' })]), fallback: () => '…' }),
});

/** Mounts the application, in a store of its own. */
export function startApplication(): void {
  storage.run('start', () => createApp(Root).mount(document.body.appendChild(document.createElement('div'))));
}
