// What was tapped and has not reached the clinic: kept on the tablet, sealed with a key that never
// leaves this browser (R22, R28), and sent in the order of the fingers when the connection is back.
// Where the browser cannot seal (no secure address), it waits in memory alone.

const name = 'fascia-room';

function open() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(name, 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore('key');
      asked.result.createObjectStore('taps', { keyPath: 'id', autoIncrement: true });
    };
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

class Sealed {
  constructor(db, key) { this.db = db; this.key = key; }

  static async make() {
    const db = await open();
    const known = await done(db.transaction('key').objectStore('key').get('room'));
    if (known) return new Sealed(db, known);
    const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
    await done(db.transaction('key', 'readwrite').objectStore('key').put(key, 'room'));
    return new Sealed(db, key);
  }

  store(mode) { return this.db.transaction('taps', mode).objectStore('taps'); }

  async seal(tap) {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const text = new TextEncoder().encode(JSON.stringify(tap));
    return { iv, text: await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, this.key, text) };
  }

  async all() {
    const out = [];
    for (const kept of await done(this.store('readonly').getAll())) {
      try {
        const text = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: kept.iv }, this.key, kept.text);
        out.push(Object.assign(JSON.parse(new TextDecoder().decode(text)), { id: kept.id }));
      } catch (error) { /* sealed by another key: nobody can read it */ }
    }
    return out;
  }

  async add(tap) { return done(this.store('readwrite').add(await this.seal(tap))); }
  async change(id, tap) {
    const sealed = await this.seal(tap);
    return done(this.store('readwrite').put(Object.assign(sealed, { id })));
  }
  async remove(id) { return done(this.store('readwrite').delete(id)); }
}

// The taps of one session in order. `keep`, `change` and `drop` return when it is on the disk.
export class RoomQueue {
  constructor(room, sealed, taps) { this.room = room; this.sealed = sealed; this.taps = taps; }

  static async make(room) {
    let sealed = null;
    try {
      if (window.crypto && crypto.subtle && window.indexedDB) sealed = await Sealed.make();
    } catch (error) { sealed = null; }
    const taps = sealed ? (await sealed.all()).filter((tap) => tap.room === room) : [];
    return new RoomQueue(room, sealed, taps);
  }

  get first() { return this.taps[0]; }
  get length() { return this.taps.length; }

  async keep(tap) {
    const kept = Object.assign({ room: this.room }, tap);
    this.taps.push(kept);
    if (this.sealed) kept.id = await this.sealed.add(Object.assign({}, kept));
  }
  async change(tap) { if (this.sealed && tap.id) await this.sealed.change(tap.id, Object.assign({}, tap)); }
  async drop(tap) {
    this.taps = this.taps.filter((one) => one !== tap);
    if (this.sealed && tap.id) await this.sealed.remove(tap.id);
  }
}
