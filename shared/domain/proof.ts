import type { CommandParams } from '@shared/contract/commands';
import type { Person } from '@shared/contract/values';

export type Proof = CommandParams<'identity.confirm'>['proof'];

const shortestBeginning = 3;

/** What somebody can prove themselves with: what the roster has of them. */
export function proofsOf(person: Pick<Person, 'birthDate' | 'email'>): Proof['kind'][] {
  const proofs: Proof['kind'][] = [];
  if (person.birthDate !== null) proofs.push('birthDate');
  if ([...spelling(person.email)].length >= shortestBeginning) proofs.push('email');
  return proofs;
}

/** Whether a proof is long enough to be one; a shorter one is not counted as a try. */
export function isWholeProof(proof: Proof): boolean {
  return proof.kind === 'birthDate' || [...spelling(proof.value)].length >= shortestBeginning;
}

/** Whether a proof is right: the birth date, or the beginning of the address whatever its case. */
export function isRightProof(proof: Proof, person: Pick<Person, 'birthDate' | 'email'>): boolean {
  if (!isWholeProof(proof)) return false;
  if (proof.kind === 'birthDate') return person.birthDate !== null && person.birthDate === proof.value;
  return spelling(person.email).startsWith(spelling(proof.value));
}

function spelling(address: string): string {
  return address.normalize('NFKC').trim().toLowerCase();
}
