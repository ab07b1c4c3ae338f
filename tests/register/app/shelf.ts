export class Shelf<T> {
  items: readonly T[];
  constructor(items: readonly T[]) {
    this.items = items;
  }
  *each(this: Shelf<T>, look: () => string): Generator<string> {
    for (const item of this.items) yield `${item} ${look()}`;
  }
}
