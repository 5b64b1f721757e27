/** What a registration begins with: its own nonce, and today's date on this computer. */
export function newWalkIn(): { nonce: string; today: string } {
  return { nonce: crypto.randomUUID(), today: new Date().toISOString().slice(0, 10) };
}
