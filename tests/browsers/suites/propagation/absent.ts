// The features that each browser lacks, of those that rows need. A row that needs another feature runs, or fails: a misspelt name is in no browser.

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

interface Browsers {
  readonly all: readonly string[];
  readonly chromium: readonly string[];
  readonly firefox: readonly string[];
  readonly webkit: readonly string[];
}

const inWorkers: Browsers = {
  all: words(`
    Animation DataTransferItem Document.prototype.startViewTransition Element.prototype.animate Element.prototype.requestFullscreen Element.prototype.setHTMLUnsafe
    ElementInternals FileSystemFileEntry Geolocation HTMLCanvasElement HTMLCanvasElement.prototype.captureStream HTMLCanvasElement.prototype.toBlob
    HTMLDialogElement.prototype.requestClose HTMLElement.prototype.showPopover HTMLVideoElement.prototype.requestVideoFrameCallback IntersectionObserver
    MediaSession MutationObserver NavigateEvent NavigationPrecommitController NavigationPrecommitController.prototype.addHandler Notification.requestPermission
    OfflineAudioContext ResizeObserver ViewTransition.prototype.types ViewTransitionTypeSet customElements document requestIdleCallback setImmediate`),
  chromium: words('ReadableStream.from'),
  firefox: words('EventTarget.prototype.when Observable'),
  webkit: words(`
    AsyncDisposableStack EventTarget.prototype.when Observable ReadableStream.from ReadableStream.prototype.values WebAssembly.Suspending
    scheduler scheduler.postTask`),
};

/** For each place, the features that no browser has, and those that one browser lacks. If a browser gains a listed feature, the row runs. */
export const absent: Readonly<Record<'page' | 'worker' | 'module-worker', Browsers>> = {
  page: {
    all: words('setImmediate'),
    chromium: words('FileSystemFileEntry ReadableStream.from'),
    firefox: words('EventTarget.prototype.when Observable'),
    webkit: words(`
      AsyncDisposableStack EventTarget.prototype.when NavigateEvent NavigationPrecommitController NavigationPrecommitController.prototype.addHandler
      Observable ReadableStream.from ReadableStream.prototype.values WebAssembly.Suspending requestIdleCallback scheduler
      scheduler.postTask`),
  },
  worker: inWorkers,
  'module-worker': inWorkers,
};
