// Owns how an English word is cut to the part that its forms share. Rough on purpose: both sides are cut alike.

/** `lights` and `light`, `closed` and `close`, `switching` and `switch` become the same. Takes lower case. */
export function stem(word: string): string {
  let cut = word;
  if (cut.length > 3 && cut.endsWith('ies')) cut = `${cut.slice(0, -3)}y`;
  else if (cut.length > 3 && /[^sui]s$/.test(cut)) cut = cut.slice(0, -1);
  if (cut.length > 5 && cut.endsWith('ing')) cut = single(cut.slice(0, -3));
  else if (cut.length > 4 && cut.endsWith('ed')) cut = single(cut.slice(0, -2));
  return cut.length > 3 && cut.endsWith('e') ? cut.slice(0, -1) : cut;
}

/** `stopp` (of stopped) is `stop`; `lock` and `call` stay. */
function single(cut: string): string {
  return /([bdgmnprt])\1$/.test(cut) ? cut.slice(0, -1) : cut;
}
