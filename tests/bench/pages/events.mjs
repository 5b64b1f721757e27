/** The part of Node's EventEmitter that PouchDB uses: in a browser there is none. */
export default class EventEmitter {
  on(type, listener) {
    this.heard ??= new Map();
    this.heard.set(type, [...this.listeners(type), listener]);
    return this;
  }

  addListener(type, listener) {
    return this.on(type, listener);
  }

  once(type, listener) {
    const once = (...args) => {
      this.removeListener(type, once);
      listener.apply(this, args);
    };
    once.listener = listener;
    return this.on(type, once);
  }

  removeListener(type, listener) {
    this.heard?.set(type, this.listeners(type).filter((each) => each !== listener && each.listener !== listener));
    return this;
  }

  removeAllListeners(type) {
    if (type === undefined) this.heard?.clear();
    else this.heard?.delete(type);
    return this;
  }

  listeners(type) {
    return this.heard?.get(type) ?? [];
  }

  listenerCount(type) {
    return this.listeners(type).length;
  }

  emit(type, ...args) {
    const listeners = this.listeners(type);
    for (const listener of listeners) listener.apply(this, args);
    return listeners.length > 0;
  }

  setMaxListeners() {
    return this;
  }
}

// PouchDB copies the methods to itself by their keys, which those of a class are not.
for (const name of Object.getOwnPropertyNames(EventEmitter.prototype)) {
  if (name !== 'constructor') Object.defineProperty(EventEmitter.prototype, name, { enumerable: true });
}
