/** Puts the cursor into the first field that is at fault, once it is drawn as such. */
export const showFirstFault = (form: HTMLElement): void => {
  requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid=true]')?.focus());
};
