/** As much of PouchDB as the tests of the hub use. */
declare module 'pouchdb-core' {
  interface Replication extends Promise<object> {
    on(event: 'change' | 'complete' | 'denied', told: (what: never) => void): this;
    cancel(): void;
  }
  interface Replicate {
    to(target: Database): Replication;
    from(source: Database, options?: { live: boolean; since: number; heartbeat: number }): Replication;
  }
  interface Database {
    replicate: Replicate;
    bulkDocs(documents: object[]): Promise<object[]>;
    allDocs(options: { include_docs: true }): Promise<{ rows: { id: string; doc: object }[] }>;
  }
  interface Constructor {
    new (name: string, options?: { adapter: 'memory' }): Database;
    plugin(plugin: unknown): Constructor;
  }
  const PouchDB: Constructor;
  export default PouchDB;
}
declare module 'pouchdb-adapter-http';
declare module 'pouchdb-adapter-memory';
declare module 'pouchdb-replication';
