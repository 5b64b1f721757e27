import { type AnyMachineSnapshot, type AnyStateMachine, type AnyTransitionDefinition, type EventObject, initialTransition, transition } from 'xstate';

/**
 * Walks a machine from its start through everything that can happen in it, without running any effect: the given
 * events, the ends and errors of what it invokes, and its timers.
 */
export interface Walk {
  /** Ids of the states that were entered. */
  states: Set<string>;
  /** Transitions that were taken, by `keyOf`. */
  taken: Set<string>;
  /** Every snapshot, with how it was reached. */
  reached: { snapshot: AnyMachineSnapshot; path: string[] }[];
}

export function walk(
  machine: AnyStateMachine,
  { input, events, identity, limit = 20_000 }: {
    input?: unknown;
    /** What may happen in a state, beside its timers. */
    events(snapshot: AnyMachineSnapshot): readonly EventObject[];
    /** What makes two snapshots the same for the walk, beside the state. */
    identity(snapshot: AnyMachineSnapshot): unknown;
    limit?: number;
  },
): Walk {
  const [first] = initialTransition(machine, input as never);
  const keyOfSnapshot = (snapshot: AnyMachineSnapshot): string => JSON.stringify([snapshot.value, snapshot.status, identity(snapshot)]);
  const seen = new Set([keyOfSnapshot(first)]);
  const queue: Walk['reached'] = [{ snapshot: first, path: [] }];
  const found: Walk = { states: new Set(), taken: new Set(), reached: [] };
  for (let at = queue.shift(); at; at = queue.shift()) {
    const { snapshot, path } = at;
    found.reached.push(at);
    for (const node of snapshot._nodes) found.states.add(node.id);
    if (found.reached.length > limit) throw new Error(`${machine.id} has more than ${limit} states to walk`);
    if (snapshot.status !== 'active') continue;
    for (const event of [...events(snapshot), ...timersOf(snapshot)]) {
      for (const each of machine.getTransitionData(snapshot, event)) found.taken.add(keyOf(each));
      const [next] = transition(machine, snapshot, event as never);
      const key = keyOfSnapshot(next);
      if (seen.has(key)) continue;
      seen.add(key);
      queue.push({ snapshot: next, path: [...path, event.type] });
    }
  }
  return found;
}

/** The timers that run in a state, as the events that they will be. */
function timersOf(snapshot: AnyMachineSnapshot): EventObject[] {
  return snapshot._nodes.flatMap((node) => node.after.map(({ eventType }) => ({ type: eventType })));
}

/** Every state that is somewhere one can be, and every transition that an event causes. */
export function everythingIn(machine: AnyStateMachine): { states: Set<string>; transitions: Set<string> } {
  const states = new Set<string>();
  const transitions = new Set<string>();
  const visit = (node: AnyStateMachine['root']): void => {
    states.add(node.id);
    for (const each of node.transitions.values()) for (const one of each) transitions.add(keyOf(one));
    for (const child of Object.values(node.states)) visit(child as AnyStateMachine['root']);
  };
  visit(machine.root);
  return { states, transitions };
}

/** Where a transition starts, on what, and which of the alternatives it is. */
export function keyOf(definition: AnyTransitionDefinition): string {
  const alternatives = definition.source.transitions.get(definition.eventType) ?? [];
  return `${definition.source.id} on ${definition.eventType} [${alternatives.indexOf(definition)}]`;
}
