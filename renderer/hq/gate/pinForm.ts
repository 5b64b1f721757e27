/** What a PIN looks like. */
export const pinForm = /^\d{4,12}$/;
